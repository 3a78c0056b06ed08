from common import *
def base(name,note,total=None):
    b=Book(name,"g",note); s=b.sheet("PL III"); s.letter("UBND HUYỆN LỘC BÌNH"); s.title(4,T3("LỘC BÌNH")); s.put("H5","ĐVT: triệu đồng"); head3(s,6); return b,s,b.expect("phu-luc-3",s,plan_year=2023)
A="Ban QLDA ĐTXD huyện"
def rows(s,e,r,ws,mergeX=True):
    n=1
    for x,lst in ws:
        r0=r
        for i,(w,c,l) in enumerate(lst):
            s.row(r,[n,x if i==0 else None,w,A if r==8 else None,"1 CT","Đi lại",c,l,2023]); e.r(r,1,[str(n),x,w,A,"1 CT","Đi lại",c,l,2023]); r+=1; n+=1
        if mergeX and r-r0>1: s.merge(f"B{r0}:B{r-1}")
    return r
W=[("Xã Mẫu Sơn",[("Đường Khuổi Cấp",2000,200),("NSH Khuổi Tẳng",900,90),("Trường MN Mẫu Sơn",4000,400)]),("Xã Tú Mịch",[("Cầu Bản Rị",3000,300),("Đường Nà Mu",1000,100)])]
b,s,e=base("g01_vertical_xa_cdt","merged xã and one merged chủ đầu tư over all"); r=rows(s,e,8,W); s.merge("D8:D12"); s.row(13,["Tổng cộng",None,None,None,None,None,10900,1090]); s.merge("A13:F13"); e.t(13,work="*",location="*",code="*",central=10900,local=1090); b.save()
b,s,e=base("g02_horizontal_groups","group rows merged A:I (whole row), code inside the text"); 
s.put("A8","I. HUYỆN NGHÈO"); s.merge("A8:I8"); e.r(8,1,kind="group",code="*",location="*",work="*")
for i in range(2): w3(s,e,9+i,i+1,WT[i],level=2)
s.put("A11","II. XÃ ĐBKK VÙNG BÃI NGANG"); s.merge("A11:I11"); e.r(11,1,kind="group",code="*",location="*",work="*")
w3(s,e,12,1,WT[2],level=2); b.save()
b,s,e=base("g02b_horizontal_names","group code in A, name merged B:F, figures G,H")
s.row(8,["I","Huyện nghèo",None,None,None,None,7350,825]); s.merge("B8:F8"); e.r(8,1,kind="group",code="I",location="Huyện nghèo",central=7350,local=825)
for i in range(2): w3(s,e,9+i,i+1,WT[i],level=2)
s.row(11,["II","Xã ĐBKK bãi ngang",None,None,None,None,5600,640]); s.merge("B11:F11"); e.r(11,1,kind="group",code="II",location="Xã ĐBKK bãi ngang",central=5600,local=640)
w3(s,e,12,1,WT[2],level=2); s.row(13,[None,"TỔNG CỘNG (I+II)",None,None,None,None,12950,1465]); s.merge("B13:F13"); e.t(13,work="*",location="*",central=12950,local=1465); b.save()
b,s,e=base("g03_total_label_merged_A","total label at the top merged A:F"); s.row(8,["TỔNG SỐ",None,None,None,None,None,7350,825]); s.merge("A8:F8"); e.t(8,work="*",location="*",code="*",central=7350,local=825)
for i in range(2): w3(s,e,9+i,i+1,WT[i])
b.save()
b,s,e=base("g04_year_rationale_merged","year, rationale and scale merged over all rows")
for i in range(3):
    w=WT[i]; s.row(8+i,[i+1,w[0],w[1],w[2],w[3] if True else None,"Giảm nghèo" if i==0 else None,w[5],w[6],2023 if i==0 else None]); e.r(8+i,1,[str(i+1),w[0],w[1],w[2],w[3],"Giảm nghèo",w[5],w[6],2023])
