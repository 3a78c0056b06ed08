from common import *
import datetime as dt
def base(name,note,cls="e",cols=9,h="TRÀNG ĐỊNH"):
    b=Book(name,cls,note); s=b.sheet("PL III"); s.title(1,T3(h)); head3(s,3); return b,s,b.expect("phu-luc-3",s,plan_year=2023)
def base2(name,note,cls="e"):
    b=Book(name,cls,note); s=b.sheet("PL II"); s.title(1,T2(),12); s.put("K2","Đơn vị: triệu đồng"); head2(s,3); return b,s,b.expect("phu-luc-2",s,plan_year=2023)
def wk(i): w=WT[i%5]; return (w[0],w[1]+(f" (đoạn {i//5+1})" if i>=5 else ""))+w[2:]
# e01 floats 1.1..1.9, 1.1, 1.11 under district
b,s,e=base("e01_floats_110","1.1…1.9 then 1.1 (=1.10), 1.11, 1.12 as numbers under district 1")
s.row(5,[1,"Huyện Tràng Định",None,None,None,None,38000,4200]); e.r(5,1,kind="district",code="1",location="Huyện Tràng Định",central=38000,local=4200)
for i in range(12):
    w=wk(i); c=[1.1,1.2,1.3,1.4,1.5,1.6,1.7,1.8,1.9,1.1,1.11,1.12][i]; s.row(6+i,[c]+list(w)); e.r(6+i,2,[f"1.{i+1}"]+list(w))
b.save()
# e02 text "1,1", comma
b,s,e=base2("e02_comma_codes","codes 1,1 / 1,2 as text, 2,1 as number with comma format")
X=[("1","1","Dự án 1: Hạ tầng",3300,3000,3000,None,300,300,None,0,None,None,"project",1),("1.1","1,1","Hạ tầng huyện nghèo",2200,2000,2000,None,200,200,None,0,None,None,"subproject",2),("1.2","1,2","Hạ tầng xã ĐBKK",1100,1000,1000,None,100,100,None,0,None,None,"subproject",2),("2","2","Dự án 2: Sinh kế",1100,1000,None,1000,100,None,100,0,None,None,"project",1),("2.1","2,1","Mô hình",1100,1000,None,1000,100,None,100,0,None,None,"subproject",2)]
for r,(c,raw,n,*v) in enumerate(X,5):
    k,l=v[-2:]; v=v[:-2]; s.row(r,[raw,n]+v); e.r(r,l,[c,n]+v,kind=k)
b.save()
# e03 dates from 1.1,1.2 (d/m) 
for nm,mk in (("e03_dates_dm","dm"),("e03b_dates_md","md")):
    b,s,e=base(nm,f"codes 1.1,1.2,1.3 turned to dates ({mk})")
    s.row(5,[1,"Huyện Tràng Định",None,None,None,None,12950,1465]); e.r(5,1,kind="district",code="1",location="Huyện Tràng Định",central=12950,local=1465)
    for i in range(3):
        w=WT[i]; d=dt.datetime(2022,i+1,1) if mk=="dm" else dt.datetime(2022,1,i+1)
        s.row(6+i,[None]+list(w)); s.put((6+i,1),d,fmt="d.m" if mk=="dm" else "m/d"); e.r(6+i,2,[f"1.{i+1}"]+list(w))
    b.find("PL III","A6","codes that are dates must be said",severity="info"); b.save()
# e03c 1/2 fractions of codes as dates dd-mmm
b,s,e=base("e03c_dates_dmmm","codes 1/2, 1/3 turned to dates, format d-mmm")
s.row(5,[1,"Huyện Tràng Định",None,None,None,None,8750,990]); e.r(5,1,kind="district",code="1",location="Huyện Tràng Định",central=8750,local=990)
for i,w in enumerate((WT[0],WT[2])):
    s.row(6+i,[None]+list(w)); s.put((6+i,1),dt.datetime(2022,i+1,1),fmt="d-mmm"); e.r(6+i,2,[f"1.{i+1}"]+list(w))
b.find("PL III","A6","codes that are dates must be said",severity="info"); b.save()
# e04 roman, arabic, a), -, +
b,s,e=base2("e04_roman_letters","I / 1 / a) / - / + in PL2")
X=[(None,"Tổng cộng","t",0,7700,7000,5000,2000,700,500,200,0,0,0),("I","Dự án 1: Hạ tầng","project",1,5500,5000,5000,None,500,500,None,0,None,None),("1","Tiểu dự án 1: Huyện nghèo","subproject",2,5500,5000,5000,None,500,500,None,0,None,None),("a)","Đường giao thông",None,3,3300,3000,3000,None,300,300,None,0,None,None),("b)","Trường học",None,3,2200,2000,2000,None,200,200,None,0,None,None),("II","Dự án 2: Sinh kế","project",1,2200,2000,None,2000,200,None,200,0,None,None),("-","Chăn nuôi",None,2,1100,1000,None,1000,100,None,100,0,None,None),("+","Trồng trọt",None,None,1100,1000,None,1000,100,None,100,0,None,None)]
for r,(c,n,k,l,*v) in enumerate(X,5):
    s.row(r,[int(c) if c=="1" else c,n]+v); (e.t(r,[c,n]+v) if k=="t" else e.r(r,l,[c,n]+v,kind=k))
