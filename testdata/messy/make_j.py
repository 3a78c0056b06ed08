from common import *
from make_b import put3,V2
def b3(name,cls,note,h="SÌN HỒ"):
    b=Book(name,cls,note); s=b.sheet("PL III"); s.title(1,T3(h)); head3(s,3); return b,s,b.expect("phu-luc-3",s,plan_year=2023)
for i,(cell,t) in enumerate([("C7","* Công trình khởi công mới"),("C7","- Công trình khởi công mới"),("C7","Công trình khởi công mới năm 2023"),("B7","Lĩnh vực giao thông"),("C7","b) Công trình khởi công mới"),("A7","II. Công trình khởi công mới"),("C7","(Công trình khởi công mới)"),("C7","Lĩnh vực giáo dục:"),("A7","*"),("C7","Các công trình do phòng Kinh tế - Hạ tầng lập"),("C7","Nơi nhận vốn: xã"),("B7","Kế toán xã quản lý:"),("C7","TM. BAN QUẢN LÝ")]):
    b,s,e=b3(f"b70_{i:02}_heading","b",f"figureless line {cell} «{t}» mid-table: the rows after must not be lost"); put3(s,e,5,WT[:2],lev=None); s.put(cell,t); put3(s,e,8,WT[2:4],n0=3,lev=None); s.row(10,[None,None,"Tổng cộng",None,None,None,14200,1600]); e.t(10,work="Tổng cộng",central=14200,local=1600)
    b.extra["extra_rows_ok"]=[7]; b.save()
b,s,e=b3("b71_15_blank","b","20 blank rows inside"); put3(s,e,5,WT[:2]); put3(s,e,27,WT[2:],n0=3); s.row(30,[None,None,"Tổng cộng",None,None,None,16000,1800]); e.t(30,work="Tổng cộng",central=16000,local=1800); b.save()
for nm,gc,wc in (("e50_xa_1_11","1","1.{}"),("e51_xa_I_1","I","{}"),("e52_xa_a_dash","a)","-")):
    b,s,e=b3(nm,"e",f"commune row code {gc} with figures, works {wc}"); s.row(5,[gc,"Xã Kháng Chiến",None,None,None,None,7350,825]); e.r(5,1,code="*",location="Xã Kháng Chiến",central=7350,local=825,kind=None)
    for i in range(2): w=("Xã Kháng Chiến",)+WT[i][1:]; c=wc.format(i+1); s.row(6+i,[c,None]+list(w[1:])); e.r(6+i,2,[c,"*"]+list(w[1:]))
    b.save()
b=Book("a80_pl2_one_row_repeat","a","PL2 one flat row: Tổng|NSTW|ĐTPT|SN|NSĐP|ĐTPT|SN|Huy động khác|ĐTPT|SN"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); s.row(3,["STT","Dự án, hoạt động","Tổng nhu cầu kinh phí"]+[y for x in ("Ngân sách Trung ương","Ngân sách địa phương","Huy động khác") for y in (x,"Nguồn ĐTPT","Nguồn sự nghiệp")]); e=b.expect("phu-luc-2",s)
for r,v in enumerate(V2,4): s.row(r,v); (e.t(r,v) if v[0] is None else e.r(r,2 if "." in v[0] else 1,v,kind="activity" if v[1].startswith("Hoạt") else "project"))
b.save()
b=Book("a82_tmdt_and_year","a","«Tổng mức đầu tư» NSTW/NSĐP then «Nhu cầu vốn năm 2023» NSTW/NSĐP: the year's wanted, or a warning"); s=b.sheet("PL III"); s.title(1,T3("SÌN HỒ"),11); s.row(3,["TT","Địa bàn","Tên công trình","Chủ đầu tư","Quy mô","Lý do đầu tư","Tổng mức đầu tư",None,"Nhu cầu vốn năm 2023",None,"Năm thực hiện"]); s.row(4,[None]*6+["NSTW","NSĐP"]*2); s.merge("G3:H3","I3:J3"); s.put("J2","ĐVT: triệu đồng"); e=b.expect("phu-luc-3",s,columns=dict(central="I",local="J"))
for i,w in enumerate(WT[:2]): s.row(5+i,[i+1]+list(w[:5])+[w[5]*2,w[6]*2,w[5],w[6],2023]); e.r(5+i,1,[str(i+1)]+list(w))
b.save()
b=Book("a83_tmdt_qd","a","«QĐ đầu tư»: số, TMĐT; then «Kế hoạch vốn năm 2023»: Tổng số, NSTW, NSĐP; lũy kế"); s=b.sheet("PL III"); s.title(1,T3("SÌN HỒ"),14); s.put("M2","ĐVT: triệu đồng"); s.row(3,["TT","Danh mục công trình","Địa điểm XD","Chủ đầu tư","Năng lực thiết kế","Thời gian thực hiện","Quyết định đầu tư",None,"Lũy kế vốn đã bố trí đến hết năm 2022","Kế hoạch vốn năm 2023",None,None,"Lý do đầu tư","Ghi chú"]); s.row(4,[None]*6+["Số, ngày","TMĐT",None,"Tổng số","NSTW","NSĐP"]); s.merge("G3:H3","J3:L3"); e=b.expect("phu-luc-3",s,columns=dict(central="K",local="L",work="B",location="C",agency="D",scale="E",year="F"))
for i,w in enumerate(WT[:3]): s.row(5+i,[i+1,w[1],w[0],w[2],w[3],2023,f"{i+10}/QĐ-UBND",9999,111,w[5]+w[6],w[5],w[6],w[4],"x"]); e.r(5+i,1,[str(i+1)]+list(w))
b.save()
b=Book("a84_pl4_two_places","a","PL4 with Huyện and Xã columns"); s=b.sheet("PL4"); s.title(1,T4(),13); s.row(3,["TT","Huyện","Xã","Chỉ tiêu/nhiệm vụ","Đơn vị tính","Đơn vị thực hiện","Kết quả thực hiện 2021","Ước Thực hiện năm 2022",None,None,None,None,"Kế hoạch năm 2023"]); s.row(4,[None]*7+["Kế hoạch","Ước thực hiện 9 tháng","Ước TH 9 tháng so với cùng kỳ năm 2021 (%)","Ước thực hiện cả năm","Ước TH cả năm so với kế hoạch năm 2021 (%)"]); s.merge("H3:L3"); e=b.expect("phu-luc-4",s)
s.row(5,[1,"Sìn Hồ","Xã A","Lớp hàn","Lớp","TT GDNN",1,2,1,"-",2,100,3]); e.r(5,1,["1","*","Lớp hàn","Lớp","TT GDNN",1,2,1,"-",2,100,3],kind=None); b.save()
b=Book("b72_pl1_trong_do","b","PL1 'Trong đó:' line and '-' lines"); s=b.sheet("PL1"); s.title(1,T1(),11); head1(s,3); e=b.expect("phu-luc-1",s)
for r,(l,c,n,f) in enumerate([(1,"1","Tổng số hộ nghèo",1),(None,None,"Trong đó:",0),(2,"-","Hộ DTTS",1),(2,"-","Hộ chính sách",1),(1,"2","Tổng số xã ĐBKK",1)],5): v=["Hộ",100+r,90,80,None,91,101,95,"A"] if f else [None]*9; s.row(r,[c,n]+v); e.r(r,1 if l==1 else None,[c,n]+v[:8]+["*"])
b.save()
