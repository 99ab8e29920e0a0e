//! The values, rows and queries that both databases share.
//!
//! Three types are enough: 64-bit integers (instants in microseconds, booleans as 0 and 1, money in
//! minor units), text (ids, enums, JSON) and bytes. A null keeps its type, because `PostgreSQL` asks
//! for it.

use std::borrow::Cow;

use baton_domain::part::Commitment;
use baton_domain::time::Timestamp;

use crate::error::StoreError;

/// One value on its way to or from the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A 64-bit integer or null.
    Int(Option<i64>),
    /// Text or null.
    Text(Option<String>),
    /// Bytes or null.
    Bytes(Option<Vec<u8>>),
}

/// Becomes a [`Value`].
pub trait ToValue {
    /// The value as the database keeps it.
    fn to_value(&self) -> Value;
}

/// Is read from a [`Value`].
pub trait FromValue: Sized {
    /// Reads the value, or says nothing if it is of another type or null.
    fn from_value(value: Value) -> Option<Self>;
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl ToValue for $type {
            fn to_value(&self) -> Value {
                Value::Int(i64::try_from(*self).ok())
            }
        }
        impl FromValue for $type {
            fn from_value(value: Value) -> Option<Self> {
                match value {
                    Value::Int(number) => number.and_then(|number| number.try_into().ok()),
                    Value::Text(_) | Value::Bytes(_) => None,
                }
            }
        }
        impl ToValue for Option<$type> {
            fn to_value(&self) -> Value {
                Value::Int(self.and_then(|number| i64::try_from(number).ok()))
            }
        }
    )*};
}
integers!(i64, u64, u32, i32, u16, usize);

impl ToValue for bool {
    fn to_value(&self) -> Value {
        Value::Int(Some(i64::from(*self)))
    }
}

impl FromValue for bool {
    fn from_value(value: Value) -> Option<Self> {
        i64::from_value(value).map(|number| number != 0)
    }
}

impl ToValue for Timestamp {
    fn to_value(&self) -> Value {
        Value::Int(Some(self.as_micros()))
    }
}

impl FromValue for Timestamp {
    fn from_value(value: Value) -> Option<Self> {
        i64::from_value(value).map(Self::from_micros)
    }
}

impl ToValue for Option<Timestamp> {
    fn to_value(&self) -> Value {
        Value::Int(self.map(Timestamp::as_micros))
    }
}

impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::Text(Some(self.to_owned()))
    }
}

impl ToValue for String {
    fn to_value(&self) -> Value {
        Value::Text(Some(self.clone()))
    }
}

impl FromValue for String {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) => text,
            Value::Int(_) | Value::Bytes(_) => None,
        }
    }
}

impl ToValue for Option<String> {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl ToValue for Option<&str> {
    fn to_value(&self) -> Value {
        Value::Text(self.map(str::to_owned))
    }
}

impl ToValue for [u8] {
    fn to_value(&self) -> Value {
        Value::Bytes(Some(self.to_vec()))
    }
}

impl ToValue for Vec<u8> {
    fn to_value(&self) -> Value {
        Value::Bytes(Some(self.clone()))
    }
}

impl<const N: usize> ToValue for [u8; N] {
    fn to_value(&self) -> Value {
        Value::Bytes(Some(self.to_vec()))
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => bytes,
            Value::Int(_) | Value::Text(_) => None,
        }
    }
}

impl ToValue for Option<Vec<u8>> {
    fn to_value(&self) -> Value {
        Value::Bytes(self.clone())
    }
}

impl<const N: usize> FromValue for [u8; N] {
    fn from_value(value: Value) -> Option<Self> {
        Vec::<u8>::from_value(value).and_then(|bytes| bytes.try_into().ok())
    }
}

impl ToValue for Commitment {
    fn to_value(&self) -> Value {
        self.as_bytes().to_value()
    }
}

impl FromValue for Commitment {
    fn from_value(value: Value) -> Option<Self> {
        <[u8; 32]>::from_value(value).map(Self::from_bytes)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Int(None) | Value::Text(None) | Value::Bytes(None) => Some(None),
            value @ (Value::Int(_) | Value::Text(_) | Value::Bytes(_)) => {
                T::from_value(value).map(Some)
            }
        }
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}

