from common import *
from make_c import simple
import datetime as dt
HN=(["TT","Địa bàn","Tên/Danh mục công trình","Đơn vị thực hiện","Quy mô đầu tư","Lý do đầu tư","Vốn đầu tư",None,"Năm thực hiện"],[None]*6+["NSTW","NSĐP"])
S="Phụ lục III"
def go(*a,find=(),cls="c",pop=(),**k):
    b,s,e=simple(*a,cls=cls,**k)
    for p in pop: e.pop(p)
    for f in find: b.find(S,*f)
    b.save(); return b,s,e
# ---- c
go("c30_odd_text","odd figures: ≈ 500, khoảng 500, 500/1.200, 500+200, 1.200 (đã cấp 500), 2.OOO",[("Đường A","≈ 500",100,"*",100),("Đường B","500/1.200",100,"500/1.200",100),("Cầu C","500+200",100,"500+200",100),("Đập D","1.200 (đã cấp 500)",100,"1.200 (đã cấp 500)",100),("Kè E","2.OOO",100,"2.OOO",100),("NSH F","l.500",100,"l.500",100),("Chợ G","khoảng 500",100,"*",100)],find=[("G10","words"),("G11","words"),("G12","words"),("G13","words"),("G14","words")])
go("c31_space_marks","trailing spaces, leading apostrophe, trailing dot",[("Đường A"," 2500 ","1625,7 ",2500,1625.7),("Đường B","2500.","\u00a0300",2500,300),("Cầu C","'1500","200 ",1500,200)],find=[])
go("c32_sum_beats_column","column has dot decimals 1625.7 and 2.000; total 3625.7: 2.000 is 2000",[("Đường A","1625.7",100,1625.7,100),("Đường B","2.000",200,2000,200)],(3625.7,300,3625.7,300))
go("c33_no_total_dot_dec","column has dot decimals 1625.7, 890.25 and 2.000 with no total: must be said or 2",[("Đường A","1625.7",100,1625.7,100),("Đường B","890.25",200,890.25,200),("Cầu C","2.000",300,"*",300)],find=[("G11","ambiguous: 2.000 beside 1625.7",'info')])
b,s,e=simple("c34_dates_in_amounts","amount column with dates Excel made of 2.5 and year column with texts",[("Đường A",2000,200,2000,200),("Đường B",dt.datetime(2023,5,2),300,"*",300),("Cầu C",1500,150,1500,150)])
s.fmt[(10,7)]="d.m"; s.put((9,9),"2023-2024"); s.put((10,9),"Năm 2023"); s.put((11,9),dt.datetime(2023,1,1),fmt="yyyy"); e["rows"][0]["year"]="2023-2024"; e["rows"][1]["year"]="*"; e["rows"][2]["year"]="*"; b.find(S,"G10","a date in an amount column"); b.save()
b,s,e=simple("c35_scaled_format","stored in đồng, format #,##0,, shows triệu; header triệu đồng: must be noticed",[("Đường A",2500000000,250000000,"*","*"),("Đường B",1800000000,180000000,"*","*")],(4300000000,430000000,"*","*"))
for r in (9,10,11):
    for c in (7,8): s.fmt[(r,c)]="#,##0,,"
b.find(S,"G9","đồng under triệu"); b.save()
# PL1 mixed styles in one column: dots as decimals & thousands
b=Book("c36_pl1_mixed_measure","c","PL1 column: '7.88' (%) and '16.115' (Hộ), '12.014' (Hộ), text"); s=b.sheet("PL1"); s.title(1,T1(),11); head1(s,3); e=b.expect("phu-luc-1",s)
for r,v,x in ((5,("1","Tỷ lệ hộ nghèo","%","7.88","5.88",None,"97.5","5.88","100","4.50","A"),("1","Tỷ lệ hộ nghèo","%",7.88,5.88,None,97.5,5.88,100,4.5,"A")),(6,("2","Số hộ nghèo","Hộ","16.115","12.014",None,"98.1","12.014","100","10.250","A"),("2","Số hộ nghèo","Hộ",16115,12014,None,98.1,12014,100,10250,"A")),(7,("3","Số người","Người","1.210","1.150",None,"99","1.150","100","1.100","A"),("3","Số người","Người",1210,1150,None,99,1150,100,1100,"A"))):
    s.row(r,v); e.r(r,1,x)
