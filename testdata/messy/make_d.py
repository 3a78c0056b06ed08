from common import *
from make_c import simple
from make_b import V2
HN=lambda x="Vốn đầu tư": (["TT","Địa bàn","Tên/Danh mục công trình","Đơn vị thực hiện","Quy mô đầu tư","Lý do đầu tư",x,None,"Năm thực hiện"],[None]*6+["NSTW","NSĐP"])
def go(*a,find=None,**k):
    b,s,e=simple(*a,cls="d",**k)
    if find: b.find("Phụ lục III",*find)
    b.save()
M=[("Đường A",2500,250),("Cầu B",4100.5,410.25),("Đập C",900,90)]
def rows(f): return [(n,f(a),f(c),a,c) for n,a,c in M]
tot=lambda f:(f(7500.5),f(750.25),7500.5,750.25)
mul=lambda k:(lambda x: (lambda y: int(y) if y==int(y) else y)(round(x*k,6)))
if __name__=="__main__":
    go("d01_dong_line","unit line đồng",rows(mul(1e6)),tot(mul(1e6)),hdr=HN(),unitline="Đơn vị tính: đồng",unit="dong")
    go("d02_nghin_header","nghìn đồng in the header",rows(mul(1e3)),tot(mul(1e3)),hdr=HN("Vốn đầu tư (nghìn đồng)"),unit="nghin-dong")
    go("d03_ngan_line","ĐVT: ngàn đồng",rows(mul(1e3)),tot(mul(1e3)),hdr=HN(),unitline="ĐVT: ngàn đồng",unit="nghin-dong")
    go("d04_1000d","ĐVT: 1.000 đồng",rows(mul(1e3)),tot(mul(1e3)),hdr=HN(),unitline="ĐVT: 1.000 đồng",unit="nghin-dong")
    go("d05_ty","Đơn vị: tỷ đồng",rows(mul(1e-3)),tot(mul(1e-3)),hdr=HN(),unitline="Đơn vị tính: Tỷ đồng",unit="ty-dong")
    for i,u in enumerate(("Tr.đồng","tr.đ","Tr đồng","trđ","Triệu VNĐ","1.000.000 đồng")):
        go(f"d06{'abcdef'[i]}_trieu","ĐVT: "+u,rows(mul(1)),tot(mul(1)),hdr=HN(),unitline="ĐVT: "+u,unit="trieu-dong")
    go("d07_in_title","unit in the title in brackets (ĐVT: nghìn đồng)",rows(mul(1e3)),tot(mul(1e3)),hdr=HN(),title=T3("TRÀNG ĐỊNH")+" (ĐVT: nghìn đồng)",unit="nghin-dong")
    b,s,e=simple("d08_one_column","NSTW (triệu đồng), NSĐP (nghìn đồng)",[(n,a,mul(1e3)(c),a,c) for n,a,c in M],(7500.5,750250,7500.5,750.25),cls="d",hdr=HN()); s.put("G8","NSTW (triệu đồng)"); s.put("H8","NSĐP (nghìn đồng)"); e.pop("unit"); b.save()
    go("d09_contradictory","line says triệu, header says đồng, values in đồng",rows(mul(1e6)),tot(mul(1e6)),hdr=HN("Vốn đầu tư (đồng)"),unitline="Đơn vị: triệu đồng",unit="dong",find=(None,"contradictory unit","warning","PL015"))
    go("d10_missing","no unit anywhere, values of triệu size",rows(mul(1)),tot(mul(1)),hdr=HN(),unit="trieu-dong",find=(None,"unit guessed","info","PL006"))
    go("d10b_missing_dong","no unit anywhere, values plainly in đồng",rows(mul(1e6)),tot(mul(1e6)),hdr=HN(),unit="dong",find=(None,"unit guessed"))
    b,s,e=simple("d11_dong_under_trieu","values in đồng under header triệu đồng: must be noticed",rows(mul(1e6)),tot(mul(1e6)),cls="d"); e.pop("unit")
    for x in e["rows"]+[e["total"]]: x["central"]="*"; x["local"]="*"
    b.find("Phụ lục III","G9","values in đồng under triệu",rule="PL010" if 0 else None); b.save()
    b,s,e=simple("d12_some_dong","one value in đồng among triệu",[("Đường A",2500,250,2500,250),("Cầu B",4100500000,410,"*",410),("Đập C",900,90,900,90)],None,cls="d"); b.find("Phụ lục III","G10","one figure in đồng under triệu"); b.save()
    go("d13_behind_figure","header đồng, figures say 1.500 triệu đồng",[("Đường A","1.500 triệu đồng","150 triệu đồng",1500,150),("Cầu B","2.300.000.000","230.000.000",2300,230)],None,hdr=HN("Vốn đầu tư (đồng)"),unit="dong")
    # PL2 units
    for nm,u,k,uu in (("d20_pl2_dong","Đơn vị: Đồng",1000000,"dong"),("d21_pl2_nghin","(Đơn vị tính: 1000đ)",1000,"nghin-dong")):
        b=Book(nm,"d","PL2 "+u); s=b.sheet("PL2"); s.letter("UBND HUYỆN ĐÀ BẮC",12); s.title(4,T2(),12); s.put("K5",u); head2(s,6); e=b.expect("phu-luc-2",s,unit=uu)
        for r,v in enumerate(V2,8):
            s.row(r,[v[0],v[1]]+[x*k if x is not None else None for x in v[2:]]); (e.t(r,v) if v[0] is None else e.r(r,2 if "." in v[0] else 1,v,kind="activity" if v[1].startswith("Hoạt") else "project"))
        b.save()
    b=Book("d22_pl2_unit_in_code_header","d","PL2 unit in the total's header: Tổng nhu cầu kinh phí (nghìn đồng)"); s=b.sheet("PL2"); s.title(1,T2(),12); head2(s,3,unit=" (nghìn đồng)"); e=b.expect("phu-luc-2",s)
    for r,v in enumerate(V2,5):
        s.row(r,[v[0],v[1]]+[x*1000 if x is not None else None for x in v[2:]]); (e.t(r,v) if v[0] is None else e.r(r,2 if "." in v[0] else 1,v,kind="activity" if v[1].startswith("Hoạt") else "project"))
    b.save()
