from common import *
# a01 PL3 flat one-row header with abbreviations
b=Book("a01_flat_header","a","one-row header, Vốn NSTW (tr.đ)"); s=b.sheet("DMCT"); s.letter("UBND HUYỆN CAO LỘC")
s.title(4,"DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2024 HUYỆN CAO LỘC"); s.title(5,KT("Cao Lộc","92/KH-UBND","05/10/2023"))
s.row(7,["STT","Địa điểm XD","Tên công trình","Chủ đầu tư","Quy mô","Sự cần thiết","Vốn NSTW (tr.đ)","Vốn NSĐP (tr.đ)","Thời gian TH"])
e=b.expect("phu-luc-3",s,title="DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2024 HUYỆN CAO LỘC",plan_year=2024,unit="trieu-dong",plan=dict(number="92/KH-UBND",date="2023-10-05",issuer="UBND huyện Cao Lộc"))
rows=[("Xã Bảo Lâm","Đường Co Luồng - Kéo Có","Ban QLDA huyện","1,9km","Đi lại khó khăn",2800,300,2024),("Xã Xuất Lễ","Trường TH xã Xuất Lễ","Ban QLDA huyện","8 phòng học","Phòng học xuống cấp",5200,580,2024),("Xã Công Sơn","NSH thôn Ngàn Pặc","UBND xã Công Sơn","45 hộ","Thiếu nước sạch",950,105,2024)]
for i,w in enumerate(rows): w3(s,e,8+i,i+1,w)
s.row(11,[None,None,"Tổng cộng",None,None,None,8950,985]); e.t(11,work="Tổng cộng",central=8950,local=985); s.sign(13); b.extra["clean"]=1; b.save()

# a02 PL2 three-row header, "Trong đó"
b=Book("a02_pl2_three_rows","a","three-row header with Trong đó"); s=b.sheet("Bieu 02"); s.letter("UBND HUYỆN BẮC SƠN",12); s.title(4,"DỰ KIẾN KINH PHÍ THỰC HIỆN CHƯƠNG TRÌNH MTQG GIẢM NGHÈO BỀN VỮNG NĂM 2023",12); s.title(5,KT("Bắc Sơn","77/KH-UBND","12/9/2022"),12)
s.put("K6","Đơn vị: Triệu đồng")
s.row(7,["STT","Dự án, hoạt động","Nhu cầu kinh phí năm 2023"]); s.merge("C7:L7","A7:A9","B7:B9")
s.row(8,[None,None,"Tổng số","Ngân sách Trung ương",None,None,"Ngân sách địa phương",None,None,"Huy động khác"]); s.merge("C8:C9","D8:F8","G8:I8","J8:L8")
s.row(9,[None]*3+["Tổng số","ĐTPT","SN"]*3)
e=b.expect("phu-luc-2",s,plan_year=2023,unit="trieu-dong")
D=[(10,None,"Tổng cộng",13860,12600,8000,4600,1260,800,460,0,0,0),(11,"1","Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng",8800,8000,8000,None,800,800,None,0,None,None),(12,"2","Dự án 2: Đa dạng hóa sinh kế",3850,3500,None,3500,350,None,350,0,None,None),(13,"3","Dự án 3: Hỗ trợ phát triển sản xuất",1210,1100,None,1100,110,None,110,0,None,None)]
for i,(r,*v) in enumerate(D):
    s.row(r,[int(v[0]) if v[0] else None]+v[1:]); (e.t(r,v) if i==0 else e.r(r,1,v,kind="project"))
s.sign(15,9); b.extra["clean"]=1; b.save()

# a03 header split over unmerged rows, words on several lines
b=Book("a03_unmerged_split","a","header words split over three unmerged rows"); s=b.sheet("Sheet1"); s.put("A1","UBND HUYỆN LỘC BÌNH"); s.title(3,T3("LỘC BÌNH"),merge=False)
s.row(5,["Số","Địa bàn","Tên/Danh mục","Đơn vị","Quy mô","Lý do","Vốn đầu tư (triệu đồng)",None,"Năm"])
s.row(6,["TT",None,"công trình","thực hiện","đầu tư","đầu tư","NSTW","NSĐP","thực hiện"])
e=b.expect("phu-luc-3",s,plan_year=2023,title=T3("LỘC BÌNH"),unit="trieu-dong")
for i,w in enumerate(WT[:4]): w3(s,e,7+i,i+1,w)
s.row(11,[None,None,"TỔNG CỘNG",None,None,None,14200,1600]); e.t(11,work="TỔNG CỘNG",central=14200,local=1600); b.save()

