#!/usr/bin/env python3
"""Makes the messy workbooks of this folder and what each of them says. See README.md.

    python3 make.py
"""
from decimal import Decimal as D
import sys

sys.dont_write_bytecode = True
from build import *

UBND = "UBND huyện Văn Quan"
MAKERS = []


def maker(function):
    MAKERS.append(function)
    return function


def works(t, level=1, codes=None, unit=1):
    """Four plain works and nothing odd about them."""
    rows = [("Xã Tri Lễ", "Cứng hóa đường Bản Châu - Nà Bung", UBND, "2,5km", "Phục vụ đi lại của nhân dân", D("1625.7"), D("374.3"), 2022),
            ("Xã Hữu Lễ", "Nước sinh hoạt tập trung thôn Bản Rượi", UBND, "Bể đầu nguồn, đường ống 5 km", "Phục vụ nước sinh hoạt cho nhân dân", 1530, 270, 2022),
            ("Xã Yên Phúc", "Trường Tiểu học Yên Phúc", UBND, "05 phòng học", "Phục vụ nhu cầu học", D("2550.5"), 450, 2022),
            ("Xã Bình Phúc", "Đập, mương Khe Luông", UBND, "Đập dâng, mương 1 km", "Phục vụ tưới tiêu cho bà con", 1020, 180, 2022)]
    for i, row in enumerate(rows):
        t.add(level, codes[i] if codes else i + 1, *row)


@maker
def text_tcvn3_xls():
    s = Sheet("DM CT", ".VnTime", tcvn3, tcvn3_h, ".VnTimeH")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(0, None, None, "TỔNG CỘNG", central=D("6726.2"), local=D("1274.3"))
    works(t)
    save("text-tcvn3.xls", "every text in TCVN3, .VnTime and .VnTimeH for capitals", [s], [t])


@maker
def text_tcvn3_xlsx():
    s = Sheet("PL II", ".VnTime", tcvn3, tcvn3_h, ".VnTimeH")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12, unit="Đơn vị: triệu đồng"))
    t.add(0, None, "TỔNG CỘNG", 5700, 5000, 3000, 2000, 500, 300, 200, 200, None, 200)
    t.add(1, 1, "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", 3300, 3000, 3000, None, 300, 300)
    t.add(2, "1.1", "Hoạt động 1: Hỗ trợ đầu tư cơ sở hạ tầng tại các huyện nghèo", 3300, 3000, 3000, None, 300, 300)
    t.add(1, 2, "Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo", 2400, 2000, None, 2000, 200, None, 200, 200, None, 200)
    save("text-tcvn3-funding.xlsx", "TCVN3 in .VnTime, saved as .xlsx, funding table", [s], [t])


@maker
def text_vni():
    s = Sheet("PL III", "VNI-Times", vni)
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    works(t)
    save("text-vni.xlsx", "every text in VNI, font VNI-Times", [s], [t])


@maker
def text_nfd():
    s = Sheet("PL III", "Times New Roman", nfd)
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    works(t)
    save("text-nfd.xlsx", "decomposed Unicode (NFD), as a Mac saves it", [s], [t])


@maker
def text_half():
    s = Sheet("PL III", "Times New Roman", half)
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    works(t)
    save("text-half-composed.xlsx", "letters with their shape, the tone combining after them (Windows-1258 keyboards)", [s], [t])


@maker
def text_tcvn3_in_times():
    s = Sheet("PL III", "Times New Roman", tcvn3)
    s.put(1, 1, "Phụ lục III")
    s.put(2, 1, "Danh mục công trình đề nghị hỗ trợ đầu tư năm 2022")
    t = Table(s, "phu-luc-3", 4)
    t.add(0, None, None, "Tổng cộng", central=D("6726.2"), local=D("1274.3"))
    works(t)
    save("text-tcvn3-in-times.xlsx", "TCVN3 bytes whose font was changed to Times New Roman throughout", [s], [t])


@maker
def text_tcvn3_in_arial_xls():
    s = Sheet("Sheet1", "Arial", tcvn3)
    s.put(1, 1, "Danh mục công trình đề nghị hỗ trợ đầu tư năm 2022")
    t = Table(s, "phu-luc-3", 3)
    works(t)
    save("text-tcvn3-in-arial.xls", "TCVN3 bytes in Arial: no font says so", [s], [t])


@maker
def text_unicode_in_vntime():
    s = Sheet("PL III", ".VnTime")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    works(t)
    save("text-unicode-in-vntime.xlsx", "plain Unicode that stands in cells whose font is .VnTime", [s], [t])


@maker
def text_runs_xlsx():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    works(t)
    t.add(1, 5, "Xã Điềm He", V([(tcvn3("Nhà văn hóa "), ".VnTime"), ("thôn Bản Hẻo", "Times New Roman")], "Nhà văn hóa thôn Bản Hẻo"),
          UBND, V([(tcvn3("Nhà cấp 4, "), ".VnTime"), (vni("diện tích "), "VNI-Times"), ("120m2", "Times New Roman")], "Nhà cấp 4, diện tích 120m2"),
          "Phục vụ sinh hoạt cộng đồng", 850, 150, 2022)
    save("text-runs.xlsx", "rich text whose runs have different fonts and encodings in one cell", [s], [t])


@maker
def text_runs_xls():
    s = Sheet("PL III", ".VnTime", tcvn3, tcvn3_h, ".VnTimeH")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    works(t)
    t.add(1, 5, V([("Xã Điềm He", "Times New Roman")], "Xã Điềm He"),
          V([(tcvn3("Nhà văn hóa "), ".VnTime"), ("thôn Bản Hẻo", "Times New Roman")], "Nhà văn hóa thôn Bản Hẻo"),
          V([("ubnd", ".VnTimeH"), (tcvn3(" huyện Văn Quan"), ".VnTime")], "UBND huyện Văn Quan"),
          V([("Nhà cấp 4, ", "Arial"), (tcvn3("diện tích 120m2"), ".VnTime")], "Nhà cấp 4, diện tích 120m2"),
          "Phục vụ sinh hoạt cộng đồng", 850, 150, 2022)
    save("text-runs-old.xls", "rich text runs of TCVN3 and Unicode in one .xls cell, capitals made by .VnTimeH", [s], [t])


@maker
def text_tcvn3_ods():
    s = Sheet("Biểu 3", ".VnTime", tcvn3, tcvn3_h, ".VnTimeH")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    works(t)
    save("text-tcvn3-libre.ods", "TCVN3 by font, saved again as .ods", [s], [t])


@maker
def text_vni_xls():
    s = Sheet("DMCT", "VNI-Helve", vni)
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    works(t)
    save("text-vni-old.xls", "VNI text in VNI-Helve, .xls", [s], [t])


@maker
def text_tone_first():
    s = Sheet("PL III", "Times New Roman", tone_first)
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    works(t)
    save("text-tone-before-shape.xlsx", "combining marks in the wrong order, which NFC does not join", [s], [t])


@maker
def text_pasted():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    works(t)
    for code, font, encode, work in ((5, ".VnTime", tcvn3, "Đường nội thôn Khòn Khoang"), (6, "VNI-Times", vni, "Nâng cấp trạm y tế xã Lương Năng"),
                                     (7, ".VnArial", tcvn3, "Sửa chữa trường mầm non xã Tri Lễ")):
        def of(text):
            return V(encode(text), text, font=font)
        t.add(1, code, of("Xã Tri Lễ"), of(work), of(UBND), of("Xây mới"), of("Phục vụ đời sống nhân dân"), 425, 75, 2022)
    save("text-pasted.xlsx", "a Unicode sheet with rows pasted from TCVN3 and VNI files", [s], [t])


@maker
def text_spaces():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    works(t)
    t.add(1, " 5 ", "  Xã  Điềm He ", "Nhà văn hóa\nthôn Bản  Hẻo", "UBND\u00a0huyện Văn Quan ", "120m2\r\n(xây mới)", "Phục vụ\tsinh hoạt", 850, 150, " 2022 ",
          want={"code": "5", "year": "2022"})
    save("text-spaces.xlsx", "line breaks, doubled, no-break and outer spaces in text", [s], [t])


# ---- figures ----

def money(t, pairs, first=1):
    """Works whose money cells are given."""
    for i, (central, local) in enumerate(pairs):
        t.add(1, first + i, ("Xã Tri Lễ", "Xã Hữu Lễ", "Xã Yên Phúc", "Xã Bình Phúc", "Xã Điềm He")[i % 5], "Công trình số %d, đường thôn Nà Bung" % (first + i),
              UBND, "%dkm" % (i + 1), "Phục vụ đi lại", central, local, 2022)


def listed(name, why, pairs, total=None, **how):
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    if total:
        t.add(0, None, None, "Tổng cộng", central=total[0], local=total[1])
    money(t, pairs)
    save(name, why, [s], [t], **how)


@maker
def figure_text():
    listed("figure-text.xlsx", "all money is text with a dot for thousands and a comma for decimals; '42.570' is 42570 by its neighbours",
           [(V("1.625,7", "1625.7"), V("1.874,2", "1874.2")), (V("3.467,8", "3467.8"), V("2.805,7", "2805.7")),
            (V("3.800,0", "3800"), V("200,0", "200")), (V("12.500,0", "12500"), V("4.000,0", "4000")), (V("13.000", "13000"), V("5.000", "5000"))],
           (V("34.393,5", "34393.5"), V("13.879,9", "13879.9")))


@maker
def figure_spaces():
    listed("figure-spaces.xlsx", "thousands parted by spaces, no-break spaces and narrow no-break spaces",
           [(V("1 625,7", "1625.7"), V("1\u00a0874,2", "1874.2")), (V("3\u202f467,8", "3467.8"), V("2 805,7", "2805.7")),
            (V("3 800", "3800"), V("200", "200")), (V("12\u00a0500", "12500"), V(" 4 000 ", "4000")), (V("1 234 567,5", "1234567.5"), V("5 000", "5000"))])


@maker
def figure_english():
    listed("figure-english.xls", "a comma for thousands, a dot for decimals, all text; '3,800' is 3800 by its neighbours",
           [(V("1,625.7", "1625.7"), V("1,874.2", "1874.2")), (V("3,467.8", "3467.8"), V("2,805.7", "2805.7")),
            (V("3,800", "3800"), V("200.0", "200")), (V("12,500.0", "12500"), V("4,000", "4000")), (V("13,000.0", "13000"), V("5,000.0", "5000"))])


@maker
def figure_apostrophe():
    listed("figure-apostrophe.xlsx", "numbers typed behind an apostrophe: text without separators, beside true numbers",
           [(V("42570", "42570", text=True), 19703), (V("3800", "3800", text=True), V("200", "200", text=True)), (1530, V("270", "270", text=True)),
            (V("1625,7", "1625.7", text=True), V("374,3", "374.3", text=True)), (1020, 180)])


@maker
def figure_negative():
    listed("figure-negative.xlsx", "cuts in a changed plan: (500), −500, -500 and the number -500",
           [(1530, 270), (V("(500)", "-500"), V("−500", "-500")), (V("-500", "-500"), -500), (V("(1.250,5)", "-1250.5"), V("– 250,5", "-250.5")), (2550, 450)])


@maker
def figure_negative_xls():
    listed("figure-negative-shown.xls", "negative numbers that only a number format shows in brackets",
           [(1530, 270), (V(-500, fmt="#,##0_);(#,##0)"), V(-75, fmt="#,##0;[Red](#,##0)")), (2550, 450), (1020, 180), (V(D("-1250.5"), fmt="#,##0.0_);(#,##0.0)"), 0)])


@maker
def figure_unit_behind():
    listed("figure-unit-behind.xlsx", "cells that name their own unit in a table of triệu đồng",
           [(V("2.550.000.000đ", "2550"), V("450.000.000 đồng", "450")), (V("1,5 tỷ", "1500"), V("0,27 tỷ đồng", "270")),
            (V("1.625,7 triệu đồng", "1625.7"), V("374,3 triệu", "374.3")), (V("1.020 tr.đ", "1020"), V("180 trđ", "180")), (1445, 255)])


@maker
def figure_nil():
    listed("figure-nil.xlsx", "hyphen and dashes for nothing, true zeros and text zeros, blank cells",
           [(1530, V("-", "-")), (V("–", "-"), 270), (V("—", "-"), 0), (V("0", "0", text=True), V(" - ", "-")), (2550, None)])


@maker
def figure_words():
    listed("figure-words.xlsx", "words and error values where figures belong; an x says, as a dash does, that there is nothing",
           [(1530, "chưa có số liệu"), (V("x", "-"), 270), (V("#REF!", error=True), V("#DIV/0!", error=True)), ("Lồng ghép", V("#N/A", error=True)), (2550, 450)])


@maker
def figure_words_old():
    listed("figure-words-old.xls", "words and error values in an .xls",
           [(1530, "chưa xác định"), (V("#REF!", error=True), 270), (V("#VALUE!", error=True), 180), ("theo thực tế", V("#DIV/0!", error=True)), (2550, 450)])


@maker
def figure_noise():
    listed("figure-noise.xlsx", "binary noise in the file's digits",
           [(V(D("1625.7"), raw="1625.6999999999998"), V(D("374.3"), raw="374.30000000000001")), (V(D("0.3"), raw="0.30000000000000004"), 270),
            (V(D("3467.8"), raw="3467.8000000000002"), V(D("2805.7"), raw="2805.6999999999998")),
            (V(1530, "1530", raw="1.53E3"), V(D("0.25"), raw="2.5E-1")), (V(1020, raw="1020.0"), V(180, raw="180.00"))])