b.save()
b=Book("c37_pl1_percent_mix","c","percent columns: 0.985 formatted 0%, 98.5 number, '98,5' text, 1 formatted 0%, 0.985 unformatted"); s=b.sheet("PL1"); s.title(1,T1(),11); head1(s,3); e=b.expect("phu-luc-1",s)
for r,(x,f,y) in enumerate([(0.985,"0.0%",98.5),(98.5,None,98.5),("98,5",None,98.5),(1,"0%",100),(1.0215,"0.00%",102.15),("102,15 %",None,102.15)],5):
    s.row(r,[r-4,f"Chỉ tiêu {r-4}","Hộ",100,100,50,None,98,None,99,"A"]); s.put((r,9),x,fmt=f); e.r(r,1,[str(r-4),f"Chỉ tiêu {r-4}","Hộ",100,100,50,None,98,y,99,"A"])
b.save()
b=Book("c38_pl2_partial_text","c","PL2: only local column typed with comma thousands '1,450', totals numeric; ambiguous settled by row sums"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
for r,v in enumerate([(None,"Tổng cộng",33000,30000,20000,10000,3000,2000,1000,0,0,0),("1","Dự án 1",22000,20000,20000,None,2000,2000,None,None,None,None),("2","Dự án 2",11000,10000,None,10000,1000,None,1000,None,None,None)],5):
    x=list(v)
    for i in (6,7,8): x[i]=f"{x[i]:,}" if isinstance(x[i],int) else x[i]
    s.row(r,x); (e.t(r,v) if r==5 else e.r(r,1,v,kind="project"))
b.save()
# ---- d
for i,(u,k,uu) in enumerate([("Đơn vị: tỉ đồng",1e-3,"ty-dong"),("ĐVT: VNĐ",1e6,"dong"),("Don vi tinh: trieu dong",1,"trieu-dong"),("ĐVT: nghìn đ",1e3,"nghin-dong"),("ĐVT: ngđ",1e3,"nghin-dong"),("Đvt: 1000 đ",1e3,"nghin-dong"),("ĐVT: Tr. đ",1,"trieu-dong"),("Đơn vị tính (Triệu đồng)",1,"trieu-dong"),("Tính theo: triệu đồng",1,"trieu-dong"),("ĐVT: 10^6 đồng",1,"trieu-dong"),("Đ/v: triệu",1,"trieu-dong"),("Đơn vị tính: 1.000đ",1e3,"nghin-dong"),("ĐVT : Triệu dồng",1,"trieu-dong")]):
    f=lambda x: (lambda y:int(y) if y==int(y) else y)(round(x*k,6))
    go(f"d30_{i:02}_unit","unit line: "+u,[(n,f(a),f(c),a,c) for n,a,c in (("Đường A",2500,250),("Cầu B",4100.5,410.25))],(f(6600.5),f(660.25),6600.5,660.25),cls="d",hdr=HN,unitline=u,unit=uu)
b,s,e=simple("d31_unit_two_cells","'Đơn vị tính:' in one cell, 'đồng' in the next",[("Đường A",2500000000,250000000,2500,250),("Cầu B",1000000000,100000000,1000,100)],None,cls="d",hdr=HN,unit="dong"); s.put("H6","Đơn vị tính:"); s.put("I6","đồng"); b.save()
b,s,e=simple("d32_unit_in_note","unit only in a note below the table",[("Đường A",2500000000,250000000,2500,250),("Cầu B",1000000000,100000000,1000,100)],None,cls="d",hdr=HN,unit="dong"); s.put("A12","Ghi chú: Đơn vị tính: đồng"); b.save()
b,s,e=simple("d33_unit_row_in_header","a row of units under the column names: (km) … (đồng) (đồng)",[],None,cls="d",hdr=HN,unit="dong"); s.put("G9","(đồng)"); s.put("H9","(đồng)"); s.row(10,[1,"Xã A","Đường A","UBND huyện","1km","Đi lại",2500000000,250000000,2023]); e.r(10,1,["1","Xã A","Đường A","UBND huyện","1km","Đi lại",2500,250,2023]); b.save()
b,s,e=simple("d34_trieu_under_dong","header says đồng, figures plainly triệu (2500): must be noticed",[("Đường A",2500,250,"*","*"),("Cầu B",1000,100,"*","*")],(3500,350,"*","*"),cls="d",hdr=(HN[0][:6]+["Vốn đầu tư (đồng)",None,"Năm thực hiện"],HN[1]),unit="dong"); b.find(S,"G9","2500 đồng for a road: too small"); b.save()
b,s,e=simple("d35_nghin_under_trieu","header says triệu, figures in nghìn (2500000): must be noticed",[("Đường A",2500000,250000,"*","*"),("Cầu B",1000000,100000,"*","*")],(3500000,350000,"*","*"),cls="d"); b.find(S,"G9","2.500.000 triệu for a road"); b.save()
b=Book("d36_pl2_dong_under_trieu","d","PL2 says triệu đồng, figures in đồng"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
for r,(c,n) in enumerate([(None,"Tổng cộng"),("1","Dự án 1"),("2","Dự án 2")],5):
    k=1e6; v=[7700,7000,5000,2000,700,500,200,0,0,0] if r==5 else ([5500,5000,5000,0,500,500,0,0,0,0] if r==6 else [2200,2000,0,2000,200,0,200,0,0,0]); s.row(r,[c,n]+[x*1000000 for x in v]); d=[c,n]+["*"]*10; (e.t(r,d) if r==5 else e.r(r,1,d,kind="project"))
b.find("PL2","C6","đồng under triệu"); b.save()
b=Book("d37_pl1_measure_money","d","PL1 with measure 'Triệu đồng' and 'Nghìn đồng' rows: must not be scaled"); s=b.sheet("PL1"); s.title(1,T1(),11); head1(s,3); e=b.expect("phu-luc-1",s)
for r,v in enumerate([("1","Vốn vay ưu đãi","Triệu đồng",12000,11000,9000,None,11500,104.5,13000,"NHCSXH"),("2","Thu nhập bình quân","Nghìn đồng",25000,26000,20000,None,26500,101.9,28000,"Phòng LĐ"),("3","Kinh phí","Đồng",2500000000,2600000000,None,None,2600000000,100,2700000000,"Phòng TC")],5): s.row(r,v); e.r(r,1,v)
b.save()
b=Book("d38_unit_first_sheet_only","d","PL2 says đồng; PL3 on the next sheet says nothing, figures in đồng too"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: đồng"); head2(s,3); e=b.expect("phu-luc-2",s,unit="dong"); v=[7700,7000,5000,2000,700,500,200,0,0,0]; s.row(5,[1,"Dự án 1"]+[x*1000000 for x in v]); e.r(5,1,["1","Dự án 1"]+v,kind="project"); s=b.sheet("PL3"); s.title(1,T3("SÌN HỒ")); head3(s,3,h=HN); e=b.expect("phu-luc-3",s,unit="dong")
for i,w in enumerate(WT[:2]): s.row(5+i,[i+1]+list(w[:5])+[w[5]*1000000,w[6]*1000000,2023]); e.r(5+i,1,[str(i+1)]+list(w))
b.find("PL3",None,"unit guessed","info","PL006"); b.save()
