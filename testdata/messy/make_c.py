from common import *
from make_b import V2, put3
def simple(name,note,rows,total=None,hdr=None,title=None,unitline=None,h="TRÀNG ĐỊNH",cls="c",unit="trieu-dong",scale=None,vals=None):
    """rows: [(work, central shown, local shown, central meant, local meant)]"""
    b=Book(name,cls,note); s=b.sheet("Phụ lục III"); s.letter("UBND HUYỆN "+h); s.title(4,title or T3(h)); s.title(5,KT(h.title()))
    if unitline: s.put("H6",unitline)
    head3(s,7,h=hdr or H3); e=b.expect("phu-luc-3",s,plan_year=2023,unit=unit); r=9
    if hdr is None or True: pass
    for i,(w,a,c,ma,mc) in enumerate(rows):
        v=[i+1,"Xã Tân Minh",w,"UBND huyện","1 CT","Đi lại",a,c,2023]; s.row(r,v); e.r(r,1,[str(i+1)]+v[1:6]+[ma,mc,2023]); r+=1
    if total:
        a,c,ma,mc=total; s.row(r,[None,None,"TỔNG CỘNG",None,None,None,a,c]); e.t(r,work="TỔNG CỘNG",central=ma,local=mc); r+=1
    s.sign(r+1); return b,s,e
