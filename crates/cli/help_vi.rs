//! Vietnamese help, by command and argument. A test demands a line for each.

use clap::{Arg, ArgAction, Command};

/// Words for `command` (its path without the program's name, `""` for the
/// program) and `argument` (`""` for the command itself).
const HELP: &[(&str, &str, &str)] = &[
    ("", "", "Đọc, kiểm tra và lập lại các phụ lục kế hoạch giảm nghèo"),
    ("", "lang", "Ngôn ngữ thông báo [mặc định: theo máy]"),
    ("", "quiet", "Chỉ báo lỗi"),
    ("", "verbose", "Báo nhiều hơn, kèm thời gian từng bước"),
    ("", "timings", "Cuối cùng in thời gian từng bước thành một dòng JSON ra đầu ra lỗi chuẩn"),
    ("", "layouts", "Thư mục chứa mẫu biểu của đơn vị (*.toml); mẫu trùng id thay mẫu có sẵn"),
    (
        "",
        "limit",
        "Đổi một giới hạn an toàn: file-bytes, unzipped-bytes, parts, cells, sheets, depth, text-bytes; seconds và memory của tiến trình đọc định dạng cũ",
    ),
    ("", "threads", "Số tệp đọc cùng lúc [mặc định: số nhân của máy cộng một]"),
    ("inspect", "", "Cho biết mỗi trang tính chứa gì và được hiểu thế nào"),
    ("inspect", "inputs", "Tệp, thư mục, hoặc - để đọc đầu vào chuẩn"),
    ("inspect", "recursive", "Đọc cả các thư mục con"),
    ("inspect", "strict", "Thoát với mã 1 nếu có phát hiện mức lỗi"),
    ("inspect", "format", "Dạng trả lời: text cho người đọc, json cho chương trình"),
    ("inspect", "cells", "Liệt kê mọi ô có nội dung và ô đó được dùng làm gì"),
    ("convert", "", "Đọc bảng tính và lập lại biểu chính thức, hoặc JSON, JSONL, CSV"),
    ("convert", "inputs", "Tệp, thư mục, hoặc - để đọc đầu vào chuẩn"),
    ("convert", "recursive", "Đọc cả các thư mục con"),
    ("convert", "strict", "Thoát với mã 1 nếu có phát hiện mức lỗi"),
    ("convert", "output", "Tệp cần ghi (.xlsx, .json, .jsonl, .csv), hoặc - để ghi ra đầu ra chuẩn"),
    ("convert", "format", "Dạng cần ghi; không có thì theo đuôi tệp, đầu ra chuẩn là json"),
    ("convert", "force", "Ghi đè tệp đã có"),
    ("check", "", "Kiểm tra biểu: sai ở ô nào, đang có số nào, cần có số nào"),
    ("check", "inputs", "Tệp, thư mục, hoặc - để đọc đầu vào chuẩn"),
    ("check", "recursive", "Đọc cả các thư mục con"),
    ("check", "format", "Dạng kết quả; không có thì theo đuôi tệp OUT, mặc định là text"),
    ("check", "output", "Tệp ghi kết quả, hoặc - để ghi ra đầu ra chuẩn"),
    ("check", "annotate", "Ghi bản sao bảng tính, mỗi phát hiện được tô màu và ghi chú tại ô"),
    ("check", "force", "Ghi đè các tệp đã có"),
    ("check", "select", "Chỉ các quy tắc này: mã, phần đầu của mã, hoặc tên"),
    ("check", "ignore", "Bỏ qua các quy tắc này: mã, phần đầu của mã, hoặc tên"),
    ("check", "min_severity", "Chỉ các phát hiện từ mức này trở lên"),
    (
        "check",
        "config",
        "Tệp mức độ và các phát hiện đã chấp nhận [mặc định: phuluc.toml cạnh bảng tính hoặc ở thư mục trên]",
    ),
    ("check", "places", "Danh sách huyện, xã của tỉnh khác, các cột cách nhau bằng dấu tab"),
    ("check", "accepted_from", "Lấy các chấp nhận đã điền trong bản sao có ghi chú"),
    ("check", "save_accepted", "Ghi các chấp nhận đó vào phuluc.toml"),
    ("check", "color", "Màu của kết quả dạng text"),
    ("merge", "", "Tổng hợp số liệu các đơn vị thành một bộ phụ lục chính thức"),
    ("merge", "inputs", "Tệp, thư mục, hoặc - để đọc đầu vào chuẩn"),
    ("merge", "recursive", "Đọc cả các thư mục con"),
    ("merge", "strict", "Thoát với mã 1 nếu có phát hiện mức lỗi, hoặc có số khác kế hoạch của --against"),
    ("merge", "output", "Tệp cần ghi (.xlsx, .json, .jsonl, .csv), hoặc - để ghi ra đầu ra chuẩn"),
    ("merge", "format", "Dạng cần ghi; không có thì theo đuôi tệp, đầu ra chuẩn là json"),
    ("merge", "force", "Ghi đè tệp đã có"),
    ("merge", "unit", "Cho biết tệp của đơn vị nào, dạng TỆP=ĐƠN VỊ"),
    ("merge", "places", "Danh sách huyện, xã của tỉnh, các cột cách nhau bằng dấu tab [mặc định: Lạng Sơn]"),
    ("merge", "latest", "Một đơn vị gửi hai tệp thì lấy tệp có ngày văn bản mới hơn"),
    ("merge", "against", "Đối chiếu tổng các đơn vị với kế hoạch này"),
    ("merge", "update", "Lấy số liệu các đơn vị khác từ tệp tổng hợp này"),
    ("merge", "drop_edits", "Bỏ những chỗ bị sửa tay trong tệp tổng hợp"),
    ("diff", "", "So sánh hai lần gửi theo nội dung, từng dòng"),
    ("diff", "old", "Bản cũ: tệp, thư mục, hoặc - để đọc đầu vào chuẩn"),
    ("diff", "new", "Bản mới: tệp, thư mục, hoặc - để đọc đầu vào chuẩn"),
    ("diff", "recursive", "Đọc cả các thư mục con"),
    ("diff", "format", "Dạng kết quả; không có thì theo đuôi tệp OUT, mặc định là text"),
    (
        "diff",
        "output",
        "Tệp cần ghi (.xlsx đặt hai bản cạnh nhau, .json, .txt), hoặc - để ghi ra đầu ra chuẩn",
    ),
    ("diff", "force", "Ghi đè tệp đã có"),
    ("diff", "ignore_heading", "Không so tiêu đề, năm kế hoạch và văn bản kèm theo"),
    ("template", "", "Lập biểu mẫu trống để gửi các đơn vị điền"),
    ("template", "appendix", "Phụ lục theo số, 2 hoặc II [mặc định: mọi phụ lục chính thức]"),
    ("template", "layout", "Phụ lục theo id của mẫu"),
    ("template", "unit", "Đơn vị báo cáo, ví dụ \"Huyện Bình Gia\""),
    ("template", "year", "Năm kế hoạch [mặc định: năm của kế hoạch trong --plan]"),
    ("template", "plan", "Ghi sẵn các dòng của kế hoạch này, để trống số liệu"),
    (
        "template",
        "places",
        "Danh sách huyện, xã để chọn, các cột cách nhau bằng dấu tab [mặc định: Lạng Sơn]",
    ),
    ("template", "units", "Lập cho mỗi đơn vị trong danh sách này một tệp, ghi vào thư mục OUT"),
    ("template", "rows", "Số dòng trống ở mỗi chỗ được thêm dòng [mặc định: 10 ở danh mục, 3 ở chỗ khác]"),
    ("template", "output", "Tệp cần ghi (.xlsx), - để ghi ra đầu ra chuẩn, hoặc thư mục khi có --for"),
    ("template", "force", "Ghi đè tệp đã có"),
    ("rules", "", "Liệt kê các quy tắc, hoặc giải thích một quy tắc"),
    ("rules", "rule", "Mã hoặc tên quy tắc, ví dụ PL201"),
    ("layouts", "", "Liệt kê, xem hoặc kiểm tra mẫu biểu"),
    ("layouts list", "", "Liệt kê các mẫu biểu"),
    ("layouts show", "", "In tệp của một mẫu biểu"),
    ("layouts show", "id", "Id của mẫu"),
    ("layouts check", "", "Kiểm tra tệp mẫu biểu của đơn vị"),
    ("layouts check", "files", "Các tệp mẫu biểu"),
    ("schema", "", "In JSON Schema của một dạng JSON"),
    ("schema", "form", "Dạng JSON: của phụ lục (appendices), của phát hiện (findings) hoặc của diff"),
    ("ui", "", "Mở trang: làm mọi việc trên trình duyệt, không phải gõ lệnh"),
    ("ui", "output", "Chỉ ghi trang ra tệp, hoặc - để ghi ra đầu ra chuẩn"),
    ("ui", "force", "Ghi đè tệp đã có"),
    ("drop", "", "Chuyển và kiểm tra từng tệp, ghi cạnh tệp gốc; như khi chỉ ghi tên tệp"),
    ("drop", "inputs", "Tệp hoặc thư mục"),
    ("drop", "recursive", "Đọc cả các thư mục con; luôn như vậy"),
    ("completions", "", "In lệnh gợi ý cho shell"),
    ("completions", "shell", "Tên shell"),
];

