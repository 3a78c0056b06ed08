from common import *
import datetime as dt, zipfile, re, shutil, copy
def canon(name,note,dates=False,pct=True):
    b=Book(name,"f",note)
    s=b.sheet("PL III"); s.letter("UBND HUYỆN BẮC YÊN"); s.title(4,T3("BẮC YÊN",2024)); s.title(5,KT("Bắc Yên","88/KH-UBND","02/10/2023")); s.put("H6","Đơn vị: triệu đồng"); head3(s,7,h=([x if not (x or "").startswith("Vốn") else "Vốn đầu tư" for x in H3[0]],H3[1]))
    e=b.expect("phu-luc-3",s,plan_year=2024,unit="trieu-dong",title=T3("BẮC YÊN",2024),plan=dict(number="88/KH-UBND",date="2023-10-02",issuer="UBND huyện Bắc Yên"))
    s.row(9,["I","Huyện nghèo",None,None,None,None,"9.431,5",825]); e.r(9,1,kind="group",code="I",location="Huyện nghèo",central=9431.5,local=825)
    ws=[("Xã Hang Chú","Đường Pá Đông <A> & B","UBND huyện","2,4km","Đi lại","1.625,7",350,2024),("Xã Hang Chú","Cầu Suối Lềnh","UBND huyện","24m","Đi lại",2205.7999999999997,475,2024),("Xã Xím Vàng","Trường MN Xím Vàng","UBND huyện","06 phòng","Thiếu phòng","5.600",0,2024)]
    for i,w in enumerate(ws):
        c=round(1.1+i/10,1); s.row(10+i,[c,w[0] if i!=1 else None]+list(w[1:])); e.r(10+i,2,[f"1.{i+1}"]+list(w[:5])+[[1625.7,2205.8,5600][i]]+list(w[6:]))
        if dates: s.put((10+i,1),dt.datetime(2023,i+1,1),fmt="d.m")
    s.merge("B10:B11")
    if dates: pass
    s.row(13,["TỔNG CỘNG",None,None,None,None,None,"9.431,5",825]); s.merge("A13:F13"); e.t(13,work="*",location="*",code="*",central=9431.5,local=825); s.sign(15)
    s=b.sheet("PL I"); s.title(1,T1(2024),11); head1(s,3,2024); e=b.expect("phu-luc-1",s,plan_year=2024)
    s.row(5,[1,"Tỷ lệ hộ nghèo","%",0.124 if pct else 12.4,0.098 if pct else 9.8,None,97,"9,6%",98,7.5,"Phòng LĐTBXH"]); e.r(5,1,["1","Tỷ lệ hộ nghèo","%",12.4,9.8,None,97,9.6,98,7.5,"Phòng LĐTBXH"])
    if pct: s.fmt[(5,4)]=s.fmt[(5,5)]="0.0%"
    s.row(6,[2,"Số hộ nghèo","Hộ","1.210",1000,"-",96,980,98,760]); e.r(6,1,["2","Số hộ nghèo","Hộ",1210,1000,"-",96,980,98,760])
    s=b.sheet("Ghi chú"); s.put("A1","Bản nháp, chưa trình"); return b
def mutate(src,dst,fn,files=None):
    zi=zipfile.ZipFile(src); zo=zipfile.ZipFile(dst,"w",zipfile.ZIP_DEFLATED)
    for i in zi.infolist():
        d=zi.read(i.filename); r=fn(i.filename,d)
        if r is None: continue
        nm,d=(r if isinstance(r,tuple) else (i.filename,r)); zo.writestr(zipfile.ZipInfo(nm,(2022,10,1,0,0,0)),d)
    zo.close()
def X(name,note,fn,ext="xlsx",fname=None,**k):
    b=canon(name,note,**k); b.save()
    p=os.path.join(OUT,name+".xlsx"); t=p+".tmp"; mutate(p,t,fn); os.replace(t,p)
