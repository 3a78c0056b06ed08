from common import *
V2=[(None,"Tổng cộng",7700,7000,5000,2000,700,500,200,0,0,0),("1","Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng",5500,5000,5000,None,500,500,None,0,None,None),("1.1","Hoạt động 1: Hạ tầng tại huyện nghèo",5500,5000,5000,None,500,500,None,0,None,None),("2","Dự án 2: Đa dạng hóa sinh kế",2200,2000,None,2000,200,None,200,0,None,None)]
def put2(s,e,r0,c0=1,V=V2):
    for r,v in enumerate(V,r0):
        s.row(r,[int(v[0]) if v[0] and "." not in v[0] else v[0]]+list(v[1:]),c0)
        if v[0] is None: e.t(r,v)
        else: e.r(r,2 if "." in v[0] else 1,v,kind="activity" if v[1].startswith("Hoạt") else "project")
V1=[("1","Tỷ lệ hộ nghèo","%",12.4,9.8,10.1,97,9.6,98,7.5,"Phòng LĐ-TB&XH"),("2","Số hộ thoát nghèo","Hộ",410,350,290,101.5,360,102.9,340,"Phòng LĐ-TB&XH")]
def put1(s,e,r0,c0=1):
    for r,v in enumerate(V1,r0): s.row(r,[int(v[0])]+list(v[1:]),c0); e.r(r,1,v)
V4=[("1",None,"Hoạt động 1: Hỗ trợ cơ sở vật chất",None,None,900,700,500,"-",700,100,800),(None,"Xã Tân Thanh","Lớp hàn","Lớp","TT GDNN-GDTX",1,2,1,"-",2,100,3)]
def put4(s,e,r0,c0=1):
    for r,v in enumerate(V4,r0):
        s.row(r,[int(v[0]) if v[0] else None]+list(v[1:]),c0); e.r(r,1 if v[0] else 2,v,kind="activity" if v[0] else "target")
def put3(s,e,r0,ws=WT,c0=1,n0=1,lev=1):
    for i,w in enumerate(ws): w3(s,e,r0+i,n0+i,w,c0,lev)
if 1:
  pass
# b01 stacked PL2 then PL3
b=Book("b01_stacked_2_3","b","PL2 and below it PL3 on one sheet"); s=b.sheet("Tổng hợp"); s.letter("UBND HUYỆN VĂN LÃNG",12); s.put("A4","Phụ lục II"); s.title(5,T2(),12); s.put("K6","Đơn vị: triệu đồng"); head2(s,7)
e=b.expect("phu-luc-2",s,title=T2(),plan_year=2023); put2(s,e,9); s.put("A14","Phụ lục III"); s.title(15,T3("VĂN LÃNG"),9); head3(s,17); e=b.expect("phu-luc-3",s,title=T3("VĂN LÃNG"),plan_year=2023); put3(s,e,19); s.row(24,[None,None,"TỔNG CỘNG",None,None,None,16000,1800]); e.t(24,work="TỔNG CỘNG",central=16000,local=1800); s.sign(26); b.save()
# b02 side by side PL3 | PL2
b=Book("b02_side_by_side","b","PL3 left, PL2 right of it"); s=b.sheet("Sheet1"); s.title(1,T3("LỘC BÌNH"),9); head3(s,3); e=b.expect("phu-luc-3",s,plan_year=2023); put3(s,e,5)
s.title(1,T2(),12,c0=11); head2(s,3,c0=11); e=b.expect("phu-luc-2",s,plan_year=2023); put2(s,e,5,c0=11); b.save()
# b03 all four on one sheet
b=Book("b03_four_on_one","b","all four appendices on one sheet"); s=b.sheet("KH 2023"); s.letter("UBND HUYỆN CAO LỘC",12)
s.title(4,T1(),11); head1(s,5); e=b.expect("phu-luc-1",s,title=T1(),plan_year=2023); put1(s,e,7)
s.title(11,T2(),12); s.put("K12","ĐVT: triệu đồng"); head2(s,13); e=b.expect("phu-luc-2",s,title=T2(),plan_year=2023); put2(s,e,15)
s.title(21,T3("CAO LỘC"),9); head3(s,22); e=b.expect("phu-luc-3",s,title=T3("CAO LỘC"),plan_year=2023); put3(s,e,24)
s.title(31,T4(),12); head4(s,32); e=b.expect("phu-luc-4",s,title=T4(),plan_year=2023); put4(s,e,34); s.sign(38); b.save()
# b04 other sheets that are no table
b=Book("b04_not_tables","b","cover, phone list and instructions beside one table"); s=b.sheet("Bìa"); s.put("A1","UBND HUYỆN TRÀNG ĐỊNH"); s.put("C5","HỒ SƠ KẾ HOẠCH NĂM 2023"); s.put("C9","Tràng Định, tháng 9 năm 2022")
s=b.sheet("Danh bạ"); s.row(1,["STT","Họ và tên","Đơn vị","Điện thoại"]); s.row(2,[1,"Hoàng Văn Páo","UBND xã Tân Tiến","0912345678"]); s.row(3,[2,"Lý Thị Mai","UBND xã Cao Minh","0987654321"])
s=b.sheet("PL III"); s.title(1,T3("TRÀNG ĐỊNH")); head3(s,3); e=b.expect("phu-luc-3",s); put3(s,e,5)
s=b.sheet("Hướng dẫn"); s.put("A1","Hướng dẫn: các đơn vị nhập số liệu vào phụ lục III, đơn vị triệu đồng."); s.put("A2","Gửi về Phòng LĐ-TB&XH trước 20/9."); b.save()
# b05 blank rows/cols inside & before
b=Book("b05_blanks","b","table starts at D9, blank column and blank rows inside"); s=b.sheet("Sheet3"); s.title(6,T3("SI MA CAI"),9,c0=4)
s.row(9,["TT","Địa bàn","Tên/Danh mục công trình",None,"Đơn vị thực hiện","Quy mô đầu tư","Lý do đầu tư","Vốn đầu tư (triệu đồng)",None,"Năm thực hiện"],4); s.row(10,[None]*7+["NSTW","NSĐP"],4); s.merge("K9:L9")
e=b.expect("phu-luc-3",s,plan_year=2023)
for i,r in enumerate((12,13,15,18,19)):
    w=WT[i]; s.row(r,[i+1,w[0],w[1],None]+list(w[2:]),4); e.r(r,1,[str(i+1)]+list(w))
