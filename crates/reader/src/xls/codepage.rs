//! Byte strings of BIFF5 and BIFF7.
//!
//! Whatever code page the file names (Vietnamese offices wrote 1252 and 1258, and
//! TCVN3 or VNI letters under either), bytes are taken as Windows-1252. That loses
//! nothing: it gives the same code points that Excel 97 stores for such text, and
//! the legacy encodings are told by font afterwards. The five bytes that 1252
//! leaves open become the control characters of the same number.

/// Code points of bytes 0x80 to 0x9F.
const HIGH: [u16; 32] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
];

/// The UTF-16 unit of a Windows-1252 byte.
pub(super) fn cp1252(byte: u8) -> u16 {
    byte.checked_sub(0x80).and_then(|high| HIGH.get(usize::from(high))).copied().unwrap_or(u16::from(byte))
}

#[cfg(test)]
mod tests {
    use super::cp1252;

    #[test]
    fn only_the_middle_differs_from_latin_1() {
        assert_eq!(cp1252(b'A'), 0x41);
        assert_eq!(cp1252(0x80), 0x20AC);
        assert_eq!(cp1252(0x9F), 0x0178);
        assert_eq!(cp1252(0xA0), 0xA0);
        assert_eq!(cp1252(0xAD), 0xAD);
        assert_eq!(cp1252(0xFF), 0xFF);
    }
}
