//! Typed rows of the four official appendices, read out of an [`Appendix`] as
//! `csv` reads records: [`Appendix::record`] and [`Appendix::records`] take any
//! `serde` type, these or one's own.
//!
//! [`Appendix`]: crate::Appendix
//! [`Appendix::record`]: crate::Appendix::record
//! [`Appendix::records`]: crate::Appendix::records

use serde::{Deserialize, Serialize};

use crate::quantity::Quantity;

/// A row of Phụ lục I: an indicator or a task.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Indicator {
    /// Outline number (*TT*).
    pub code: Option<String>,
    /// What is measured (*chỉ tiêu/nhiệm vụ*).
    pub indicator: Option<String>,
    /// Its unit (*đơn vị tính*), such as `%` or `Hộ`.
    pub measure: Option<String>,
    /// Result two years before the plan year.
    pub prior_actual: Quantity,
    /// The year before the plan year.
    pub current: Progress,
    /// The plan (*dự kiến kế hoạch*).
    pub next_plan: Quantity,
    /// Who does it (*đơn vị thực hiện*).
    pub agency: Option<String>,
}

/// How the year before the plan year goes, in Phụ lục I and IV.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// That year's plan.
    pub plan: Quantity,
    /// Estimate of nine months.
    pub nine_months: Quantity,
    /// Nine months against the same months of the year before, in %.
    pub nine_months_pct: Quantity,
    /// Estimate of the whole year.
    pub year: Quantity,
    /// The whole year against the plan, in %.
    pub year_pct: Quantity,
}

/// A row of Phụ lục II: a project, sub-project or activity and its funding, in triệu đồng.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FundingLine {
    /// Outline number (*STT*).
    pub code: Option<String>,
    /// Project or activity (*dự án, hoạt động*).
    pub name: Option<String>,
    /// Total funding need (*tổng nhu cầu kinh phí*).
    pub total: Quantity,
    /// Central budget (*ngân sách trung ương*).
    pub central: Funds,
    /// Local budget (*ngân sách địa phương*).
    pub local: Funds,
    /// Other mobilised funds (*huy động khác*).
    pub other: Funds,
}

/// Funds of one source, in triệu đồng.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Funds {
    /// Both kinds together.
    pub total: Quantity,
    /// Development-investment capital (*nguồn ĐTPT*).
    pub investment: Quantity,
    /// Recurrent expenditure (*nguồn sự nghiệp*).
    pub recurrent: Quantity,
}

/// A row of Phụ lục III: a work, or a group or district of works, in triệu đồng.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Work {
    /// Outline number (*TT*).
    pub code: Option<String>,
    /// Where it is (*địa bàn*).
    pub location: Option<String>,
    /// What it is (*tên/danh mục công trình*).
    pub work: Option<String>,
    /// Who does it (*đơn vị thực hiện*).
    pub agency: Option<String>,
    /// How large it is (*quy mô đầu tư*).
    pub scale: Option<String>,
    /// Why it is needed (*lý do đầu tư*).
    pub rationale: Option<String>,
    /// Central budget (*NSTW*).
    pub central: Quantity,
    /// Local budget (*NSĐP*).
    pub local: Quantity,
    /// When (*năm thực hiện*).
    pub year: Quantity,
}

/// A row of Phụ lục IV: a target of vocational training.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TrainingTarget {
    /// Outline number (*TT*).
    pub code: Option<String>,
    /// Where (*địa bàn*).
    pub location: Option<String>,
    /// What (*chỉ tiêu/nhiệm vụ*).
    pub target: Option<String>,
    /// Its unit (*đơn vị tính*).
    pub measure: Option<String>,
    /// Who does it (*đơn vị thực hiện*).
    pub agency: Option<String>,
    /// Result two years before the plan year.
    pub prior_actual: Quantity,
    /// The year before the plan year.
    pub current: Progress,
    /// The plan; blank where the form has no such column.
    pub next_plan: Quantity,
}
