from common import *
from make_b import put3,V2
def one(name,line,cell="A7",note=None,merge=False,want="note"):
    b=Book(name,"b",note or f"line «{line}» in {cell} inside the table; rows go on after it"); s=b.sheet("PL III"); s.title(1,T3("LỘC BÌNH")); head3(s,3); e=b.expect("phu-luc-3",s); put3(s,e,5,WT[:2]); s.put(cell,line)
    if merge: s.merge("A7:I7")
    put3(s,e,8,WT[2:],n0=3); s.row(11,[None,None,"Tổng cộng",None,None,None,16000,1800]); e.t(11,work="Tổng cộng",central=16000,local=1800)
    if want=="note": e["notes"]=[cell]
    b.save()
one("b30_ghichu_A","Ghi chú: các công trình sau chuyển tiếp")
one("b31_star_note_B","* Các công trình khởi công mới",cell="B7")
one("b32_trang_A","Trang 2/5")
one("b33_kemtheo_A","(Kèm theo Kế hoạch số 118/KH-UBND ngày 15/9/2022 của UBND huyện Lộc Bình)",merge=True)
one("b34_title_again","Phụ lục III (tiếp)",merge=True)
one("b35_bangchu","Lưu ý: số liệu tạm tính",cell="B7")
one("b36_noinhan","Người lập biểu",cell="C7")
# blank rows then going on
b=Book("b37_blank_then_more","b","three blank rows then rows go on"); s=b.sheet("PL III"); s.title(1,T3("LỘC BÌNH")); head3(s,3); e=b.expect("phu-luc-3",s); put3(s,e,5,WT[:2]); put3(s,e,12,WT[2:],n0=3); b.save()
# total then more rows (added after the total)
b=Book("b38_rows_after_total","b","works added below the total (later additions) with blank row and heading 'Bổ sung'"); s=b.sheet("PL III"); s.title(1,T3("LỘC BÌNH")); head3(s,3); e=b.expect("phu-luc-3",s); put3(s,e,5,WT[:3]); s.row(8,[None,None,"Tổng cộng",None,None,None,12950,1465]); e.t(8,work="Tổng cộng",central=12950,local=1465); w3(s,e,10,4,WT[3]); w3(s,e,11,5,WT[4]); b.save()
# Ghi chú as work note with signature then second table of PL2 
b=Book("b39_sign_then_table","b","signature block after first table, then a second table PL2"); s=b.sheet("PL"); s.title(1,T3("LỘC BÌNH")); head3(s,3); e=b.expect("phu-luc-3",s,title=T3("LỘC BÌNH")); put3(s,e,5,WT[:2]); s.row(7,[None,None,"Tổng cộng",None,None,None,7350,825]); e.t(7,work="Tổng cộng",central=7350,local=825); s.sign(9); s.put("A16","Phụ lục II"); s.title(17,T2(),12); s.put("K18","ĐVT: đồng"); head2(s,19); e=b.expect("phu-luc-2",s,title=T2(),unit="dong")
for r,v in enumerate(V2,21): s.row(r,list(v[:2])+[x*1000000 if x is not None else None for x in v[2:]]); (e.t(r,v) if v[0] is None else e.r(r,2 if "." in v[0] else 1,v,kind="activity" if v[1].startswith("Hoạt") else "project"))
b.save()
# a25 variants
b=Book("a37_pl1_flat_titled","a","PL1 flat header, title says 2024, Kế hoạch năm 2023 / Kế hoạch năm 2024"); s=b.sheet("PL1"); s.title(1,T1(2024),11); s.row(3,["STT","Chỉ tiêu","ĐVT","Kết quả thực hiện 2022","Kế hoạch năm 2023","Ước thực hiện 9 tháng năm 2023","Ước TH 9 tháng so với cùng kỳ năm 2022 (%)","Ước thực hiện cả năm 2023","Ước TH cả năm so với kế hoạch năm 2023 (%)","Dự kiến Kế hoạch năm 2024","Đơn vị thực hiện"]); e=b.expect("phu-luc-1",s,plan_year=2024)
s.row(4,[1,"Số hộ nghèo","Hộ",1200,1000,1050,96,980,98,760,"Phòng LĐTBXH"]); e.r(4,1,["1","Số hộ nghèo","Hộ",1200,1000,1050,96,980,98,760,"Phòng LĐTBXH"]); b.save()
b=Book("a38_pl1_flat_kh","a","PL1 flat header, KH 2023 … KH 2024, next_plan BEFORE the others"); s=b.sheet("PL1"); s.title(1,T1(2024),11); s.row(3,["STT","Chỉ tiêu","ĐVT","KH 2024","Kết quả thực hiện 2022","KH 2023","Ước TH 9 tháng","So với cùng kỳ (%)","Ước TH cả năm","So với kế hoạch (%)","Đơn vị thực hiện"]); e=b.expect("phu-luc-1",s,plan_year=2024)
s.row(4,[1,"Số hộ nghèo","Hộ",760,1200,1000,1050,96,980,98,"Phòng LĐTBXH"]); e.r(4,1,["1","Số hộ nghèo","Hộ",1200,1000,1050,96,980,98,760,"Phòng LĐTBXH"]); b.save()
b=Book("a39_pl3_years_2","a","PL3: Vốn năm 2023 NSTW/NSĐP first, then dự kiến 2024 NSTW/NSĐP; title 2024"); s=b.sheet("PL3"); s.title(1,T3("SÌN HỒ",2024),11); s.row(3,["TT","Địa bàn","Tên công trình","Chủ đầu tư","Quy mô","Lý do đầu tư","Năm 2023",None,"Năm 2024",None,"Thời gian thực hiện"]); s.row(4,[None]*6+["NSTW","NSĐP"]*2); s.merge("G3:H3","I3:J3"); s.put("I2","ĐVT: triệu đồng"); e=b.expect("phu-luc-3",s,plan_year=2024,columns=dict(central="I",local="J"))
for i in range(2): x=WT[i]; s.row(5+i,[i+1]+list(x[:5])+[100+i,10+i,x[5],x[6],"2023-2024"]); e.r(5+i,1,[str(i+1)]+list(x[:7])+["2023-2024"])
b.save()
for nm,t,y in (("a40_title_gd","DANH MỤC CÔNG TRÌNH GIAI ĐOẠN 2021-2025, KẾ HOẠCH NĂM 2024 HUYỆN SÌN HỒ",2024),("a41_title_gd2","DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ CTMTQG GNBV GIAI ĐOẠN 2021-2025 NĂM 2024",2024),("a42_title_qd","DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2024 THEO QUYẾT ĐỊNH SỐ 90/QĐ-TTG NGÀY 18/01/2022",2024)):
    b=Book(nm,"a","year in title: "+t); s=b.sheet("PL3"); s.title(1,t); head3(s,3); e=b.expect("phu-luc-3",s,plan_year=y,title=t); put3(s,e,5,WT[:2]); b.save()
# unmerged label middle without total columns named the same; right-most
b=Book("a43_pl2_label_middle2","a","PL2 unmerged, label in middle, with 'Tổng số' of all right beside"); s=b.sheet("PL2"); s.title(1,T2(),12,merge=False); s.put("K2","ĐVT: triệu đồng"); s.row(3,["STT","Dự án, hoạt động",None,None,"NSTW",None,None,"NSĐP",None,None,"Huy động khác"]); s.row(4,[None,None,"Tổng kinh phí","Cộng","ĐTPT","SN","Cộng","ĐTPT","SN","Cộng","ĐTPT","SN"]); e=b.expect("phu-luc-2",s)
for r,v in enumerate(V2,5): s.row(r,v); (e.t(r,v) if v[0] is None else e.r(r,2 if "." in v[0] else 1,v,kind="activity" if v[1].startswith("Hoạt") else "project"))
b.save()