@maker
def figure_shown():
    listed("figure-shown.xlsx", "number formats that hide decimals or add words: the stored figure counts",
           [(V(D("1625.7"), fmt="#,##0"), V(D("374.3"), fmt="0")), (V(1530, fmt='#,##0 "triệu đồng"'), V(270, fmt="#,##0.00")),
            (V(0, fmt='#,##0;-#,##0;"-"'), V(0, fmt="_-* #,##0_-;_-* \\-#,##0_-;_-* \"-\"_-")), (V(D("2550.55"), fmt="#,##0.0"), 450), (1020, 180)])


@maker
def figure_mixed():
    listed("figure-mixed.xlsb", "numbers and text in one column; the true numbers 42570 and 12500 say that '13.000' is thousands",
           [(42570, 19703), (V("1.625,7", "1625.7"), V("1.874,2", "1874.2")), (12500, 4000), (V("13.000", "13000"), V("5.000", "5000")), (D("4376.5"), D("5623.5"))])


@maker
def figure_repeated():
    listed("figure-repeated.ods", "separators that stand twice settle which is which",
           [(V("1.234.567", "1234567"), V("2.345.678", "2345678")), (V("987.654", "987654"), V("1.000", "1000")), (V("1.100.000", "1100000"), V("500", "500")),
            (V("42.570", "42570"), V("19.703", "19703")), (V("3.333.333", "3333333"), V("1.111.111", "1111111"))])


@maker
def figure_percent():
    s = Sheet("PL I")
    t = Table(s, "phu-luc-1", s.heading("phu-luc-1", width=11))
    p = lambda text, want, fmt="0.00%": V(D(text), want, fmt=fmt)
    t.add(1, 1, "Tỷ lệ hộ nghèo toàn huyện", "%", p("0.0788", "7.88"), p("0.0588", "5.88"), None, None, p("0.0588", "5.88"), p("1", "100", "0%"), p("0.0915", "9.15"), "Phòng LĐ-TB&XH")
    t.add(1, 2, "Số hộ nghèo", "Hộ", 1611, 1201, None, None, 1201, p("1", "100", "0%"), 1865, "Phòng LĐ-TB&XH")
    t.add(1, 3, "Tỷ lệ trẻ dưới 5 tuổi suy dinh dưỡng", "%", D("25"), D("25.5"), None, None, D("25.5"), 100, D("25.2"), "Trung tâm Y tế")
    t.add(1, 4, "Tỷ lệ lao động qua đào tạo", "%", V("52,3%", "52.3"), V("55%", "55"), V("53,1 %", "53.1"), p("1.025", "102.5", "0.0%"), V("55%", "55"), V("100%", "100"), V("58%", "58"), "Phòng LĐ-TB&XH")
    t.add(1, 5, "Số hộ cận nghèo", "Hộ", 1500, 1300, 1250, p("0.98", "98", "0%"), 1300, p("1", "100", "0%"), 1200, "Phòng LĐ-TB&XH")
    save("figure-percent.xlsx", "percentages as formatted fractions, as plain numbers and as text", [s], [t])


@maker
def figure_sum_proof():
    s = Sheet("PL II")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12))
    x = V
    t.add(0, None, "Tổng cộng", x("24.000", "24000"), x("20.000", "20000"), x("2.150", "2150"), x("17.850", "17850"), x("3.000", "3000"), x("215", "215"), x("2.785", "2785"), x("1.000", "1000"), None, x("1.000", "1000"))
    t.add(1, 1, "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", x("21.000", "21000"), x("18.000", "18000"), x("2.150", "2150"), x("15.850", "15850"), x("2.000", "2000"), x("215", "215"), x("1.785", "1785"), x("1.000", "1000"), None, x("1.000", "1000"))
    t.add(1, 2, "Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo", x("3.000", "3000"), x("2.000", "2000"), None, x("2.000", "2000"), x("1.000", "1000"), None, x("1.000", "1000"))
    t.add(1, 3, "Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng")
    t.add(1, 4, "Dự án 4: Phát triển giáo dục nghề nghiệp, việc làm bền vững")
    save("figure-sum-proof.xlsx", "all text with one separator each; only 215 + 1.785 = 2.000 proves the dot to be thousands", [s], [t])


@maker
def figure_open():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    for i, place in enumerate(("Xã Tri Lễ", "Xã Hữu Lễ", "Xã Yên Phúc", "Xã Bình Phúc", "Xã Điềm He")):
        t.add(1, i + 1, place, "Nhà văn hóa thôn số %d" % (i + 1), UBND, "01 nhà", "Phục vụ sinh hoạt cộng đồng", "1.785" if i == 2 else None, None, 2022)
    save("figure-open.xlsx", "'1.785' stands alone: nothing in the file says whether it is 1785 or 1.785, so the text stays", [s], [t])


@maker
def figure_training():
    s = Sheet("PL IV")
    t = Table(s, "phu-luc-4", s.heading("phu-luc-4", width=11))
    dash = V("-", "-")
    t.add(1, 1, None, "Hoạt động 1: Hỗ trợ đầu tư cơ sở vật chất, thiết bị đào tạo")
    t.add(2, None, "Huyện Bình Gia", "Trung tâm GDNN-GDTX huyện Bình Gia", "Cơ sở GDNN", "Sở LĐ-TB&XH", V("3.000", "3000"), *[V("-", "-") for _ in range(5)])
    t.add(2, None, "Huyện Văn Lãng", "Trung tâm GDNN-GDTX huyện Văn Lãng", "Cơ sở GDNN", "Sở LĐ-TB&XH", V("1.250,5", "1250.5"), *[V("–", "-") for _ in range(5)])
    t.add(1, 2, None, "Hoạt động 2: Xây dựng các chuẩn về giáo dục nghề nghiệp", None, None, 650)
    t.add(2, None, "Tỉnh Lạng Sơn", "Xây dựng chương trình, giáo trình", "Chương trình", "Sở LĐ-TB&XH", 500, 10, 7, V("70%", "70"), 10, V("100%", "100"))
    t.add(2, None, "Tỉnh Lạng Sơn", "Bồi dưỡng đội ngũ nhà giáo", "Người", "Sở LĐ-TB&XH", 150, V("1.200", "1200"), V("1.000", "1000"), D("83.3"), V("1.200", "1200"), 100)
    save("figure-training.xlsx", "vocational targets with text figures beside numbers and dashes", [s], [t])


# ---- outline numbers ----

@maker
def code_one_ten():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    for i in range(12):
        code = V(D("1.%d" % (i + 1)), "1.%d" % (i + 1)) if i != 9 else V(D("1.1"), "1.10", fmt="0.0")
        t.add(1, code, "Xã Tri Lễ", "Công trình thứ %d" % (i + 1), UBND, "%d m2" % (50 * (i + 1)), "Phục vụ đời sống nhân dân", 100 + i, 10 + i, 2022)
    save("code-one-ten.xlsx", "outline numbers typed as numbers: the 1.1 after 1.9 is 1.10", [s], [t])


@maker
def code_one_ten_old():
    s = Sheet("PL II")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12))
    t.add(1, 1, "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", 1100, 1100, 1100)
    for i in range(1, 12):
        code = V(D("1.%d" % i), "1.%d" % i) if i != 10 else V(D("1.1"), "1.10", fmt="0.00")
        t.add(2, code, "Hoạt động %d: Hỗ trợ đầu tư cơ sở hạ tầng xã thứ %d" % (i, i), 100, 100, 100)
    save("code-one-ten-old.xls", "numbers 1.1 to 1.11 under a project, 1.10 stored as 1.1", [s], [t])


@maker
def code_comma():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(1, "I", "Huyện nghèo", None, None, None, None, D("4155.7"), D("734.3"))
    t.add(2, "1", "Huyện Văn Quan", None, None, None, None, D("4155.7"), D("734.3"))
    t.add(3, V("1,1", "1.1"), "Xã Tri Lễ", "Đường Bản Châu", UBND, "2,5km", "Đi lại", D("1625.7"), D("374.3"), 2022)
    t.add(3, V("1,2", "1.2"), "Xã Hữu Lễ", "Nước sinh hoạt thôn Bản Rượi", UBND, "5 km ống", "Nước sạch", 1530, 180, 2022)
    t.add(3, V("1,3.", "1.3"), "Xã Yên Phúc", "Trường Tiểu học Yên Phúc", UBND, "05 phòng", "Học tập", 1000, 180, 2022)
    save("code-comma.xls", "outline numbers with commas, as text", [s], [t])


@maker
def code_dots():
    s = Sheet("PL II")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12, unit="ĐVT: triệu đồng"))
    t.add(0, None, "Tổng cộng", 5900, 5000, 2000, 3000, 900, 300, 600)
    t.add(1, V("1.", "1"), "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", 2300, 2000, 2000, None, 300, 300)
    t.add(2, V("1.1.", "1.1"), "Hoạt động 1: Hỗ trợ đầu tư cơ sở hạ tầng tại các huyện nghèo", 2300, 2000, 2000, None, 300, 300)
    t.add(1, V("2.", "2"), "Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng", 3600, 3000, None, 3000, 600, None, 600)
    t.add(2, V("2.1/", "2.1"), "Tiểu dự án 1: Hỗ trợ phát triển sản xuất trong lĩnh vực nông nghiệp", 2400, 2000, None, 2000, 400, None, 400)
    t.add(2, V("(2.2)", "2.2"), "Tiểu dự án 2: Cải thiện dinh dưỡng", 1200, 1000, None, 1000, 200, None, 200)
    save("code-dots.xlsx", "outline numbers with final dots, slashes and brackets", [s], [t])


@maker
def code_letters():
    s = Sheet("PL II")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12))
    t.add(1, 4, "Dự án 4: Phát triển giáo dục nghề nghiệp, việc làm bền vững", 4440, 4000, 2000, 2000, 400, 200, 200, 40, None, 40)
    t.add(2, "4.1", "Tiểu dự án 1: Phát triển giáo dục nghề nghiệp vùng nghèo, vùng khó khăn", 4440, 4000, 2000, 2000, 400, 200, 200, 40, None, 40)
    t.add(3, "a)", "Hoạt động 1: Hỗ trợ đầu tư cơ sở vật chất", 2220, 2000, 2000, None, 200, 200, None, 20, None, 20)
    t.add(3, "b)", "Hoạt động 2: Xây dựng các chuẩn", 1110, 1000, None, 1000, 100, None, 100, 10, None, 10)
    t.add(3, "c)", "Hoạt động 3: Điều tra, khảo sát", 1110, 1000, None, 1000, 100, None, 100, 10, None, 10)
    t.add(1, 5, "Dự án 5: Hỗ trợ nhà ở cho hộ nghèo", 1200, 1000, None, 1000, 100, None, 100, 100, None, 100)
    save("code-letters.xlsx", "a), b), c) below 4.1", [s], [t])


@maker
def code_dashes():
    s = Sheet("PL II")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12))
    t.add(0, None, "Tổng cộng", 3330, 3000, None, 3000, 300, None, 300, 30, None, 30)
    t.add(1, 6, "Dự án 6: Truyền thông và giảm nghèo về thông tin", 3330, 3000, None, 3000, 300, None, 300, 30, None, 30)
    t.add(2, "6.1", "Tiểu dự án 1: Giảm nghèo về thông tin", 2220, 2000, None, 2000, 200, None, 200, 20, None, 20)
    t.add(3, V("-", "-"), "Nâng cao năng lực cho cán bộ thông tin", 1110, 1000, None, 1000, 100, None, 100, 10, None, 10)
    t.add(3, V("–", "-"), "Hỗ trợ phương tiện nghe - xem", 1110, 1000, None, 1000, 100, None, 100, 10, None, 10)
    t.add(2, "6.2", "Tiểu dự án 2: Truyền thông về giảm nghèo đa chiều", 1110, 1000, None, 1000, 100, None, 100, 10, None, 10)
    t.add(3, V("+", "+"), "Tổ chức hội nghị", 1110, 1000, None, 1000, 100, None, 100, 10, None, 10)
    save("code-dashes.ods", "marks instead of numbers below the sub-projects", [s], [t])


@maker
def code_roman():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(0, None, None, "TỔNG SỐ (I+II)", central=3500, local=600)
    t.add(1, "I.", "Huyện nghèo", central=2500, local=450, want={"code": "I"})
    t.add(2, 1, "Huyện Bình Gia", central=1000, local=200)
    t.add(3, 1, "Xã Thiện Hòa, huyện Bình Gia", "Đường Thâm Khôn - Nà Tàn", "UBND huyện Bình Gia", "2,1km", "Đi lại", 1000, 200, 2022)
    t.add(2, 2, "Huyện Văn Quan", central=1500, local=250)
    t.add(3, 1, "Xã Tri Lễ", "Đường Bản Châu - Nà Bung", UBND, "2,5km", "Đi lại", 900, 150, 2022)
    t.add(3, 2, "Xã Hữu Lễ", "Nước sinh hoạt thôn Bản Rượi", UBND, "5 km ống", "Nước sạch", 600, 100, 2022)
    t.add(1, "II", "Cơ sở giáo dục nghề nghiệp tại các tỉnh có huyện nghèo", central=1000, local=150)
    t.add(2, 1, "Thành phố Lạng Sơn", "Trường Cao đẳng nghề Lạng Sơn", "Sở LĐ-TB&XH", "Nhà xưởng", "Đào tạo nghề", 1000, 150, 2022)
    save("code-roman.xlsb", "roman groups, districts and works, numbers starting again below each", [s], [t])


