#!/usr/bin/env python3
"""What eleven districts send back in one round, beside this script, and what must come of it.

    python3 make.py PHULUC

PHULUC is the program; it makes the template. Some districts fill it in (through openpyxl, then
saved by LibreOffice in other formats), some type a workbook of their own: in a legacy font, in
đồng, with figures as text, with columns in another order. One total is wrong, and comes again
corrected; one district is late. `expect.json` holds the sums, worked out here in decimals.

Needs openpyxl, xlwt, soffice and iconv.
"""
import json
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlwt
from openpyxl.styles import Font

HERE = Path(__file__).resolve().parent
PHULUC = sys.argv[1]
# District, file, a commune of it, what makes its file special.
DISTRICTS = [
    ("Thành phố Lạng Sơn", "thanh-pho", "Xã Mai Pha", "template"),
    ("Huyện Tràng Định", "trang-dinh", "Xã Kháng Chiến", "text"),
    ("Huyện Bình Gia", "binh-gia", "Xã Hoa Thám", "ods"),
    ("Huyện Văn Lãng", "van-lang", "Xã Bắc Hùng", "xls"),
    ("Huyện Cao Lộc", "cao-loc", "Xã Công Sơn", "tcvn3"),
    ("Huyện Văn Quan", "van-quan", "Xã Bình Phúc", "dong"),
    ("Huyện Bắc Sơn", "bac-son", "Xã Nhất Hòa", "wrong"),
    ("Huyện Hữu Lũng", "huu-lung", "Xã Hữu Liên", "reordered"),
    ("Huyện Chi Lăng", "chi-lang", "Xã Bằng Hữu", "template"),
    ("Huyện Lộc Bình", "loc-binh", "Xã Ái Quốc", "renamed"),
    ("Huyện Đình Lập", "dinh-lap", "Xã Bắc Xa", "template"),
]
TITLE = (
    "TÊN/DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2022 TRÊN ĐỊA BÀN HUYỆN NGHÈO, XÃ ĐBKK VÙNG BÃI "
    "NGANG VEN BIỂN VÀ HẢI ĐẢO; CƠ SỞ GIÁO DỤC NGHỀ NGHIỆP TẠI CÁC TỈNH CÓ HUYỆN NGHÈO; CƠ SỞ HẠ TẦNG CÔNG "
    "NGHỆ THÔNG TIN THỊ TRƯỜNG LAO ĐỘNG"
)
HEADER = ["TT", "Địa bàn", "Tên/Danh mục công trình", "Đơn vị thực hiện", "Quy mô đầu tư", "Lý do đầu tư"]
LAST = ["NSTW", "NSĐP", "Năm thực hiện"]


def works(number, district, commune):
    """Three works of a district, with figures that no two share."""
    for at, (name, scale) in enumerate([("Đường liên thôn", "2,5km"), ("Nhà văn hóa", "120m2"), ("Kênh mương", "1,8km")]):
        central = Decimal(1500 + 137 * number + 400 * at) + Decimal(number % 10) / 10
        local = Decimal(150 + 11 * number + 30 * at)
        place = f"{commune}"
        yield [str(at + 1), place, f"{name} {place[3:]}", f"UBND {district[0].lower()}{district[1:]}", scale,
               "Giảm nghèo", central, local, 2022]


def plan_line(number, district, day=0):
    unit = f"{district[0].lower()}{district[1:]}"
    return f"(Kèm theo Kế hoạch số {40 + number}/KH-UBND ngày {10 + number + day}/10/2021 của UBND {unit})"


def from_template(path, number, district, rows, change=None):
    subprocess.run([PHULUC, "-q", "template", "--appendix", "3", "--unit", district, "--year", "2022", "-o", path,
                    "--force"], check=True)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["A3"] = plan_line(number, district)
    for at, row in enumerate(rows):
        for column, value in enumerate(row, 1):
            sheet.cell(11 + at, column, float(value) if isinstance(value, Decimal) else value)
    if change:
        change(sheet)
    book.save(path)