# a04 no accents
b=Book("a04_no_accents","a","PL2 header and names without accents"); s=b.sheet("PL2"); s.put("A1","UBND HUYEN HUU LUNG"); s.title(2,"DU KIEN KINH PHI THUC HIEN CTMTQG GIAM NGHEO BEN VUNG NAM 2023",12); s.put("J4","Don vi tinh: trieu dong")
s.row(5,["STT","Du an, hoat dong","Tong nhu cau kinh phi","Ngan sach Trung uong",None,None,"Ngan sach dia phuong",None,None,"Huy dong khac"]); s.row(6,[None]*3+["Tong cong","Nguon DTPT","Nguon su nghiep"]*3); s.merge("A5:A6","B5:B6","C5:C6","D5:F5","G5:I5","J5:L5")
e=b.expect("phu-luc-2",s,plan_year=2023,unit="trieu-dong")
D=[(7,None,"Tong cong",5500,5000,3000,2000,500,300,200,None,None,None),(8,"1","Du an 1: Ho tro dau tu ha tang",3300,3000,3000,None,300,300,None,None,None,None),(9,"2","Du an 2: Da dang hoa sinh ke",2200,2000,None,2000,200,None,200,None,None,None),(10,"2.1","Tieu du an 1: Mo hinh giam ngheo",2200,2000,None,2000,200,None,200,None,None,None)]
s.row(7,list(D[0][1:])); e.t(7,D[0][1:])
s.row(8,[1]+list(D[1][2:])); e.r(8,1,D[1][1:],kind="project"); s.row(9,[2]+list(D[2][2:])); e.r(9,1,D[2][1:],kind="project"); s.row(10,["2.1"]+list(D[3][2:])); e.r(10,2,D[3][1:],kind="subproject"); b.save()

# a05 PL2 abbreviations only, flat one-row header NSTW ĐTPT etc.
b=Book("a05_pl2_flat_abbr","a","PL2 in one header row: NSTW - ĐTPT"); s=b.sheet("KP"); s.put("A1","UBND HUYỆN CHI LĂNG"); s.title(2,"DỰ KIẾN KP THỰC HIỆN CTMTQG GNBV NĂM 2023",9); s.put("I3","ĐVT: trđ")
s.row(4,["TT","Nội dung","Tổng KP","NSTW (ĐTPT)","NSTW (SN)","NSĐP (ĐTPT)","NSĐP (SN)","Huy động khác (ĐTPT)","Huy động khác (SN)"])
e=b.expect("phu-luc-2",s,plan_year=2023,unit="trieu-dong")
def p2(code,name,t,ci,cr,li,lr): return dict(code=code,name=name,total=t,**{"central.investment":ci,"central.recurrent":cr,"local.investment":li,"local.recurrent":lr})
for r,(c,n,*v) in enumerate([(None,"Tổng cộng",6600,4000,2000,400,200),("1","Dự án 1: Hạ tầng huyện nghèo",4400,4000,None,400,None),("2","Dự án 2: Sinh kế",2200,None,2000,None,200)],5):
    s.row(r,[int(c) if c else None,n]+v); (e.t(r,**p2(c,n,*v)) if r==5 else e.r(r,1,kind="project",**p2(c,n,*v)))
b.save()