@maker
def code_missing():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(0, None, None, "Tổng cộng", central=D("6726.2"), local=D("1274.3"))
    works(t, codes=[1, None, 3, None])
    t.add(1, None, "Xã Điềm He", "Nhà văn hóa thôn Bản Hẻo", UBND, "120m2", "Sinh hoạt cộng đồng", 0, 0, 2022)
    save("code-missing.xlsx", "some rows have no outline number", [s], [t])


@maker
def code_none():
    s = Sheet("PL III")
    fields = FIELDS["phu-luc-3"][1:]
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3", width=8), fields=fields)
    t.add(1, "Xã Tri Lễ", "Đường Bản Châu - Nà Bung", UBND, "2,5km", "Đi lại", 900, 150, 2022)
    t.add(1, "Xã Hữu Lễ", "Nước sinh hoạt thôn Bản Rượi", UBND, "5 km ống", "Nước sạch", 600, 100, 2022)
    t.add(1, "Xã Yên Phúc", "Trường Tiểu học Yên Phúc", UBND, "05 phòng", "Học tập", 850, 150, 2022)
    t.add(1, "Xã Điềm He", "Nhà văn hóa thôn Bản Hẻo", UBND, "120m2", "Sinh hoạt", 425, 75, 2022)
    t.add(1, "Xã Bình Phúc", "Đập, mương Khe Luông", UBND, "1 km", "Tưới tiêu", 425, 75, 2022)
    save("code-column-missing.xlsx", "no column of outline numbers at all", [s], [t])


def dated(name, why, fmt, **how):
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(1, 1, "Huyện Văn Quan", None, None, None, None, 1500, 250)
    for i in range(1, 6):
        t.add(2, V(datetime.date(2022, i, 1), "1.%d" % i, fmt=fmt), "Xã Tri Lễ", "Công trình nhỏ số %d" % i, UBND, "%dkm" % i, "Đi lại", 300, 50, 2022)
    save(name, why, [s], [t], **how)


@maker
def code_dates():
    dated("code-dates.xlsx", "the program made dates of 1.1 to 1.5 (1 January to 1 May)", "DD/MM/YYYY")


@maker
def code_dates_old():
    dated("code-dates-old.xls", "dates of 1.1 to 1.5 shown as d-mmm", "D-MMM")


@maker
def code_dates_1904():
    dated("code-dates-1904.xlsx", "dates of 1.1 to 1.5 in a workbook that counts days from 1904", "DD/MM/YYYY", epoch=datetime.datetime(1904, 1, 1))


@maker
def code_doubled():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    works(t, codes=[1, 2, 2, 3])
    t.add(1, 3, "Xã Điềm He", "Nhà văn hóa thôn Bản Hẻo", UBND, "120m2", "Sinh hoạt cộng đồng", 425, 75, 2022)
    save("code-doubled.xlsx", "2 and 3 stand twice: the rows stay as they are numbered", [s], [t])


@maker
def code_indicators():
    s = Sheet("PL I")
    t = Table(s, "phu-luc-1", s.heading("phu-luc-1", width=11))
    t.add(1, "I", "Chỉ tiêu giảm nghèo")
    t.add(2, 1, "Tỷ lệ hộ nghèo", "%", D("7.88"), D("5.88"), None, None, D("5.88"), 100, D("9.15"), "Phòng LĐ-TB&XH")
    t.add(2, 2, "Số hộ nghèo", "Hộ", 1611, 1201, None, None, 1201, 100, 1865, "Phòng LĐ-TB&XH")
    t.add(1, "II", "Chỉ tiêu dinh dưỡng")
    t.add(2, 1, "Tỷ lệ trẻ dưới 5 tuổi suy dinh dưỡng", "%")
    t.add(3, "1.1", "Thể thấp còi", "%", 25, D("25.5"), None, None, D("25.5"), 100, D("25.2"), "Trung tâm Y tế")
    t.add(3, "1.2", "Thể gày còm", "%", 5, D("4.5"), None, None, D("4.5"), 100, D("4.2"), "Trung tâm Y tế")
    save("code-indicators.xlsx", "indicators nested by roman, arabic and decimal numbers", [s], [t])


# ---- units ----

def unit_book(name, why, factor, line=None, title=None, header_unit=None, head=None, values=None, **how):
    s = Sheet("PL III")
    row = s.heading("phu-luc-3", unit=line)
    if title:
        s.put(2, 1, title, bold=True)
    t = Table(s, "phu-luc-3", row, unit=factor, header_unit=header_unit, head=head)
    for i, (central, local) in enumerate(values):
        t.add(1, i + 1, "Xã Tri Lễ", "Công trình số %d, thôn Nà Bung" % (i + 1), UBND, "%dkm" % (i + 1), "Phục vụ đi lại", central, local, 2022)
    save(name, why, [s], [t], **how)


DONG = [(1625700000, 374300000), (1530000000, 270000000), (2550500000, 450000000), (1020000000, 180000000), (425000000, 75500500)]
NGHIN = [(1625700, 374300), (1530000, 270000), (2550500, 450000), (1020000, 180000), (425000, 75500)]
TRIEU = [(D("1625.7"), D("374.3")), (1530, 270), (D("2550.5"), 450), (1020, 180), (425, D("75.5"))]
TY = [(D("1.6257"), D("0.3743")), (D("1.53"), D("0.27")), (D("2.5505"), D("0.45")), (D("1.02"), D("0.18")), (12, D("0.0755"))]


@maker
def units():
    unit_book("unit-dong-line.xlsx", "the line above the table says đồng", "0.000001", "ĐVT: đồng", values=DONG)
    unit_book("unit-nghin-line.xls", "the line above the table says nghìn đồng", "0.001", "Đơn vị: nghìn đồng", values=NGHIN)
    unit_book("unit-thousand-digits.ods", "the line above the table says 1.000 đồng", "0.001", "Đơn vị tính: 1.000 đồng", values=NGHIN)
    unit_book("unit-ty-line.xlsx", "the line above the table says tỷ đồng", 1000, "Đơn vị tính: tỷ đồng", values=TY)
    unit_book("unit-header-trd.xlsx", "the head says tr.đ", 1, header_unit="tr.đ", values=TRIEU)
    unit_book("unit-header-dong.xlsb", "the head says đồng", "0.000001", header_unit="đồng", values=DONG)
    unit_book("unit-title.xlsx", "the title says nghìn đồng", "0.001",
              title="DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2022 (ĐVT: nghìn đồng)", values=NGHIN)
    unit_book("unit-missing.xlsx", "no unit anywhere: the layout's own, triệu đồng, as the size of the figures agrees", 1, values=TRIEU)
    unit_book("unit-brackets.xlsx", "the unit stands in brackets below the title", "0.001", "(Đơn vị: ngàn đồng)", values=NGHIN)
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"),
              head={"central": ("Vốn NSTW (triệu đồng)",), "local": ("Vốn NSĐP (nghìn đồng)",)})
    for i, (central, local) in enumerate(((D("1625.7"), 374300), (1530, 270000), (D("2550.5"), 450000), (1020, 180000), (425, 75500))):
        t.add(1, i + 1, "Xã Tri Lễ", "Công trình số %d, thôn Nà Bung" % (i + 1), UBND, "%dkm" % (i + 1), "Phục vụ đi lại", central,
              V(local, number(D(local) / 1000)), 2022)
    save("unit-per-column.xlsx", "each money column names its own unit", [s], [t])
    s = Sheet("PL II")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12, unit="Đơn vị tính: đồng"), unit="0.000001")
    m = 1000000
    t.add(0, None, "Tổng cộng", 5700 * m, 5000 * m, 3000 * m, 2000 * m, 500 * m, 300 * m, 200 * m, 200 * m, 0, 200 * m)
    t.add(1, 1, "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", V("3.300.000.000", "3300"), V("3.000.000.000", "3000"), 3000 * m, V("-", "-"), 300 * m, 300 * m)
    t.add(2, "1.1", "Hoạt động 1: Hỗ trợ đầu tư cơ sở hạ tầng tại các huyện nghèo", 3300 * m, 3000 * m, 3000 * m, V("-", "-"), 300 * m, 300 * m)
    t.add(1, 2, "Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo", V("2.400.000.000", "2400"), 2000 * m, None, 2000 * m, 200 * m, None, 200 * m, 200 * m, None, 200 * m)
    t.add(1, 3, "Dự án 3: Hỗ trợ phát triển sản xuất")
    save("unit-dong-funding.xls", "a funding table in đồng, part numbers and part text", [s], [t])


# ---- headers ----

def row5(t, start=1):
    """Five works in whatever columns the table has."""
    data = [("Xã Tri Lễ", "Đường Bản Châu - Nà Bung", UBND, "2,5km", "Phục vụ đi lại", 900, 150, 2022),
            ("Xã Hữu Lễ", "Nước sinh hoạt thôn Bản Rượi", UBND, "5 km ống", "Nước sạch", 600, 100, 2022),
            ("Xã Yên Phúc", "Trường Tiểu học Yên Phúc", UBND, "05 phòng học", "Phục vụ học tập", D("850.5"), 150, 2022),
            ("Xã Điềm He", "Nhà văn hóa thôn Bản Hẻo", UBND, "120m2", "Sinh hoạt cộng đồng", 425, 75, 2022),
            ("Xã Bình Phúc", "Đập, mương Khe Luông", UBND, "1 km", "Phục vụ tưới tiêu", 425, 75, 2022)]
    for i, row in enumerate(data):
        named = dict(zip(FIELDS["phu-luc-3"][1:], row), code=start + i)
        t.add(1, **{f.replace(".", "__"): v for f, v in named.items() if f in t.fields})


def head3(name, why, head=None, fields=None, merged=True, numbers=None, row=None, left=1, header_unit="triệu đồng", **how):
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", row or s.heading("phu-luc-3"), fields=fields, head=head, merged=merged, left=left, header_unit=header_unit)
    if numbers:
        t.numbers(numbers)
    row5(t)
    save(name, why, [s], [t], **how)


P3 = headers("phu-luc-3")


@maker
def heads_of_works():
    head3("header-one-row.xlsx", "the whole head in one row", {"central": ("Vốn NSTW",), "local": ("Vốn NSĐP",)})
    head3("header-split.xls", "two head rows without merged cells: Vốn đầu tư stands over the first of its columns only", merged=False)
    head3("header-line-breaks.xlsx", "line breaks and doubled spaces inside the heads",
          {"location": ("Địa\nbàn",), "work": ("Tên/\nDanh mục\ncông trình",), "agency": ("Đơn vị \n thực hiện",), "scale": ("Quy mô\nđầu  tư",),
           "rationale": ("Lý do\nđầu tư",), "year": ("Năm\nthực\nhiện",)}, numbers="(%d)")
    head3("header-no-accents.xlsx", "heads typed without accents", {f: tuple(map(no_accents, p)) for f, p in P3.items()})
    head3("header-capitals.ods", "heads in capitals", {f: tuple(x.upper() for x in p) for f, p in P3.items()})
    head3("header-typing-errors.xlsx", "typing errors in most heads",
          {"location": ("Địa bàng",), "work": ("Tên/Danh mục công trịnh",), "agency": ("Đơn vi thực hiên",), "scale": ("Qui mô đầu tư",),
           "rationale": ("Lí do đầu tư",), "central": ("Vồn đầu tư (triệu đồng)", "NSTW"), "local": ("Vồn đầu tư (triệu đồng)", "NSĐP"), "year": ("Năm thưc hiện",)})
    head3("header-synonyms.xls", "other words for the same columns",
          {"code": ("Số TT",), "location": ("Địa điểm xây dựng",), "work": ("Danh mục công trình",), "agency": ("Chủ đầu tư",), "scale": ("Quy mô xây dựng",),
           "rationale": ("Sự cần thiết đầu tư",), "central": ("Nhu cầu vốn", "Ngân sách Trung ương"), "local": ("Nhu cầu vốn", "Ngân sách địa phương"),
           "year": ("Thời gian thực hiện",)})
    head3("header-free-words.xlsx", "words that no list foresees but anyone understands",
          {"location": ("Địa bàn (xã)",), "work": ("Tên các công trình đề nghị đầu tư",), "agency": ("Đơn vị thực hiện (chủ đầu tư)",), "scale": ("Quy mô đầu tư dự kiến",),
           "rationale": ("Lý do đề nghị đầu tư",), "central": ("Vốn đầu tư dự kiến (triệu đồng)", "NS Trung ương"),
           "local": ("Vốn đầu tư dự kiến (triệu đồng)", "NS địa phương"), "year": ("Dự kiến năm thực hiện",)})
    head3("header-order.xlsx", "the columns in another order", fields="code work location scale year central local agency rationale".split())
    head3("header-order-funds.xlsb", "local funds before central funds", fields="code location work agency scale rationale local central year".split())
    head3("header-missing.xlsx", "no columns for agency and reason", fields="code location work scale central local year".split())
    head3("header-extra.xlsx", "columns that the form does not have: a sum of the funds, beneficiaries, remarks",
          {"sum": ("Vốn đầu tư (triệu đồng)", "Tổng số"), "homes": ("Số hộ hưởng lợi",), "remarks": ("Ghi chú",)},
          fields="code location work agency scale homes rationale sum central local year remarks".split())
    head3("header-right.xlsx", "the table starts at column D", left=4)
    head3("header-numbered.xls", "a row 1, 2, 3 … below the heads", numbers="%d")
    s = Sheet("Sheet1")
    for i, line in enumerate(("ỦY BAN NHÂN DÂN", "HUYỆN VĂN QUAN", "Số: 415/BC-UBND", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                              "Văn Quan, ngày 5 tháng 10 năm 2021", None, "BÁO CÁO", "Về việc đăng ký danh mục công trình năm 2022", "Kính gửi: Sở Lao động - Thương binh và Xã hội", None)):
        if line:
            s.put(1 + i, 1 if i < 4 else 3, line)
    row = s.heading("phu-luc-3", row=13)
    t = Table(s, "phu-luc-3", row)
    row5(t)
    save("header-deep.xlsx", "a whole letter head stands above: the heads begin in row 17", [s], [t])


