//! What is said of text that was decoded.

use phuluc_model::text::tidy;
use phuluc_model::{Finding, Message};

use crate::decode::{Basis, Decoded, Encoding};
use crate::grid::Sheet;
use crate::rules;

fn encoding_name(encoding: &Encoding) -> &'static str {
    match encoding {
        Encoding::Tcvn3 => "TCVN3",
        Encoding::Vni => "VNI",
        Encoding::Decomposed => "Unicode tổ hợp (NFD)",
        Encoding::HalfComposed => "Windows-1258",
        Encoding::ToneBeforeShape => "Unicode (tone before shape)",
        Encoding::Eth => "Unicode (Ð, eth)",
    }
}

fn is_unicode(encoding: Encoding) -> bool {
    !matches!(encoding, Encoding::Tcvn3 | Encoding::Vni)
}

/// Legacy encodings by name, each once.
pub(crate) fn encoding_names(decoded: &[&Decoded]) -> Vec<String> {
    let mut names: Vec<String> = decoded.iter().map(|d| encoding_name(&d.encoding).to_owned()).collect();
    names.dedup();
    names
}

/// Says which text was decoded, and by what.
pub(crate) fn say_decoded(file: &str, sheet: &Sheet, decoded: &[&Decoded], findings: &mut Vec<Finding>) {
    for decoded in decoded {
        let name = encoding_name(&decoded.encoding);
        let (basis_vi, basis_en) = match decoded.basis {
            Basis::Font if is_unicode(decoded.encoding) => ("theo ký tự", "by its characters"),
            Basis::Font => ("theo phông chữ", "by font"),
            Basis::Evidence => ("theo nội dung", "by evidence of the text"),
        };
        let message = Message::new(
            format!("Chữ mã {name} đã được đổi sang Unicode ({basis_vi})"),
            format!("text in {name} was decoded to Unicode ({basis_en})"),
        );
        let finding =
            Finding::new(&rules::ENCODING_DECODED, message, file, &tidy(&sheet.name), decoded.range);
        let example = format!("{} → {}", tidy(&decoded.first.before), tidy(&decoded.first.after));
        findings.push(finding.counting(decoded.cells.max(1)).with_found(example));
    }
}
