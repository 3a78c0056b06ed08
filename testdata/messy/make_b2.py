from common import *
from make_b import put1,put2,put3,put4,V2
def base(name,note,total=True):
    b=Book(name,"b",note); s=b.sheet("PL III"); s.title(1,T3("LỘC BÌNH")); head3(s,3); return b,s,b.expect("phu-luc-3",s,plan_year=2023)
b=Book("b20_side_1_4","b","PL1 and PL4 side by side, two blank columns between"); s=b.sheet("Sheet1"); s.title(1,T1(),11); head1(s,3); e=b.expect("phu-luc-1",s,plan_year=2023); put1(s,e,5); s.title(1,T4(),12,c0=14); head4(s,3,c0=14); e=b.expect("phu-luc-4",s,plan_year=2023); put4(s,e,5,c0=14); b.save()
b=Book("b20b_side_3_3","b","two PL3 of two communes side by side"); s=b.sheet("Sheet1"); s.title(1,T3("LỘC BÌNH")); head3(s,3); e=b.expect("phu-luc-3",s,columns=dict(work="C",central="G")); put3(s,e,5,WT[:3]); s.title(1,T3("CHI LĂNG"),c0=11); head3(s,3,c0=11); e=b.expect("phu-luc-3",s,columns=dict(work="M",central="Q")); put3(s,e,5,WT[3:],c0=11); b.save()
# totals labels, a sheet each
b=Book("b21_total_labels","b","total labels of many wordings, a sheet each, PL3 in work column, bottom")
for i,t in enumerate(["TỔNG","Tổng số:","TỔNG CỘNG TOÀN HUYỆN","Toàn huyện","Tổng vốn","Tổng kinh phí","CỘNG TOÀN HUYỆN","Cộng tổng","Tổng cộng (1+2)","Tổng  cộng :","Tông cộng"]):
    s=b.sheet(f"T{i+1}"); s.title(1,T3("LỘC BÌNH")); head3(s,3); e=b.expect("phu-luc-3",s); put3(s,e,5,WT[:2]); s.row(7,[None,None,t,None,None,None,7350,825]); e.t(7,work=t,central=7350,local=825)
b.save()
b=Book("b21b_total_places","b","total label in A, in B, in merged B:C, with code 'A' or '*', at top")
for i,(a,m,where) in enumerate([(["Tổng cộng",None,None],None,7),([None,"Tổng cộng",None],None,7),([None,"TỔNG SỐ",None],"B5:F5",5),(["A",None,"TỔNG SỐ"],None,5),(["*",None,"Tổng cộng"],None,7),(["TỔNG CỘNG",None,None],"A7:F7",7)]):
    s=b.sheet(f"P{i+1}"); s.title(1,T3("LỘC BÌNH")); head3(s,3); e=b.expect("phu-luc-3",s); put3(s,e,6 if where==5 else 5,WT[:2]); s.row(where,a+[None,None,None,7350,825]); e.t(where,code="*",location="*",work="*",central=7350,local=825)
    if m: s.merge(m)
