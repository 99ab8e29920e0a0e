//! Amounts: minor units and a currency. No floats, no conversion.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::token::MalformedToken;

/// A currency code of ISO 4217: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|letter| fmt::Write::write_char(f, char::from(*letter)))
    }
}

impl Currency {
    /// How many digits of an amount stand behind the decimal mark (ISO 4217): 2 unless listed.
    #[must_use]
    pub const fn minor_digits(self) -> usize {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            b"CLF" | b"UYW" => 4,
            _ => 2,
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Currency {
    type Err = MalformedToken;

    fn from_str(text: &str) -> Result<Self, MalformedToken> {
        <[u8; 3]>::try_from(text.as_bytes())
            .ok()
            .filter(|letters| letters.iter().all(u8::is_ascii_uppercase))
            .map(Self)
            .ok_or(MalformedToken {
                expected: "three capital letters of ISO 4217",
            })
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount of money in the currency's minor unit (cents, fen; yen as they are).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// How many minor units; negative where we owe.
    pub minor: i64,
    /// Of which currency.
    pub currency: Currency,
}

/// In whole units with a decimal point, then the code: `49.90 EUR`, `800 JPY`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.minor_digits();
        let sign = if self.minor < 0 { "-" } else { "" };
        // At least one digit stands before the mark.
        let all = format!("{:0>least$}", self.minor.unsigned_abs(), least = digits + 1);
        let (whole, part) = all.split_at(all.len() - digits);
        let mark = if part.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{mark}{part} {}", self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_written_in_minor_units_with_its_currency() {
        let money = Money {
            minor: 4_990,
            currency: "EUR".parse().unwrap(),
        };
        let json = serde_json::json!({"minor": 4990, "currency": "EUR"});
        assert_eq!(serde_json::to_value(money).unwrap(), json);
        assert_eq!(serde_json::from_value::<Money>(json).unwrap(), money);
    }

    #[test]
    fn an_amount_reads_with_the_digits_of_its_currency() {
        let read = |minor, currency: &str| {
            let currency = currency.parse().unwrap();
            Money { minor, currency }.to_string()
        };
        assert_eq!(read(4_990, "EUR"), "49.90 EUR");
        assert_eq!(read(-5, "USD"), "-0.05 USD");
        assert_eq!(read(0, "USD"), "0.00 USD");
        assert_eq!(read(800, "JPY"), "800 JPY");
        assert_eq!(read(-1, "JPY"), "-1 JPY");
        assert_eq!(read(1_234_567, "KWD"), "1234.567 KWD");
        assert_eq!(read(5, "KWD"), "0.005 KWD");
        assert_eq!(read(i64::MIN, "CLF"), "-922337203685477.5808 CLF");
    }

    #[test]
    fn a_currency_is_three_capital_letters() {
        for text in ["eur", "EU", "EURO", "€", ""] {
            assert!(text.parse::<Currency>().is_err(), "{text}");
        }
    }
}
