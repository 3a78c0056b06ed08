//! The rules, a file each. What a rule says of itself is its file in `docs/rules/`.

/// Reads a rule's documentation once.
macro_rules! documented {
    ($file:literal) => {
        #[allow(clippy::expect_used, reason = "the file is part of the crate, and a test reads each")]
        static DOC: std::sync::LazyLock<crate::doc::RuleDoc> = std::sync::LazyLock::new(|| {
            crate::doc::RuleDoc::parse(include_str!(concat!("../../../../docs/rules/", $file)))
                .expect(concat!("the sections of ", $file))
        });
    };
}

macro_rules! checks {
    ($($module:ident :: $rule:ident,)*) => {
        $(pub mod $module;)*

        /// Every rule beyond reading, by code.
        pub(crate) static CHECKS: &[&dyn crate::registry::Check] = &[$(&$module::$rule),*];
    };
}

pub(crate) mod mentions;
pub(crate) mod merging;
pub(crate) mod outline;
pub(crate) mod places_of;
pub(crate) mod reading;
pub(crate) mod works;

checks! {
    pl201_children_sum::ChildrenSum,
    pl202_row_sum::RowSum,
    pl203_grand_total::GrandTotal,
    pl204_printed_formula::PrintedFormula,
    pl205_subtotal::Subtotal,
    pl206_totals_differ::TotalsDiffer,
    pl207_rounded_sum::RoundedSum,
    pl208_percentage::Percentage,
    pl209_whole_blank::WholeBlank,
    pl221_far_from_neighbours::FarFromNeighbours,
    pl222_another_unit::AnotherUnit,
    pl223_typed_twice::TypedTwice,
    pl301_appendices_disagree::AppendicesDisagree,
    pl401_duplicate_number::DuplicateNumber,
    pl402_missing_number::MissingNumber,
    pl403_out_of_order::OutOfOrder,
    pl404_wrong_parent::WrongParent,
    pl405_outside_groups::OutsideGroups,
    pl406_duplicate_work::DuplicateWork,
    pl407_header_inside::HeaderInside,
    pl408_stated_count::StatedCount,
    pl409_page_break_split::PageBreakSplit,
    pl501_other_district::OtherDistrict,
    pl502_commune_elsewhere::CommuneElsewhere,
    pl503_unknown_place::UnknownPlace,
    pl504_agency_elsewhere::AgencyElsewhere,
    pl505_former_unit::FormerUnit,
    pl506_other_commune::OtherCommune,
    pl606_typed_among_formulas::TypedAmongFormulas,
    pl607_row_left_out::RowLeftOut,
    pl608_counted_twice::CountedTwice,
    pl609_formula_differs::FormulaDiffers,
    pl610_text_in_sum::TextInSum,
}