macro_rules! text_ids {
    ($($type:ident),* $(,)?) => {$(
        impl ToValue for baton_domain::id::$type {
            fn to_value(&self) -> Value {
                Value::Text(Some(self.to_string()))
            }
        }
        impl ToValue for Option<baton_domain::id::$type> {
            fn to_value(&self) -> Value {
                Value::Text(self.map(|id| id.to_string()))
            }
        }
        impl FromValue for baton_domain::id::$type {
            fn from_value(value: Value) -> Option<Self> {
                String::from_value(value).and_then(|text| text.parse().ok())
            }
        }
    )*};
}
text_ids!(
    WorkspaceId,
    PersonId,
    TeammateId,
    TeamId,
    BrandId,
    ChannelId,
    ConversationId,
    ContactId,
    AccountId,
    ParticipantId,
    PartnerId,
    MessageId,
    CaseId,
    WaitId,
    PromiseId,
    MaterialId,
    DraftId,
    ReviewId,
    ActionId,
    ArticleId,
    PartId,
    KeyId,
    PackId,
    UploadId,
    IncidentId,
    LinkId,
    SessionId,
    JobId,
);

/// The arguments of a query, in the order of `$1`, `$2`, …
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::value::ToValue::to_value(&$value)),*]
    };
}

/// A statement and its arguments. Text comes from the program alone: user input can only be an
/// argument.
#[derive(Debug, Clone)]
pub struct Query {
    pub(crate) text: Cow<'static, str>,
    pub(crate) args: Vec<Value>,
}

impl Query {
    /// A statement with `$1 …` in its text and as many arguments.
    #[must_use]
    pub const fn new(text: &'static str, args: Vec<Value>) -> Self {
        Self {
            text: Cow::Borrowed(text),
            args,
        }
    }

    /// Starts a statement that is put together from pieces.
    #[must_use]
    pub const fn start(text: &'static str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            args: Vec::new(),
        }
    }

    /// Starts a statement with names that the database itself gave.
    pub(crate) const fn owned(text: String) -> Self {
        Self {
            text: Cow::Owned(text),
            args: Vec::new(),
        }
    }

    /// Appends a piece of text with names that the database itself gave.
    pub(crate) fn owned_sql(mut self, text: &str) -> Self {
        self.text.to_mut().push_str(text);
        self
    }

    /// Appends values as they are, as a parenthesised list of arguments.
    pub(crate) fn list_of(mut self, values: &[Value]) -> Self {
        self = self.sql("(");
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                self = self.sql(", ");
            }
            self.args.push(value.clone());
            let number = self.args.len();
            self = self.owned_sql(&format!("${number}"));
        }
        self.sql(")")
    }

    /// Appends a piece of text.
    #[must_use]
    pub fn sql(mut self, text: &'static str) -> Self {
        self.text.to_mut().push_str(text);
        self
    }

    /// Appends an argument as the next `$n`.
    #[must_use]
    pub fn arg(mut self, value: impl ToValue) -> Self {
        self.args.push(value.to_value());
        let number = self.args.len();
        let text = self.text.to_mut();
        text.push('$');
        text.push_str(&number.to_string());
        self
    }

    /// Appends a parenthesised list of arguments; an empty list matches nothing.
    #[must_use]
    pub fn list(mut self, values: impl IntoIterator<Item = impl ToValue>) -> Self {
        self = self.sql("(");
        let mut is_first = true;
        for value in values {
            if !is_first {
                self = self.sql(", ");
            }
            is_first = false;
            self = self.arg(value);
        }
        if is_first {
            self = self.sql("NULL");
        }
        self.sql(")")
    }
}

/// One row of an answer, read column by column from the left.
#[derive(Debug)]
pub struct Row {
    values: std::vec::IntoIter<Value>,
    column: usize,
}

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self {
            values: values.into_iter(),
            column: 0,
        }
    }

    /// Every column.
    pub(crate) fn into_values(self) -> Vec<Value> {
        self.values.collect()
    }

    /// The next column.
    ///
    /// # Errors
    /// [`StoreError::Decode`] if the row has no more columns or holds another type there.
    pub fn take<T: FromValue>(&mut self) -> Result<T, StoreError> {
        let column = self.column;
        self.column += 1;
        self.values
            .next()
            .and_then(T::from_value)
            .ok_or(StoreError::Decode { column })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_numbers_its_arguments_as_they_come() {
        let query = Query::start("SELECT id FROM cases WHERE workspace = ")
            .arg("ws")
            .sql(" AND status IN ")
            .list(["open", "closed"]);
        assert_eq!(
            query.text,
            "SELECT id FROM cases WHERE workspace = $1 AND status IN ($2, $3)"
        );
        assert_eq!(query.args, args!["ws", "open", "closed"]);
    }

    #[test]
    fn an_empty_list_matches_nothing() {
        let query = Query::start("x IN ").list(Vec::<String>::new());
        assert_eq!(query.text, "x IN (NULL)");
    }

    #[test]
    fn a_row_of_another_type_names_its_column() {
        let mut row = Row::new(args![1_i64, "two"]);
        assert_eq!(row.take::<i64>().unwrap(), 1);
        assert!(matches!(
            row.take::<i64>(),
            Err(StoreError::Decode { column: 1 })
        ));
    }
}