@maker
def header_repeated():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.numbers()
    row5(t)
    t.header()
    t.numbers()
    row5(t, 6)
    save("header-repeated.xlsx", "the heads and the row (1)(2)(3) stand again at the page break", [s], [t])


def funding(t, extra=True):
    t.add(0, None, "Tổng cộng", 5700, 5000, 3000, 2000, 500, 300, 200, 200, None, 200)
    t.add(1, 1, "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", 3300, 3000, 3000, None, 300, 300)
    t.add(2, "1.1", "Hoạt động 1: Hỗ trợ đầu tư cơ sở hạ tầng tại các huyện nghèo", 3300, 3000, 3000, None, 300, 300)
    t.add(1, 2, "Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo", 2400, 2000, None, 2000, 200, None, 200, 200, None, 200)
    if extra:
        t.add(1, 3, "Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng", 0)


@maker
def header_five():
    s = Sheet("PL II")
    top, mid = "Dự kiến kinh phí năm 2022 (triệu đồng)", "Trong đó"
    head = {f: (top, mid) + p for f, p in headers("phu-luc-2").items() if len(p) == 2}
    head["total"] = (top, "Tổng nhu cầu kinh phí")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12), head=head)
    for i, text in enumerate(("1", "2", "3=4+7+10", "4=5+6", "5", "6", "7=8+9", "8", "9", "10=11+12", "11", "12")):
        s.put(t.row, 1 + i, text)
    t.row += 1
    funding(t)
    save("header-five-rows.xlsx", "four rows of heads and a row 1, 2, 3=4+7+10 below them", [s], [t])


@maker
def header_funding_split():
    s = Sheet("PL II")
    short = {"total": ("Tổng KP",)}
    for source, top in (("central", "NSTW"), ("local", "NSĐP"), ("other", "Vốn khác")):
        for part, low in (("total", "TC"), ("investment", "ĐTPT"), ("recurrent", "SN")):
            short[source + "." + part] = (top, low)
    short.update(code=("TT",), name=("Nội dung",), total=("Tổng số",))
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12, unit="ĐVT: tr.đ"), head=short, merged=False)
    funding(t)
    save("header-short-split.xls", "abbreviated heads over unmerged rows", [s], [t])


@maker
def header_funding_order():
    s = Sheet("PL II")
    order = ["code", "name", "total"] + [a + "." + b for a in ("local", "central", "other") for b in ("investment", "recurrent", "total")]
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12), fields=order)
    g = {"code": 1, "name": "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", "total": 3300, "central__total": 3000, "central__investment": 3000, "local__total": 300, "local__investment": 300}
    t.add(0, name="Tổng cộng", total=5700, central__total=5000, central__investment=3000, central__recurrent=2000, local__total=500, local__investment=300, local__recurrent=200, other__total=200, other__recurrent=200)
    t.add(1, **g)
    t.add(2, **dict(g, code="1.1", name="Hoạt động 1: Hỗ trợ đầu tư cơ sở hạ tầng tại các huyện nghèo"))
    t.add(1, code=2, name="Dự án 2: Đa dạng hóa sinh kế", total=2400, central__total=2000, central__recurrent=2000, local__total=200, local__recurrent=200, other__total=200, other__recurrent=200)
    t.add(1, code=3, name="Dự án 3: Hỗ trợ phát triển sản xuất", total=0)
    save("header-funding-order.xlsx", "local before central, the parts before their sum", [s], [t])


def indicators(t):
    t.add(1, 1, "Tỷ lệ hộ nghèo toàn huyện", "%", D("17.88"), D("15.88"), None, None, D("15.88"), 100, D("19.15"), "Phòng LĐ-TB&XH")
    t.add(1, 2, "Số hộ nghèo", "Hộ", 1611, 1201, 1300, D("95.5"), 1201, 100, 1865, "Phòng LĐ-TB&XH")
    t.add(1, 3, "Số hộ cận nghèo", "Hộ", 1500, 1300, None, None, 1300, 100, 1200, "Phòng LĐ-TB&XH")
    t.add(1, 4, "Số lao động được đào tạo", "Người", 800, 1000, 700, D("102.5"), 950, 95, 1100, "Phòng LĐ-TB&XH")
    t.add(1, 5, "Số mô hình giảm nghèo", "Mô hình", "-", 3, 2, "-", 3, 100, 5, "Phòng Nông nghiệp")


@maker
def header_years():
    for year, name in ((2023, "header-year-2023.xlsx"), (2025, "header-year-2025.xls")):
        s = Sheet("PL I")
        t = Table(s, "phu-luc-1", s.heading("phu-luc-1", year=year, width=11, plan="(Kèm theo Báo cáo số 88/BC-UBND ngày 12/9/%d)" % (year - 1)), year=year)
        indicators(t)
        save(name, "a plan for %d: the years in the heads follow" % year, [s], [t])
    s = Sheet("PL I")
    t = Table(s, "phu-luc-1", s.heading("phu-luc-1", width=11), head={
        "prior_actual": ("TH 2020",), "current.plan": ("Năm 2021", "KH 2021"), "current.nine_months": ("Năm 2021", "TH 9 tháng"),
        "current.nine_months_pct": ("Năm 2021", "9 tháng so với cùng kỳ (%)"), "current.year": ("Năm 2021", "Ước TH cả năm"),
        "current.year_pct": ("Năm 2021", "So với kế hoạch (%)"), "next_plan": ("KH 2022",), "measure": ("ĐVT",)})
    indicators(t)
    save("header-short-years.xlsx", "TH 2020, KH 2021, KH 2022", [s], [t])
    s = Sheet("PL IV")
    t = Table(s, "phu-luc-4", s.heading("phu-luc-4", year=2023, width=12), fields=FIELDS["phu-luc-4"], year=2023)
    t.add(1, 1, None, "Hoạt động 1: Hỗ trợ đầu tư cơ sở vật chất, thiết bị đào tạo", None, None, 6000, next_plan=7000)
    t.add(2, None, "Huyện Bình Gia", "Trung tâm GDNN-GDTX huyện Bình Gia", "Cơ sở GDNN", "Sở LĐ-TB&XH", 3000, 3500, 2500, D("83.3"), 3500, 100, 3500)
    t.add(2, None, "Huyện Văn Quan", "Trung tâm GDNN-GDTX huyện Văn Quan", "Cơ sở GDNN", "Sở LĐ-TB&XH", 3000, 3500, "-", "-", 3500, 100, 3500)
    t.add(1, 2, None, "Hoạt động 2: Xây dựng các chuẩn về giáo dục nghề nghiệp", None, None, 500, next_plan=650)
    t.add(2, None, "Tỉnh Lạng Sơn", "Xây dựng chương trình, giáo trình", None, "Sở LĐ-TB&XH", 500, 550, 400, 80, 550, 100, 650)
    save("header-training-2023.xlsx", "vocational targets for 2023, with the plan column", [s], [t])


# ---- tables ----

@maker
def tables_two():
    s = Sheet("Biểu")
    t2 = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12))
    funding(t2)
    row = s.heading("phu-luc-3", row=t2.row + 2)
    t3 = Table(s, "phu-luc-3", row)
    row5(t3)
    save("tables-two-on-sheet.xlsx", "Phụ lục II and, below it, Phụ lục III on one sheet", [s], [t2, t3])


@maker
def tables_sheets():
    letter = Sheet("Công văn")
    for i, line in enumerate(("UBND HUYỆN VĂN QUAN", "Số: 415/UBND-LĐTBXH", "V/v đăng ký kế hoạch năm 2022", "Kính gửi: Sở Lao động - Thương binh và Xã hội tỉnh Lạng Sơn",
                              "UBND huyện gửi kèm các phụ lục sau:", "1. Phụ lục II: Dự kiến kinh phí", "2. Phụ lục III: Danh mục công trình")):
        letter.put(i + 1, 1, line)
    a, b = Sheet("PL II"), Sheet("PL III")
    ta = Table(a, "phu-luc-2", a.heading("phu-luc-2", width=12))
    funding(ta)
    tb = Table(b, "phu-luc-3", b.heading("phu-luc-3"))
    row5(tb)
    save("tables-letter.xls", "three sheets, the first of them a letter", [letter, a, b], [ta, tb])


@maker
def tables_blanks():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3", row=4), left=2, fields="code location work gap agency scale rationale central local year".split(), head={"gap": (None,)})
    works_rows = [("Xã Tri Lễ", "Đường Bản Châu - Nà Bung", 900, 150), ("Xã Hữu Lễ", "Nước sinh hoạt thôn Bản Rượi", 600, 100), ("Xã Yên Phúc", "Trường Tiểu học Yên Phúc", 850, 150),
                  ("Xã Điềm He", "Nhà văn hóa thôn Bản Hẻo", 425, 75), ("Xã Bình Phúc", "Đập, mương Khe Luông", 425, 75)]
    for i, (place, work, central, local) in enumerate(works_rows):
        t.add(1, code=i + 1, location=place, work=work, agency=UBND, scale="1 km", rationale="Phục vụ đời sống", central=central, local=local, year=2022)
        t.blank(2 if i == 2 else 1 if i == 1 else 0)
    save("tables-blanks.xlsx", "blank rows and columns before and inside the table", [s], [t])


@maker
def tables_hidden():
    s, lists = Sheet("PL III"), Sheet("danhmuc")
    lists.state = "hidden"
    for i, x in enumerate(("Xã Tri Lễ", "Xã Hữu Lễ", "Xã Yên Phúc")):
        lists.put(i + 1, 1, x)
    for name in ("tables-hidden.xlsx", "tables-hidden-old.xls"):
        s = Sheet("PL III")
        t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
        row5(t)
        s.hidden_rows = {t.rows[1]["row"], t.rows[3]["row"]}
        s.hidden_columns = {6}
        save(name, "hidden rows, a hidden column and a hidden sheet of pick lists: hidden rows count", [s, lists], [t])


