"""Books of cells, written as .xlsx/.xls/.ods, with the expectation beside them. Deterministic."""
import json, os, datetime, re
from openpyxl.utils import get_column_letter as L, column_index_from_string as CI
OUT = os.path.dirname(os.path.abspath(__file__))
F = {
 "phu-luc-1": "code indicator measure prior_actual current.plan current.nine_months current.nine_months_pct current.year current.year_pct next_plan agency".split(),
 "phu-luc-2": "code name total central.total central.investment central.recurrent local.total local.investment local.recurrent other.total other.investment other.recurrent".split(),
 "phu-luc-3": "code location work agency scale rationale central local year".split(),
 "phu-luc-4": "code location target measure agency prior_actual current.plan current.nine_months current.nine_months_pct current.year current.year_pct next_plan".split(),
}
TEXT = {"code","name","indicator","measure","agency","location","work","scale","rationale","target"}
LABEL = {"phu-luc-1":"indicator","phu-luc-2":"name","phu-luc-3":"work","phu-luc-4":"target"}
DEFKIND = {"phu-luc-1":"indicator","phu-luc-2":None,"phu-luc-3":"work","phu-luc-4":"target"}

def ref(a):
    m = re.match(r"([A-Z]+)(\d+)$", a); return int(m[2]), CI(m[1])