def own(number, district, rows, day=0, scale=1, unit="triệu đồng", text=False, total=None):
    """A workbook of a district's own as rows of cells."""
    def figure(value):
        value *= scale
        if not text:
            return float(value)
        whole, _, rest = f"{value:.1f}".partition(".")
        groups = f"{int(whole):,}".replace(",", ".")
        return groups if rest == "0" else f"{groups},{rest}"

    lines = [[TITLE + " " + district.upper()], [plan_line(number, district, day)], ["Đơn vị tính: " + unit],
             HEADER + LAST]
    central, local = (sum(row[column] for row in rows) for column in (6, 7))
    lines.append(["", "", "Tổng cộng", "", "", "", figure(total or central), figure(local), ""])
    lines += [row[:6] + [figure(row[6]), figure(row[7]), row[8]] for row in rows]
    return lines


def save(path, lines, order=None, font=None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh mục"
    for at, line in enumerate(lines, 1):
        if order and at >= 4:
            line = [line[column] for column in order]
        for column, value in enumerate(line, 1):
            cell = sheet.cell(at, column, value if value != "" else None)
            if font:
                cell.font = Font(name=font)
    book.save(path)


def save_tcvn3(path, lines):
    """An old binary workbook in .VnTime: bytes of TCVN3 shown as western letters."""
    book = xlwt.Workbook(encoding="cp1252")
    sheet = book.add_sheet("PL3")
    style = xlwt.easyxf("font: name .VnTime")
    for at, line in enumerate(lines):
        for column, value in enumerate(line):
            if isinstance(value, str):
                # TCVN3 has no toned capitals: offices type such titles small.
                value = value.lower() if value.isupper() else value
                value = subprocess.run(["iconv", "-f", "UTF-8", "-t", "TCVN//TRANSLIT"], input=value.encode(),
                                       check=True, capture_output=True).stdout.decode("cp1252", "replace")
            if value != "":
                sheet.write(at, column, value, style)
    book.save(str(path))


def convert(path, form):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", "--headless", "--convert-to", form, "--outdir", folder, path], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        made = Path(folder) / f"{path.stem}.{form}"
        (HERE / made.name).write_bytes(made.read_bytes())
    path.unlink()


def main():
    sums, again = {}, None
    for number, (district, name, commune, special) in enumerate(DISTRICTS, 1):
        rows = list(works(number, district, commune))
        path = HERE / f"{name}.xlsx"
        if special in ("template", "ods", "xls", "renamed"):
            def renamed(sheet):
                sheet.title = "Tờ 1"
                sheet["A1"], sheet["A2"] = None, "Danh mục của huyện"
            from_template(path, number, district, rows, renamed if special == "renamed" else None)
            if special in ("ods", "xls"):
                convert(path, special)
        elif special == "text":
            save(path, own(number, district, rows, text=True))
        elif special == "tcvn3":
            save_tcvn3(HERE / f"{name}.xls", own(number, district, rows))
        elif special == "dong":
            save(path, own(number, district, rows, scale=1_000_000, unit="đồng"))
        elif special == "wrong":
            total = sum(row[6] for row in rows)
            save(path, own(number, district, rows, total=total + 110))
            # Sent again: the total was right, a work had lost 110 on the way.
            rows[1][6] += 110
            again = HERE / "again" / f"{name}-2.xlsx"
            again.parent.mkdir(exist_ok=True)
            save(again, own(number, district, rows, day=5))
        else:
            save(path, own(number, district, rows), order=[0, 2, 1, 3, 8, 6, 7, 5, 4])
        if name == "dinh-lap":
            path.rename(HERE / "again" / path.name)
        sums[district] = [str(sum(row[column] for row in rows)) for column in (6, 7)]
    total = [str(sum(Decimal(figures[column]) for figures in sums.values())) for column in (0, 1)]
    text = json.dumps({"total": total, "districts": sums}, ensure_ascii=False, indent=1)
    (HERE / "expect.json").write_text(text + "\n")


main()