N="\u00a0"
if __name__=="__main__":
    def go(*a,find=None,**k):
        b,s,e=simple(*a,**k)
        if find: b.find("Phụ lục III",*find)
        b.save()
    go("c01_dot_thousand","text 2.000 settled by 1.625,7 in the column",[("Đường A","2.000","350",2000,350),("Đường B","1.625,7","200,5",1625.7,200.5),("Cầu C","12.500,0","1.200",12500,1200)],("16.125,7","1.750,5",16125.7,1750.5))
    go("c02_comma_thousand","text 2,000 and 1,625.70",[("Đường A","2,000","350",2000,350),("Đường B","1,625.70","200.50",1625.7,200.5),("Cầu C","12,500.00","1,200",12500,1200)],("16,125.70","1,750.50",16125.7,1750.5))
    go("c03_space_thousand","spaces, nbsp, thin space, narrow nbsp, apostrophe as grouping",[("Đường A","2 000","350",2000,350),("Đường B",f"1{N}625,7","200,5",1625.7,200.5),("Cầu C","12\u202f500","1'200",12500,1200),("Đập D","3\u2009100","2’300",3100,2300)],("19 225,7","4 050,5",19225.7,4050.5))
    go("c04_negatives","(500), −500, -500, - 500, 500-",[("Đường A","(500)",350,-500,350),("Đường B","−500",200,-500,200),("Cầu C","-500","- 100",-500,-100),("Đập D",4000,"(1.200)",4000,-1200)],(2500,-750,2500,-750))
    go("c05_suffix","2.000trđ, 1,5 tỷ, 500 triệu, 450 trđ, 2 tỷ 300 triệu",[("Đường A","2.000trđ","350 triệu",2000,350),("Đường B","1,5 tỷ","200tr",1500,200),("Cầu C","2,25 tỷ đồng","0,45 tỷ",2250,450),("Đập D","3.000 triệu đồng","300 triệu đồng",3000,300)],("8.750","1.300",8750,1300))
    go("c06_nil","nil marks - – — x 0 … không",[("Đường A",2000,"-",2000,"-"),("Đường B",1500,"–",1500,"-"),("Cầu C",1200,"—",1200,"-"),("Đập D",900,"0",900,0),("Kè E",800,"…",800,"*"),("NSH F",700,"x",700,"*"),("Trạm G",600,"không",600,"*"),("Chợ H",500,"0,0",500,0)],(8200,None,8200,None))
    go("c07_settled_by_sum","all 3-digit groups, settled by numeric total",[("Đường A","2.000","1.350",2000,1350),("Đường B","1.625","1.200",1625,1200),("Cầu C","3.500","2.150",3500,2150)],(7125,4700,7125,4700))
    go("c07b_settled_by_sum_dec","2.500+1.250 … with total 7.125 as number: decimals (tỷ-like)",[("Đường A","2.000","1.350",2,1.35),("Đường B","1.625","1.200",1.625,1.2),("Cầu C","3.500","2.150",3.5,2.15)],(7.125,4.7,7.125,4.7))
    go("c08_unsettled","one figure, 2.500, no total, nothing else: must be said",[("Đường A","2.500","1.250","*","*")],find=("G9","ambiguous separator unsettled"))
    go("c08b_unsettled_comma","2,500 / 1,250 alone",[("Đường A","2,500","1,250","*","*"),("Đường B","3,750","2,100","*","*")],find=("G9","ambiguous separator unsettled"))
    go("c09_workbook_vote","central all ambiguous, local settles style: dot is thousands",[("Đường A","2.000","350,5",2000,350.5),("Đường B","1.625","200,25",1625,200.25)])
    go("c10_mixed_styles","same column mixes 1.625,7 and 1,625.7 — both unambiguous; 2.000 is not",[("Đường A","1.625,7",100,1625.7,100),("Đường B","2,125.5",200,2125.5,200),("Cầu C",3000,300,3000,300)],(6751.2,600,6751.2,600))
    go("c11_numbers_and_dot_text","half numbers, half text 2.000",[("Đường A",2500,"250",2500,250),("Đường B","2.000","1.000",2000,1000),("Cầu C",4100,410,4100,410),("Đập D","1.300",130,1300,130)],(9900,1790,9900,1790))
    go("c12_float_artifacts","floats 1625.6999999999998, 0.30000000000000004, 1e-05-like",[("Đường A",1625.6999999999998,0.30000000000000004,1625.7,0.3),("Đường B",3467.7999999999997,2805.7000000000003,3467.8,2805.7)],(5093.5,2806,5093.5,2806))
    go("c13_trailing_marks","2.000đ., 1.500,-, 3.200đ, +400, ~500",[("Đường A","2.000.000.000đ","200.000.000 đ",2000,200),("Đường B","1.500.000.000,-","150.000.000",1500,150),("Cầu C","3.200.000.000 đồng","320.000.000",3200,320)],("6.700.000.000","670.000.000",6700,670),unitline="Đơn vị tính: đồng",unit="dong",hdr=(["TT","Địa bàn","Tên/Danh mục công trình","Đơn vị thực hiện","Quy mô đầu tư","Lý do đầu tư","Vốn đầu tư",None,"Năm thực hiện"],[None]*6+["NSTW","NSĐP"]))
    go("c14_words","words in number columns: Chưa xác định, theo QĐ, #REF!",[("Đường A","Chưa xác định","theo QĐ 12","Chưa xác định","theo QĐ 12"),("Đường B",1500,"#REF!",1500,"#REF!"),("Cầu C",1800,180,1800,180)],find=("G9","words in a number column"))
    go("c15_dot_decimal_one","1.5 / 2.25 / 12.75 text: decimals, and 2.000 among them ambiguous (tỷ)",[("Đường A","1.5","0.15",1500,150),("Đường B","2.25","0.2",2250,200),("Cầu C","2.000","0.3",2000,300)],("5.75","0.65",5750,650),unitline="Đơn vị: tỷ đồng",unit="ty-dong",hdr=(["TT","Địa bàn","Tên/Danh mục công trình","Đơn vị thực hiện","Quy mô đầu tư","Lý do đầu tư","Vốn đầu tư",None,"Năm thực hiện"],[None]*6+["NSTW","NSĐP"]))
    # PL1 percents
    b=Book("c20_pl1_percent","c","percent as text, percent-formatted, plain, with comma"); s=b.sheet("PL1"); s.title(1,T1(),11); head1(s,3); e=b.expect("phu-luc-1",s)
    s.row(5,[1,"Tỷ lệ hộ nghèo","%","7,88%","5,88%",None,"97,5%","5,9%","100,3%","4,5%","Phòng LĐTBXH"]); e.r(5,1,["1","Tỷ lệ hộ nghèo","%",7.88,5.88,None,97.5,5.9,100.3,4.5,"Phòng LĐTBXH"])
    s.row(6,[2,"Tỷ lệ lao động qua đào tạo","%",0.488,0.5,None,0.975,0.505,1.01,0.52,"TT GDNN"])
    for c in "DEGHIJ": s.fmt[(6,ord(c)-64)]="0.0%"
    e.r(6,1,["2","Tỷ lệ lao động qua đào tạo","%",48.8,50,None,97.5,50.5,101,52,"TT GDNN"])
    s.row(7,[3,"Số hộ nghèo","Hộ","16.115","12.014 hộ","9.500",None,"12.014",1,"10.250","Phòng LĐTBXH"]); s.fmt[(7,9)]="0%"; e.r(7,1,["3","Số hộ nghèo","Hộ",16115,"*",9500,None,12014,100,10250,"Phòng LĐTBXH"])
    s.row(8,[4,"Thu nhập bình quân hộ nghèo","Tr.đ/năm","25,4","27,0","20,1","102","27,2","100,7","30","Phòng LĐTBXH"]); e.r(8,1,["4","Thu nhập bình quân hộ nghèo","Tr.đ/năm",25.4,27,20.1,102,27.2,100.7,30,"Phòng LĐTBXH"])
    s.row(9,[5,"Số lao động đi làm việc ở nước ngoài","Người","120","150","1.050","95","155","103,3","160","Phòng LĐTBXH"]); e.r(9,1,["5","Số lao động đi làm việc ở nước ngoài","Người",120,150,1050,95,155,103.3,160,"Phòng LĐTBXH"]); b.save()
    # PL2 all text, sums settle per row
    b=Book("c21_pl2_all_text","c","PL2 wholly as text with dots; row sums settle"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","Đơn vị: Triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
    f=lambda x: x if x is None or isinstance(x,str) else f"{x:,}".replace(",",".")
    for r,v in enumerate(V2,5):
        s.row(r,[v[0],v[1]]+[f(x) for x in v[2:]]); (e.t(r,v) if v[0] is None else e.r(r,2 if "." in v[0] else 1,v,kind="activity" if v[1].startswith("Hoạt") else "project"))
    b.save()
    # PL2 number column with text ambiguous only in one column
    b=Book("c22_pl2_one_text_col","c","PL2 numbers, one column typed as text 2.000 / 5.000; row sums settle"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","Đơn vị: Triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
    for r,v in enumerate(V2,5):
        w=[v[0],v[1]]+list(v[2:]); w[4]=f(w[4]); w[5]=f(w[5]); s.row(r,w); (e.t(r,v) if v[0] is None else e.r(r,2 if "." in v[0] else 1,v,kind="activity" if v[1].startswith("Hoạt") else "project"))
    b.save()
