from common import *
from make_c import simple
from make_b import put3,V2
S="Phụ lục III"
def b3(name,cls,note,h="SÌN HỒ"):
    b=Book(name,cls,note); s=b.sheet("PL III"); s.title(1,T3(h)); head3(s,3); return b,s,b.expect("phu-luc-3",s,plan_year=2023)
b,s,e=simple("c60_footnoted_figures","figures with footnote marks: 2.500(*), 2.500*, 1.200 (1), 1.300[1], 500-700",[("Đường A","2.500(*)",100,"*",100),("Đường B","1.500,5*",100,"*",100),("Cầu C","1.200 (1)",100,"*",100),("Đập D","500-700",100,"500-700",100),("Kè E",".5","0,5",0.5,0.5),("NSH F","1.234.567,89","1.234.567",1234567.89,1234567)]); b.save()
b,s,e=simple("c61_comma_dec_col","column 0,5 / 12,5 / 12,345 with total 25,345 text",[("Đường A","0,5",1,0.5,1),("Đường B","12,5",1,12.5,1),("Cầu C","12,345",1,12.345,1)],("25,345",3,25.345,3)); b.save()
b,s,e=simple("c62_ambig_vs_row_text","12,345 beside 0.5 (dot decimals): thousands",[("Đường A","0.5",1,0.5,1),("Đường B","12.5",1,12.5,1),("Cầu C","12,345",1,12345,1)]); b.save()
b,s,e=simple("c63_sum_with_error","all ambiguous, stated total wrong by a typo (7.126 numeric 7126 vs 7125): reading must stay thousands",[("Đường A","2.000","1.350",2000,1350),("Đường B","1.625","1.200",1625,1200),("Cầu C","3.500","2.150",3500,2150)],(7126,4700,7126,4700)); b.save()
b,s,e=simple("c64_one_text_big_numbers","one text '2.500' among numbers 1800, 3100, 900 (no total): thousands by size, or said",[("Đường A",1800,180,1800,180),("Đường B","2.500",250,"*",250),("Cầu C",3100,310,3100,310)]); b.find(S,"G10","ambiguous","error","PL102"); b.save()
# hidden duplicate columns
b=Book("b60_hidden_dup_cols","b","hidden old NSTW/NSĐP columns before the visible ones: visible ones wanted, or said at warning"); s=b.sheet("PL III"); s.title(1,T3("SÌN HỒ"),11); s.row(3,["TT","Địa bàn","Tên công trình","Chủ đầu tư","Quy mô","Lý do đầu tư","Vốn đầu tư (triệu đồng)",None,"Vốn đầu tư (triệu đồng)",None,"Năm thực hiện"]); s.row(4,[None]*6+["NSTW","NSĐP"]*2); s.merge("G3:H3","I3:J3"); s.hc|={"G","H"}; e=b.expect("phu-luc-3",s,columns=dict(central="I",local="J"))
for i,w in enumerate(WT[:2]): s.row(5+i,[i+1]+list(w[:5])+[9,9,w[5],w[6],2023]); e.r(5+i,1,[str(i+1)]+list(w))
b.save()
b=Book("a70_denghi_thamdinh","a","'Kinh phí đề nghị' and 'Kinh phí thẩm định' each NSTW/NSĐP: two sets must be said at warning"); s=b.sheet("PL III"); s.title(1,T3("SÌN HỒ"),11); s.row(3,["TT","Địa bàn","Tên công trình","Chủ đầu tư","Quy mô","Lý do đầu tư","Kinh phí đề nghị (trđ)",None,"Kinh phí thẩm định (trđ)",None,"Năm thực hiện"]); s.row(4,[None]*6+["NSTW","NSĐP"]*2); s.merge("G3:H3","I3:J3"); e=b.expect("phu-luc-3",s)
for i,w in enumerate(WT[:2]): s.row(5+i,[i+1]+list(w[:5])+[9,9,w[5],w[6],2023]); e.r(5+i,1,[str(i+1)]+list(w[:5])+["*","*",2023])
b.find("PL III",None,"two sets of NSTW/NSĐP"); b.save()
# PL2 two years groups
b=Book("a71_pl2_years_groups","a","PL2 'Năm 2022' (NSTW, NSĐP totals) group before 'Năm 2023' full; plan 2023"); s=b.sheet("PL2"); s.title(1,T2(),16); s.put("K2","ĐVT: triệu đồng")
s.row(3,["STT","Dự án, hoạt động","Thực hiện năm 2022",None,None,"Kế hoạch năm 2023"]); s.row(4,[None,None,"Tổng số","NSTW","NSĐP","Tổng nhu cầu kinh phí","NSTW",None,None,"NSĐP",None,None,"Huy động khác"]); s.row(5,[None]*6+["Tổng cộng","Nguồn ĐTPT","Nguồn sự nghiệp"]*3); s.merge("C3:E3","F3:O3","G4:I4","J4:L4","M4:O4","A3:A5","B3:B5","C4:C5","D4:D5","E4:E5","F4:F5"); e=b.expect("phu-luc-2",s,columns={"total":"F","central.total":"G","local.total":"J"})
for r,v in enumerate(V2,6): s.row(r,list(v[:2])+[33,22,11]+list(v[2:])); (e.t(r,v) if v[0] is None else e.r(r,2 if "." in v[0] else 1,v,kind="activity" if v[1].startswith("Hoạt") else "project"))
b.save()
# carry trap
b,s,e=b3("g30_carry_group_border","g","blank xã/CĐT at the first work of a new group is blank, not the last group's")
s.row(5,["I","Huyện nghèo",None,None,None,None,7350,825]); e.r(5,1,kind="group",code="I",location="Huyện nghèo",central=7350,local=825)
for i in range(2): w3(s,e,6+i,i+1,WT[i],level=2)
s.row(8,["II","Xã bãi ngang",None,None,None,None,5600,640]); e.r(8,1,kind="group",code="II",location="Xã bãi ngang",central=5600,local=640)
v=["1",None,"Trường MN",None,"6 phòng","Thiếu",5600,640,2023]; s.row(9,v); e.r(9,2,v); b.save()
b,s,e=b3("g31_merged_then_blank","g","xã merged over rows 5-6; row 7 has truly blank xã outside any merge and its own border: carried or said")
w3(s,e,5,1,WT[0]); s.row(6,[2,None]+list(WT[1][1:])); e.r(6,1,["2",WT[0][0]]+list(WT[1][1:])); s.merge("B5:B6"); s.row(7,[3,None]+list(WT[2][1:])); e.r(7,1,["3","*"]+list(WT[2][1:])); b.find("PL III","B7","blank xã outside the merge",severity="info"); b.save()
# plan lines
for i,(t,num,d,iss) in enumerate([("(Ban hành kèm theo Quyết định số 15/QĐ-UBND ngày 02 tháng 3 năm 2023 của Chủ tịch UBND huyện Sìn Hồ)","15/QĐ-UBND","2023-03-02","*"),("(Kèm theo Công văn số 512/UBND-LĐTBXH ngày 5/10/2022 của UBND huyện Sìn Hồ)","512/UBND-LĐTBXH","2022-10-05","UBND huyện Sìn Hồ"),("Kèm theo Tờ trình số 33 /TTr-UBND, ngày 05-10-2022 của Ủy ban nhân dân huyện Sìn Hồ","33/TTr-UBND","2022-10-05","Ủy ban nhân dân huyện Sìn Hồ"),("(Kèm theo Báo cáo số     /BC-UBND ngày    tháng 10 năm 2022 của UBND huyện Sìn Hồ)",None,None,"UBND huyện Sìn Hồ")]):
    b=Book(f"a72_{i}_plan_line","a","plan line: "+t); s=b.sheet("PL III"); s.title(1,T3("SÌN HỒ")); s.title(2,t); head3(s,4); e=b.expect("phu-luc-3",s,plan_year=2023,title=T3("SÌN HỒ"),plan={k:v for k,v in dict(number=num,date=d,issuer=iss).items() if v!="*"})
    if num is None: e["plan"]=dict(issuer=iss)
    for j,w in enumerate(WT[:2]): w3(s,e,6+j,j+1,w)
    b.save()