@maker
def tables_totals():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    row5(t)
    t.add(0, None, None, "Tổng cộng", central=D("3200.5"), local=550)
    save("total-bottom.xlsx", "the grand total stands below", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    row5(t)
    s.merge(t.row, 1, t.row, 4)
    t.add(0, V("TỔNG CỘNG", None), central=D("3200.5"), local=550, want={"work": "TỔNG CỘNG"})
    save("total-merged.xls", "TỔNG CỘNG stands in a cell merged over number, place, work and agency", [s], [t])
    s = Sheet("PL II")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12))
    s.merge(t.row, 1, t.row, 2)
    t.add(0, V("Tổng số", None), None, 5700, 5000, 3000, 2000, 500, 300, 200, 200, None, 200, want={"name": "Tổng số"})
    t.add(1, 1, "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", 3300, 3000, 3000, None, 300, 300)
    t.add(2, "1.1", "Hoạt động 1: Hỗ trợ đầu tư cơ sở hạ tầng tại các huyện nghèo", 3300, 3000, 3000, None, 300, 300)
    t.add(1, 2, "Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo", 2400, 2000, None, 2000, 200, None, 200, 200, None, 200)
    t.add(1, 3, "Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng", 0)
    save("total-merged-funding.xlsx", "Tổng số stands in a cell merged over number and name", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(0, None, None, "TỔNG CỘNG", central=D("3200.5"), local=550)
    row5(t)
    t.text("work", "Tổng cộng")
    t.text("central", D("3200.5"))
    t.text("local", 550)
    save("total-both.xlsx", "the grand total above and again below, the same figures: the second is no row of its own", [s], [t])


@maker
def tables_subtotals():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(1, 1, "Xã Tri Lễ", "Đường Bản Châu - Nà Bung", UBND, "2,5km", "Đi lại", 900, 150, 2022)
    t.add(1, 2, "Xã Tri Lễ", "Nước sinh hoạt thôn Bản Rượi", UBND, "5 km ống", "Nước sạch", 600, 100, 2022)
    t.add(1, None, None, "Cộng xã Tri Lễ", central=1500, local=250, kind="subtotal")
    t.add(1, 3, "Xã Yên Phúc", "Trường Tiểu học Yên Phúc", UBND, "05 phòng", "Học tập", 850, 150, 2022)
    t.add(1, 4, "Xã Yên Phúc", "Nhà văn hóa thôn Bản Hẻo", UBND, "120m2", "Sinh hoạt", 425, 75, 2022)
    t.add(1, None, None, "Cộng xã Yên Phúc", central=1275, local=225, kind="subtotal")
    t.add(0, None, None, "Tổng cộng", central=2775, local=475)
    save("subtotals.xlsx", "a line Cộng below the works of each commune, the grand total below", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(1, "I", "Huyện nghèo")
    t.add(2, 1, "Huyện Văn Quan")
    t.add(3, 1, "Xã Tri Lễ", "Đường Bản Châu - Nà Bung", UBND, "2,5km", "Đi lại", 900, 150, 2022)
    t.add(3, 2, "Xã Hữu Lễ", "Nước sinh hoạt thôn Bản Rượi", UBND, "5 km ống", "Nước sạch", 600, 100, 2022)
    t.add(3, None, "Cộng huyện Văn Quan", central=1500, local=250, kind="subtotal")
    t.add(2, 2, "Huyện Bình Gia")
    t.add(3, 1, "Xã Thiện Hòa", "Đường Thâm Khôn - Nà Tàn", "UBND huyện Bình Gia", "2,1km", "Đi lại", 1000, 200, 2022)
    t.add(3, None, "Cộng huyện Bình Gia", central=1000, local=200, kind="subtotal")
    save("subtotals-place.xls", "lines Cộng huyện … in the column of places, below the works they add", [s], [t])


@maker
def tables_of_which():
    s = Sheet("PL II")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12))
    t.add(0, None, "Tổng cộng", 4440, 4000, 2000, 2000, 400, 200, 200, 40, None, 40)
    t.add(1, 4, "Dự án 4: Phát triển giáo dục nghề nghiệp, việc làm bền vững", 4440, 4000, 2000, 2000, 400, 200, 200, 40, None, 40)
    t.add(2, "4.1", "Tiểu dự án 1: Phát triển giáo dục nghề nghiệp vùng nghèo", 4440, 4000, 2000, 2000, 400, 200, 200, 40, None, 40)
    t.add(3, None, "Trong đó:")
    t.add(3, None, "Hoạt động 1: Hỗ trợ đầu tư cơ sở vật chất", 2220, 2000, 2000, None, 200, 200, None, 20, None, 20)
    t.add(3, None, "Hoạt động 2: Xây dựng các chuẩn", 2220, 2000, None, 2000, 200, None, 200, 20, None, 20)
    t.add(1, 5, "Dự án 5: Hỗ trợ nhà ở cho hộ nghèo")
    save("of-which.xlsx", "a line Trong đó: without number and figures above the activities", [s], [t])


@maker
def tables_notes():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    row5(t)
    r = t.row + 1
    s.put(r, 2, "Ghi chú: Số liệu dự kiến, sẽ điều chỉnh khi có hướng dẫn của Trung ương.")
    s.put(r + 1, 2, "- Các công trình số 1, 2 thực hiện theo cơ chế đặc thù.")
    s.put(r + 3, 7, "Văn Quan, ngày 5 tháng 10 năm 2021")
    s.put(r + 4, 3, "Người lập biểu")
    s.put(r + 4, 7, "TM. ỦY BAN NHÂN DÂN")
    s.put(r + 5, 7, "KT. CHỦ TỊCH")
    s.put(r + 6, 7, "PHÓ CHỦ TỊCH")
    s.put(r + 10, 3, "Nguyễn Văn A")
    s.put(r + 10, 7, "Hoàng Thị B")
    save("notes-signature.xlsx", "remarks and a signature block below the table: none of it is a row", [s], [t])
    s = Sheet("PL I")
    t = Table(s, "phu-luc-1", s.heading("phu-luc-1", width=11))
    indicators(t)
    s.put(t.row, 9, "Lạng Sơn, ngày 5 tháng 10 năm 2021")
    s.put(t.row + 1, 2, "Người lập biểu")
    s.put(t.row + 1, 9, "KT. CHỦ TỊCH")
    s.put(t.row + 2, 2, "(Ký, ghi rõ họ tên)")
    s.put(t.row + 2, 9, "PHÓ CHỦ TỊCH")
    save("notes-touching.xls", "the signature block begins right below the last row", [s], [t])


@maker
def tables_page_break():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    a = t.row
    t.add(1, "1.9", "Xã Bắc Lãng", "Xây mới cầu ngầm Khe Hả", "UBND huyện Đình Lập", "60m", "Đi lại", 1600, 285, 2022)
    t.add(1, "1.10", None, "Nước sinh hoạt thôn Khe Mò", None, "Bể 20 m3", "Nước sạch", 1275, 225, 2022)
    t.span("location", a, a + 1)
    t.span("agency", a, a + 1)
    t.header()
    b = t.row
    t.add(1, "1.11", None, "Nước sinh hoạt thôn Bản Mới", "UBND huyện Đình Lập", "Bể 15 m3", "Nước sạch", 1530, 270, 2022)
    t.add(1, "1.12", "Xã Đình Lập", "Xây ngầm Pắc Tắm", None, "30m", "Đi lại", 1530, 270, 2022)
    t.add(1, "1.13", None, "Mương Khe Luông", None, "1km", "Tưới tiêu", 1700, 300, 2022)
    t.span("agency", b, b + 2)
    t.span("location", b + 1, b + 2)
    by = {r["row"]: r for r in t.rows}
    by[b]["location"] = "Xã Bắc Lãng"
    save("page-break.xlsx", "merged places cut by a repeated head: 1.11 prints an agency and no commune, 1.12 a commune and no agency", [s], [t])


@maker
def tables_carried():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    a = t.row
    t.add(1, 1, "Xã Tri Lễ", "Đường Bản Châu - Nà Bung", UBND, "2,5km", "Đi lại", 900, 150, 2022)
    t.add(1, 2, None, "Nước sinh hoạt thôn Bản Rượi", None, "5 km ống", "Nước sạch", 600, 100, 2022)
    t.add(1, 3, None, "Trường Tiểu học Tri Lễ", None, "05 phòng", "Học tập", 850, 150, 2022)
    t.add(1, 4, "Xã Hữu Lễ", "Nhà văn hóa thôn Bản Hẻo", None, "120m2", "Sinh hoạt", 425, 75, 2022)
    t.add(1, 5, None, "Đập Khe Luông", None, "1 km", "Tưới tiêu", 425, 75, 2022)
    t.carried("location", a, a + 2)
    t.carried("location", a + 3, a + 4)
    t.carried("agency", a, a + 4)
    save("carried-blank.xlsx", "place and agency are typed once and left blank, unmerged, below", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    a = t.row
    t.add(1, 1, "Xã Tri Lễ", "Đường Bản Châu - Nà Bung", UBND, "2,5km", "Đi lại", 900, 150, 2022)
    t.add(1, 2, V('"', None), "Nước sinh hoạt thôn Bản Rượi", V('"', None), "5 km ống", "Nước sạch", 600, 100, 2022)
    t.add(1, 3, V("nt", None), "Trường Tiểu học Tri Lễ", V("nt", None), "05 phòng", "Học tập", 850, 150, 2022)
    t.add(1, 4, "Xã Hữu Lễ", "Nhà văn hóa thôn Bản Hẻo", V("-nt-", None), "120m2", "Sinh hoạt", 425, 75, 2022)
    t.add(1, 5, V("-nt-", None), "Đập Khe Luông", V("-nt-", None), "1 km", "Tưới tiêu", 425, 75, 2022)
    t.carried("location", a, a + 2)
    t.carried("location", a + 3, a + 4)
    t.carried("agency", a, a + 4)
    save("carried-ditto.xlsx", 'ditto marks: ", nt and -nt- (như trên) stand for the cell above', [s], [t])
    s = Sheet("PL IV")
    t = Table(s, "phu-luc-4", s.heading("phu-luc-4", width=11))
    t.add(1, 2, None, "Hoạt động 2: Xây dựng các chuẩn về giáo dục nghề nghiệp", None, None, 650)
    a = t.row
    t.add(2, None, "Tỉnh Lạng Sơn", "Xây dựng chương trình, giáo trình", "Chương trình", "Sở LĐ-TB&XH", 500, 10, 7, 70, 10, 100)
    t.add(2, None, None, "Bồi dưỡng đội ngũ nhà giáo", "Người", None, 150, 120, 100, D("83.3"), 120, 100)
    t.span("location", a, a + 1)
    t.span("agency", a, a + 1)
    t.add(1, 3, None, "Hoạt động 3: Điều tra, khảo sát", None, None, 800)
    t.add(2, None, "Huyện Bình Gia", "Rà soát, cập nhật nhu cầu đào tạo", "Lượt", "Phòng LĐ-TB&XH", 800, 800, 600, 75, 800, 100)
    save("carried-training.xlsx", "merged place and agency in the vocational targets", [s], [t])


# ---- formulas ----

def sums(t, first, last, fields, level=0, want=None, **named):
    for f in fields:
        c = get_column_letter(t.column(f))
        named[f.replace(".", "__")] = V("=SUM(%s%d:%s%d)" % (c, first, c, last), want[f], formula=True)
    t.add(level, **named)


def summed_works(name, why, **how):
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    first = t.row + 1
    sums(t, first, first + 4, ("central", "local"), want={"central": "3200.5", "local": "550"}, work="Tổng cộng")
    row5(t)
    save(name, why, [s], [t], **how)


@maker
def formulas():
    summed_works("formula-sum.xlsx", "the grand total is a formula with its result", by="libre")
    summed_works("formula-sum-old.xls", "the grand total is a formula with its result, .xls", by="libre")
    summed_works("formula-sum-libre.ods", "the grand total is a formula with its result, .ods")
    summed_works("formula-no-result.xlsx", "the grand total is a formula without a result")
    s = Sheet("PL II")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12))
    r, F = t.row, lambda text, want: V(text, want, formula=True)
    t.add(0, None, "Tổng cộng", *[F("=%s%d+%s%d" % (c, r + 1, c, r + 3), w) for c, w in zip("CDEFGHIJKL", "5700 5000 3000 2000 500 300 200 200 0 200".split())])
    t.add(1, 1, "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", *[F("=%s%d" % (c, r + 2), w) for c, w in zip("CDEFGHI", "3300 3000 3000 0 300 300 0".split())])
    t.add(2, F('="1."&1', "1.1"), F('="Hoạt động "&1&": Hỗ trợ đầu tư cơ sở hạ tầng"', "Hoạt động 1: Hỗ trợ đầu tư cơ sở hạ tầng"), F("=D%d+G%d" % (r + 2, r + 2), "3300"), F("=E%d+F%d" % (r + 2, r + 2), "3000"), 3000, None, F("=H%d" % (r + 2), "300"), F("=ROUND(E%d*10%%,0)" % (r + 2), "300"))
    t.add(1, 2, "Dự án 2: Đa dạng hóa sinh kế", F("=D%d+G%d+J%d" % (r + 3, r + 3, r + 3), "2400"), 2000, None, 2000, 200, None, 200, 200, None, 200)
    t.add(1, 3, "Dự án 3: Hỗ trợ phát triển sản xuất", F("=IF(D%d>0,1,0)" % (r + 4), "0"))
    save("formula-everywhere.xlsx", "sums, a quoted name, an outline number and a rounding as formulas", [s], [t], by="libre")
    save("formula-everywhere-no-result.xlsx", "the same without results", [s], [t])
    a, b = Sheet("PL II"), Sheet("PL III")
    tb = Table(b, "phu-luc-3", b.heading("phu-luc-3"))
    first = tb.row + 1
    sums(tb, first, first + 4, ("central", "local"), want={"central": "3200.5", "local": "550"}, work="Tổng cộng")
    row5(tb)
    ta = Table(a, "phu-luc-2", a.heading("phu-luc-2", width=12))
    x, y = F("='PL III'!G%d" % (first - 1), "3200.5"), F("='PL III'!H%d" % (first - 1), "550")
    r = ta.row
    def line(r, level, code, name):
        ta.add(level, code, name, F("=D%d+G%d" % (r, r), "3750.5"), F("=E%d" % r, "3200.5"), V(x.stored, x.want, formula=True), None, F("=H%d" % r, "550"), V(y.stored, y.want, formula=True))
    line(r, 0, None, "Tổng cộng")
    line(r + 1, 1, 1, "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội")
    line(r + 2, 2, "1.1", "Hoạt động 1: Hỗ trợ đầu tư cơ sở hạ tầng tại các huyện nghèo")
    ta.add(1, 2, "Dự án 2: Đa dạng hóa sinh kế", 0)
    ta.add(1, 3, "Dự án 3: Hỗ trợ phát triển sản xuất", 0)
    save("formula-sheets.xls", "funding drawn by formulas from the list of works on another sheet", [a, b], [ta, tb], by="libre")
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(0, None, None, "Tổng cộng", central=F("=SUM(G8:G12)", "3200.5"), local=F("=SUM(H8:H12)+#REF!", "#REF!"))
    row5(t)
    top = t.rows[0]["row"]
    save("formula-stale.xlsx", "the stored result of a sum, 3100, is older than its parts: what they give stands; the other one is an error", [s], [t],
         data=with_xlsxwriter([s], results={(top, 7): 3100, (top, 8): "#REF!"}))


