from common import *
from make_b import put3,V2
def b3(name,cls,note,h="SÌN HỒ"):
    b=Book(name,cls,note); s=b.sheet("PL III"); s.title(1,T3(h)); head3(s,3); return b,s,b.expect("phu-luc-3",s,plan_year=2023)
def pos(name,note,second,order,must=False,hdr="Vốn đầu tư (triệu đồng)"):
    b=Book(name,"a",note); s=b.sheet("PL III"); n=len(second); s.title(1,T3("SÌN HỒ"),7+n); s.row(3,["TT","Địa bàn","Tên công trình","Chủ đầu tư","Quy mô","Lý do đầu tư",hdr]+[None]*(n-1)+["Năm thực hiện"]); s.row(4,[None]*6+second); s.merge(f"G3:{L(6+n)}3"); e=b.expect("phu-luc-3",s)
    for i,w in enumerate(WT[:3]):
        v=dict(T=w[5]+w[6],C=w[5],L=w[6],A=w[6]-50,B=50); s.row(5+i,[i+1]+list(w[:5])+[v[o] for o in order]+[2023]); e.r(5+i,1,[str(i+1)]+list(w[:5])+[w[5] if "C" in order and not must else "*",w[6] if "L" in order and not must else "*",2023])
    if must: b.find("PL III",None,"sources not understood",severity="warning")
    b.save()
