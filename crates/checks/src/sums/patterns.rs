//! How a figure may have become another.

use phuluc_model::Message;
use rust_decimal::Decimal;

/// How a figure may have become the one that stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// Nothing stands there.
    Blank,
    /// The sign is wrong.
    Sign,
    /// Too large or small by a power of ten.
    Factor(i32),
    /// Two neighbouring digits changed places.
    Swapped,
    /// The figure of the line above stands there.
    Copied,
    /// A digit too many or too few.
    DigitCount,
    /// One digit is another.
    OneDigit,
    /// None that is known.
    Other,
}

impl Pattern {
    /// What turned `fits` into `stated`; `above` is the figure of the line above.
    pub(crate) fn of(stated: Option<Decimal>, fits: Decimal, above: Option<Decimal>) -> Self {
        let Some(stated) = stated else { return Self::Blank };
        if fits.is_zero() {
            return Self::Other;
        }
        if fits == -stated {
            return Self::Sign;
        }
        if let Some(power) = factor(stated, fits) {
            return Self::Factor(power);
        }
        let (one, other) = digits(stated, fits);
        let same_sign = stated.is_sign_negative() == fits.is_sign_negative();
        if same_sign && is_swapped(&one, &other) {
            return Self::Swapped;
        }
        if above == Some(stated) && !stated.is_zero() {
            return Self::Copied;
        }
        if same_sign && lacks_one(one.trim_start_matches('0'), other.trim_start_matches('0')) {
            return Self::DigitCount;
        }
        let differing = one.bytes().zip(other.bytes()).filter(|(one, other)| one != other).count();
        if same_sign && differing == 1 {
            return Self::OneDigit;
        }
        Self::Other
    }

    /// How likely it is, from 0 to 100, beside the others.
    pub(crate) const fn weight(self) -> i32 {
        match self {
            Self::Sign => 90,
            Self::Factor(_) => 85,
            Self::Swapped => 84,
            Self::Copied => 62,
            Self::Blank => 60,
            Self::DigitCount => 55,
            Self::OneDigit => 50,
            Self::Other => 10,
        }
    }

    /// Why a cell is suspected.
    pub(crate) fn why(self) -> Message {
        match self {
            Self::Blank => Message::new("ô để trống", "the cell is blank"),
            Self::Sign => Message::new("nhầm dấu âm, dương", "the sign is wrong"),
            Self::Factor(power) => {
                let times = 10i64.pow(power.unsigned_abs().min(9));
                if power > 0 {
                    Message::new(format!("lớn gấp {times} lần"), format!("{times} times too large"))
                } else {
                    Message::new(format!("nhỏ hơn {times} lần"), format!("{times} times too small"))
                }
            }
            Self::Swapped => {
                Message::new("hai chữ số liền nhau bị đổi chỗ", "two neighbouring digits are swapped")
            }
            Self::Copied => {
                Message::new("trùng với số của dòng trên", "the same figure as in the line above")
            }
            Self::DigitCount => Message::new("thừa hoặc thiếu một chữ số", "a digit too many or too few"),
            Self::OneDigit => Message::new("khác đúng một chữ số", "differs by one digit"),
            Self::Other => Message::new("số này khớp mọi tổng", "this figure fits every sum"),
        }
    }
}

/// The power of ten that a stated figure is too large by.
fn factor(stated: Decimal, fits: Decimal) -> Option<i32> {
    if stated.is_zero() || fits.is_zero() {
        return None;
    }
    [1, 2, 3, 6].into_iter().find_map(|power| {
        let times = Decimal::from(10i64.pow(power));
        let power = power as i32;
        if fits.checked_mul(times) == Some(stated) {
            Some(power)
        } else {
            (stated.checked_mul(times) == Some(fits)).then_some(-power)
        }
    })
}

/// The digits of two figures, with as many places before and behind the mark in both.
fn digits(one: Decimal, other: Decimal) -> (String, String) {
    let scale = one.scale().max(other.scale());
    let digits = |mut figure: Decimal| {
        figure.rescale(scale);
        figure.mantissa().unsigned_abs().to_string()
    };
    let (one, other) = (digits(one), digits(other));
    let width = one.len().max(other.len());
    (format!("{one:0>width$}"), format!("{other:0>width$}"))
}

fn is_swapped(one: &str, other: &str) -> bool {
    let differing: Vec<(usize, (u8, u8))> =
        one.bytes().zip(other.bytes()).enumerate().filter(|(_, (one, other))| one != other).collect();
    match differing.as_slice() {
        [(first, (a, b)), (second, (c, d))] => second - first == 1 && a == d && b == c,
        _ => false,
    }
}

/// Whether one text is the other without one of its letters.
fn lacks_one(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.is_empty() || short.len() + 1 != long.len() {
        return false;
    }
    let same = short.bytes().zip(long.bytes()).take_while(|(one, other)| one == other).count();
    short.get(same..) == long.get(same + 1..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_told() {
        let of = |stated: &str, fits: &str| {
            let decimal = |text: &str| text.parse::<Decimal>().expect("a decimal");
            Pattern::of(Some(decimal(stated)), decimal(fits), Some(decimal("777")))
        };
        assert_eq!(of("-500", "500"), Pattern::Sign);
        assert_eq!(of("16257", "1625.7"), Pattern::Factor(1));
        assert_eq!(of("2.5", "2500"), Pattern::Factor(-3));
        assert_eq!(of("12050", "12500"), Pattern::Swapped);
        assert_eq!(of("1652.7", "1625.7"), Pattern::Swapped);
        assert_eq!(of("777", "12"), Pattern::Copied);
        assert_eq!(of("12500", "1250.5"), Pattern::Other);
        assert_eq!(of("2250", "250"), Pattern::DigitCount);
        assert_eq!(of("2700", "2500"), Pattern::OneDigit);
        assert_eq!(of("52", "2500"), Pattern::Other);
        assert_eq!(Pattern::of(None, Decimal::ONE, None), Pattern::Blank);
    }
}