# a06 PL1 typing errors
b=Book("a06_pl1_typos","a","PL1 header with typing errors"); s=b.sheet("PL1"); s.letter("UBND HUYỆN VĂN LÃNG",11); s.title(4,"CHỈ TIÊU, NHIỆM VỤ THỰC HIỆN CTMTQG GIẢM NGHÈO BỀN VỮNG NĂM 2023",11)
s.row(6,["TT","Chỉ tiêu/nhiêm vụ","Đơn vị tinh","Kết quả thưc hiện 2021","Ước Thực hiên năm 2022",None,None,None,None,"Dự kiến Kế hoach năm 2023","Đơn vi thực hiện"])
s.row(7,[None]*4+["Kế hoach","Ước thực hiên 9 tháng","Ước TH 9 tháng so vói cùng kỳ năm 2021 (%)","Ước thực hiện cả nam","Ước TH cả năm so với kế hoạh năm 2021 (%)"]); s.merge("E6:I6")
e=b.expect("phu-luc-1",s,plan_year=2023)
for r,v in enumerate([("1","Tỷ lệ hộ nghèo","%",12.4,9.8,10.1,97,9.6,98,7.5,"Phòng LĐ-TB&XH"),("2","Số hộ thoát nghèo","Hộ",410,350,290,101.5,360,102.9,340,"Phòng LĐ-TB&XH"),("3","Tỷ lệ lao động qua đào tạo","%",48,50,49.2,None,50.5,101,52,"Trung tâm GDNN-GDTX")],8):
    s.row(r,[int(v[0])]+list(v[1:])); e.r(r,1,v)
s.sign(12,9); b.save()

# a07 PL3 other column order, extra columns Mã dự án, Tổng mức đầu tư, Ghi chú
b=Book("a07_pl3_order_extra","a","other order, extra columns"); s=b.sheet("Danh mục"); s.letter("UBND HUYỆN KỲ SƠN",12); s.title(4,T3("KỲ SƠN",2025),12); s.put("K5","Đơn vị tính: Triệu đồng")
s.row(6,["STT","Tên công trình","Mã dự án","Địa điểm xây dựng","Quy mô","Chủ đầu tư","Năm thực hiện","Tổng mức đầu tư","Vốn đầu tư",None,"Lý do đầu tư","Ghi chú"]); s.row(7,[None]*8+["NSTW","NSĐP"]); s.merge("I6:J6")
e=b.expect("phu-luc-3",s,plan_year=2025,unit="trieu-dong",columns=dict(code="A",work="B",location="D",scale="E",agency="F",year="G",central="I",local="J",rationale="K"),unmapped=["C8","H8","L8","C9","H9"])
for r,(c,w,m,l,sc,a,y,t,ce,lo_,ra,g) in enumerate([(1,"Đường vào bản Huồi Nhúc","7891234","Xã Phà Đánh","3,1km","UBND huyện Kỳ Sơn",2025,6600,6000,600,"Đi lại","Chuyển tiếp"),(2,"Trạm y tế xã Bắc Lý","7891235","Xã Bắc Lý","Nhà cấp III","UBND huyện Kỳ Sơn",2025,4400,4000,400,"Khám chữa bệnh",None),(3,"Kè chống sạt bản Lữ","7891236","Xã Mường Típ","210m","UBND huyện Kỳ Sơn",2025,2200,2000,200,"Sạt lở",None)],8):
    s.row(r,[c,w,m,l,sc,a,y,t,ce,lo_,ra,g]); e.r(r,1,code=str(c),work=w,location=l,scale=sc,agency=a,year=y,central=ce,local=lo_,rationale=ra)
s.row(11,[None,"Tổng số",None,None,None,None,None,13200,12000,1200]); e.t(11,work="Tổng số",central=12000,local=1200); b.save()

# a08 PL2 without split of sources
b=Book("a08_pl2_nosplit","a","PL2 sources without split"); s=b.sheet("PLII"); s.letter("UBND HUYỆN MƯỜNG LÁT",6); s.title(4,T2(2023),6); s.put("E5","Đơn vị: triệu đồng")
s.row(6,["STT","Dự án, hoạt động","Tổng nhu cầu kinh phí","Ngân sách Trung ương","Ngân sách địa phương","Huy động khác"])
e=b.expect("phu-luc-2",s,plan_year=2023,unit="trieu-dong")
for r,(c,n,k,l,t,ce,lo_,o) in enumerate([(None,"Tổng cộng","total",0,23100,20500,2050,550),("1","Dự án 1: Hạ tầng","project",1,16000,14500,1450,50),("2","Dự án 2: Sinh kế","project",1,7100,6000,600,500),("2.1","Tiểu dự án 1: Chăn nuôi","subproject",2,7100,6000,600,500)],7):
    s.row(r,[(int(c) if c and "." not in c else c),n,t,ce,lo_,o]); d=dict(code=c,name=n,total=t,**{"central.total":ce,"local.total":lo_,"other.total":o}); (e.t(r,**d) if l==0 else e.r(r,l,kind=k,**d))
