from common import *
from make_g import base
b,s,e=base("g20_group_code_in_merged","'I - Huyện nghèo' in A merged A:F with figures in G,H")
for r,t,ce,lo_,ws in ((8,"I. Huyện nghèo",7350,825,WT[:2]),(11,"II. Xã bãi ngang ven biển",5600,640,WT[2:3])):
    s.put((r,1),t); s.merge(f"A{r}:F{r}"); s.put((r,7),ce); s.put((r,8),lo_); e.r(r,1,kind="group",code="*",location="*",work="*",central=ce,local=lo_)
    for i,w in enumerate(ws): w3(s,e,r+1+i,i+1,w,level=2)
b.save()
b,s,e=base("g21_district_merged_row","district names merged A:I in their own rows without figures or codes")
for r,t,ws in ((8,"HUYỆN SÌN HỒ",WT[:2]),(11,"HUYỆN PHONG THỔ",WT[2:4])):
    s.put((r,1),t); s.merge(f"A{r}:I{r}"); e.r(r,1,kind="district",code="*",location="*",work="*")
    for i,w in enumerate(ws): w3(s,e,r+1+i,i+1,w,level=2)
b.save()
b,s,e=base("g22_two_row_work_merged","one work over two rows: all columns merged vertically except the name")
w3(s,e,8,1,WT[0]); s.row(9,[2,"Xã Đội Cấn","Cầu Bản Ne, đường dẫn","UBND huyện","24m","Đi lại",4150,475,2023]); s.put("C10","hai đầu cầu"); s.merge(*[f"{c}9:{c}10" for c in "ABDEFGHI"]); e.r(9,1,["2","Xã Đội Cấn","Cầu Bản Ne, đường dẫn hai đầu cầu","UBND huyện","24m","Đi lại",4150,475,2023]); w3(s,e,11,3,WT[2]); b.save()
b,s,e=base("g23_funds_merged_horizontally","NSTW and NSĐP merged into one cell for one work: must be noticed")
w3(s,e,8,1,WT[0]); s.row(9,[2,"Xã Đội Cấn","Cầu Bản Ne","UBND huyện","24m","Đi lại",4625,None,2023]); s.merge("G9:H9"); e.r(9,1,["2","Xã Đội Cấn","Cầu Bản Ne","UBND huyện","24m","Đi lại","*","*",2023]); b.find("PL III","G9","one figure over both funds"); b.save()
b,s,e=base("g24_rows_all_merged_pairs","every work takes two sheet rows, all merged vertically (row height trick)")
for i in range(3):
    r=8+2*i; w3(s,e,r,i+1,WT[i]); s.merge(*[f"{c}{r}:{c}{r+1}" for c in "ABCDEFGHI"])
s.row(14,["TỔNG CỘNG",None,None,None,None,None,12950,1465]); s.merge("A14:F15","G14:G15","H14:H15"); e.t(14,code="*",work="*",location="*",central=12950,local=1465); b.save()
b,s,e=base("g25_cols_merged_pairs","each column of the table is two sheet columns merged (A:B, C:D …)"); s2=b.sheets[0]
s.c.clear(); s.merges.clear(); s.put("A1","UBND HUYỆN LỘC BÌNH"); s.put("A2",T3("LỘC BÌNH")); s.merge("A2:R2"); e["title"]=T3("LỘC BÌNH")
for j,(h1,h2) in enumerate(zip(H3[0],H3[1]+[None])):
    c=1+2*j
    if h1: s.put((4,c),h1)
    if h2: s.put((5,c),h2)
    if j in (6,7): s.merge(f"{L(c)}5:{L(c+1)}5")
    else: s.merge(f"{L(c)}4:{L(c+1)}5")
s.merge("M4:P4")
for i in range(3):
    for j,v in enumerate([i+1]+list(WT[i])): s.put((6+i,1+2*j),v); s.merge(f"{L(1+2*j)}{6+i}:{L(2+2*j)}{6+i}")
    e.r(6+i,1,[str(i+1)]+list(WT[i]))
b.save()
b=Book("g26_pl2_group_rows_merged","g","PL2 section rows merged over the whole width: A. VỐN ĐẦU TƯ"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
s.put("A5","CHƯƠNG TRÌNH MTQG GIẢM NGHÈO BỀN VỮNG"); s.merge("A5:L5"); e.r(5,None,kind=None,code="*",name="*")
for r,v in enumerate([("1","Dự án 1: Hạ tầng",5500,5000,5000,None,500,500,None,0,None,None),("2","Dự án 2: Sinh kế",2200,2000,None,2000,200,None,200,0,None,None)],6): s.row(r,v); e.r(r,None,v,kind="project")
b.save()
b=Book("g27_pl4_district_merged","g","PL4: activity row merged A:L, location merged vertically over 3"); s=b.sheet("PL4"); s.title(1,T4(),12); head4(s,3); e=b.expect("phu-luc-4",s)
s.put("A5","1. Hoạt động 1: Đào tạo nghề"); s.merge("A5:L5"); e.r(5,1,kind="activity",code="*",target="*")
for i,t in enumerate(("Lớp hàn","Lớp may","Lớp điện")): s.row(6+i,[None,"Huyện Lộc Bình" if i==0 else None,t,"Lớp","TT GDNN" if i==0 else None,1,2,1,"-",2,100,3]); e.r(6+i,2,[None,"Huyện Lộc Bình",t,"Lớp","TT GDNN",1,2,1,"-",2,100,3])
s.merge("B6:B8","E6:E8"); b.save()