s.row(22,[None,None,"Tổng cộng",None,None,None,None,16000,1800],4); e.t(22,work="Tổng cộng",central=16000,local=1800); b.save()
# b06 hidden rows/cols/sheets
b=Book("b06_hidden","b","hidden row, hidden column with figures, hidden sheet with old table"); s=b.sheet("PL3"); s.title(1,T3("TRÀNG ĐỊNH")); head3(s,3); e=b.expect("phu-luc-3",s); put3(s,e,5); s.row(10,[None,None,"Tổng cộng",None,None,None,16000,1800]); e.t(10,work="Tổng cộng",central=16000,local=1800); s.hr.add(7); s.hc.add("F")
s=b.sheet("PL3 cũ"); s.hidden=True; s.title(1,T3("TRÀNG ĐỊNH",2022)); head3(s,3); e=b.expect("phu-luc-3",s,plan_year=2022); put3(s,e,5,[w[:-1]+(2022,) for w in WT[:2]]); b.save()
# b07 totals top and bottom
b=Book("b07_total_twice","b","total at top and again at bottom"); s=b.sheet("PL3"); s.title(1,T3("TRÀNG ĐỊNH")); head3(s,3); s.row(5,[None,None,"TỔNG SỐ",None,None,None,16000,1800]); e=b.expect("phu-luc-3",s); put3(s,e,6); s.row(11,[None,None,"Tổng cộng",None,None,None,16000,1800]); e.t(5,work="TỔNG SỐ",central=16000,local=1800); b.save()
# b08 Cộng lines per xã
b=Book("b08_cong_lines","b","Cộng xã lines and Tổng cộng at the end"); s=b.sheet("PL3"); s.letter(); s.title(4,T3("TRÀNG ĐỊNH")); head3(s,6); e=b.expect("phu-luc-3",s)
g=[("Xã Kháng Chiến",[("Đường Nà Trà",1000,100),("Đường Khuổi Nà",1200,120)],2200,220),("Xã Đội Cấn",[("Cầu Bản Ne",3000,300),("NSH Nà Slảng",700,70)],3700,370)]
r=8;n=1
for x,ws,c,l in g:
    for k,(w,cc,ll) in enumerate(ws):
        s.row(r,[n,x,w,"UBND huyện","1 CT","Đi lại",cc,ll,2023]); e.r(r,1,[str(n),x,w,"UBND huyện","1 CT","Đi lại",cc,ll,2023]); r+=1;n+=1
    s.row(r,[None,None,"Cộng "+x.lower().replace("xã","xã"),None,None,None,c,l]); e.r(r,None,kind="subtotal",work="Cộng "+x.lower(),central=c,local=l,location="*",agency="*"); r+=1
