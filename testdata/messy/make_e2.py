from common import *
import datetime as dt
from make_e import base,base2,wk
# e20 codes in name cell, no STT column
b=Book("e20_code_in_name","e","no STT column: codes inside the names '1. Dự án 1', '1.1. …'"); s=b.sheet("PL II"); s.title(1,T2(),11); s.put("J2","ĐVT: triệu đồng"); s.row(3,["Dự án, hoạt động","Tổng nhu cầu kinh phí","Ngân sách Trung ương",None,None,"Ngân sách địa phương",None,None,"Huy động khác"]); s.row(4,[None]*2+["Tổng cộng","Nguồn ĐTPT","Nguồn sự nghiệp"]*3); s.merge("C3:E3","F3:H3","I3:K3","A3:A4","B3:B4"); e=b.expect("phu-luc-2",s)
for r,(n,l,k,*v) in enumerate([("Tổng cộng",0,"t",3300,3000,3000,None,300,300,None,None,None,None),("1. Dự án 1: Hạ tầng",1,"project",3300,3000,3000,None,300,300,None,None,None,None),("1.1. Huyện nghèo",2,"subproject",2200,2000,2000,None,200,200,None,None,None,None),("1.2. Xã bãi ngang",2,"subproject",1100,1000,1000,None,100,100,None,None,None,None)],5):
    s.row(r,[n]+v); (e.t(r,[None,n]+v) if k=="t" else e.r(r,l,["*","*"]+v,kind=k))
b.save()
# e21 bracket styles
b,s,e=base2("e21_bracket_styles","(1) / 1) / 1/ / a/ / • / * codes")
for r,(c,n,l,*v) in enumerate([("I/","Dự án 1",1,3300,3000,3000,None,300,300,None,None,None,None),("1/","Tiểu dự án 1",2,3300,3000,3000,None,300,300,None,None,None,None),("a/","Đường",3,2200,2000,2000,None,200,200,None,None,None,None),("b/","Cầu",3,1100,1000,1000,None,100,100,None,None,None,None),("II/","Dự án 2",1,1100,1000,None,1000,100,None,100,None,None,None),("1/","Tiểu dự án 1",2,1100,1000,None,1000,100,None,100,None,None,None),("•","Chăn nuôi",3,1100,1000,None,1000,100,None,100,None,None,None)],5): s.row(r,[c,n]+v); e.r(r,l,["*",n]+v,kind=None)
b.save()
# e22 dates with parent 2, 3
b,s,e=base("e22_dates_parent2","2.1,2.2 3.1 as d.m dates under districts 2 and 3; 3.13 text")
r=5
for d,name,cs in ((2,"Huyện Chi Lăng",[1,2,3]),(3,"Huyện Cao Lộc",[1,2])):
    s.row(r,[d,name,None,None,None,None,5000,500]); e.r(r,1,kind="district",code=str(d),location=name,central=5000,local=500); r+=1
    for i in cs:
        w=wk(i); s.row(r,[None]+list(w)); s.put((r,1),dt.datetime(2022,i,d),fmt="dd/mm/yyyy"); e.r(r,2,[f"{d}.{i}"]+list(w)); r+=1
b.find("PL III","A6","said",severity="info"); b.save()
# e23 d-m ambiguous, real order month/day with 1.13 (Jan 13)
b,s,e=base("e23_dates_to_13","1.1 … 1.14 all dates, m/d (Jan 1 … Jan 14)"); s.row(5,[1,"Huyện Chi Lăng",None,None,None,None,50000,5000]); e.r(5,1,kind="district",code="1",location="Huyện Chi Lăng",central=50000,local=5000)
for i in range(1,15): w=wk(i); s.row(5+i,[None]+list(w)); s.put((5+i,1),dt.datetime(2022,1,i),fmt="m/d/yyyy"); e.r(5+i,2,[f"1.{i}"]+list(w))
b.save()
# e24 1.19 → 1.2 (=1.20), 1.21
b,s,e=base("e24_floats_120","1.1 … 1.21 as numbers, 1.2 after 1.19 is 1.20"); s.row(5,[1,"Huyện Chi Lăng",None,None,None,None,50000,5000]); e.r(5,1,kind="district",code="1",location="Huyện Chi Lăng",central=50000,local=5000)
for i in range(1,22): w=wk(i); s.row(5+i,[float(f"1.{i}")]+list(w)); e.r(5+i,2,[f"1.{i}"]+list(w))
b.save()
# e25 mixed text and numbers, 1.9 text then 1.1 number
b,s,e=base("e25_mixed_types","district codes 1,2 as float 1.0; '1.1' text, 1.2 number, '1,3' text; 2.1 number"); r=5
for d,name,cs in (("1","Huyện Chi Lăng",["1.1",1.2,"1,3"]),("2","Huyện Cao Lộc",[2.1,"2.2."])):
    s.row(r,[float(d),name,None,None,None,None,5000,500]); e.r(r,1,kind="district",code=d,location=name,central=5000,local=500); r+=1
    for i,c in enumerate(cs,1): w=wk(i); s.row(r,[c]+list(w)); e.r(r,2,[f"{d}.{i}" if c!="2.2." else "*"]+list(w)); r+=1
