//! What exactly is to be done, read from a request and written as the bytes that people approve.

use baton_domain::action::ActionKind;
use baton_domain::money::Money;
use baton_policy::Action;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::error::Invalid;
use crate::ports::back_office::Operation;

/// Longest number of an order, in bytes.
const MAX_ORDER_BYTES: usize = 64;
/// Longest reason, note or line of an address, in bytes.
const MAX_TEXT_BYTES: usize = 4_000;
/// Most lines of an address.
const MAX_LINES: usize = 6;

/// Typed parameters of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parameters {
    /// Look an order up.
    LookupOrder {
        /// Which.
        order: String,
    },
    /// Change something.
    Change(Operation),
}

/// What a look-up says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lookup {
    order: String,
}

impl Parameters {
    /// Reads the parameters of a kind; its name stands beside them, not among them.
    ///
    /// # Errors
    /// Where they are wrong.
    pub fn read(kind: ActionKind, given: Value) -> Result<Self, Invalid> {
        let malformed = Invalid::at("/parameters", "action.parameters_malformed");
        let read = match kind {
            ActionKind::LookupOrder => {
                let lookup: Lookup = serde_json::from_value(given).map_err(|_| malformed)?;
                Self::LookupOrder {
                    order: lookup.order,
                }
            }
            ActionKind::Refund
            | ActionKind::Compensate
            | ActionKind::Note
            | ActionKind::ChangeAddress => {
                let Value::Object(mut fields) = given else {
                    return Err(malformed);
                };
                if fields
                    .insert("kind".to_owned(), json!(kind.as_str()))
                    .is_some()
                {
                    return Err(malformed);
                }
                let operation = serde_json::from_value(Value::Object(fields));
                Self::Change(operation.map_err(|_| malformed)?)
            }
        };
        read.check()?;
        Ok(read)
    }

    /// The bytes that are approved: fields in alphabetic order, no spaces.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let value = match self {
            Self::LookupOrder { order } => json!({"kind": "lookup_order", "order": order}),
            // Strings and integers alone: this cannot fail, and null would not read back.
            Self::Change(operation) => serde_json::to_value(operation).unwrap_or_default(),
        };
        value.to_string().into_bytes()
    }

    /// Reads back what [`Self::to_bytes`] wrote.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut value: Value = serde_json::from_slice(bytes).ok()?;
        if value.get("kind")? == "lookup_order" {
            value.as_object_mut()?.remove("kind");
            let lookup: Lookup = serde_json::from_value(value).ok()?;
            return Some(Self::LookupOrder {
                order: lookup.order,
            });
        }
        serde_json::from_value(value).ok().map(Self::Change)
    }

    /// The kind.
    #[must_use]
    pub const fn kind(&self) -> ActionKind {
        match self {
            Self::LookupOrder { .. } => ActionKind::LookupOrder,
            Self::Change(Operation::Refund { .. }) => ActionKind::Refund,
            Self::Change(Operation::Compensate { .. }) => ActionKind::Compensate,
            Self::Change(Operation::Note { .. }) => ActionKind::Note,
            Self::Change(Operation::ChangeAddress { .. }) => ActionKind::ChangeAddress,
        }
    }

    /// What governance calls it.
    pub(super) const fn governed(&self) -> Action {
        match self {
            Self::LookupOrder { .. } => Action::LookUp,
            Self::Change(Operation::Refund { .. }) => Action::Refund,
            Self::Change(Operation::Compensate { .. }) => Action::Compensate,
            Self::Change(Operation::Note { .. }) => Action::Annotate,
            Self::Change(Operation::ChangeAddress { .. }) => Action::ChangeAddress,
        }
    }

    /// The order it is about.
    #[must_use]
    pub fn order(&self) -> &str {
        match self {
            Self::LookupOrder { order } => order,
            Self::Change(operation) => operation.order(),
        }
    }

    /// The money it moves.
    #[must_use]
    pub const fn amount(&self) -> Option<Money> {
        match self {
            Self::LookupOrder { .. } => None,
            Self::Change(operation) => operation.amount(),
        }
    }

    fn check(&self) -> Result<(), Invalid> {
        let order = self.order();
        if order.trim().is_empty() || order.len() > MAX_ORDER_BYTES {
            return Err(Invalid::at("/parameters/order", "action.order"));
        }
        let text = |pointer, text: &str| {
            let is_right = !text.trim().is_empty() && text.len() <= MAX_TEXT_BYTES;
            is_right
                .then_some(())
                .ok_or(Invalid::at(pointer, "action.text"))
        };
        match self {
            Self::LookupOrder { .. } => Ok(()),
            Self::Change(
                Operation::Refund { reason, .. } | Operation::Compensate { reason, .. },
            ) => reason
                .as_deref()
                .map_or(Ok(()), |reason| text("/parameters/reason", reason)),
            Self::Change(Operation::Note { text: note, .. }) => text("/parameters/text", note),
            Self::Change(Operation::ChangeAddress { address, .. }) => {
                let at = "/parameters/address";
                let is_country = address.country.len() == 2
                    && address.country.bytes().all(|b| b.is_ascii_uppercase());
                if !is_country || !(1..=MAX_LINES).contains(&address.lines.len()) {
                    return Err(Invalid::at(at, "action.address"));
                }
                text(at, &address.name)?;
                text(at, &address.city)?;
                address.lines.iter().try_for_each(|line| text(at, line))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refund() -> Value {
        json!({"order": "KC-1", "amount": {"minor": 990, "currency": "EUR"}, "reason": "twice"})
    }

    #[test]
    fn what_is_approved_reads_back_from_its_bytes() {
        let address = json!({"order": "KC-1", "address": {"name": "Mei", "lines": ["Quay 1"],
            "city": "Genoa", "country": "IT"}});
        for (kind, given) in [
            (ActionKind::LookupOrder, json!({"order": "KC-1"})),
            (ActionKind::Refund, refund()),
            (ActionKind::Compensate, refund()),
            (
                ActionKind::Note,
                json!({"order": "KC-1", "text": "call first"}),
            ),
            (ActionKind::ChangeAddress, address),
        ] {
            let read = Parameters::read(kind, given).unwrap();
            assert_eq!(read.kind(), kind);
            assert_eq!(Parameters::from_bytes(&read.to_bytes()), Some(read));
        }
    }

    #[test]
    fn a_field_too_many_too_few_or_wrong_is_refused() {
        let without_amount = json!({"order": "KC-1"});
        let unknown =
            json!({"order": "KC-1", "amount": {"minor": 1, "currency": "EUR"}, "to": "me"});
        let fraction = json!({"order": "KC-1", "amount": {"minor": 1.5, "currency": "EUR"}});
        let empty = json!({"order": " ", "amount": {"minor": 1, "currency": "EUR"}});
        let other_kind =
            json!({"kind": "note", "order": "KC-1", "amount": {"minor": 1, "currency": "EUR"}});
        for given in [
            without_amount,
            unknown,
            fraction,
            empty,
            other_kind,
            json!([]),
        ] {
            assert!(Parameters::read(ActionKind::Refund, given).is_err());
        }
    }
}
