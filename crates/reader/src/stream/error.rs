//! Why a workbook is not read row by row.

use std::fmt;

use crate::error::OpenError;

/// Why the rows of a workbook are not given out one by one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// It cannot be read at all: [`crate::Reader::read`] says the same.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// What a row is turns on what stands elsewhere: read it as a whole.
    #[error("the workbook is to be read as a whole: {0}")]
    Whole(WholeReason),
}

impl From<WholeReason> for StreamError {
    fn from(reason: WholeReason) -> Self {
        Self::Whole(reason)
    }
}

/// Why a workbook must be read as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum WholeReason {
    /// It is no `.xlsx`.
    OtherFormat,
    /// It is so small that nothing would be won.
    Small,
    /// Several of its sheets are large.
    SeveralLarge,
    /// It has formulas, which draw on other cells.
    Formulas,
    /// Rows or cells of the large sheet are not in order, or their columns come behind them.
    Order,
    /// Merged regions of the large sheet are too many, or reach over too many rows.
    Merges,
    /// The large sheet has too many notes at its cells.
    Notes,
    /// The workbook or the sheet is one of ours, with signs of its own.
    Marked,
    /// The large sheet has not one table below one header near its top.
    Header,
    /// A row below the header looks like a header.
    SecondHeader,
    /// So many rows hang together that nothing tells where one may be cut off.
    NoBorder,
    /// There are several grand totals.
    SeveralTotals,
    /// A line that adds up all rows may be the grand total.
    SumOfAll,
    /// Indent or bold type may say which rows stand below which.
    Look,
    /// A row stands elsewhere in the tree than in the sheet.
    Tree,
    /// A figure such as `2.000` is settled by the others.
    Ambiguous,
    /// The size of the amounts may say another unit.
    Unit,
    /// Looking for headers takes too much work.
    Effort,
    /// What rows are turns on habits of the table that change with it.
    Habit,
}

impl WholeReason {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::OtherFormat => ("it is no .xlsx", "không phải .xlsx"),
            Self::Small => ("it is small", "tệp nhỏ"),
            Self::SeveralLarge => ("several sheets are large", "có nhiều trang tính lớn"),
            Self::Formulas => ("there are formulas", "có công thức"),
            Self::Order => ("its cells are not in order", "các ô không theo thứ tự"),
            Self::Merges => ("merged regions are many or tall", "ô gộp quá nhiều hoặc quá cao"),
            Self::Notes => ("there are many notes at cells", "có nhiều ghi chú ở ô"),
            Self::Marked => ("it was written by phuluc", "tệp do phuluc ghi"),
            Self::Header => (
                "the sheet is not one table below one header",
                "trang tính không phải một bảng dưới một tiêu đề",
            ),
            Self::SecondHeader => ("a row below looks like a header", "có dòng dưới giống tiêu đề cột"),
            Self::NoBorder => ("rows hang together", "các dòng liền nhau, không tách được"),
            Self::SeveralTotals => ("there are several grand totals", "có nhiều dòng tổng cộng"),
            Self::SumOfAll => ("a sum of all rows may be the total", "dòng cộng có thể là tổng cộng"),
            Self::Look => {
                ("indent or bold type may nest rows", "thụt lề hoặc chữ đậm có thể chỉ cấp của dòng")
            }
            Self::Tree => ("rows are in another order than their tree", "thứ tự dòng khác thứ tự cây"),
            Self::Ambiguous => ("a figure may be read in two ways", "có số đọc được hai cách"),
            Self::Unit => ("the unit turns on the amounts", "đơn vị tính phụ thuộc cỡ số"),
            Self::Effort => ("headers take too much work", "tìm tiêu đề cột tốn quá nhiều công"),
            Self::Habit => ("names or units turn on the whole table", "tên hoặc đơn vị phụ thuộc cả bảng"),
        }
    }

    /// The same in Vietnamese.
    pub const fn message_vi(self) -> &'static str {
        self.words().1
    }
}

impl fmt::Display for WholeReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words().0)
    }
}