# ---- containers ----

def with_xlsxwriter(sheets, results=None, **options):
    import xlsxwriter
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, dict(options, in_memory=True) if not options.get("constant_memory") else options)
    book.set_properties({"created": datetime.datetime(*FIXED)})
    for sheet in sheets:
        page, look = book.add_worksheet(sheet.name), book.add_format({"font_name": sheet.font})
        if not options.get("constant_memory"):
            for top, left, bottom, right in sheet.merges:
                page.merge_range(top - 1, left - 1, bottom - 1, right - 1, None, look)
        for (row, column), cell in sorted(sheet.cells.items()):
            if cell.formula:
                page.write_formula(row - 1, column - 1, cell.stored, look, (results or {}).get((row, column), 0))
            elif isinstance(cell.stored, str):
                page.write_string(row - 1, column - 1, cell.stored, look)
            else:
                page.write(row - 1, column - 1, float(cell.stored) if isinstance(cell.stored, D) else cell.stored, look)
    book.close()
    return repack(out.getvalue())


def no_places(name, body):
    """Drops every cell's and row's own address, blanks written out so that counting finds the place."""
    if not name.startswith("xl/worksheets/sheet"):
        return body
    text = body.decode()
    start, end = text.index("<sheetData>") + 11, text.index("</sheetData>")
    rows, out = {}, []
    for number_, inner in re.findall(r'<row r="(\d+)"[^>]*?(?:/>|>(.*?)</row>)', text[start:end], re.S):
        cells = {}
        for letters, rest in re.findall(r'<c r="([A-Z]+)\d+"(.*?(?:/>|</c>))', inner, re.S):
            cells[openpyxl.utils.column_index_from_string(letters)] = "<c" + rest
        rows[int(number_)] = cells
    for n in range(1, max(rows) + 1):
        cells = rows.get(n, {})
        out.append("<row>" + "".join(cells.get(c, "<c/>") for c in range(1, max(cells, default=0) + 1)) + "</row>")
    return (text[:start] + "".join(out) + text[end:]).encode()


def no_styles(name, body):
    if name == "xl/styles.xml" or name.startswith("xl/theme"):
        return None
    if name == "[Content_Types].xml":
        return re.sub(rb'<Override [^>]*?PartName="/xl/(styles|theme)[^>]*?/>', b"", body)
    if name == "xl/_rels/workbook.xml.rels":
        return re.sub(rb'<Relationship [^>]*?(styles|theme)[^>]*?/>', b"", body)
    if name.startswith("xl/worksheets/sheet"):
        return re.sub(rb'(<c [^>]*?) s="\d+"', rb"\1", body)
    return body