# a total only in the code column PL2 / PL4
b=Book("b61_total_in_code_col_pl2","b","PL2 'Tổng cộng' typed in STT column merged A:B, at the bottom"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
for r,v in enumerate((V2[1],V2[3]),5): s.row(r,v); e.r(r,1,v,kind="project")
s.row(7,["Tổng cộng",None]+list(V2[0][2:])); s.merge("A7:B7"); e.t(7,["*","*"]+list(V2[0][2:])); b.save()
b=Book("b62_total_pl4","b","PL4 with Tổng cộng row at the end, merged A:C"); s=b.sheet("PL4"); s.title(1,T4(),12); head4(s,3); e=b.expect("phu-luc-4",s); s.row(5,[1,None,"Hoạt động 1: Đào tạo",None,None,700]); e.r(5,1,["1",None,"Hoạt động 1: Đào tạo",None,None,700],kind="activity"); v=[None,"Xã A","Lớp hàn","Lớp","TT GDNN",1,2,1,"-",2,100,3]; s.row(6,v); e.r(6,2,v,kind="target"); s.row(7,["Tổng cộng",None,None,None,None,700,2,1,"-",2,100,3]); s.merge("A7:C7"); e.t(7,code="*",location="*",target="*",prior_actual=700,**{"current.plan":2,"current.nine_months":1,"current.nine_months_pct":"-","current.year":2,"current.year_pct":100,"next_plan":3}); b.save()
# figures only row
b,s,e=b3("b63_nameless_work","b","a work row with xã, scale, figures but no name; and one with figures only mid-table: must be said")
w3(s,e,5,1,WT[0]); s.row(6,[2,"Xã Đội Cấn",None,"UBND huyện","24m","Đi lại",4150,475,2023]); e.r(6,None,["2","Xã Đội Cấn",None,"UBND huyện","24m","Đi lại",4150,475,2023],kind=None); s.put("G7",777); s.put("H7",77); w3(s,e,8,3,WT[2],level=None); b.find("PL III","G7","figures without a name mid-table"); b.save()
# đơn vị tính column in PL3? extra measure col + TT repeated per commune
b,s,e=b3("e40_restart_numbers","e","numbering restarts per commune without heading; xã merged")
r=5
for x,ws in (("Xã A",("Đường 1","Cầu 2")),("Xã B",("Đập 3","Chợ 4"))):
    for i,n in enumerate(ws): s.row(r,[i+1,x if i==0 else None,n,"UBND huyện","1 CT","Đi lại",1000+r,100,2023]); e.r(r,1,[str(i+1),x,n,"UBND huyện","1 CT","Đi lại",1000+r,100,2023]); r+=1
    s.merge(f"B{r-2}:B{r-1}")
b.save()