s.merge("F8:F10","I8:I10"); b.save()
b,s,e=base("g05_amount_merged","one amount merged over two works: must not be doubled, ought to be noticed")
w3(s,e,8,1,WT[0]); s.row(9,[2,"Xã Đội Cấn","Đường Bản Ne","UBND huyện","1km","Đi lại",3000,300,2023]); e.r(9,1,["2","Xã Đội Cấn","Đường Bản Ne","UBND huyện","1km","Đi lại",3000,300,2023]); s.row(10,[3,"Xã Đội Cấn","Cầu Bản Ne","UBND huyện","12m","Đi lại",None,None,2023]); e.r(10,1,["3","Xã Đội Cấn","Cầu Bản Ne","UBND huyện","12m","Đi lại",None,None,2023]); s.merge("G9:G10","H9:H10"); s.row(11,[None,None,"Tổng cộng",None,None,None,6200,650]); e.t(11,work="Tổng cộng",central=6200,local=650); b.save()
# g06 PL4 merged location and agency
b=Book("g06_pl4_merged","g","PL4 with Địa bàn and agency merged vertically, activity rows merged"); s=b.sheet("PL4"); s.title(1,T4(),12); head4(s,3); e=b.expect("phu-luc-4",s)
s.row(5,[1,None,"Hoạt động 1: Đào tạo nghề",None,None,700]); e.r(5,1,["1",None,"Hoạt động 1: Đào tạo nghề",None,None,700],kind="activity")
T=[("Huyện Lộc Bình","Lớp hàn","Lớp",2,3,2,"-",3,100,4),("Huyện Lộc Bình","Lớp may","Lớp",1,1,1,"-",1,100,2),("Huyện Chi Lăng","Lớp na VietGAP","Lớp",3,3,2,"-",3,100,3)]
for i,(l,t,m,*v) in enumerate(T):
    r=6+i; s.row(r,[None,l if i!=1 else None,t,m,"Sở LĐ-TB&XH" if i==0 else None]+v); e.r(r,2,[None,l,t,m,"Sở LĐ-TB&XH"]+v,parent=5)
s.merge("B6:B7","E6:E8"); b.save()
# g07 PL1 agency merged, group indicator name merged across
b=Book("g07_pl1_merged","g","PL1: agency merged vertically, section rows merged over the whole width"); s=b.sheet("PL1"); s.title(1,T1(),11); head1(s,3); e=b.expect("phu-luc-1",s)
s.row(5,["I","Mục tiêu giảm nghèo"]); s.merge("B5:K5"); e.r(5,1,["I","Mục tiêu giảm nghèo"])
s.row(6,[1,"Tỷ lệ hộ nghèo","%",12.4,9.8,10.1,97,9.6,98,7.5,"Phòng LĐTBXH"]); e.r(6,2,["1","Tỷ lệ hộ nghèo","%",12.4,9.8,10.1,97,9.6,98,7.5,"Phòng LĐTBXH"])
s.row(7,[2,"Số hộ nghèo","Hộ",1200,1000,1050,96,980,98,760]); e.r(7,2,["2","Số hộ nghèo","Hộ",1200,1000,1050,96,980,98,760,"*"])
s.merge("K6:K7"); s.row(8,["II","Mục tiêu hạ tầng"]); s.merge("B8:K8"); e.r(8,1,["II","Mục tiêu hạ tầng"])
s.row(9,[1,"Số công trình","CT",10,12,9,None,12,100,14,"Ban QLDA"]); e.r(9,2,["1","Số công trình","CT",10,12,9,None,12,100,14,"Ban QLDA"]); b.save()
# g08 vertical merge of group name in own column (districts vertical beside)
b=Book("g08_code_merged","g","code and xã merged vertically over a commune's works (one number per commune)"); s=b.sheet("PL III"); s.title(1,T3("LỘC BÌNH")); head3(s,3); e=b.expect("phu-luc-3",s)
r=5
for n,(x,l) in enumerate(W,1):
    r0=r
    for i,(w,c,lo_) in enumerate(l):
        s.row(r,[n if i==0 else None,x if i==0 else None,w,A,"1 CT","Đi lại",c,lo_,2023]); e.r(r,1,["*",x,w,A,"1 CT","Đi lại",c,lo_,2023]); r+=1
    s.merge(f"A{r0}:A{r-1}",f"B{r0}:B{r-1}")
b.save()
