//! What became of formulas, in words, one finding a column and cause.

use phuluc_model::text::tidy;
use phuluc_model::{CellRef, Finding, Message};

use super::stop::What;
use super::{Checked, Verdict};
use crate::grid::{CellValue, Sheet};
use crate::rules;
use crate::sink::Sink;

/// Says of the formulas of a sheet what is to be said. That a program left those of a
/// template to be worked out is nothing to say: they are the form's.
pub(crate) fn say(
    file: &str,
    sheet: &Sheet,
    checked: &[Checked],
    template: bool,
    findings: &mut Vec<Finding>,
) {
    let mut sink = Sink::new(file, &tidy(&sheet.name));
    let quiet = |verdict: &Verdict| template && matches!(verdict, Verdict::Filled { .. });
    for Checked { at, verdict, .. } in checked.iter().filter(|checked| !quiet(&checked.verdict)) {
        say_one(&mut sink, *at, verdict);
    }
    findings.extend(sink.into_findings());
}

fn say_one(sink: &mut Sink, at: CellRef, verdict: &Verdict) {
    let (rule, message) = match verdict {
        Verdict::Stale { cached, computed } => {
            let message = Message::new(
                "Kết quả lưu trong tệp khác với kết quả tính lại theo công thức: đã lấy kết quả tính lại; hãy mở bằng Excel, tính lại (F9), kiểm tra và lưu",
                "the stored result is not what the formula gives: the computed one stands; open the file in Excel, recalculate (F9), check and save it",
            );
            return sink.change(&rules::STALE_RESULT, at, message, (shown(cached), shown(computed)));
        }
        Verdict::Filled { cached: CellValue::None, computed } => {
            let message = Message::new(
                "Công thức chưa có kết quả lưu trong tệp: đã tự tính; nên mở bằng Excel và lưu lại để tệp có đủ số",
                "the formula has no stored result: it was computed; open the file in Excel and save it, so that the figures are in it",
            );
            return sink.change(&rules::NO_RESULT, at, message, (None, shown(computed)));
        }
        Verdict::Filled { cached, computed } => {
            let message = Message::new(
                "Tệp yêu cầu tính lại khi mở và kết quả lưu sẵn không khớp công thức: đã lấy kết quả tính lại; nên mở bằng Excel và lưu lại",
                "the file asks to be recalculated, and the stored result is not what the formula gives: the computed one stands; open the file in Excel and save it",
            );
            return sink.change(&rules::NO_RESULT, at, message, (shown(cached), shown(computed)));
        }
        Verdict::Unsupported { what, cached } => (&rules::NOT_EVALUATED, not_evaluated(what, *cached)),
        Verdict::GaveUp => (
            &rules::NOT_EVALUATED,
            Message::new(
                "Công thức quá lớn để tính lại: kết quả lưu trong tệp (nếu có) được giữ nguyên",
                "the formula is too large to be computed: the stored result, if there is one, stands",
            ),
        ),
        Verdict::External => (
            &rules::EXTERNAL_LINK,
            Message::new(
                "Công thức lấy số từ một tệp khác, không kiểm tra được: kết quả đã lưu được giữ nguyên; hãy dán thành giá trị (Paste Values) trước khi nộp",
                "the formula draws on another file and cannot be checked: the stored result stands; paste it as a value before sending the file",
            ),
        ),
        Verdict::Cycle => (
            &rules::CYCLE,
            Message::new(
                "Công thức tham chiếu vòng (tính ra từ chính nó): kết quả đã lưu được giữ nguyên; hãy sửa công thức",
                "the formula needs its own result (circular reference): the stored result stands; mend the formula",
            ),
        ),
    };
    sink.cell(rule, at, message, None);
}

fn not_evaluated(what: &What, cached: bool) -> Message {
    let (vi, en) = match what {
        What::Function(name) => (format!("hàm {name}"), format!("function {name}")),
        other => {
            let (vi, en) = named(other);
            (vi.to_owned(), en.to_owned())
        }
    };
    let (vi_end, en_end) = if cached {
        ("kết quả lưu trong tệp được giữ nguyên", "the stored result stands")
    } else {
        (
            "tệp cũng chưa có kết quả; hãy mở bằng Excel, tính lại (F9) và lưu",
            "and the file has no result: open it in Excel, recalculate (F9) and save it",
        )
    };
    Message::new(
        format!("Công thức không tính lại được ({vi}): {vi_end}"),
        format!("the formula cannot be computed here ({en}): {en_end}"),
    )
}

const fn named(what: &What) -> (&'static str, &'static str) {
    match what {
        What::Function(_) => ("hàm", "function"),
        What::Syntax => ("cú pháp lạ", "unknown syntax"),
        What::Table => ("tham chiếu bảng (Table)", "reference to a table object"),
        What::Sheet => ("trang tính không có hoặc nhiều trang tính", "a missing sheet, or several sheets"),
        What::Name => ("tên chưa định nghĩa", "a name that is not understood"),
        What::Array => ("công thức mảng", "array formula"),
        What::TextFigure => {
            ("chữ có thể là số, tùy cài đặt của máy", "text that may be a figure, by the computer's settings")
        }
        What::Order => {
            ("thứ tự của chữ hoặc danh sách chưa sắp xếp", "the order of texts, or an unsorted list")
        }
        What::Pattern => ("ký tự đại diện trong điều kiện tìm", "wildcards in a criterion"),
        What::Power => ("lũy thừa lẻ", "a fractional power"),
        What::Rounding => {
            ("kết quả tùy thuộc chữ số thứ 16 trở đi", "the result turns on digits past the fifteenth")
        }
        What::Hidden => ("SUBTOTAL trên dòng ẩn", "SUBTOTAL over hidden rows"),
        What::Parts => ("một ô thành phần chưa có kết quả", "a cell that it needs has no result"),
    }
}

/// A value as a person would quote it.
fn shown(value: &CellValue) -> Option<String> {
    Some(match value {
        CellValue::None => return None,
        CellValue::Number(number) => number.value.to_string(),
        CellValue::Text(text) => tidy(&text.text),
        CellValue::Bool(true) => "TRUE".to_owned(),
        CellValue::Bool(false) => "FALSE".to_owned(),
        CellValue::Error(error) => error.to_string(),
    })
}
