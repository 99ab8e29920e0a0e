//! Facts of a case, typed, and how each reads in a language.
//!
//! A slot in approved wording is filled from here and from nowhere else.

use std::collections::BTreeMap;

use baton_domain::money::Money;
use serde::{Deserialize, Serialize};

use crate::entities::Date;

/// One fact about a case, from a system that knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Fact {
    /// A name, a number of a record, a product.
    Text(String),
    /// Money.
    Amount(Money),
    /// A day as year, month, day.
    Day {
        /// For example 2026.
        year: i32,
        /// From 1.
        month: u8,
        /// From 1.
        day: u8,
    },
    /// How many.
    Count(u32),
    /// The state of an order, in the words of [`OrderState`].
    State(OrderState),
    /// A web address.
    Url(String),
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Paid and not yet sent.
    Processing,
    /// On its way.
    Shipped,
    /// Arrived.
    Delivered,
    /// Stopped.
    Cancelled,
    /// Paid back.
    Refunded,
    /// Sent back by the customer.
    Returned,
}

/// Facts by the name of the slot they fill.
pub type Facts = BTreeMap<String, Fact>;

impl Fact {
    /// How the fact reads in a language.
    #[must_use]
    pub fn written(&self, language: &str) -> String {
        match self {
            Self::Text(text) | Self::Url(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Amount(money) => amount(*money, language),
            Self::Day { year, month, day } => written_day(*year, *month, *day, language),
            Self::State(state) => state.written(language).to_owned(),
        }
    }

    /// The day, if it is one.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        match self {
            Self::Day { year, month, day } => Date::new(*year, *month, *day),
            Self::Text(_) | Self::Amount(_) | Self::Count(_) | Self::State(_) | Self::Url(_) => {
                None
            }
        }
    }
}

impl OrderState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Processing,
        Self::Shipped,
        Self::Delivered,
        Self::Cancelled,
        Self::Refunded,
        Self::Returned,
    ];

    /// The state as a word of a language; English where we have none.
    #[must_use]
    pub fn written(self, language: &str) -> &'static str {
        let [en, zh, de, fr, es, ja] = match self {
            Self::Processing => [
                "being prepared",
                "处理中",
                "in Bearbeitung",
                "en préparation",
                "en preparación",
                "準備中",
            ],
            Self::Shipped => [
                "shipped",
                "已发货",
                "versandt",
                "expédiée",
                "enviado",
                "発送済み",
            ],
            Self::Delivered => [
                "delivered",
                "已送达",
                "zugestellt",
                "livrée",
                "entregado",
                "配達済み",
            ],
            Self::Cancelled => [
                "cancelled",
                "已取消",
                "storniert",
                "annulée",
                "cancelado",
                "キャンセル済み",
            ],
            Self::Refunded => [
                "refunded",
                "已退款",
                "erstattet",
                "remboursée",
                "reembolsado",
                "返金済み",
            ],
            Self::Returned => [
                "returned",
                "已退货",
                "zurückgesandt",
                "retournée",
                "devuelto",
                "返品済み",
            ],
        };
        match language {
            "zh" => zh,
            "de" => de,
            "fr" => fr,
            "es" => es,
            "ja" => ja,
            _ => en,
        }
    }
}

fn amount(money: Money, language: &str) -> String {
    let text = money.to_string();
    if matches!(language, "de" | "fr" | "es") {
        text.replace('.', ",")
    } else {
        text
    }
}

fn written_day(year: i32, month: u8, day: u8, language: &str) -> String {
    match language {
        "zh" | "ja" => format!("{year}年{month}月{day}日"),
        "de" => format!("{day}.{month}.{year}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_reads_as_its_language_writes_it() {
        let amount = |currency: &str| {
            let currency = currency.parse().unwrap();
            let minor = 129_905;
            Fact::Amount(Money { minor, currency })
        };
        assert_eq!(amount("EUR").written("de"), "1299,05 EUR");
        assert_eq!(amount("EUR").written("en"), "1299.05 EUR");
        assert_eq!(amount("JPY").written("ja"), "129905 JPY");
        assert_eq!(amount("KWD").written("fr"), "129,905 KWD");
        let day = Fact::Day {
            year: 2026,
            month: 3,
            day: 5,
        };
        assert_eq!(day.written("zh"), "2026年3月5日");
        assert_eq!(day.written("en"), "2026-03-05");
        assert_eq!(Fact::State(OrderState::Shipped).written("zh"), "已发货");
    }
}