def strict(name, body):
    for old, new in ((b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
                     (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
                     (b"http://schemas.openxmlformats.org/drawingml/2006/main", b"http://purl.oclc.org/ooxml/drawingml/main")):
        body = body.replace(old, new)
    return body


def prefixed(name, body):
    """x: before every element of the spreadsheet's own namespace, as some generators write."""
    if not (name.startswith("xl/") and name.endswith(".xml")) or b"spreadsheetml/2006/main" not in body or "styles" in name:
        return body
    body = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", body)
    return body.replace(b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"', b'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"')


def wrong_dimension(name, body):
    return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', body) if name.startswith("xl/worksheets/sheet") else body


def absolute_targets(name, body):
    return re.sub(rb'Target="(worksheets|styles|sharedStrings|theme)', rb'Target="/xl/\1', body) if name == "xl/_rels/workbook.xml.rels" else body


def macro_type(name, body):
    return body.replace(b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml") if name == "[Content_Types].xml" else body


def plain_book():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(0, None, None, "Tổng cộng", central=D("3200.5"), local=550)
    row5(t)
    return s, t


@maker
def containers():
    def one(name, why, data):
        s, t = plain_book()
        save(name, why, [s], [t], data=data([s]))
    one("container-xlsx-named.xls", "an .xlsx file whose name says .xls", xlsx_bytes)
    one("container-xls-named.xlsx", "an .xls file whose name says .xlsx", xls_bytes)
    one("container-no-extension", "an .xlsx file without an extension", xlsx_bytes)
    one("container-capitals.XLS", "an .xls file whose extension is in capitals", xls_bytes)
    one("container-inline.xlsx", "inline strings instead of a table of strings", lambda x: with_xlsxwriter(x, constant_memory=True))
    one("container-no-places.xlsx", "rows and cells without their addresses", lambda x: xlsx_bytes(x, edit=no_places))
    one("container-no-styles.xlsx", "no styles part and no theme", lambda x: xlsx_bytes(x, edit=no_styles))
    one("container-strict.xlsx", "the namespaces of Strict Open XML", lambda x: xlsx_bytes(x, edit=strict))
    one("container-prefixed.xlsx", "a prefix before every element", lambda x: xlsx_bytes(x, edit=prefixed))
    one("container-dimension.xlsx", "a dimension that names one cell only", lambda x: xlsx_bytes(x, edit=wrong_dimension))
    one("container-absolute.xlsx", "parts named by absolute paths", lambda x: xlsx_bytes(x, edit=absolute_targets))
    one("container-macro.xlsm", "the content type of a workbook with macros", lambda x: xlsx_bytes(x, edit=macro_type))
    s, t = plain_book()
    save("container-ods-named.xlsx", "an .ods file whose name says .xlsx", [s], [t], ext=".ods")
    s, t = plain_book()
    save("container-xlsb-named.xls", "an .xlsb file whose name says .xls", [s], [t], ext=".xlsb")
    s, t = plain_book()
    for row in range(t.row, t.row + 60):
        for column in range(1, 14):
            s.put(row, column, V(None, bold=True, fmt="#,##0"))
    save("container-styled-blanks.xlsx", "hundreds of styled blank cells below the table", [s], [t])
    s, t = plain_book()
    s.put(600, 30, V(None, bold=True))
    s.put(1000, 3, "Nguyễn Văn A")
    save("container-far-cell.xls", "a lone name in row 1000, far below the table", [s], [t])


# ---- files that must be refused ----

BROKEN = {}


def broken(name, reason, data):
    os.makedirs(os.path.join(OUT, "broken"), exist_ok=True)
    with open(os.path.join(OUT, "broken", name), "wb") as out:
        out.write(data)
    BROKEN[name] = reason


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in parts.items():
            target.writestr(zipfile.ZipInfo(name, FIXED), body)
    return out.getvalue()


def compound(streams, size=4096):
    """An OLE compound file of version 3: each stream, padded to at least 4096 bytes, in a chain of sectors."""
    streams = sorted(streams, key=lambda s: (len(s[0]), s[0].upper()))
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    body, fat, places = b"", [fat_mark], []
    for name, data in streams:
        length = max(len(data), size)
        data = data.ljust(-(-length // 512) * 512, b"\0")
        start = len(fat)
        count = len(data) // 512
        fat += list(range(start + 1, start + count)) + [end]
        places.append((name, start, length))
        body += data
    directory = b""
    for i, (name, start, length) in enumerate([("Root Entry", end, 0)] + places):
        raw = (name + "\0").encode("utf-16-le")
        kind = 5 if i == 0 else 2
        right = i + 1 if 0 < i < len(places) else free
        child = 1 if i == 0 and places else free
        directory += raw.ljust(64, b"\0") + struct.pack("<HBBIII16xI16xIII", len(raw), kind, 1, free, right, child, 0, start, length, 0)
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    directory_start = len(fat)
    count = len(directory) // 512
    fat += list(range(directory_start + 1, directory_start + count)) + [end]
    fat_bytes = struct.pack("<%dI" % len(fat), *fat)
    assert len(fat) <= 128
    fat_bytes = fat_bytes.ljust(512, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory_start, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + b"\xff\xff\xff\xff" * 108
    assert len(header) == 512
    return header + fat_bytes + body + directory


@maker
def refused():
    s, _ = plain_book()
    whole, old = xlsx_bytes([s]), xls_bytes([s])
    broken("empty.xlsx", "the file is empty", b"")
    broken("empty.xls", "the file is empty", b"")
    broken("zeros.xlsx", "nothing but zero bytes, as a failed copy leaves", b"\0" * 4096)
    broken("html-table.xls", "an HTML page saved under the name of a workbook", """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body>
<table><tr><td>TT</td><td>Địa bàn</td><td>Tên/Danh mục công trình</td></tr><tr><td>1</td><td>Xã Tri Lễ</td><td>Đường Bản Châu</td></tr></table></body></html>""".encode())
    broken("spreadsheetml-2003.xls", "SpreadsheetML 2003, an XML file that is no workbook of today", """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="PL III"><Table><Row><Cell><Data ss:Type="String">TT</Data></Cell><Cell><Data ss:Type="String">Địa bàn</Data></Cell></Row></Table></Worksheet>
</Workbook>""".encode())
    broken("truncated.xlsx", "an .xlsx cut off in the middle", whole[: len(whole) // 2])
    broken("truncated.xls", "an .xls cut off in the middle", old[: len(old) // 2])
    broken("header-only.xls", "an .xls of which the first 600 bytes are left", old[:600])
    broken("no-sheet-part.xlsx", "the workbook names a sheet that is not in the file", repack(whole, lambda n, b: None if n.startswith("xl/worksheets/") else b))
    broken("bad-xml.xlsx", "the sheet's XML breaks off", repack(whole, lambda n, b: b[: len(b) // 2] if n.startswith("xl/worksheets/") else b))
    broken("document.xlsx", "a text document (.docx) under the name of a workbook", zipped({
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Phụ lục III</w:t></w:r></w:p></w:body></w:document>'}))
    broken("text-document.ods", "a text document (.odt) under the name of a spreadsheet", zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/></manifest:manifest>',
        "content.xml": '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>Phụ lục III</text:p></office:text></office:body></office:document-content>'}))
    broken("archive.xlsx", "a zip of two text files", zipped({"PL II.txt": "Phụ lục II", "PL III.txt": "Phụ lục III"}))
    broken("table.csv", "comma-separated text", "TT,Địa bàn,Tên công trình,NSTW,NSĐP\n1,Xã Tri Lễ,Đường Bản Châu,900,150\n".encode())
    broken("table-csv.xlsx", "comma-separated text under the name of a workbook", "TT;Địa bàn;Tên công trình\n1;Xã Tri Lễ;Đường Bản Châu\n".encode())
    broken("password.xlsx", "protected by a password: an OLE file with an encrypted package", compound([
        ("EncryptedPackage", struct.pack("<Q", 4000) + bytes((i * 73 + 11) % 256 for i in range(4096))),
        ("EncryptionInfo", struct.pack("<HHI", 4, 4, 0x40) + b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"><keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="AAAAAAAAAAAAAAAAAAAAAA=="/></encryption>')]))
    broken("password-old.xls", "an .xls whose records are encrypted (FILEPASS)", compound([("Workbook", encrypted_stream(old))]))
    broken("word.xls", "a document of Word 97 under the name of a workbook", compound([("WordDocument", bytes.fromhex("eca5c100") + b"\0" * 4000), ("1Table", b"\0" * 4096)]))
    broken("scan.pdf", "a PDF", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    broken("scan.xlsx", "a PDF under the name of a workbook", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    broken("photo.xls", "a JPEG picture under the name of a workbook", bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\0" * 64 + bytes.fromhex("ffd9"))
    broken("lock-file.xlsx", "the lock file that Excel leaves beside an open workbook (~$)", b"\x05Admin" + b" " * 49 + "\x05Admin".encode("utf-16-le").ljust(110, b" "))
    letter = Sheet("Công văn")
    for i, line in enumerate(("UBND HUYỆN VĂN QUAN", "V/v đăng ký kế hoạch năm 2022", "Kính gửi: Sở Lao động - Thương binh và Xã hội", "UBND huyện xin gửi các phụ lục bằng đường bưu điện.")):
        letter.put(i + 1, 1, line)
    broken("only-a-letter.xlsx", "a sound workbook in which nothing is an appendix", xlsx_bytes([letter]))
    broken("blank-sheet.xlsx", "a sound workbook with nothing in it", xlsx_bytes([Sheet("Sheet1")]))
    broken("staff-list.xls", "a sound workbook of an office's staff list, no appendix", xls_bytes([staff()]))
    with open(os.path.join(OUT, "broken", "broken.expect.json"), "w", encoding="utf-8") as out:
        json.dump(BROKEN, out, ensure_ascii=False, indent=1)
        out.write("\n")


def staff():
    s = Sheet("DS")
    for i, row in enumerate((("STT", "Họ và tên", "Chức vụ", "Điện thoại"), (1, "Nguyễn Văn A", "Trưởng phòng", "0205 123 456"), (2, "Hoàng Thị B", "Chuyên viên", "0205 123 457"), (3, "Lý Văn C", "Chuyên viên", None))):
        for j, x in enumerate(row):
            s.put(i + 1, j + 1, x)
    return s


def encrypted_stream(old):
    """A FILEPASS record (RC4) behind the BOF of the workbook stream, the rest made unreadable."""
    bof = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0x0DBB, 0x07CC, 0, 6)
    filepass = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + bytes(range(48))
    return bof + filepass + bytes((i * 89 + 7) % 251 for i in range(5000))


# ---- more of everything ----

def biff5_bytes(sheet, compound_of):
    """A workbook of Excel 5/95, record by record: no program at hand writes one any more."""
    def record(kind, *parts):
        body = b"".join(parts)
        return struct.pack("<HH", kind, len(body)) + body
    fonts = sorted({c.font or sheet.font for c in sheet.cells.values()})
    # Font number 4 does not exist: the first five places hold one that is not used.
    order = ["Arial"] * 4 + fonts
    number_of = {f: i + 5 for i, f in enumerate(fonts)}
    out = record(0x809, struct.pack("<HHHH", 0x500, 5, 0x0DBB, 0x07CC)) + record(0x42, struct.pack("<H", 1252)) + record(0x22, b"\0\0")
    for f in order:
        raw = f.encode("latin-1")
        out += record(0x31, struct.pack("<HHHHHBBBB", 240, 0, 0x7FFF, 400, 0, 0, 0, 0, 0), bytes([len(raw)]), raw)
    for i in [0] + [number_of[f] for f in fonts]:
        out += record(0xE0, struct.pack("<HH12x", i if i < 5 else i, 0))
    name = sheet.name.encode("latin-1")
    bound = record(0x85, struct.pack("<IBB", len(out) + 4 + 7 + len(name) + 4, 0, 0), bytes([len(name)]), name)
    page = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0x0DBB, 0x07CC))
    last = max(sheet.cells)[0]
    page += record(0x200, struct.pack("<HHHHH", 0, last, 0, 16, 0))
    for (row, column), cell in sorted(sheet.cells.items()):
        place = struct.pack("<HHH", row - 1, column - 1, number_of[cell.font or sheet.font] - 4)
        if isinstance(cell.stored, str):
            raw = cell.stored.encode("latin-1")
            page += record(0x204, place, struct.pack("<H", len(raw)), raw)
        elif cell.stored is not None:
            page += record(0x203, place, struct.pack("<d", float(cell.stored)))
    for t, l, b, r in sheet.merges:
        pass    # Excel 5 had no merged cells
    return compound_of([("Book", out + bound + record(0x0A) + page + record(0x0A))])


@maker
def excel95():
    s = Sheet("PL III", ".VnTime", tcvn3, tcvn3_h, ".VnTimeH")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"), merged=False)
    t.add(0, None, None, "TỔNG CỘNG", central=D("6726.2"), local=D("1274.3"))
    works(t)
    save("container-excel95.xls", "TCVN3 by font in a workbook of Excel 5/95 (BIFF5), heads over unmerged cells", [s], [t], data=biff5_bytes(s, compound))


@maker
def more_figures():
    listed("figure-decimal-three.xlsx", "three digits behind the comma are decimals where the column's other cells say so",
           [(V("1,625", "1.625"), V("0,374", "0.374")), (V("3,5", "3.5"), V("0,27", "0.27")), (V("12,75", "12.75"), V("2,125", "2.125")), (V("0,500", "0.5"), V("1,5", "1.5")), (V("7", "7"), V("0", "0"))])
    listed("figure-two-styles.xlsx", "one column with dots for thousands, the other with commas",
           [(V("1.625,7", "1625.7"), V("1,874.2", "1874.2")), (V("3.467,8", "3467.8"), V("2,805.7", "2805.7")), (V("3.800", "3800"), V("4,000", "4000")),
            (V("1.234.567", "1234567"), V("1,234,567", "1234567")), (V("12.500,5", "12500.5"), V("5,000.5", "5000.5"))])
    listed("figure-settled-by-total.xlsx", "'2.000' and '1.785' are settled by the numbers' total of their column",
           [(V("2.000", "2000"), V("1.785", "1785")), (V("1.500", "1500"), 215), (500, 300), (V("3.250", "3250"), V("1.200", "1200")), (750, 500)],
           (8000, 4000))
    listed("figure-odd-marks.xls", "a final dot, a leading plus, outer quotes, a full-width comma, spaces before the decimal comma",
           [(V("1.530.", "1530"), V("+270", "270")), (V("1.625,7", "1625.7"), V("374,3", "374.3")), (V("2.550 ,5", "2550.5"), 450), (V("1.020,0 ", "1020"), V("180,", "180")), (425, 75)])
    listed("figure-dotted-blank.xlsx", "dots for a figure still to be filled in are words, not a number",
           [(1530, "......"), ("…", 270), (2550, 450), ("?", 180), (425, 75)])
    s = Sheet("PL II")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12, unit="Đơn vị: triệu đồng"))
    t.add(0, None, "Tổng cộng", D("6.3"), D("5.5"), D("3.5"), 2, D("0.8"), D("0.6"), D("0.2"))
    t.add(1, 1, "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", V("4,1", "4.1"), V("3,5", "3.5"), V("3,500", "3.5"), None, V("0,6", "0.6"), V("0,600", "0.6"))
    t.add(1, 2, "Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo", V("2,200", "2.2"), V("2,000", "2"), None, V("2,000", "2"), V("0,200", "0.2"), None, V("0,200", "0.2"))
    t.add(1, 3, "Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng")
    t.add(1, 4, "Dự án 4: Phát triển giáo dục nghề nghiệp, việc làm bền vững")
    save("figure-comma-decimals.xlsx", "a small budget whose commas are decimals: the sums and the other cells say so", [s], [t])
    s = Sheet("PL I")
    t = Table(s, "phu-luc-1", s.heading("phu-luc-1", width=11))
    t.add(1, 1, "Tỷ lệ hộ nghèo toàn huyện", "%", V("17,88", "17.88"), V("15,88", "15.88"), None, None, V("15,88", "15.88"), V("100", "100"), V("19,15", "19.15"), "Phòng LĐ-TB&XH")
    t.add(1, 2, "Số hộ nghèo", "Hộ", V("1.611", "1611"), V("1.201", "1201"), V("1.300", "1300"), V("95,5", "95.5"), V("1.201", "1201"), V("100", "100"), V("1.865", "1865"), "Phòng LĐ-TB&XH")
    t.add(1, 3, "Số hộ cận nghèo", "Hộ", V("1.500", "1500"), V("1.300", "1300"), None, None, V("1.300", "1300"), V("100", "100"), V("1.200", "1200"), "Phòng LĐ-TB&XH")
    t.add(1, 4, "Mức giảm tỷ lệ hộ nghèo", "%", V("2,5-3", "2,5-3"), "≥ 3", None, None, V("3,0", "3"), V("100", "100"), "Trên 3", "Phòng LĐ-TB&XH")
    t.add(1, 5, "Số xã thoát nghèo", "Xã", 0, V("01", "1"), None, None, V("01", "1"), V("100", "100"), V("02", "2"), "UBND huyện")
    save("figure-indicators-text.xlsx", "indicators all typed as text: counts of households are whole, so the dot is thousands; ranges stay words", [s], [t])


@maker
def more_headers():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"), merged=False, head_row=False)
    for i, column in enumerate((("TT",), ("Địa", "bàn"), ("Tên/Danh mục", "công trình"), ("Đơn vị", "thực hiện"), ("Quy mô", "đầu tư"), ("Lý do", "đầu tư"), ("Vốn đầu tư", "(triệu đồng)", "NSTW"), (None, None, "NSĐP"), ("Năm", "thực hiện"))):
        for d, text in enumerate(column):
            if text:
                s.put(t.row + d, i + 1, text, bold=True)
    t.row += 3
    row5(t)
    save("header-words-split.xls", "one head's words run on over the unmerged rows below it", [s], [t])
    head3("header-bilingual.xlsx", "heads with English below the Vietnamese",
          {"code": ("TT\nNo.",), "location": ("Địa bàn\n(Location)",), "work": ("Tên/Danh mục công trình\n(Work)",), "agency": ("Đơn vị thực hiện\n(Agency)",), "year": ("Năm thực hiện\n(Year)",)})
    head3("header-numbers-inside.xlsx", "the column's number stands in the head itself",
          {f: p[:-1] + (p[-1] + " (%d)" % (i + 1),) for i, (f, p) in enumerate(P3.items())})
    head3("header-with-unit-each.xlsx", "the unit stands in the head of each money column",
          {"central": ("Vốn đầu tư", "NSTW (tr.đồng)"), "local": ("Vốn đầu tư", "NSĐP (tr.đồng)")})
    head3("header-old-tones.xlsx", "tone marks placed the other way, capital and small letters mixed",
          {"location": ("ĐỊA Bàn",), "scale": ("Qui Mô Đầu Tư",), "work": ("Tên / danh mục Công Trình",), "rationale": ("Lý do đầu tư ",)})
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3", plan=None, year=2022), head={"year": ("Năm TH",), "agency": ("Chủ đầu tư",)})
    s.put(2, 1, "Danh mục công trình đề nghị đầu tư (mẫu 3)")
    row5(t)
    save("header-no-title.xlsx", "a title that does not name the form: the heads must do", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", 1)
    row5(t)
    save("header-first-row.ods", "no title at all: the heads begin in row 1", [s], [t])


@maker
def more_tables():
    a, b = Sheet("PL III (1)"), Sheet("PL III (2)")
    ta = Table(a, "phu-luc-3", a.heading("phu-luc-3"))
    row5(ta)
    tb = Table(b, "phu-luc-3", b.heading("phu-luc-3"))
    row5(tb, 6)
    save("tables-continued.xlsx", "the list of works goes on on a second sheet with its own heads", [a, b], [ta, tb])
    sheets, tables = [], []
    for name, layout, fill, width in (("I", "phu-luc-1", indicators, 11), ("II", "phu-luc-2", funding, 12), ("III", "phu-luc-3", row5, 9)):
        s = Sheet(name)
        t = Table(s, layout, s.heading(layout, width=width))
        fill(t)
        sheets.append(s)
        tables.append(t)
    save("tables-whole-submission.xlsb", "a whole submission: I, II and III on their sheets", sheets, tables)
    save("tables-whole-submission-libre.ods", "the same submission as .ods", sheets, tables)
    s = Sheet("Tat ca")
    row, tables = 1, []
    for layout, fill, width in (("phu-luc-1", indicators, 11), ("phu-luc-2", funding, 12), ("phu-luc-3", row5, 9)):
        t = Table(s, layout, s.heading(layout, width=width, row=row))
        fill(t)
        s.put(t.row + 1, 7, "Người lập biểu")
        row = t.row + 4
        tables.append(t)
    save("tables-three-on-sheet.xls", "three appendices on one sheet, a signature below each", [s], tables)
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(0, None, None, "TỔNG SỐ (I+II+III+IV)", central=D("3200.5"), local=550)
    t.add(1, "I", "Huyện nghèo", central=D("3200.5"), local=550)
    t.add(2, "1", "Huyện Văn Quan", central=D("3200.5"), local=550)
    for i, w in enumerate(("Đường Bản Châu - Nà Bung", "Nước sinh hoạt thôn Bản Rượi", "Trường Tiểu học Yên Phúc")):
        t.add(3, i + 1, "Xã Tri Lễ", w, UBND, "1 km", "Đi lại", D("3200.5") - 2000 if i == 0 else 1000, D("150") if i == 0 else 200, 2022)
    t.add(1, "II", "Xã đặc biệt khó khăn vùng bãi ngang ven biển và hải đảo", central="-", local="-")
    t.add(1, "III", "Cơ sở giáo dục nghề nghiệp tại các tỉnh có huyện nghèo")
    t.add(1, "IV", "Cơ sở hạ tầng thông tin thị trường lao động", central=0, local=0)
    save("groups-empty.xlsx", "groups II to IV stand there without works", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(1, "A", V("HUYỆN NGHÈO", "HUYỆN NGHÈO"), central=2500, local=400)
    t.add(2, "I", "Huyện Văn Quan", central=1500, local=250)
    t.add(3, 1, "Xã Tri Lễ", "Đường Bản Châu - Nà Bung", UBND, "2,5km", "Đi lại", 900, 150, 2022)
    t.add(3, 2, "Xã Hữu Lễ", "Nước sinh hoạt thôn Bản Rượi", UBND, "5 km ống", "Nước sạch", 600, 100, 2022)
    t.add(2, "II", "Huyện Bình Gia", central=1000, local=150)
    t.add(3, 1, "Xã Thiện Hòa", "Đường Thâm Khôn - Nà Tàn", "UBND huyện Bình Gia", "2,1km", "Đi lại", 1000, 150, 2022)
    t.add(1, "B", "CƠ SỞ GIÁO DỤC NGHỀ NGHIỆP", central=1000, local=0)
    t.add(2, 1, "Thành phố Lạng Sơn", "Trường Cao đẳng nghề Lạng Sơn", "Sở LĐ-TB&XH", "Nhà xưởng", "Đào tạo nghề", 1000, 0, 2022)
    save("groups-capitals.xlsx", "groups A and B, districts I and II, works 1 and 2", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    for i, (place, place2, work, year) in enumerate((("Xã Tri Lễ", None, "Đường Bản Châu - Nà Bung", 2022), ("Xã Hữu Lễ", None, "Nước sinh hoạt thôn Bản Rượi", "2022-2023"), ("Xã Yên Phúc", None, "Trường Tiểu học Yên Phúc", "Năm 2022"),
                                            ("Xã Điềm He", None, "Nhà văn hóa thôn Bản Hẻo", V(datetime.date(2022, 1, 1), "2022", fmt="yyyy")), ("Xã Bình Phúc", None, "Đập, mương Khe Luông", V(2022, "2022", fmt="0")))):
        t.add(1, i + 1, place, work, UBND, "1 km", "Phục vụ", 425, 75, year)
    save("years.xlsx", "the year as a number, a span, in words, and as a date shown as its year", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    row5(t)
    base = [r for r in t.rows]
    t.sheet.put(t.row, 2, "(Bằng chữ: Ba tỷ hai trăm triệu năm trăm nghìn đồng)")
    t.sheet.put(t.row + 1, 1, "* Ghi chú: cột 7, 8 chưa gồm vốn lồng ghép")
    save("notes-in-words.xlsx", "the sum in words and a starred remark right below the last row: no rows", [s], [t])
    s = Sheet("PL I")
    t = Table(s, "phu-luc-1", s.heading("phu-luc-1", width=11))
    a = t.row
    t.add(1, 1, "Tỷ lệ hộ nghèo toàn huyện", "%", D("17.88"), D("15.88"), None, None, D("15.88"), 100, D("19.15"), "Phòng LĐ-TB&XH")
    t.add(1, 2, "Số hộ nghèo", "Hộ", 1611, 1201, None, None, 1201, 100, 1865, None)
    t.add(1, 3, "Số hộ cận nghèo", "Hộ", 1500, 1300, None, None, 1300, 100, 1200, None)
    t.span("agency", a, a + 2)
    t.add(1, 4, "Số lao động được đào tạo", "Người", 800, 1000, 700, D("102.5"), 950, 95, 1100, "Trung tâm GDNN-GDTX")
    t.add(1, 5, "Số mô hình giảm nghèo", "Mô hình", 2, 3, 2, 100, 3, 100, 5, "Phòng Nông nghiệp")
    save("carried-indicators.xlsx", "one agency merged over three indicators", [s], [t])


# ---- a last basket ----

@maker
def basket():
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    row5(t)
    t.add(0, None, None, "Cộng", central=D("3200.5"), local=550)
    save("total-called-cong.xlsx", "the only sum, below all works, is called Cộng: it is the grand total", [s], [t])
    s = Sheet("PL II")
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12))
    t.add(1, "I", "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", 3300, 3000, 3000, None, 300, 300)
    t.add(2, "1", "Hoạt động 1: Hỗ trợ đầu tư cơ sở hạ tầng tại các huyện nghèo", 3300, 3000, 3000, None, 300, 300)
    t.add(1, "II", "Dự án 2: Đa dạng hóa sinh kế", 2400, 2000, None, 2000, 200, None, 200, 200, None, 200)
    t.add(1, "III", "Dự án 3: Hỗ trợ phát triển sản xuất", 0)
    t.add(2, "1", "Tiểu dự án 1: Hỗ trợ phát triển sản xuất trong lĩnh vực nông nghiệp", 0)
    t.add(0, None, "TỔNG CỘNG (I+II+III)", 5700, 5000, 3000, 2000, 500, 300, 200, 200, None, 200)
    save("funding-roman.xls", "projects numbered I, II, III, what is below them 1; the total at the bottom", [s], [t])
    s = Sheet("PL II")
    fields = FIELDS["phu-luc-2"][1:]
    t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=11), fields=fields)
    t.add(0, "Tổng cộng", 5700, 5000, 3000, 2000, 500, 300, 200, 200, None, 200)
    t.add(1, "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", 3300, 3000, 3000, None, 300, 300)
    t.add(2, "Hoạt động 1: Hỗ trợ đầu tư cơ sở hạ tầng tại các huyện nghèo", 3300, 3000, 3000, None, 300, 300)
    t.add(1, "Dự án 4: Phát triển giáo dục nghề nghiệp, việc làm bền vững", 2400, 2000, None, 2000, 200, None, 200, 200, None, 200)
    t.add(2, "Tiểu dự án 1: Phát triển giáo dục nghề nghiệp", 2400, 2000, None, 2000, 200, None, 200, 200, None, 200)
    t.add(3, "Hoạt động 2: Xây dựng các chuẩn", 2400, 2000, None, 2000, 200, None, 200, 200, None, 200)
    save("funding-no-numbers.xlsx", "no outline numbers: the words say which row is whose", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    for group, place, district in (("I", "Huyện nghèo", "Huyện Văn Quan"), ("II", "Cơ sở giáo dục nghề nghiệp tại các tỉnh có huyện nghèo", None)):
        s.merge(t.row, 2, t.row, 6)
        t.add(1, group, place, central=1500, local=250)
        if district:
            s.merge(t.row, 2, t.row, 6)
            t.add(2, 1, district, central=1500, local=250)
        level = 3 if district else 2
        t.add(level, 1, "Xã Tri Lễ", "Công trình thứ nhất", UBND, "1 km", "Đi lại", 900, 150, 2022)
        t.add(level, 2, "Xã Hữu Lễ", "Công trình thứ hai", UBND, "1 km", "Đi lại", 600, 100, 2022)
    save("groups-merged.xlsx", "the names of groups and districts stand in cells merged over place, work, agency, scale and reason", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(1, "I", None, "Huyện nghèo", central=2500, local=400)
    t.add(2, 1, None, "Huyện Văn Quan", central=1500, local=250)
    t.add(3, 1, "Xã Tri Lễ", "Đường Bản Châu - Nà Bung", UBND, "2,5km", "Đi lại", 900, 150, 2022)
    t.add(3, 2, "Xã Hữu Lễ", "Nước sinh hoạt thôn Bản Rượi", UBND, "5 km ống", "Nước sạch", 600, 100, 2022)
    t.add(2, 2, None, "Huyện Bình Gia", central=1000, local=150)
    t.add(3, 1, "Xã Thiện Hòa", "Đường Thâm Khôn - Nà Tàn", "UBND huyện Bình Gia", "2,1km", "Đi lại", 1000, 150, 2022)
    save("groups-in-work.xls", "the names of group and districts stand in the column of works, as they are read", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    for parent in (1, 2):
        t.add(1, parent, "Huyện Văn Quan" if parent == 1 else "Huyện Bình Gia", None, None, None, None, 900, 150)
        for i in range(1, 4):
            t.add(2, V(datetime.date(2022, i, parent), "%d.%d" % (parent, i), fmt="D/M"), "Xã Tri Lễ", "Công trình nhỏ số %d.%d" % (parent, i), UBND, "%dkm" % i, "Đi lại", 300, 50, 2022)
    save("code-dates-two.xlsx", "dates of 1.1 to 1.3 and 2.1 to 2.3: the day comes first", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(1, "I", "Huyện nghèo", central=900, local=150)
    t.add(2, "I.1", "Huyện Văn Quan", central=900, local=150)
    for i in range(1, 4):
        t.add(3, "I.1.%d" % i, "Xã Tri Lễ", "Công trình nhỏ số %d" % i, UBND, "%dkm" % i, "Đi lại", 300, 50, 2022)
    t.add(1, "II", "Cơ sở giáo dục nghề nghiệp tại các tỉnh có huyện nghèo")
    save("code-mixed.xlsx", "I, I.1, I.1.1", [s], [t])
    listed("figure-invisible.xlsx", "zero-width spaces, a byte order mark and a soft hyphen inside figures",
           [(V("1.530,5\u200b", "1530.5"), V("\ufeff270", "270")), (V("2.550\u00ad,5", "2550.5"), 450), (1020, V("\u200e180", "180")), (425, 75), (V("\u00a0\u00a01.625,7", "1625.7"), D("374.3"))])
    a, b = Sheet("PL II"), Sheet("PL III")
    ta = Table(a, "phu-luc-2", a.heading("phu-luc-2", width=12))
    x = lambda text, want: V(text, want)
    ta.add(0, None, "Tổng cộng", x("5.700,5", "5700.5"), x("5.200,5", "5200.5"), x("3.200,5", "3200.5"), x("2.000,0", "2000"), x("500,0", "500"), x("300,0", "300"), x("200,0", "200"))
    ta.add(1, 1, "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội", x("3.500,5", "3500.5"), x("3.200,5", "3200.5"), x("3.200,5", "3200.5"), None, x("300,0", "300"), x("300,0", "300"))
    ta.add(1, 2, "Dự án 2: Đa dạng hóa sinh kế", x("2.200,0", "2200"), x("2.000,0", "2000"), None, x("2.000,0", "2000"), x("200,0", "200"), None, x("200,0", "200"))
    tb = Table(b, "phu-luc-3", b.heading("phu-luc-3"))
    money(tb, [(x("1.500", "1500"), x("1.200", "1200")), (x("2.250", "2250"), x("3.125", "3125")), (x("1.785", "1785"), x("2.000", "2000"))])
    save("figure-settled-by-workbook.xlsx", "nothing in the list of works settles its dots, but the funding sheet beside it writes 5.700,5", [a, b], [ta, tb])
    s = Sheet("PL III", ".VnArial Narrow", tcvn3, tcvn3_h, ".VnArial NarrowH")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.add(0, None, None, "TỔNG CỘNG", central=V("6.726,2", "6726.2"), local=V("1.274,3", "1274.3"))
    t.add(1, V("i", "I", font=".VnTimeH"), V("huyÖn nghÌo", "HUYỆN NGHÈO", font=".VnTimeH", plain=True), central=V("6.726,2", "6726.2"), local=V("1.274,3", "1274.3"))
    t.add(2, 1, "Huyện Văn Quan", central=V("6.726,2", "6726.2"), local=V("1.274,3", "1274.3"))
    works(t, 3)
    save("text-capital-fonts.xls", "a roman number and a group whose capitals come from the font .VnTimeH, narrow fonts elsewhere", [s], [t])
    s = Sheet("PL IV", ".VnTime", tcvn3, tcvn3_h, ".VnTimeH")
    t = Table(s, "phu-luc-4", s.heading("phu-luc-4", width=11))
    t.add(1, 1, None, "Hoạt động 1: Hỗ trợ đầu tư cơ sở vật chất, thiết bị đào tạo", None, None, 6000)
    t.add(2, None, "Huyện Bình Gia", "Trung tâm GDNN-GDTX huyện Bình Gia", "Cơ sở", "Sở LĐ-TB&XH", 3000, "-", "-", "-", "-", "-")
    t.add(2, None, "Huyện Văn Quan", "Trung tâm GDNN-GDTX huyện Văn Quan", "Cơ sở", "Sở LĐ-TB&XH", 3000, "-", "-", "-", "-", "-")
    t.add(1, 2, None, "Hoạt động 2: Xây dựng các chuẩn về giáo dục nghề nghiệp", None, None, 500)
    t.add(2, None, "Tỉnh Lạng Sơn", "Xây dựng chương trình, giáo trình", None, "Sở LĐ-TB&XH", 500, 550, 400, 80, 550, 100)
    save("text-tcvn3-training.xls", "the vocational targets in TCVN3", [s], [t])
    s = Sheet("PL I", ".VnTime", tcvn3, tcvn3_h, ".VnTimeH")
    t = Table(s, "phu-luc-1", s.heading("phu-luc-1", width=11))
    indicators(t)
    save("text-tcvn3-indicators.xls", "the indicators in TCVN3", [s], [t])
    s = Sheet("PL I", "VNI-Times", vni)
    t = Table(s, "phu-luc-1", s.heading("phu-luc-1", width=11))
    indicators(t)
    save("text-vni-indicators-libre.ods", "the indicators in VNI, saved again as .ods", [s], [t])
    s = Sheet("PL III")
    t = Table(s, "phu-luc-3", s.heading("phu-luc-3"))
    t.numbers("[%d]")
    row5(t)
    t.add(1, None, "Cộng trang 1", central=D("3200.5"), local=550, kind="subtotal")
    row5(t, 6)
    t.add(0, None, None, "Tổng cộng", central=6401, local=1100)
    save("subtotal-page.xlsx", "Cộng trang 1 between two pages, [1] [2] [3] below the heads", [s], [t])


@maker
def deep_headers():
    def deep(name, why, above, merged=True, **total):
        s = Sheet("PL II")
        head = {f: above + p for f, p in headers("phu-luc-2").items() if len(p) == 2}
        head.update(total)
        t = Table(s, "phu-luc-2", s.heading("phu-luc-2", width=12, unit="Đơn vị: triệu đồng"), head=head, merged=merged)
        funding(t)
        save(name, why, [s], [t])
    deep("header-three-rows.xlsx", "three rows of heads: Nguồn vốn above the sources", ("Nguồn vốn",))
    deep("header-three-split.xls", "three rows of heads, nothing merged: Trong đó above the sources", ("Trong đó",), merged=False)
    deep("header-four-rows.xlsx", "four rows of heads: the plan's year and Trong đó above the sources", ("Kế hoạch năm 2022", "Trong đó"), total=("Kế hoạch năm 2022", "Tổng số"))
    head3("header-works-three.xlsx", "three rows of heads: the funds stand under Trong đó, beside their sum",
          {"sum": ("Vốn đầu tư (triệu đồng)", "Tổng số"), "central": ("Vốn đầu tư (triệu đồng)", "Trong đó", "NSTW"), "local": ("Vốn đầu tư (triệu đồng)", "Trong đó", "NSĐP")},
          fields="code location work agency scale rationale sum central local year".split())


def main():
    for function in MAKERS:
        function()
    convert_pending()
    print(len(MADE), "workbooks")


if __name__ == "__main__":
    main()