/// Puts the help of a command and all below it into Vietnamese.
pub(crate) fn translate(command: Command) -> Command {
    translate_at(command, "")
        .subcommand_help_heading("Lệnh")
        .help_template("{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}")
        .after_help("phuluc TỆP... chuyển và kiểm tra từng tệp hoặc thư mục, ghi cạnh tệp gốc, như khi thả tệp vào chương trình.")
}

fn words(path: &str, argument: &str) -> Option<&'static str> {
    HELP.iter().find(|(command, name, _)| *command == path && *name == argument).map(|(_, _, words)| *words)
}

fn translate_at(mut command: Command, path: &str) -> Command {
    if let Some(about) = words(path, "") {
        command = command.about(about);
    }
    command = command.mut_args(|argument| {
        let name = argument.get_id().to_string();
        let heading = if argument.is_positional() { "Tham số" } else { "Tùy chọn" };
        let argument = argument.help_heading(heading);
        match words(path, &name).or_else(|| words("", &name)) {
            Some(help) => argument.help(help),
            None => argument,
        }
    });
    let heading = "Tùy chọn";
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("In hướng dẫn");
    command = command.disable_help_flag(true).arg(help.help_heading(heading));
    if path.is_empty() {
        let version =
            Arg::new("version").short('V').long("version").action(ArgAction::Version).help("In phiên bản");
        command = command.disable_version_flag(true).arg(version.help_heading(heading));
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let below = if path.is_empty() { name.clone() } else { format!("{path} {name}") };
        command = command.mut_subcommand(name, |sub| {
            translate_at(sub, &below).help_template("{about-with-newline}\nCách dùng: {usage}\n\n{all-args}")
        });
    }
    command
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn missing(command: &Command, path: &str, out: &mut Vec<String>) {
        if words(path, "").is_none() {
            out.push(format!("{path:?}"));
        }
        for argument in command.get_arguments() {
            let name = argument.get_id().as_str();
            if !matches!(name, "help" | "version") && words(path, name).is_none() && words("", name).is_none()
            {
                out.push(format!("{path:?} {name}"));
            }
        }
        for sub in command.get_subcommands() {
            let below = if path.is_empty() {
                sub.get_name().to_owned()
            } else {
                format!("{path} {}", sub.get_name())
            };
            missing(sub, &below, out);
        }
    }

    #[test]
    fn every_command_and_argument_has_vietnamese_help() {
        let mut out = Vec::new();
        missing(&crate::args::Cli::command(), "", &mut out);
        assert!(out.is_empty(), "no Vietnamese help for {out:?}");
    }
}