s.row(r,[None,None,"Tổng cộng",None,None,None,5900,590]); e.t(r,work="Tổng cộng",central=5900,local=590); b.extra["clean"]=1; b.save()
# b09 Trong đó lines PL2
b=Book("b09_trong_do","b","Trong đó lines with - rows in PL2"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
X=[(None,"Tổng cộng",7700,7000,5000,2000,700,500,200,0,0,0,"t"),("1","Dự án 1: Hạ tầng",5500,5000,5000,None,500,500,None,0,None,None,"project"),(None,"Trong đó: vốn chuẩn bị đầu tư",550,500,500,None,50,50,None,0,None,None,"breakdown"),("2","Dự án 2: Sinh kế",2200,2000,None,2000,200,None,200,0,None,None,"project"),(None,"Trong đó:",None,None,None,None,None,None,None,None,None,None,"breakdown"),("-","Mô hình chăn nuôi",1100,1000,None,1000,100,None,100,0,None,None,None),("-","Mô hình trồng trọt",1100,1000,None,1000,100,None,100,0,None,None,None)]
for r,v in enumerate(X,5):
    s.row(r,[int(v[0]) if v[0] and v[0]!="-" else v[0]]+list(v[1:12]))
    if v[12]=="t": e.t(r,v[:12])
    else: e.r(r,1 if v[12]=="project" else None,v[:12],kind=v[12])
b.save()
# b10/11 work over two rows
for nm,first in (("b10_two_rows_first",True),("b11_two_rows_second",False)):
    b=Book(nm,"b","a work's name wrapped into the next row, figures on the %s row"%("first" if first else "second")); s=b.sheet("PL III"); s.title(1,T3("TRÀNG ĐỊNH")); head3(s,3); e=b.expect("phu-luc-3",s)
    w3(s,e,5,1,WT[0])
    fig=[4150,475,2023]; mid=["UBND huyện Tràng Định","Cầu BTCT dài 24m","Phục vụ đi lại của nhân dân"]
    if first: s.row(6,[2,"Xã Đội Cấn","Cầu bê tông cốt thép Bản Ne, đường dẫn hai"]+mid+fig); s.row(7,[None,None,"đầu cầu, xã Đội Cấn"])
    else: s.row(6,[2,"Xã Đội Cấn","Cầu bê tông cốt thép Bản Ne, đường dẫn hai"]); s.row(7,[None,None,"đầu cầu, xã Đội Cấn"]+mid+fig)
    e.r(6,1,["2","Xã Đội Cấn","Cầu bê tông cốt thép Bản Ne, đường dẫn hai đầu cầu, xã Đội Cấn"]+mid+fig)
    w3(s,e,8,3,WT[2]); s.row(9,[None,None,"Tổng cộng",None,None,None,12950,1465]); e.t(9,work="Tổng cộng",central=12950,local=1465); b.save()
# b11b two rows PL2 
b=Book("b11b_two_rows_pl2","b","PL2 names wrapped, figures on second row"); s=b.sheet("PL II"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
s.row(5,list(V2[0])); e.t(5,V2[0]); s.row(6,[1,"Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội các huyện nghèo, các xã"]); s.row(7,[None,"đặc biệt khó khăn vùng bãi ngang, ven biển và hải đảo"]+list(V2[1][2:])); e.r(6,1,["1","Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội các huyện nghèo, các xã đặc biệt khó khăn vùng bãi ngang, ven biển và hải đảo"]+list(V2[1][2:]),kind="project"); s.row(8,[2,"Dự án 2: Đa dạng hóa sinh kế"]+list(V2[3][2:])); e.r(8,1,V2[3],kind="project"); b.save()
# b12 footnotes and signatures
b=Book("b12_notes_sign","b","footnotes, Nơi nhận, two signature blocks"); s=b.sheet("PL3"); s.letter(); s.title(4,T3("TRÀNG ĐỊNH")); head3(s,6); e=b.expect("phu-luc-3",s)
W=[WT[0],(WT[1][0],WT[1][1]+" (*)")+WT[1][2:],WT[2]]; put3(s,e,8,W); s.row(11,[None,None,"TỔNG CỘNG",None,None,None,12950,1465]); e.t(11,work="TỔNG CỘNG",central=12950,local=1465)
s.put("A12","Ghi chú:"); s.put("A13","(*) Công trình chuyển tiếp từ năm 2022, đã bố trí 1.200 triệu đồng."); s.put("A14","1. Số liệu tính đến ngày 15/9/2022."); s.put("A15","Bằng chữ: Mười bốn tỷ bốn trăm mười lăm triệu đồng."); s.put("G17","Tràng Định, ngày 15 tháng 9 năm 2022"); s.put("B18","NGƯỜI LẬP BIỂU"); s.put("E18","TRƯỞNG PHÒNG"); s.put("G18","KT. CHỦ TỊCH"); s.put("G19","PHÓ CHỦ TỊCH"); s.put("B23","Hà Thị Lan"); s.put("E23","Bế Văn Đức"); s.put("G23","Lương Văn Sơn"); s.put("A25","Nơi nhận:"); s.put("A26","- UBND tỉnh (b/c);"); s.put("A27","- Sở LĐ-TB&XH;"); s.put("A28","- Lưu: VT.")
e["notes"]=["A12","A13","A14","A15","G17","B18","E18","G18","G19","B23","E23","G23","A25","A26","A27","A28"]; b.save()
# b13 three sheets one table, headers each, total on last
b=Book("b13_three_sheets","b","tờ 1, tờ 2, tờ 3 with headers, numbering on, total on the last"); n=0
for k,(i,j) in enumerate(((0,2),(2,4),(4,5)),1):
    s=b.sheet(f"Tờ {k}"); 
    if k==1: s.title(1,T3("TRÀNG ĐỊNH"))
    else: s.title(1,T3("TRÀNG ĐỊNH")+f" (tờ {k})")
    head3(s,3); e=b.expect("phu-luc-3",s,plan_year=2023); put3(s,e,5,WT[i:j],n0=i+1)
    if k==3: s.row(6,[None,None,"Tổng cộng",None,None,None,16000,1800]); e.t(6,work="Tổng cộng",central=16000,local=1800)
b.nofind("PL203","total counts all three sheets"); b.save()
# b14 two districts on two sheets
b=Book("b14_groups_districts","b","groups and districts with totals in their rows"); s=b.sheet("PL3"); s.letter("UBND TỈNH LAI CHÂU"); s.title(4,"TÊN/DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2023 TRÊN ĐỊA BÀN HUYỆN NGHÈO"); s.put("H5","Đơn vị: triệu đồng"); head3(s,6); e=b.expect("phu-luc-3",s)
s.row(8,[None,None,"TỔNG SỐ (I+II)",None,None,None,10000,1000]); e.t(8,work="TỔNG SỐ (I+II)",central=10000,local=1000)
r=9
for g,gn,c,l,ds in (("I","Huyện nghèo",7000,700,[("1","Huyện Sìn Hồ",4000,400,[("Xã Tủa Sín Chải","Đường Háng Lìa",1500,150),("Xã Hồng Thu","Trường MN",2500,250)]),("2","Huyện Phong Thổ",3000,300,[("Xã Dào San","Thủy lợi San Cha",3000,300)])]),("II","Xã ĐBKK vùng bãi ngang ven biển và hải đảo",3000,300,[("1","Huyện Tam Đường",3000,300,[("Xã Khun Há","Cầu Lao Chải",3000,300)])])):
    s.row(r,[g,gn,None,None,None,None,c,l]); e.r(r,1,kind="group",code=g,location=gn,central=c,local=l); r+=1
    for d,dn,c,l,ws in ds:
        s.row(r,[int(d),dn,None,None,None,None,c,l]); e.r(r,2,kind="district",code=d,location=dn,central=c,local=l); r+=1
        for i,(x,w,c2,l2) in enumerate(ws,1):
            v=[f"{d}.{i}",x,w,"UBND huyện","1 CT","Đi lại",c2,l2,2023]; s.row(r,v); e.r(r,3,v); r+=1
b.save()
# b15 stacked two PL3 of two districts without repeating header
b=Book("b15_two_pl3_stacked","b","two PL3 tables of two communes stacked with own titles and totals"); s=b.sheet("PL3"); s.title(1,"DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2023 XÃ TÂN TIẾN"); head3(s,3); e=b.expect("phu-luc-3",s,title="DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2023 XÃ TÂN TIẾN"); put3(s,e,5,WT[:2]); s.row(7,[None,None,"Tổng cộng",None,None,None,7350,825]); e.t(7,work="Tổng cộng",central=7350,local=825)
s.title(10,"DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2023 XÃ CAO MINH"); head3(s,12); e=b.expect("phu-luc-3",s,title="DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2023 XÃ CAO MINH"); put3(s,e,14,WT[2:4]); s.row(16,[None,None,"Tổng cộng",None,None,None,6850,775]); e.t(16,work="Tổng cộng",central=6850,local=775); b.save()
# b16 side by side: PL1 and a small non-table to the right
b=Book("b16_side_notes","b","small calculation beside the table"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s); put2(s,e,5); s.put("N5",7700); s.put("O5","kiểm tra"); s.put("N7",5500); s.put("N3","Số cũ"); e["unmapped"]=["N5","O5","N7"]; b.save()