b.save()
# e05 "1." "I." "I.1"
b=Book("e05_dotted","e","I. / I.1 / 1. codes in PL3"); s=b.sheet("PL III"); s.title(1,"TÊN/DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2023 TRÊN ĐỊA BÀN HUYỆN NGHÈO"); head3(s,3); e=b.expect("phu-luc-3",s)
s.row(5,["I.","Huyện nghèo",None,None,None,None,7350,825]); e.r(5,1,kind="group",code="*",location="Huyện nghèo",central=7350,local=825)
s.row(6,["I.1","Huyện Sìn Hồ",None,None,None,None,7350,825]); e.r(6,2,kind="district",code="I.1",location="Huyện Sìn Hồ",central=7350,local=825)
for i in range(2): s.row(7+i,[f"{i+1}."]+list(WT[i])); e.r(7+i,3,["*"]+list(WT[i]))
s.row(9,["II.","Xã bãi ngang",None,None,None,None,5600,640]); e.r(9,1,kind="group",code="*",location="Xã bãi ngang",central=5600,local=640)
s.row(10,["II.1","Huyện Đầm Hà",None,None,None,None,5600,640]); e.r(10,2,kind="district",code="II.1",location="Huyện Đầm Hà",central=5600,local=640)
s.row(11,["1."]+list(WT[2])); e.r(11,3,["*"]+list(WT[2])); b.save()
# e06 missing & doubled
b,s,e=base("e06_missing_doubled","codes 1,2,2,(blank),5")
for i,c in enumerate((1,2,2,None,5)): w3(s,e,5+i,c,WT[i])
b.save()
# e07 hierarchy by bold/indent only (no codes) PL2
b,s,e=base2("e07_indent_only","no codes; bold and indent only, words neutral")
X=[("Phát triển hạ tầng",1,True,0,5500,5000,5000,None,500,500,None,0,None,None),("Huyện nghèo",2,False,1,3300,3000,3000,None,300,300,None,0,None,None),("Xã đặc biệt khó khăn",2,False,1,2200,2000,2000,None,200,200,None,0,None,None),("Đa dạng hóa sinh kế",1,True,0,2200,2000,None,2000,200,None,200,0,None,None),("Mô hình chăn nuôi",2,False,1,2200,2000,None,2000,200,None,200,0,None,None)]
for r,(n,l,bo,ind,*v) in enumerate(X,5):
    s.row(r,[None,n]+v,bold=bo); s.put((r,2),n,bold=bo,indent=ind); e.r(r,l,[None,n]+v,kind=None)
b.save()
# e08 words only
b,s,e=base2("e08_words_only","no codes; Dự án / Tiểu dự án / Hoạt động in words")
X=[("TỔNG CỘNG",0,"t",5500,5000,5000,None,500,500,None,0,None,None),("Dự án 4: Phát triển GDNN, việc làm",1,"project",5500,5000,5000,None,500,500,None,0,None,None),("Tiểu dự án 1: Phát triển GDNN",2,"subproject",3300,3000,3000,None,300,300,None,0,None,None),("Hoạt động 1: CSVC",3,"activity",2200,2000,2000,None,200,200,None,0,None,None),("Hoạt động 2: Học liệu",3,"activity",1100,1000,1000,None,100,100,None,0,None,None),("Tiểu dự án 2: Việc làm bền vững",2,"subproject",2200,2000,2000,None,200,200,None,0,None,None)]
for r,(n,l,k,*v) in enumerate(X,5):
    s.row(r,[None,n]+v); (e.t(r,[None,n]+v) if k=="t" else e.r(r,l,[None,n]+v,kind=k))
b.save()
# e09 PL1 floats 1.10 
b=Book("e09_pl1_floats","e","PL1: 2, 2.1 … 2.9, 2.1(=2.10), 3, 3.1 as numbers"); s=b.sheet("PL I"); s.title(1,T1(),11); head1(s,3); e=b.expect("phu-luc-1",s)
cs=[2.0]+[round(2+i/10,1) for i in range(1,10)]+[2.1,3,3.1]; want=["2"]+[f"2.{i}" for i in range(1,11)]+["3","3.1"]
for r,(c,wc) in enumerate(zip(cs,want),5):
    v=[f"Chỉ tiêu {wc}","Hộ",100+r,110,90,None,112,101.8,120,"UBND xã"]; s.row(r,[c]+v); e.r(r,2 if "." in wc else 1,[wc]+v)
b.save()
# e10 PL3 no codes at all, xã rows as bold words
b,s,e=base("e10_no_codes","no codes; commune rows as headings (Xã … in Địa bàn, no work), works under")
r=5
for x,ws in (("Xã Kháng Chiến",WT[:1]),("Xã Đội Cấn",WT[1:3])):
    s.row(r,[None,x]); e.r(r,1,kind="district",location=x); r+=1
    for w in ws: s.row(r,[None,None]+list(w[1:])); e.r(r,2,[None,"*"]+list(w[1:])); r+=1
b.save()
# e11 roman as I, II text with number 1..n restart, and lowercase roman / "IV " w/ space
b=Book("e11_spaces_codes","e","codes with spaces: ' I ', '1 ', '1 . 1'"); s=b.sheet("PL II"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
X=[(" I ","I","Dự án 1","project",1,1100,1000,1000,None,100,100,None,0,None,None),("1 ","1","Tiểu dự án 1: A","subproject",2,1100,1000,1000,None,100,100,None,0,None,None),("1. 1","1.1","Hoạt động 1: B","activity",3,1100,1000,1000,None,100,100,None,0,None,None),("II","II","Dự án 2","project",1,2200,2000,None,2000,200,None,200,0,None,None)]
for r,(raw,c,n,k,l,*v) in enumerate(X,5): s.row(r,[raw,n]+v); e.r(r,l,[c,n]+v,kind=k)
b.save()