b.save()

# a09 PL1 title directly above header, no blank, in header's own first row (merged) 
b=Book("a09_pl1_title_in_header","a","title glued to the header, bordered"); s=b.sheet("Phụ lục I"); s.put("A1","Phụ lục I: "+T1(2024)); s.merge("A1:K1"); head1(s,2,2024)
e=b.expect("phu-luc-1",s,plan_year=2024)
for r,v in enumerate([("1","Tỷ lệ hộ nghèo đa chiều","%",15.2,13,13.5,None,12.8,98.5,10,"Phòng LĐTBXH"),("1.1","Trong đó: hộ DTTS","%",18.1,16,None,None,15.9,99.4,13,None),("2","Số xã thoát ĐBKK","Xã",1,2,1,100,2,100,2,"UBND huyện")],4):
    s.row(r,[v[0] if "." in v[0] else int(v[0])]+list(v[1:])); e.r(r,2 if "." in v[0] else 1,v)
b.save()

# a10 PL4 years in other forms
b=Book("a10_pl4_years","a","PL4 with years KQTH 2022, TH 2023, KH 2024"); s=b.sheet("PL IV"); s.letter("UBND HUYỆN BÁT XÁT",12); s.title(4,T4(2024),12); s.title(5,KT("Bát Xát","210/KH-UBND","20/11/2023"),12)
s.row(7,["STT","Địa bàn","Chỉ tiêu, nhiệm vụ","ĐVT","Cơ quan thực hiện","KQTH 2022","Ước TH năm 2023",None,None,None,None,"KH 2024"]); s.row(8,[None]*6+["KH 2023","Ước TH 9 tháng","So với cùng kỳ năm 2022 (%)","Ước TH cả năm","So với kế hoạch năm 2023 (%)"]); s.merge("G7:K7")
e=b.expect("phu-luc-4",s,plan_year=2024)
R=[("1",None,"Hoạt động 1: Hỗ trợ cơ sở vật chất",None,None,2000,1500,900,"-",1500,100,1800),(None,"Xã Y Tý","Lớp nghề trồng dược liệu","Lớp","Trung tâm GDNN-GDTX",2,3,2,100,3,100,4),(None,"Xã Trịnh Tường","Lớp sửa chữa máy nông nghiệp","Lớp","Trung tâm GDNN-GDTX",1,2,1,"-",2,100,2),("2",None,"Hoạt động 2: Bồi dưỡng nhà giáo",None,None,150,120,80,"-",120,100,130),(None,"Huyện Bát Xát","Bồi dưỡng giáo viên","Người","Phòng LĐ-TB&XH",15,12,8,"-",12,100,14)]
par=None
for r,v in enumerate(R,9):
    s.row(r,[int(v[0]) if v[0] else None]+list(v[1:]))
    if v[0]: e.r(r,1,v,kind="activity"); par=r
    else: e.r(r,2,v,kind="target",parent=par)
b.save()

# a11 page-break trap: the last row before the break continues after it
b=Book("a11_pagebreak_trap","a","header repeated; last row before the break continues after it"); s=b.sheet("PL III"); s.letter("UBND HUYỆN TRÀNG ĐỊNH"); s.title(4,T3("TRÀNG ĐỊNH")); head3(s,6)
e=b.expect("phu-luc-3",s,plan_year=2023,unit="trieu-dong")
w3(s,e,8,1,WT[0]); w3(s,e,9,2,WT[1])
s.row(10,[3,"Xã Tân Tiến","Trường Mầm non xã Tân Tiến, hạng mục: nhà lớp học 02 tầng,","Ban QLDA ĐTXD huyện","06 phòng học","Thiếu phòng học",5600,640,2023])
head3(s,11); s.row(13,[None,None,"nhà bếp và các hạng mục phụ trợ"])
e.r(10,1,["3","Xã Tân Tiến","Trường Mầm non xã Tân Tiến, hạng mục: nhà lớp học 02 tầng, nhà bếp và các hạng mục phụ trợ","Ban QLDA ĐTXD huyện","06 phòng học","Thiếu phòng học",5600,640,2023])
w3(s,e,14,4,WT[3]); w3(s,e,15,5,WT[4]); s.row(16,[None,None,"TỔNG CỘNG",None,None,None,16000,1800]); e.t(16,work="TỔNG CỘNG",central=16000,local=1800); s.sign(18); b.save()