def u(f): return lambda n,d: f(n,d.decode()).encode() if n.endswith((".xml",".rels")) else d
if __name__=="__main__":
    canon("f01_xlsx","reference: plain xlsx").save()
    canon("f02_xls_xlwt","xls by xlwt").save("xls")
    b=canon("f03_xls_lo","xls by LibreOffice"); b.save(); lo(f"{OUT}/f03_xls_lo.xlsx","xls",f"{OUT}/f03_xls_lo.xls"); os.remove(f"{OUT}/f03_xls_lo.xlsx")
    ex=json.load(open(f"{OUT}/f03_xls_lo.expect.json")); ex["file"]="f03_xls_lo.xls"; json.dump(ex,open(f"{OUT}/f03_xls_lo.expect.json","w"),ensure_ascii=False,indent=1)
    canon("f04_ods_odfpy","ods by odfpy",pct=False).save("ods")
    b=canon("f05_ods_lo","ods by LibreOffice"); b.save(); lo(f"{OUT}/f05_ods_lo.xlsx","ods",f"{OUT}/f05_ods_lo.ods"); os.remove(f"{OUT}/f05_ods_lo.xlsx")
    ex=json.load(open(f"{OUT}/f05_ods_lo.expect.json")); ex["file"]="f05_ods_lo.ods"; json.dump(ex,open(f"{OUT}/f05_ods_lo.expect.json","w"),ensure_ascii=False,indent=1)
    # strict
    def strict(n,t):
        t=t.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main","http://purl.oclc.org/ooxml/spreadsheetml/main").replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships","http://purl.oclc.org/ooxml/officeDocument/relationships").replace("http://schemas.openxmlformats.org/drawingml/2006/main","http://purl.oclc.org/ooxml/drawingml/main")
        if n=="xl/workbook.xml": t=re.sub(r"<workbook ",'<workbook conformance="strict" ',t,1)
        return t
    X("f06_strict","strict OOXML namespaces",u(strict))
    X("f06b_strict_dates","strict OOXML with ISO dates t=d",u(lambda n,t: re.sub(r'<c r="A1([012])"( s="\d+")? t="n"><v>(\d+)</v>',lambda m:f'<c r="A1{m[1]}"{m[2] or ""} t="d"><v>{(dt.date(1899,12,30)+dt.timedelta(int(m[3]))).isoformat()}T00:00:00Z</v>',strict(n,t)) if "sheet1" in n else strict(n,t)),dates=True)
    # shared strings (openpyxl writes inline ones)
    def shared(p):
        st=[]; 
        def cell(n,t):
            if n.startswith("xl/worksheets/"):
                def f(m):
                    if m[1] not in st: st.append(m[1])
                    return f't="s"><v>{st.index(m[1])}</v>'
                return re.sub(r't="inlineStr"><is>(.*?)</is>',f,t,flags=re.S)
            if n=="[Content_Types].xml": return t.replace("</Types>",'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>')
            if n=="xl/_rels/workbook.xml.rels": return t.replace("</Relationships>",'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
            return t
        mutate(p,p+".t",u(cell)); os.replace(p+".t",p)
        with zipfile.ZipFile(p,"a",zipfile.ZIP_DEFLATED) as z: z.writestr(zipfile.ZipInfo("xl/sharedStrings.xml",(2022,10,1,0,0,0)),'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="%d" uniqueCount="%d">%s</sst>'%(len(st),len(st),"".join(f"<si>{x}</si>" for x in st)))
    import html
    global XS
    def XS(name,note,fn,**k):
        b=canon(name,note,**k); b.save(); p=os.path.join(OUT,name+".xlsx"); shared(p); mutate(p,p+".t",fn); os.replace(p+".t",p)
    XS("f07_shared","shared strings",lambda n,d:d)
    # no r attributes: pad with empty cells
    def nor(n,t):
        if "worksheets/" not in n: return t
        def row(m):
            r=int(m[1]); cells=re.findall(r'<c r="([A-Z]+)\d+"(.*?)(?:/>|>(.*?)</c>)',m[2],re.S); out=[];c=1
            for a,at,body in cells:
                while c<CI(a): out.append("<c/>"); c+=1
                out.append(f"<c{at}>{body}</c>" if body else f"<c{at}/>"); c+=1
            return r,"<row>"+"".join(out)+"</row>"
        rows={}
        for m in re.finditer(r'<row r="(\d+)"[^>]*>(.*?)</row>',t,re.S): r,x=row(m); rows[r]=x
        body="".join(rows.get(i,"<row/>") for i in range(1,max(rows)+1))
        return re.sub(r"<sheetData>.*</sheetData>",lambda m:"<sheetData>"+body+"</sheetData>",t,flags=re.S)
    X("f08_no_r","rows and cells without r attributes",u(nor))
    X("f09_no_styles","no styles.xml, no s attributes",lambda n,d: None if n=="xl/styles.xml" else u(lambda n,t: re.sub(r' s="\d+"',"",t) if "worksheets/" in n else re.sub(r'<(Override|Relationship)[^>]*styles[^>]*/>',"",t))(n,d),pct=False)
    b=canon("f10_1904","1904 dates as codes",dates=True); b.d1904=True; b.save()
    canon("f10b_1900","1900 dates as codes",dates=True).save()
    b=canon("f10c_xls_dates","xls with dates as codes",dates=True); b.save("xls")
    b=canon("f10d_ods_dates","ods with dates as codes",dates=True,pct=False); b.save("ods")
    # prefixed
    def pre(n,t):
        if n.startswith("xl/worksheets/sheet") or n in("xl/sharedStrings.xml","xl/workbook.xml"):
            t=re.sub(r"<(/?)([A-Za-z])(?![A-Za-z]*:)",r"<\1x:\2",t); t=t.replace('xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"','xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"')
        return t
    XS("f11b_prefixed_shared","x: prefixed namespaces, shared strings",u(pre))
    X("f11_prefixed","x: prefixed namespaces in workbook, sheets, strings",u(pre))
    # absolute targets, other part names
    def absn(n,d):
        t=u(lambda n,t: t.replace("worksheets/sheet1.xml","worksheets/bang mot.xml".replace(" ","_")).replace("sharedStrings.xml","chuoi.xml"))(n,d)
        return (n.replace("worksheets/sheet1.xml","worksheets/bang_mot.xml").replace("sharedStrings.xml","chuoi.xml"),t)
    XS("f12_part_names","other part names",absn)
    # wrong extensions
    for nm,src,how in (("f13_xls_named.xlsx","xls","xls"),("f14_xlsx_named.xls","xlsx","xlsx"),("f15_ods_named.xls","ods","ods"),("f16_xlsx_named.ods","xlsx","xlsx"),("f17_noext","xlsx","xlsx")):
        b=canon(nm.split(".")[0],f"content {src} named {nm}",pct=src!="ods"); b.save(how=how if how!="xlsx" else None,fname=nm) if how!="xlsx" else None
        if how=="xlsx":
            b.save(); p=f"{OUT}/{b.name}.xlsx"; os.replace(p,f"{OUT}/{nm}"); ej=f"{OUT}/{b.name}.expect.json"; ex=json.load(open(ej)); ex["file"]=nm; json.dump(ex,open(ej,"w"),ensure_ascii=False,indent=1)
    # rich text runs splitting words, phonetic
    def rich(n,t):
        if n!="xl/sharedStrings.xml": return t
        def sp(m):
            x=html.unescape(m[1]); k=len(x)//2
            return f'<si><r><t xml:space="preserve">{html.escape(x[:k],False)}</t></r><r><rPr><b/></rPr><t xml:space="preserve">{html.escape(x[k:],False)}</t></r></si>'
        return re.sub(r"<si><t(?: [^>]*)?>(.*?)</t></si>",sp,t,flags=re.S)
    XS("f18_rich","all strings in two rich runs",u(rich))
    X("f19_str_cells","t=str formula strings & missing dimension",u(lambda n,t: re.sub(r"<dimension[^>]*/>","",t)))
    X("f20_wrong_dimension","dimension says A1",u(lambda n,t: re.sub(r'<dimension ref="[^"]*"/>','<dimension ref="A1"/>',t)))
    # xlsxwriter version with constant_memory-like; formula cells
    import xlsxwriter
    b=canon("f21_xlsxwriter_formulas","xlsxwriter: totals as formulas with cached results, codes as formulas"); b.save()
    wb=xlsxwriter.Workbook(f"{OUT}/f21_xlsxwriter_formulas.xlsx"); wb.set_properties({"created":dt.datetime(2022,10,1)})
    pf=wb.add_format({"num_format":"0.0%"})
    for s in b.sheets:
        ws=wb.add_worksheet(s.name)
        for (r,c),v in s.c.items():
            if s.name=="PL III" and (r,c)==(13,8): ws.write_formula(r-1,c-1,"=SUM(H10:H12)",None,825)
            elif s.name=="PL III" and (r,c)==(11,1): ws.write_formula(r-1,c-1,"=A10+0.1",None,1.2000000000000002)
            else: ws.write(r-1,c-1,v,pf if (r,c) in s.fmt else None)
    wb.close()
    # html table renamed .xls, csv renamed .xls : must say so, exit 2
    open(f"{OUT}/f30_html.xls","w").write("<html><body><table><tr><td>TT</td><td>Địa bàn</td></tr></table></body></html>")
    open(f"{OUT}/f31_csv.xls","w").write("TT;Địa bàn\n1;Xã A\n")
    open(f"{OUT}/f32_empty.xlsx","w").write("")
    # others re-saved: from other classes
    for src in ("a12_six_rows","b03_four_on_one","c20_pl1_percent","e01_floats_110","g06_pl4_merged","e03_dates_dm","b14_groups_districts","c03_space_thousand"):
        for ext in ("xls","ods"):
            nm=f"f5_{src}_{ext}"; lo(f"{OUT}/{src}.xlsx",ext,f"{OUT}/{nm}.{ext}")
            ex=json.load(open(f"{OUT}/{src}.expect.json")); ex["file"]=f"{nm}.{ext}"; ex["class"]="f"; ex["note"]=f"{src} re-saved by LibreOffice as {ext}"; json.dump(ex,open(f"{OUT}/{nm}.expect.json","w"),ensure_ascii=False,indent=1)