b.save()
# e26 PL3 A/B capital groups over roman groups
b,s,e=base("e26_capital_roman","A / I / 1 groups: A. huyện nghèo, I. Huyện…, works 1,2")
s.row(5,["A","Huyện nghèo",None,None,None,None,12950,1465]); e.r(5,1,kind="group",code="A",location="Huyện nghèo",central=12950,local=1465)
s.row(6,["I","Huyện Sìn Hồ",None,None,None,None,7350,825]); e.r(6,2,kind=None,code="I",location="Huyện Sìn Hồ",central=7350,local=825)
for i in range(2): w3(s,e,7+i,i+1,WT[i],level=3)
s.row(9,["II","Huyện Phong Thổ",None,None,None,None,5600,640]); e.r(9,2,kind=None,code="II",location="Huyện Phong Thổ",central=5600,local=640); w3(s,e,10,1,WT[2],level=3)
s.row(11,["B","Xã bãi ngang",None,None,None,None,1250,135]); e.r(11,1,kind="group",code="B",location="Xã bãi ngang",central=1250,local=135); w3(s,e,12,1,WT[3],level=2); b.save()
# e27 group names in work column
b,s,e=base("e27_group_in_work_col","group/district names in the work column, not Địa bàn")
s.row(5,["I",None,"HUYỆN NGHÈO",None,None,None,7350,825]); e.r(5,1,kind="group",code="I",work="*",location="*",central=7350,local=825)
s.row(6,[1,None,"Huyện Sìn Hồ",None,None,None,7350,825]); e.r(6,2,kind="district",code="1",work="*",location="*",central=7350,local=825)
for i in range(2): w3(s,e,7+i,f"1.{i+1}",WT[i],level=3)
s.row(9,["II",None,"XÃ ĐBKK VÙNG BÃI NGANG",None,None,None,5600,640]); e.r(9,1,kind="group",code="II",work="*",location="*",central=5600,local=640); w3(s,e,10,1,WT[2],level=2); b.save()
# e28 commune headings "* Xã X" w/ subtotal figures
b,s,e=base("e28_commune_headings","commune heading rows in work column with figures, letters a,b; works '-' under")
r=5
for c,x,ws in (("a","Xã Kháng Chiến",WT[:2]),("b","Xã Tân Tiến",WT[2:4])):
    s.row(r,[c,x,None,None,None,None,sum(w[5] for w in ws),sum(w[6] for w in ws)]); e.r(r,1,kind="district",code="*",location=x,central=sum(w[5] for w in ws),local=sum(w[6] for w in ws)); r+=1
    for w in ws: s.row(r,["-"]+list(w)); e.r(r,2,["-"]+list(w)); r+=1
b.save()
# e29 PL1 roman + arabic + dash
b=Book("e29_pl1_levels","e","PL1 I / 1 / - levels"); s=b.sheet("PL1"); s.title(1,T1(),11); head1(s,3); e=b.expect("phu-luc-1",s)
for r,(c,n,l) in enumerate([("I","Giảm nghèo",1),("1","Tỷ lệ hộ nghèo",2),("-","Trong đó: DTTS",3),("-","Hộ chính sách",3),("2","Số hộ nghèo",2),("II","Hạ tầng",1),("1","Số công trình",2)],5): v=["Hộ",1+r,2+r,3+r,None,4+r,None,5+r,"A"]; s.row(r,[c,n]+v); e.r(r,l,[c,n]+v)
b.save()