# a11b location carried over page break (blank after the break)
b=Book("a11b_pagebreak_carry","a","merged xã ends at the break and goes on after it unmerged"); s=b.sheet("PL III"); s.title(1,T3("TRÀNG ĐỊNH")); head3(s,3)
e=b.expect("phu-luc-3",s,plan_year=2023)
X="Xã Chí Minh"; A="UBND huyện Tràng Định"
ws=[("Đường thôn Cốc Toòng",1500,150),("Đường thôn Khuổi Khìn",1700,170),("Kênh mương Nà Tàn",900,90),("Nhà văn hóa thôn Bản Cáu",600,60)]
for i,r in enumerate((5,6,9,10)):
    n,c,l=ws[i]; s.row(r,[i+1,X if i==0 else None,n,A if i==0 else None,"1km","Đi lại",c,l,2023]); e.r(r,1,[str(i+1),X,n,A,"1km","Đi lại",c,l,2023])
s.merge("B5:B6","D5:D6","B9:B10","D9:D10"); head3(s,7)
s.row(11,[5,"Xã Tri Phương","Cầu treo Bản Mạ",A,"40m","Đi lại",2100,210,2023]); e.r(11,1,["5","Xã Tri Phương","Cầu treo Bản Mạ",A,"40m","Đi lại",2100,210,2023])
b.save()

# a12 six-row header with numbers
b=Book("a12_six_rows","a","six-row header: band, groups, words, A/B/1/2, formula row"); s=b.sheet("Biểu số 2"); s.letter("UBND HUYỆN NẬM PỒ",12); s.title(4,T2(2023),12); 
s.row(6,["STT","Dự án, hoạt động","DỰ TOÁN NĂM 2023"]); s.merge("C6:L6","A6:A10","B6:B10")
s.row(7,[None,None,"Tổng nhu cầu kinh phí","Trong đó"]); s.merge("C7:C10","D7:L7")
s.row(8,[None]*3+["Ngân sách Trung ương",None,None,"Ngân sách địa phương",None,None,"Huy động khác"]); s.merge("D8:F8","G8:I8","J8:L8")
s.row(9,[None]*3+["Tổng cộng","Trong đó:",None]*3); s.merge("E9:F9","H9:I9","K9:L9","D9:D10","G9:G10","J9:J10")
s.row(10,[None]*4+["Nguồn ĐTPT","Nguồn sự nghiệp",None]*3)
s.row(11,["A","B","1=2+5+8","2=3+4",3,4,"5=6+7",6,7,"8=9+10",9,10])
s.put("K5","ĐVT: Triệu đồng")
e=b.expect("phu-luc-2",s,plan_year=2023,unit="trieu-dong")
V=[(None,"TỔNG CỘNG",7700,7000,5000,2000,700,500,200,0,0,0),("I","Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng",5500,5000,5000,0,500,500,0,0,0,0),("1","Hoạt động 1: Hạ tầng huyện nghèo",5500,5000,5000,0,500,500,0,0,0,0),("II","Dự án 2: Đa dạng hóa sinh kế",2200,2000,0,2000,200,0,200,0,0,0)]
for r,v in enumerate(V,12):
    s.row(r,list(v)); (e.t(r,v) if r==12 else e.r(r,2 if v[0]=="1" else 1,v,kind="activity" if v[0]=="1" else "project"))
b.save()

# a13 table continues on Sheet2 without header
b=Book("a13_continued_sheet2","a","table goes on on the second sheet without header"); s=b.sheet("Trang 1"); s.letter("UBND HUYỆN TRÀNG ĐỊNH"); s.title(4,T3("TRÀNG ĐỊNH")); head3(s,6)
e=b.expect("phu-luc-3",s,plan_year=2023); 
for i in range(3): w3(s,e,8+i,i+1,WT[i])
s2=b.sheet("Trang 2"); e2=b.expect("phu-luc-3",s2)
for i in range(3,5): w3(s2,e2,i-2,i+1,WT[i])
s2.row(3,[None,None,"TỔNG CỘNG",None,None,None,16000,1800]); e2.t(3,work="TỔNG CỘNG",central=16000,local=1800); s2.sign(5); b.save()

