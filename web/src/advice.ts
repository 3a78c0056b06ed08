// Messages of the library speak of the command line's options where they say what to do; here
// they speak of what is on the page. A test sees to it that none is left.

import type { Both, Language } from "./protocol";

const ADVICE: Record<Language, [RegExp, string][]> = {
  vi: [
    [/xem `phuluc inspect`, hoặc thêm mẫu bằng --layouts/, "bấm «Chọn lại phụ lục, cột…», hoặc thêm mẫu riêng ở «Thiết lập»"],
    [/kiểm tra bằng `phuluc inspect`/, "nếu sai thì bấm «Chọn lại phụ lục, cột…»"],
    [/đưa vào một tệp, hoặc thêm --latest để lấy tệp mới hơn/, "bỏ chọn một tệp, hoặc đánh dấu «Đơn vị gửi hai lần: lấy bản có ngày kế hoạch sau»"],
    [/sửa bằng --unit TỆP=ĐƠN VỊ, hoặc thêm danh sách bằng --places/, "ghi đơn vị ở bảng trên, hoặc thêm danh sách huyện, xã ở «Thiết lập»"],
    [/kiểm tra có nhầm tệp hoặc --unit không/, "kiểm tra có nhầm tệp hoặc nhầm đơn vị không"],
    [/ghi rõ bằng --unit ".*"$/, "ghi đơn vị ở bảng trên rồi bấm «Tổng hợp»"],
    [/it must come from `phuluc convert`/, "chỉ nhận tệp JSON đã lưu từ trang này"],
    [/add its file with --layouts/, "thêm tệp mẫu ở «Thiết lập»"],
  ],
  en: [
    [/see `phuluc inspect`, or add its layout with --layouts/, "press “Choose appendix and columns…”, or add a form of your own in “Settings”"],
    [/look at it with `phuluc inspect`/, "where that is wrong, press “Choose appendix and columns…”"],
    [/give one of them, or add --latest to take the later one/, "leave one of them out, or tick “A unit sent twice: take the later plan date”"],
    [/say the unit with --unit FILE=NAME, or add its list with --places/, "name the unit in the table above, or add its list in “Settings”"],
    [/check the file and --unit/, "check the file and the unit"],
    [/say it with --unit ".*"$/, "name the unit in the table above and press “Merge”"],
    [/it must come from `phuluc convert`/, "only JSON that was saved here is read"],
    [/add its file with --layouts/, "add its file in “Settings”"],
  ],
};

/** A message as the page says it. */
export function advised(message: Both, language: Language): string {
  const [from, to] = ADVICE[language].find(([from]) => from.test(message[language])) ?? [];
  return from && to ? message[language].replace(from, to) : message[language];
}