pos("a60_tong_tw_dp","under Vốn đầu tư: Tổng, TW, ĐP",["Tổng","TW","ĐP"],"TCL")
pos("a61_tong_hotro_doiung","under Vốn đầu tư: Tổng số, Vốn TW hỗ trợ, Vốn ĐP đối ứng",["Tổng số","Vốn TW hỗ trợ","Vốn ĐP đối ứng"],"TCL")
pos("a62_dp_tw","under Vốn đầu tư: Vốn đối ứng của huyện, Vốn Trung ương hỗ trợ (local first)",["Vốn đối ứng của huyện","Vốn Trung ương hỗ trợ"],"LC")
pos("a63_tong_tinh_huyen","under Vốn đầu tư: Tổng số, NS tỉnh, NS huyện (no central at all)",["Tổng số","NS tỉnh","NS huyện"],"TAB",must=True)
pos("a64_unknown","under Vốn đầu tư: Đã cấp, Còn thiếu (no sources at all)",["Đã cấp","Còn thiếu"],"TA",must=True)
pos("a65_order_dp_first","under Nguồn vốn: NSĐP, NSTW, Tổng",["NSĐP","NSTW","Tổng cộng"],"LCT",hdr="Nguồn vốn (trđ)")
# names that look like totals/notes
b=Book("b50_tong_ra_soat","b","PL2 activity without code 'Tổng rà soát hộ nghèo': not the grand total"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
X=[(None,"Tổng cộng",2200,2000,None,2000,200,None,200,0,0,0,"t",0),("1","Dự án 6: Truyền thông",1100,1000,None,1000,100,None,100,None,None,None,"project",1),("2","Dự án 7: Nâng cao năng lực",1100,1000,None,1000,100,None,100,None,None,None,"project",1),(None,"Tổng điều tra, rà soát hộ nghèo",600,550,None,550,50,None,50,None,None,None,"activity",2),(None,"Tổng kết, đánh giá chương trình",500,450,None,450,50,None,50,None,None,None,"activity",2)]
for r,v in enumerate(X,5): s.row(r,v[:12]); (e.t(r,v[:12]) if v[12]=="t" else e.r(r,v[13],v[:12],kind=v[12]))
b.save()
b=Book("b51_tong_ra_soat_nototal","b","the same without a grand total row"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
for r,v in enumerate(X[2:],5): s.row(r,v[:12]); e.r(r,v[13],v[:12],kind=v[12])
b.save()
b,s,e=b3("b52_lookalike_names","b","works without codes whose names look like totals, notes, signatures")
for i,n in enumerate(["Cống hộp bản Lữ","Cổng trường THCS","Phòng khám đa khoa khu vực","Nơi tránh trú bão bản Nà","Ban chỉ huy quân sự xã","Tổng kho vật tư huyện","Trụ sở UBND xã, phòng Chủ tịch","Người dân thôn Bản Cáu: đường bê tông","Kế hoạch hóa khu dân cư"]):
    v=[None,"Xã A",n,"UBND huyện","1 CT","Cần thiết",1000+i,100,2023]; s.row(5+i,v); e.r(5+i,1,v)
b.save()
b,s,e=b3("b53_star_headings","b","section headings beginning with * in work column with figures, works go on")
s.row(5,[None,None,"* Công trình chuyển tiếp",None,None,None,7350,825]); e.r(5,None,kind=None,code="*",work="*",location="*",agency="*",central=7350,local=825)
for i in range(2): w3(s,e,6+i,i+1,WT[i],level=None)
s.row(8,["*",None,"Công trình khởi công mới",None,None,None,6850,775]); e.r(8,None,kind=None,code="*",work="*",location="*",agency="*",central=6850,local=775)
for i in range(2,4): w3(s,e,7+i,i+1,WT[i],level=None)
b.save()
b=Book("b54_note_inside_pl2","b","PL2: 'Ghi chú: …' line between Dự án 1 and Dự án 2"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s); s.row(5,V2[0]); e.t(5,V2[0]); s.row(6,V2[1]); e.r(6,1,V2[1],kind="project"); s.put("B7","Ghi chú: vốn dự án 1 gồm cả chuyển nguồn"); s.row(8,V2[3]); e.r(8,1,V2[3],kind="project"); e["notes"]=["B7"]; b.save()
b=Book("b55_note_inside_pl1","b","PL1: '(*) …' line between indicators"); s=b.sheet("PL1"); s.title(1,T1(),11); head1(s,3); e=b.expect("phu-luc-1",s)
for r,c in ((5,1),(7,2)): v=[str(c),f"Chỉ tiêu {c}","Hộ",100,90,80,None,91,101,95,"A"]; s.row(r,v); e.r(r,1,v)
s.put("B6","(*) Theo chuẩn nghèo mới"); e["notes"]=["B6"]; b.save()
b,s,e=b3("b56_roman_works","b","works numbered I, II, III with all columns filled: works, not groups")
for i,c in enumerate(("I","II","III")): w3(s,e,5+i,c,WT[i])
b.save()
# place & date line, letterhead within second page
b,s,e=b3("b57_letterhead_midtable","b","letterhead repeated mid-table (pasted pages): UBND HUYỆN / CỘNG HÒA, then title, header")
put3(s,e,5,WT[:2]); s.letter("UBND HUYỆN SÌN HỒ",top=8); s.title(11,T3("SÌN HỒ")); head3(s,13); put3(s,e,15,WT[2:4],n0=3); s.row(17,[None,None,"Tổng cộng",None,None,None,14200,1600]); e.t(17,work="Tổng cộng",central=14200,local=1600); b.save()
# page break wrap in PL2: name continues after header
b=Book("a66_pl2_break_wrap","a","PL2: name continues after repeated header, figures before"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s); s.row(5,V2[0]); e.t(5,V2[0]); s.row(6,["1","Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội các huyện nghèo, các xã đặc biệt"]+list(V2[1][2:])); head2(s,7); s.put("B9","khó khăn vùng bãi ngang, ven biển"); e.r(6,1,["1","Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội các huyện nghèo, các xã đặc biệt khó khăn vùng bãi ngang, ven biển"]+list(V2[1][2:]),kind="project"); s.row(10,V2[3]); e.r(10,1,V2[3],kind="project"); b.save()
# PL1 wrap
b=Book("b58_wrap_pl1","b","PL1 indicator wrapped over two rows, figures on the second"); s=b.sheet("PL1"); s.title(1,T1(),11); head1(s,3); e=b.expect("phu-luc-1",s); s.row(5,[1,"Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng"]); s.row(6,[None,"thể thấp còi","%",25,24,24.5,98,24,100,23,"TTYT"]); e.r(5,1,["1","Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi","%",25,24,24.5,98,24,100,23,"TTYT"]); v=["2","Số hộ nghèo","Hộ",100,90,80,None,91,101,95,"A"]; s.row(7,v); e.r(7,1,v); b.save()
# sheets: same table printed in two sheets (copy) 
b=Book("b59_two_units_sheets","b","a sheet per commune, unit stated differently on each (đồng / triệu đồng)")
for n,u,k,uu in (("Xã A","ĐVT: đồng",1000000,"dong"),("Xã B","ĐVT: triệu đồng",1,"trieu-dong"),("Xã C","ĐVT: nghìn đồng",1000,"nghin-dong")):
    s=b.sheet(n); s.title(1,f"DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2023 {n.upper()}"); s.put("H2",u); head3(s,3,h=(H3[0][:6]+["Vốn đầu tư",None,"Năm thực hiện"],H3[1])); e=b.expect("phu-luc-3",s,unit=uu)
    for i,w in enumerate(WT[:2]): s.row(5+i,[i+1]+list(w[:5])+[w[5]*k,w[6]*k,2023]); e.r(5+i,1,[str(i+1)]+list(w))
b.save()
# typos in data: year column implausible; names without code
b=Book("e30_pl2_capital_numbers","e","PL2 A,B capitals over 1,2 (sections with figures)"); s=b.sheet("PL2"); s.title(1,T2(),12); s.put("K2","ĐVT: triệu đồng"); head2(s,3); e=b.expect("phu-luc-2",s)
for r,(l,v) in enumerate([(1,("A","VỐN ĐẦU TƯ PHÁT TRIỂN",5500,5000,5000,None,500,500,None,0,None,None)),(2,("1","Dự án 1: Hạ tầng",5500,5000,5000,None,500,500,None,0,None,None)),(1,("B","VỐN SỰ NGHIỆP",2200,2000,None,2000,200,None,200,0,None,None)),(2,("1","Dự án 2: Sinh kế",2200,2000,None,2000,200,None,200,0,None,None))],5): s.row(r,v); e.r(r,l,v,kind=None)
b.save()
b=Book("e31_pl4_letters","e","PL4: I Hoạt động, 1 lớp, a) …"); s=b.sheet("PL4"); s.title(1,T4(),12); head4(s,3); e=b.expect("phu-luc-4",s)
for r,(l,k,v) in enumerate([(1,"activity",("I",None,"Hoạt động 1: Đào tạo",None,None,700,600,500,"-",600,100,800)),(2,"target",("1","Huyện Sìn Hồ","Lớp nghề hàn","Lớp","TT GDNN",2,2,1,"-",2,100,3)),(2,"target",("2","Huyện Sìn Hồ","Lớp nghề may","Lớp","TT GDNN",2,2,1,"-",2,100,3)),(1,"activity",("II",None,"Hoạt động 2: Bồi dưỡng",None,None,100,100,50,"-",100,100,100)),(2,"target",("1","Huyện Sìn Hồ","Bồi dưỡng giáo viên","Người","TT GDNN",10,10,5,"-",10,100,12))],5): s.row(r,v); e.r(r,l,v,kind=k)
b.save()