# a14 header in free words
b=Book("a14_free_words","a","header in free words"); s=b.sheet("Sheet1"); s.put("A1","UBND HUYỆN MƯỜNG KHƯƠNG"); s.title(2,T3("MƯỜNG KHƯƠNG"))
s.row(4,["Thứ tự","Xã nơi xây dựng","Tên các công trình đề nghị hỗ trợ","Đơn vị được giao làm chủ đầu tư","Quy mô dự kiến","Lý do phải đầu tư","Vốn trung ương hỗ trợ (triệu đồng)","Vốn huyện, tỉnh đối ứng (triệu đồng)","Dự kiến năm làm"])
e=b.expect("phu-luc-3",s,plan_year=2023)
for i,w in enumerate(WT[:3]): w3(s,e,5+i,i+1,w)
b.save()

# a15 line breaks inside headers
b=Book("a15_linebreaks","a","line breaks and double spaces in headers, PL1"); s=b.sheet("Biểu 1"); s.letter("UBND HUYỆN ĐIỆN BIÊN ĐÔNG",11); s.title(4,"CHỈ TIÊU, NHIỆM VỤ THỰC HIỆN\nCTMTQG GIẢM NGHÈO BỀN VỮNG NĂM 2023",11)
s.row(6,["T\nT","Chỉ tiêu/\nnhiệm vụ","Đơn vị\ntính","Kết quả\nthực hiện\n2021","Ước Thực hiện\nnăm 2022",None,None,None,None,"Dự kiến\nKế hoạch\nnăm 2023","Đơn vị\nthực hiện"]); s.row(7,[None]*4+["Kế\nhoạch","Ước thực\nhiện 9\ntháng","Ước TH 9 tháng\nso với cùng kỳ\nnăm 2021 (%)","Ước thực\nhiện cả\nnăm","Ước TH cả năm\nso với kế hoạch\nnăm 2021 (%)"]); s.merge("E6:I6")
for c in "ABCDJK": s.merge(f"{c}6:{c}7")
e=b.expect("phu-luc-1",s,plan_year=2023,title="CHỈ TIÊU, NHIỆM VỤ THỰC HIỆN CTMTQG GIẢM NGHÈO BỀN VỮNG NĂM 2023")
for r,v in enumerate([("1","Tỷ lệ hộ nghèo\ncuối năm","%",42.1,37,38.2,None,36.9,99.7,32,"Phòng LĐTBXH"),("2","Số hộ cận nghèo","Hộ",1520,1430,1455,None,1430,100,1350,"Phòng LĐTBXH")],8):
    s.row(r,[int(v[0])]+list(v[1:])); e.r(r,1,v)
b.save()

# a16 header repeated on each page, with page numbers and title again
b=Book("a16_repeat_with_title","a","header, title and page number repeated at each page"); s=b.sheet("PL3"); s.title(1,T3("SÌN HỒ")); head3(s,3)
e=b.expect("phu-luc-3",s,plan_year=2023)
for i in range(3): w3(s,e,5+i,i+1,WT[i])
s.put("I8","Trang 1/2"); s.title(9,T3("SÌN HỒ")+" (tiếp theo)"); head3(s,10)
for i in range(3,5): w3(s,e,9+i,i+1,WT[i])
s.put("I14","Trang 2/2"); s.row(15,[None,None,"Tổng cộng",None,None,None,16000,1800]); e.t(15,work="Tổng cộng",central=16000,local=1800); b.save()