class Sheet:
    def __init__(s, name): s.name=name; s.c={}; s.fmt={}; s.bold=set(); s.ind={}; s.merges=[]; s.hr=set(); s.hc=set(); s.hidden=False
    def put(s, a, v, fmt=None, bold=False, indent=0):
        r,c = ref(a) if isinstance(a,str) else a
        s.c[(r,c)] = v
        if fmt: s.fmt[(r,c)] = fmt
        if bold: s.bold.add((r,c))
        if indent: s.ind[(r,c)] = indent
        return s
    def row(s, r, vals, c0=1, **k):
        for i,v in enumerate(vals):
            if v is not None: s.put((r,c0+i), v, **k)
    def merge(s, *rs):
        for x in rs: s.merges.append(x)
    def letter(s, org="UBND HUYỆN TRÀNG ĐỊNH", ncols=9, top=1, c0=1):
        half = c0 + ncols//2
        s.put((top,c0), org); s.put((top,half), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        s.put((top+1,half), "Độc lập - Tự do - Hạnh phúc")
        s.merge(f"{L(c0)}{top}:{L(half-1)}{top}", f"{L(half)}{top}:{L(c0+ncols-1)}{top}")
    def title(s, r, t, ncols=9, c0=1, merge=True):
        s.put((r,c0), t, bold=True)
        if merge: s.merge(f"{L(c0)}{r}:{L(c0+ncols-1)}{r}")
    def sign(s, r, c=7, who="CHỦ TỊCH", name="Nông Văn Thảo"):
        s.put((r,c), "TM. ỦY BAN NHÂN DÂN"); s.put((r+1,c), who); s.put((r+4,c), name)

class Exp(dict):
    def __init__(s, layout, sheet, **k):
        super().__init__(layout=layout, sheet=sheet, rows=[], total=None); s.update(k)
    def vals(s, vals): return dict(zip(F[s["layout"]], vals))
    def r(s, row, level, vals=None, kind="?", **k):
        d = dict(row=row, level=level, kind=DEFKIND[s["layout"]] if kind=="?" else kind)
        if vals is not None: d.update(s.vals(vals))
        d.update({a.replace("__","."):v for a,v in k.items()}); s["rows"].append(d); return d
    def t(s, row, vals=None, **k):
        d = dict(row=row, level=0, kind="total")
        if vals is not None: d.update(s.vals(vals))
        d.update({a.replace("__","."):v for a,v in k.items()}); s["total"]=d; return d

class Book:
    def __init__(b, name, cls, note=""): b.name=name; b.cls=cls; b.note=note; b.sheets=[]; b.exps=[]; b.must=[]; b.mustnot=[]; b.extra={}
    def sheet(b, n): s=Sheet(n); b.sheets.append(s); return s
    def expect(b, layout, s, **k): e=Exp(layout, s.name, **k); b.exps.append(e); return e
    def find(b, sheet, cell, why, severity="warning", rule=None): b.must.append(dict(sheet=sheet, cell=cell, why=why, severity=severity, rule=rule))
    def nofind(b, rule, why): b.mustnot.append(dict(rule=rule, why=why))
    # ---- writers
    def save(b, ext="xlsx", how=None, fname=None):
        fn = fname or f"{b.name}.{ext}"; p = os.path.join(OUT, fn)
        getattr(b, "w_"+(how or ext))(p)
        cells = {}
        for s in b.sheets: cells[s.name] = sorted((f"{L(c)}{r}" for (r,c),v in s.c.items() if v not in (None,"")), key=lambda a:(ref(a)))
        json.dump(dict(file=fn, **{"class":b.cls}, note=b.note, appendices=b.exps, must_find=b.must, must_not_find=b.mustnot, cells=cells, **b.extra),
                  open(os.path.join(OUT, f"{os.path.splitext(fn)[0] if fname is None else fn}.expect.json"),"w"), ensure_ascii=False, indent=1, default=str)
        return p
    def w_xlsx(b, p):
        import openpyxl
        from openpyxl.styles import Font, Alignment
        wb = openpyxl.Workbook(); wb.remove(wb.active)
        wb.properties.created = wb.properties.modified = datetime.datetime(2022,10,1)
        if getattr(b,"d1904",False):
            from openpyxl.utils.datetime import CALENDAR_MAC_1904
            wb.epoch = CALENDAR_MAC_1904
        for s in b.sheets:
            ws = wb.create_sheet(s.name)
            for (r,c),v in s.c.items():
                x = ws.cell(r,c); x.value = v
                if isinstance(v,str) and v.startswith("="): x.data_type="s"
                if (r,c) in s.fmt: x.number_format = s.fmt[(r,c)]
                if (r,c) in s.bold: x.font = Font(bold=True)
                if (r,c) in s.ind: x.alignment = Alignment(indent=s.ind[(r,c)])
            for m in s.merges: ws.merge_cells(m)
            for r in s.hr: ws.row_dimensions[r].hidden = True
            for c in s.hc: ws.column_dimensions[c].hidden = True
            if s.hidden: ws.sheet_state = "hidden"
        wb.save(p)
    def w_xls(b, p):
        import xlwt
        wb = xlwt.Workbook(encoding="utf-8")
        for s in b.sheets:
            ws = wb.add_sheet(s.name, cell_overwrite_ok=True)
            for (r,c),v in s.c.items():
                st = xlwt.XFStyle()
                if isinstance(v,(datetime.date,datetime.datetime)): st.num_format_str = s.fmt.get((r,c),"d/m")
                elif (r,c) in s.fmt: st.num_format_str = s.fmt[(r,c)]
                if (r,c) in s.bold: f=xlwt.Font(); f.bold=True; st.font=f
                ws.write(r-1,c-1,v,st)
            for m in s.merges:
                a,z = m.split(":"); r1,c1=ref(a); r2,c2=ref(z); ws.merged_ranges.append((r1-1,r2-1,c1-1,c2-1))
            for r in s.hr: ws.row(r-1).hidden=True
            for c in s.hc: ws.col(CI(c)-1).hidden=True
            if s.hidden: ws.visibility=1
        wb.save(p)
    def w_ods(b, p):
        from odf.opendocument import OpenDocumentSpreadsheet
        from odf.table import Table, TableRow, TableCell, CoveredTableCell, TableColumn
        from odf.text import P, S
        doc = OpenDocumentSpreadsheet()
        for s in b.sheets:
            t = Table(name=s.name); span={}; cov=set()
            for m in s.merges:
                a,z=m.split(":"); r1,c1=ref(a); r2,c2=ref(z); span[(r1,c1)]=(r2-r1+1,c2-c1+1)
                cov |= {(r,c) for r in range(r1,r2+1) for c in range(c1,c2+1)}-{(r1,c1)}
            R=max(r for r,_ in s.c); C=max([c for _,c in s.c]+[c for _,c in cov])
            t.addElement(TableColumn(numbercolumnsrepeated=C))
            for r in range(1,R+1):
                tr=TableRow()
                for c in range(1,C+1):
                    v=s.c.get((r,c)); k={}
                    if (r,c) in span: k=dict(numberrowsspanned=span[(r,c)][0],numbercolumnsspanned=span[(r,c)][1])
                    if (r,c) in cov: tr.addElement(CoveredTableCell()); continue
                    if v is None: tr.addElement(TableCell(**k)); continue
                    if isinstance(v,(int,float)): x=TableCell(valuetype="float",value=repr(v),**k); x.addElement(P(text=str(v)))
                    elif isinstance(v,(datetime.date,datetime.datetime)): x=TableCell(valuetype="date",datevalue=v.strftime("%Y-%m-%d"),**k); x.addElement(P(text=v.strftime("%d/%m/%Y")))
                    else:
                        x=TableCell(valuetype="string",**k)
                        for line in str(v).split("\n"): x.addElement(P(text=line))
                    tr.addElement(x)
                t.addElement(tr)
            doc.spreadsheet.addElement(t)
        doc.save(p)
def lo(src, ext, dst):
    import subprocess, shutil, tempfile
    d=tempfile.mkdtemp()
    flt={"xls":"xls:MS Excel 97","ods":"ods","xlsx":"xlsx"}[ext]
    subprocess.run(["soffice","--headless","-env:UserInstallation=file://"+os.path.abspath(".libreoffice"),"--convert-to",flt,"--outdir",d,src],check=True,stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL)
    shutil.move(os.path.join(d,os.path.splitext(os.path.basename(src))[0]+"."+ext),dst)

H3 = (["TT","Địa bàn","Tên/Danh mục công trình","Đơn vị thực hiện","Quy mô đầu tư","Lý do đầu tư","Vốn đầu tư (triệu đồng)",None,"Năm thực hiện"],
      [None]*6+["NSTW","NSĐP"])
def head3(s, r, c0=1, h=H3):
    s.row(r,h[0],c0); s.row(r+1,h[1],c0)
    for i in (0,1,2,3,4,5,8): s.merge(f"{L(c0+i)}{r}:{L(c0+i)}{r+1}")
    s.merge(f"{L(c0+6)}{r}:{L(c0+7)}{r}")
def head2(s, r, c0=1, unit=""):
    s.row(r,["STT","Dự án, hoạt động","Tổng nhu cầu kinh phí"+unit,"Ngân sách Trung ương",None,None,"Ngân sách địa phương",None,None,"Huy động khác"],c0)
    s.row(r+1,[None]*3+["Tổng cộng","Nguồn ĐTPT","Nguồn sự nghiệp"]*3,c0)
    for i in (0,1,2): s.merge(f"{L(c0+i)}{r}:{L(c0+i)}{r+1}")
    for i in (3,6,9): s.merge(f"{L(c0+i)}{r}:{L(c0+i+2)}{r}")
def head1(s, r, y=2023, c0=1):
    s.row(r,["TT","Chỉ tiêu/nhiệm vụ","Đơn vị tính",f"Kết quả thực hiện {y-2}",f"Ước Thực hiện năm {y-1}",None,None,None,None,f"Dự kiến Kế hoạch năm {y}","Đơn vị thực hiện"],c0)
    s.row(r+1,[None]*4+["Kế hoạch","Ước thực hiện 9 tháng",f"Ước TH 9 tháng so với cùng kỳ năm {y-2} (%)","Ước thực hiện cả năm",f"Ước TH cả năm so với kế hoạch năm {y-2} (%)"],c0)
    for i in (0,1,2,3,9,10): s.merge(f"{L(c0+i)}{r}:{L(c0+i)}{r+1}")
    s.merge(f"{L(c0+4)}{r}:{L(c0+8)}{r}")
def head4(s, r, y=2023, c0=1, nxt=True):
    s.row(r,["TT","Địa bàn","Chỉ tiêu/nhiệm vụ","Đơn vị tính","Đơn vị thực hiện",f"Kết quả thực hiện {y-2}",f"Ước Thực hiện năm {y-1}",None,None,None,None]+([f"Dự kiến Kế hoạch năm {y}"] if nxt else []),c0)
    s.row(r+1,[None]*6+["Kế hoạch","Ước thực hiện 9 tháng",f"Ước TH 9 tháng so với cùng kỳ năm {y-2} (%)","Ước thực hiện cả năm",f"Ước TH cả năm so với kế hoạch năm {y-2} (%)"],c0)
    for i in list(range(6))+([11] if nxt else []): s.merge(f"{L(c0+i)}{r}:{L(c0+i)}{r+1}")
    s.merge(f"{L(c0+6)}{r}:{L(c0+10)}{r}")
T3=lambda h,y=2023: f"DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM {y} HUYỆN {h}"
T2=lambda y=2023: f"DỰ KIẾN KINH PHÍ THỰC HIỆN CTMTQG GIẢM NGHÈO BỀN VỮNG NĂM {y}"
T1=lambda y=2023: f"CHỈ TIÊU, NHIỆM VỤ THỰC HIỆN CTMTQG GIẢM NGHÈO BỀN VỮNG NĂM {y}"
T4=lambda y=2023: f"CHỈ TIÊU, NHIỆM VỤ KẾ HOẠCH NĂM {y} THỰC HIỆN TIỂU DỰ ÁN PHÁT TRIỂN GIÁO DỤC NGHỀ NGHIỆP VÙNG NGHÈO, VÙNG KHÓ KHĂN"
KT=lambda h="Tràng Định",n="118/KH-UBND",d="15/9/2022": f"(Kèm theo Kế hoạch số {n} ngày {d} của UBND huyện {h})"
# works: location, work, agency, scale, rationale, central, local, year
WT=[("Xã Kháng Chiến","Đường Nà Trà - Khuổi Nà, xã Kháng Chiến","UBND huyện Tràng Định","BTXM dài 2,4km","Phục vụ đi lại của nhân dân",3200,350,2023),
    ("Xã Đội Cấn","Cầu Bản Ne, xã Đội Cấn","UBND huyện Tràng Định","Cầu BTCT dài 24m","Phục vụ đi lại của nhân dân",4150,475,2023),
    ("Xã Tân Tiến","Trường Mầm non xã Tân Tiến","Ban QLDA ĐTXD huyện","06 phòng học","Thiếu phòng học",5600,640,2023),
    ("Xã Cao Minh","Nước sinh hoạt thôn Kéo Danh","Ban QLDA ĐTXD huyện","Phục vụ 62 hộ","Thiếu nước sinh hoạt",1250,135,2023),
    ("Xã Vĩnh Tiến","Đập, mương Khuổi Slíp","UBND xã Vĩnh Tiến","Tưới 14ha","Phục vụ tưới tiêu",1800,200,2023)]
def w3(s,e,r,code,w,c0=1,level=1,**k):
    s.row(r,[code]+list(w),c0); e.r(r,level,[str(code) if code is not None else None]+list(w),**k)
