from common import *
from make_c import simple
from make_b import put3,V2
S="Phụ lục III"
def b3(name,cls,note,h="SÌN HỒ",y=2023):
    b=Book(name,cls,note); s=b.sheet("PL III"); s.title(1,T3(h,y)); head3(s,3); return b,s,b.expect("phu-luc-3",s,plan_year=y)
b,s,e=b3("c70_group_sum_settles","c","works as ambiguous text, only the group row is numeric: its sum settles"); s.row(5,["I","Huyện nghèo",None,None,None,None,7125,4700]); e.r(5,1,kind="group",code="I",location="Huyện nghèo",central=7125,local=4700)
for i,(a,c,x,y) in enumerate([("2.000","1.350",2000,1350),("1.625","1.200",1625,1200),("3.500","2.150",3500,2150)]): v=[i+1,"Xã A",f"Đường {i}","UBND huyện","1km","Đi lại",a,c,2023]; s.row(6+i,v); e.r(6+i,2,[str(i+1)]+v[1:6]+[x,y,2023])
b.save()
b,s,e=simple("c71_all_ambiguous","all ambiguous incl. the total: 2.000+1.625+3.500=7.125 fits both ways: must be said",[("Đường A","2.000","1.350","*","*"),("Đường B","1.625","1.200","*","*"),("Cầu C","3.500","2.150","*","*")],("7.125","4.700","*","*")); b.find(S,"G9","unsettled","warning","PL102"); b.save()
b=Book("c74_pl2_child_sum","c","PL2: projects numeric, activities text ambiguous (total column only)"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
for r,(c,n,t,x,k,l) in enumerate([("1","Dự án 1",3625,3625,"project",1),("1.1","Hoạt động 1: A","2.000",2000,"activity",2),("1.2","Hoạt động 2: B","1.625",1625,"activity",2)],5): s.row(r,[c,n,t]); e.r(r,l,code=c,name=n,total=x,kind=k)
b.save()
b,s,e=simple("d40_text_dong_among_trieu","text '2.500.000.000' among '2.500,5' under triệu: must be noticed",[("Đường A","2.500,5","250","*",250),("Cầu B","2.500.000.000","300","*",300),("Đập C","900","90",900,90)],None,cls="d"); b.find(S,"G10","đồng among triệu"); b.save()
b,s,e=b3("a90_header_old_year","a","PL1-like copy: title 2024, headers of last year (Kế hoạch năm 2023): must be said",y=2024); b.sheets.clear(); b.exps.clear(); s=b.sheet("PL1"); s.title(1,T1(2024),11); head1(s,3,2023); e=b.expect("phu-luc-1",s); v=["1","Số hộ nghèo","Hộ",1200,1000,1050,96,980,98,760,"A"]; s.row(5,v); e.r(5,1,v); b.find("PL1",None,"title 2024, headers 2023"); b.save()
# PL4
b=Book("c75_pl4_text","c","PL4 as text: 1.210 (Người), 12,5 (%), - and nbsp"); s=b.sheet("PL4"); s.title(1,T4(),12); head4(s,3); e=b.expect("phu-luc-4",s)
for r,(v,x) in enumerate([(["1",None,"Hoạt động 1: Đào tạo",None,None,"1.210","1.150","980","95,5","1.160","100,9","1.300"],["1",None,"Hoạt động 1: Đào tạo",None,None,1210,1150,980,95.5,1160,100.9,1300]),([None,"Xã A","Lớp hàn","Người","TT GDNN","35","40","30","–","40","100%","45"],[None,"Xã A","Lớp hàn","Người","TT GDNN",35,40,30,"-",40,100,45]),([None,"Xã B","Tỷ lệ có việc làm","%","TT GDNN","72,5","75","70,25","-","75","100","78"],[None,"Xã B","Tỷ lệ có việc làm","%","TT GDNN",72.5,75,70.25,"-",75,100,78])],5): s.row(r,v); e.r(r,1 if x[0] else 2,x,kind="activity" if x[0] else "target")
b.save()
b=Book("b80_pl4_wrap","b","PL4 target name wrapped, figures on first row"); s=b.sheet("PL4"); s.title(1,T4(),12); head4(s,3); e=b.expect("phu-luc-4",s); s.row(5,[1,None,"Hoạt động 1: Đào tạo"]); e.r(5,1,["1",None,"Hoạt động 1: Đào tạo"],kind="activity"); s.row(6,[None,"Xã A","Đào tạo nghề cho người lao động thuộc hộ nghèo,","Người","TT GDNN",1,2,1,"-",2,100,3]); s.put("C7","hộ cận nghèo"); e.r(6,2,[None,"Xã A","Đào tạo nghề cho người lao động thuộc hộ nghèo, hộ cận nghèo","Người","TT GDNN",1,2,1,"-",2,100,3],kind="target"); b.save()
b=Book("b81_pl4_note_inside","b","PL4 «Ghi chú» line between activities"); s=b.sheet("PL4"); s.title(1,T4(),12); head4(s,3); e=b.expect("phu-luc-4",s); s.row(5,[1,None,"Hoạt động 1: Đào tạo",None,None,700]); e.r(5,1,["1",None,"Hoạt động 1: Đào tạo",None,None,700],kind="activity"); s.put("B6","Ghi chú: kinh phí gồm cả năm trước"); s.row(7,[2,None,"Hoạt động 2: Bồi dưỡng",None,None,100]); e.r(7,1,["2",None,"Hoạt động 2: Bồi dưỡng",None,None,100],kind="activity"); e["notes"]=["B6"]; b.save()
# sheets that are no tables: look like tables
b=Book("b82_foreign_tables","b","sheets with foreign tables (salary list, poor households by commune) beside PL3"); s=b.sheet("DS hộ nghèo"); s.row(1,["DANH SÁCH HỘ NGHÈO NĂM 2022"]); s.row(3,["TT","Địa bàn","Tổng số hộ","Số hộ nghèo","Tỷ lệ %"]); s.row(4,[1,"Xã A",500,120,24]); s.row(5,[2,"Xã B",400,80,20]); s=b.sheet("Lương"); s.row(1,["TT","Họ tên","Chức vụ","Hệ số","Thành tiền"]); s.row(2,[1,"Lò Văn Pâng","Chủ tịch",3.66,5453400]); s=b.sheet("PL III"); s.title(1,T3("SÌN HỒ")); head3(s,3); e=b.expect("phu-luc-3",s); put3(s,e,5,WT[:2]); s=b.sheet("Sheet2"); s.put("A1",1); b.sheet("Sheet3").put("B2","nháp"); b.save()
b=Book("b83_summary_of_pl3","b","a summary sheet «Tổng hợp theo xã» (TT, Địa bàn, Số công trình, NSTW, NSĐP) must not be read as PL3 works"); s=b.sheet("Tổng hợp"); s.title(1,"BIỂU TỔNG HỢP VỐN THEO XÃ NĂM 2023",5); s.row(3,["TT","Địa bàn","Số công trình","NSTW","NSĐP"]); s.row(4,[1,"Xã A",3,5000,500]); s.row(5,[2,"Xã B",2,3000,300]); s=b.sheet("PL III"); s.title(1,T3("SÌN HỒ")); head3(s,3); e=b.expect("phu-luc-3",s); put3(s,e,5,WT[:2]); b.save()
# hidden
b=Book("b84_hidden_header","b","hidden header's second row and hidden column A; veryHidden sheet"); s=b.sheet("PL III"); s.title(1,T3("SÌN HỒ")); head3(s,3); s.hr.add(4); s.hc.add("A"); e=b.expect("phu-luc-3",s); put3(s,e,5,WT[:3]); b.save()
# merged header at top: whole-sheet fonts; table far right/down
b=Book("b85_far_away","b","table starts at AB60"); s=b.sheet("Sheet1"); s.title(58,T3("SÌN HỒ"),9,c0=28); head3(s,60,c0=28); e=b.expect("phu-luc-3",s,title=T3("SÌN HỒ")); put3(s,e,62,WT[:3],c0=28); b.save()
# unit contradictory inside columns PL2
b=Book("d41_pl2_mixed_units","d","PL2: 'Tổng nhu cầu kinh phí (tỷ đồng)', sources under line triệu"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); s.put("C3","Tổng nhu cầu kinh phí (tỷ đồng)"); e=b.expect("phu-luc-2",s)
for r,v in enumerate(V2,5): x=list(v); x[2]=x[2]/1000; s.row(r,x); (e.t(r,v) if v[0] is None else e.r(r,2 if "." in v[0] else 1,v,kind="activity" if v[1].startswith("Hoạt") else "project"))
b.save()