# a17 PL2: order ĐTPT, SN, Cộng; other sources first
b=Book("a17_pl2_total_last","a","PL2 with Cộng last in each group and Tổng at the end"); s=b.sheet("PL 2"); s.title(1,T2(2023),12); s.put("K2","Đơn vị tính: Triệu đồng")
s.row(3,["STT","Dự án, hoạt động","NSTW",None,None,"NSĐP",None,None,"Vốn huy động khác",None,None,"Tổng nhu cầu kinh phí"]); s.row(4,[None,None]+["ĐTPT","SN","Cộng"]*3); s.merge("C3:E3","F3:H3","I3:K3","A3:A4","B3:B4","L3:L4")
e=b.expect("phu-luc-2",s,plan_year=2023)
def q(c,n,ci,cr,ct,li,lr,lt,oi,orr,ot,t): return {"code":c,"name":n,"total":t,"central.total":ct,"central.investment":ci,"central.recurrent":cr,"local.total":lt,"local.investment":li,"local.recurrent":lr,"other.total":ot,"other.investment":oi,"other.recurrent":orr}
for r,v in enumerate([("1","Dự án 1",9000,100,9100,900,10,910,50,5,55,10065),("2","Dự án 2",None,3000,3000,None,300,300,None,20,20,3320),(None,"Tổng cộng",9000,3100,12100,900,310,1210,50,25,75,13385)],5):
    s.row(r,[int(v[0]) if v[0] else None]+list(v[1:])); (e.r(r,1,kind="project",**q(*v)) if v[0] else e.t(r,**q(*v)))
b.save()

# a18 missing columns
b=Book("a18_pl3_missing_cols","a","PL3 without Lý do, Năm thực hiện, Đơn vị thực hiện"); s=b.sheet("DM"); s.letter("UBND HUYỆN ĐỒNG VĂN",6); s.title(4,T3("ĐỒNG VĂN"),6); s.row(6,["TT","Địa bàn","Tên công trình","Quy mô","Vốn đầu tư (triệu đồng)"]); s.row(7,[None]*4+["NSTW","NSĐP"]); s.merge("E6:F6")
e=b.expect("phu-luc-3",s,plan_year=2023,unit="trieu-dong")
for r,v in enumerate([(1,"Xã Lũng Cú","Hồ treo thôn Séo Lủng","3000m3",4500,500),(2,"Xã Sủng Là","Đường thôn Lũng Cẩm","1,2km",1300,150),(3,"Xã Ma Lé","Trường PTDTBT TH Ma Lé","06 phòng",5100,560)],8):
    s.row(r,v); e.r(r,1,code=str(v[0]),location=v[1],work=v[2],scale=v[3],central=v[4],local=v[5])
s.row(11,[None,None,"Cộng",None,10900,1210]); 
e["total"]="*"; b.find("DM",None,"columns missing",severity="info",rule=None); b.extra["note11"]="Cộng as the only total"; b.save()

# a19 header repeated without merges, plus number row
b=Book("a19_pl4_repeat","a","PL4 header at every page with (1)..(12) rows"); s=b.sheet("PL4"); s.title(1,T4(2023),12); head4(s,3); s.row(5,[f"({i})" for i in range(1,13)])
e=b.expect("phu-luc-4",s,plan_year=2023)
s.row(6,[1,None,"Hoạt động 1: Hỗ trợ cơ sở vật chất",None,None,900]); e.r(6,1,["1",None,"Hoạt động 1: Hỗ trợ cơ sở vật chất",None,None,900],kind="activity")
s.row(7,[None,"Huyện Chi Lăng","TT GDNN-GDTX huyện Chi Lăng","Cơ sở","Sở LĐ-TB&XH",900,"-","-","-","-","-",1000]); e.r(7,2,[None,"Huyện Chi Lăng","TT GDNN-GDTX huyện Chi Lăng","Cơ sở","Sở LĐ-TB&XH",900,"-","-","-","-","-",1000],parent=6)
head4(s,8); s.row(10,[f"({i})" for i in range(1,13)])
s.row(11,[None,"Huyện Cao Lộc","TT GDNN-GDTX huyện Cao Lộc","Cơ sở","Sở LĐ-TB&XH","-","-","-","-","-","-",500]); e.r(11,2,[None,"Huyện Cao Lộc","TT GDNN-GDTX huyện Cao Lộc","Cơ sở","Sở LĐ-TB&XH","-","-","-","-","-","-",500],parent=6)
s.row(12,[2,None,"Hoạt động 2: Bồi dưỡng",None,None,300,200,150,"98,5%",200,"100%",250]); e.r(12,1,["2",None,"Hoạt động 2: Bồi dưỡng",None,None,300,200,150,98.5,200,100,250],kind="activity"); b.save()