b.save()
b,s,e=base("b22_carry_lines","page carry lines: Cộng trang, Mang sang, Trang trước chuyển sang")
put3(s,e,5,WT[:2]); s.row(7,[None,None,"Cộng trang 1 (mang sang)",None,None,None,7350,825]); head3(s,8); s.row(10,[None,None,"Trang trước mang sang",None,None,None,7350,825]); 
e.r(7,None,kind="subtotal",work="*",central=7350,local=825,location="*",agency="*"); e.r(10,None,kind="subtotal",work="*",central=7350,local=825,location="*",agency="*")
w3(s,e,11,3,WT[2]); w3(s,e,12,4,WT[3]); s.row(13,[None,None,"Tổng cộng",None,None,None,14200,1600]); e.t(13,work="Tổng cộng",central=14200,local=1600); b.save()
b,s,e=base("b23_notes_tight","notes straight below the table with no blank row, in several columns"); put3(s,e,5,WT[:2]); s.row(7,[None,None,"Tổng cộng",None,None,None,7350,825]); e.t(7,work="Tổng cộng",central=7350,local=825); s.put("C8","Bằng chữ: Bảy tỷ ba trăm năm mươi triệu đồng"); s.put("B9","* Ghi chú: số liệu chưa gồm vốn lồng ghép"); s.put("C10","Người lập biểu"); s.put("G10","Lộc Bình, ngày 3 tháng 10 năm 2022"); s.put("G11","CHỦ TỊCH"); s.put("C14","Vi Thị Hoa"); s.put("G14","Lâm Văn Tùng"); e["notes"]=["C8","B9","C10","G10","G11","C14","G14"]; b.save()
b,s,e=base("b23b_notes_no_total","no total; signature names straight below in work column"); put3(s,e,5,WT[:2]); s.put("C8","NGƯỜI LẬP BIỂU"); s.put("G8","TRƯỞNG PHÒNG"); s.put("C12","Vi Thị Hoa"); s.put("G12","Lâm Văn Tùng"); e["notes"]=["C8","G8","C12","G12"]; b.save()
b,s,e=base("b24_notes_inside","note lines inside the table: (tiếp theo), Trang 2, Ghi chú"); put3(s,e,5,WT[:2]); s.put("C7","(Tiếp theo trang 2)"); w3(s,e,8,3,WT[2]); s.put("A9","Ghi chú: các công trình dưới đây chuyển tiếp từ năm 2022"); s.merge("A9:I9"); w3(s,e,10,4,WT[3]); e["notes"]=["C7","A9"]; b.save()
b,s,e=base("b25_wrap_scale","scale text wraps into the next row; name in three rows"); w3(s,e,5,1,WT[0]); s.row(6,[2,"Xã Đội Cấn","Cầu Bản Ne","UBND huyện","Cầu BTCT dài 24m, rộng 5m;","Đi lại",4150,475,2023]); s.put("E7","đường dẫn 300m"); e.r(6,1,["2","Xã Đội Cấn","Cầu Bản Ne","UBND huyện","Cầu BTCT dài 24m, rộng 5m; đường dẫn 300m","Đi lại",4150,475,2023]); s.row(8,[3,"Xã Tân Tiến","Trường Mầm non","UBND huyện","6 phòng","Thiếu phòng",5600,640,2023]); s.put("C9","xã Tân Tiến, hạng mục"); s.put("C10","nhà lớp học"); e.r(8,1,["3","Xã Tân Tiến","Trường Mầm non xã Tân Tiến, hạng mục nhà lớp học","UBND huyện","6 phòng","Thiếu phòng",5600,640,2023]); b.save()
b,s,e=base("b26_stack_tight","second PL3 under the first, no blank row, no own title, header again, numbering from 1, own total"); put3(s,e,5,WT[:2]); s.row(7,[None,None,"Tổng cộng",None,None,None,7350,825]); e.t(7,work="Tổng cộng",central=7350,local=825); head3(s,8); e=b.expect("phu-luc-3",s); put3(s,e,10,WT[2:4]); s.row(12,[None,None,"Tổng cộng",None,None,None,6850,775]); e.t(12,work="Tổng cộng",central=6850,local=775); b.save()
b=Book("b27_long_letter","b","long letter text above the table, table at row 24"); s=b.sheet("Công văn"); s.letter("UBND HUYỆN SÌN HỒ"); s.put("A4","Số: 512/UBND-LĐTBXH"); s.put("A6","V/v đăng ký danh mục công trình năm 2023"); s.put("A8","Kính gửi: Sở Lao động - Thương binh và Xã hội tỉnh Lai Châu")
for i in range(9,20): s.put(f"A{i}",f"{i-8}. Căn cứ Quyết định số {100+i}/QĐ-UBND ngày {i}/8/2022 của UBND tỉnh về việc giao kế hoạch vốn, UBND huyện đề nghị hỗ trợ {i*100} triệu đồng.")
s.title(21,T3("SÌN HỒ")); s.put("H22","Đơn vị: triệu đồng"); head3(s,24); e=b.expect("phu-luc-3",s,title=T3("SÌN HỒ"),plan_year=2023,unit="trieu-dong"); put3(s,e,26); b.save()
b=Book("b28_cont_three","b","PL2 goes on over three sheets without headers"); 
s=b.sheet("S1"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s); s.row(5,list(V2[0])); e.t(5,V2[0]); s.row(6,[1]+list(V2[1][1:])); e.r(6,1,V2[1],kind="project"); s=b.sheet("S2"); e=b.expect("phu-luc-2",s); s.row(1,list(V2[2])); e.r(1,None,V2[2],kind="activity"); s=b.sheet("S3"); e=b.expect("phu-luc-2",s); s.row(1,[2]+list(V2[3][1:])); e.r(1,1,V2[3],kind="project"); b.save()
# b29 totals by parts A/B in PL2 (Cộng A)
b=Book("b29_pl2_A_B","b","PL2 with parts A. VỐN ĐTPT / B. VỐN SN, Cộng A, Cộng B"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
X=[("A","VỐN ĐẦU TƯ PHÁT TRIỂN",None,1,[None]*10),("1","Dự án 1: Hạ tầng","project",2,[5500,5000,5000,None,500,500,None,0,None,None]),(None,"Cộng A","subtotal",None,[5500,5000,5000,None,500,500,None,0,None,None]),("B","VỐN SỰ NGHIỆP",None,1,[None]*10),("1","Dự án 2: Sinh kế","project",2,[2200,2000,None,2000,200,None,200,0,None,None]),(None,"Cộng B","subtotal",None,[2200,2000,None,2000,200,None,200,0,None,None])]
for r,(c,n,k,l,v) in enumerate(X,5): s.row(r,[c,n]+v); e.r(r,l,[c,n]+v,kind=k)
s.row(11,[None,"Tổng cộng (A+B)",7700,7000,5000,2000,700,500,200,0,0,0]); e.t(11,[None,"Tổng cộng (A+B)",7700,7000,5000,2000,700,500,200,0,0,0]); b.save()
