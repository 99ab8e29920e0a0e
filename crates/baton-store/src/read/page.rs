//! Pages by key: a cursor names the last row of a page, so a page costs the same wherever it is.

use std::fmt;
use std::str::FromStr;

/// Counting stops here: beyond it a number helps nobody and costs a scan.
pub const MAX_COUNT: u64 = 10_000;

/// The place after which the next page begins. Opaque to callers; it belongs to one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The order it was made in.
    pub(crate) order: char,
    /// The last row's value in that order.
    pub(crate) key: i64,
    /// The last row's id, which breaks ties.
    pub(crate) id: String,
}

/// The text is not a cursor of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected the `next` of an earlier page")]
pub struct MalformedCursor;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:x}.{}", self.order, self.key, self.id)
    }
}

impl FromStr for Cursor {
    type Err = MalformedCursor;

    fn from_str(text: &str) -> Result<Self, MalformedCursor> {
        let (place, id) = text.split_once('.').ok_or(MalformedCursor)?;
        let order = place.chars().next().ok_or(MalformedCursor)?;
        let digits = place.get(order.len_utf8()..).ok_or(MalformedCursor)?;
        let bits = u64::from_str_radix(digits, 16).map_err(|_| MalformedCursor)?;
        let is_id = id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if id.is_empty() || id.len() > 64 || !is_id || !order.is_ascii_lowercase() {
            return Err(MalformedCursor);
        }
        Ok(Self {
            order,
            key: bits.cast_signed(),
            id: id.to_owned(),
        })
    }
}

/// Which page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// Most rows of it.
    pub limit: u64,
    /// Where the page before it ended.
    pub after: Option<Cursor>,
    /// Whether to count all rows as well.
    pub is_counted: bool,
}

/// One page of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, in order.
    pub items: Vec<T>,
    /// Where the next page begins; none after the last row.
    pub next: Option<Cursor>,
    /// How many rows there are in all, at most [`MAX_COUNT`]; none if nobody asked.
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// A page from up to `limit + 1` rows: one more than fits says that there is another page.
    pub(crate) fn of(mut rows: Vec<(Cursor, T)>, limit: u64) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows
            .last()
            .filter(|_| has_more)
            .map(|(cursor, _)| cursor.clone());
        let items = rows.into_iter().map(|(_, item)| item).collect();
        Self {
            items,
            next,
            total: None,
        }
    }

    /// The same page of something made from each row.
    pub fn map<U>(self, make: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(make).collect(),
            next: self.next,
            total: self.total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_from_its_text() {
        for key in [0, 1, -1, i64::MIN, i64::MAX] {
            let cursor = Cursor {
                order: 'q',
                key,
                id: "case_0001".to_owned(),
            };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
    }

    #[test]
    fn a_text_that_is_no_cursor_is_refused() {
        for text in [
            "",
            ".",
            "q",
            "q12",
            "q12.",
            "q1g.case_1",
            "Q1.case_1",
            "q1.case 1",
            "é1.x",
        ] {
            assert_eq!(text.parse::<Cursor>(), Err(MalformedCursor), "{text}");
        }
    }

    #[test]
    fn a_row_more_than_fits_makes_a_next_page() {
        let row = |key| {
            (
                Cursor {
                    order: 'q',
                    key,
                    id: "x".to_owned(),
                },
                key,
            )
        };
        let page = Page::of(vec![row(1), row(2), row(3)], 2);
        assert_eq!(page.items, [1, 2]);
        assert_eq!(page.next.map(|cursor| cursor.key), Some(2));
        assert_eq!(Page::of(vec![row(1), row(2)], 2).next, None);
    }
}
