//! The query of a list: filters, limit, cursor and count, read strictly.
//!
//! A parameter may be repeated. One that the list does not know is refused, so that a misspelt
//! filter never shows more than was meant.

use axum::extract::{FromRequestParts, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use baton_store::read::{Page, PageRequest};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::problem::Problem;

/// Rows of a page if nobody says.
const DEFAULT_LIMIT: u64 = 50;
/// Most rows of a page.
const MAX_LIMIT: u64 = 200;

/// The parameters that nobody has read yet.
#[derive(Debug, Default)]
pub struct Params(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(pairs)| Self(pairs))
            .map_err(|_| Problem::invalid("", "request.query"))
    }
}

impl Params {
    /// Every value of a parameter.
    pub(crate) fn all(&mut self, name: &str) -> Vec<String> {
        let (taken, left) = std::mem::take(&mut self.0)
            .into_iter()
            .partition::<Vec<_>, _>(|(other, _)| other == name);
        self.0 = left;
        taken.into_iter().map(|(_, value)| value).collect()
    }

    /// The value of a parameter; the last one if it is repeated.
    pub(crate) fn one(&mut self, name: &str) -> Option<String> {
        self.all(name).pop()
    }

    /// Every value of a parameter as a word out of a closed set.
    pub(crate) fn words<T: DeserializeOwned>(&mut self, name: &str) -> Result<Vec<T>, Problem> {
        let words = self.all(name).into_iter().map(serde_json::Value::String);
        words
            .map(|word| {
                serde_json::from_value(word)
                    .map_err(|_| Problem::invalid(format!("?{name}"), "value.unknown"))
            })
            .collect()
    }

    /// Which page is asked for.
    pub(crate) fn page(&mut self) -> Result<PageRequest, Problem> {
        let wrong = |name: &str, code| Problem::invalid(format!("?{name}"), code);
        let limit = match self.one("limit") {
            None => DEFAULT_LIMIT,
            Some(text) => text
                .parse()
                .ok()
                .filter(|limit| (1..=MAX_LIMIT).contains(limit))
                .ok_or_else(|| wrong("limit", "limit.out_of_range"))?,
        };
        let after = match self.one("cursor") {
            None => None,
            Some(text) => Some(
                text.parse()
                    .map_err(|_| wrong("cursor", "cursor.malformed"))?,
            ),
        };
        let is_counted = match self.one("count").as_deref() {
            None | Some("false") => false,
            Some("true") => true,
            Some(_) => return Err(wrong("count", "value.unknown")),
        };
        Ok(PageRequest {
            limit,
            after,
            is_counted,
        })
    }

    /// Refuses what nobody asked for.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        let Some((name, _)) = self.0.first() else {
            return Ok(());
        };
        Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "request.unknown_field",
            "The request is not valid",
        )
        .field(format!("?{name}"), "request.unknown_field"))
    }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PageDto<T> {
    /// The rows, in order.
    pub items: Vec<T>,
    /// The cursor of the next page; null after the last one.
    pub next: Option<String>,
    /// How many rows there are in all, at most 10,000; only with `count=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}

impl<T> PageDto<T> {
    /// A list that is always one page.
    pub(crate) fn whole(items: impl Iterator<Item = T>, page: &PageRequest) -> Self {
        let items: Vec<_> = items.collect();
        let total = page
            .is_counted
            .then(|| u64::try_from(items.len()).unwrap_or(u64::MAX));
        Self {
            items,
            next: None,
            total,
        }
    }

    /// A page on the wire.
    pub(crate) fn of<U>(page: Page<U>, render: impl FnMut(U) -> T) -> Self {
        let page = page.map(render);
        Self {
            items: page.items,
            next: page.next.map(|next| next.to_string()),
            total: page.total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(pairs: &[(&str, &str)]) -> Params {
        Params(
            pairs
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
        )
    }

    #[test]
    fn a_repeated_parameter_gives_all_its_values() {
        let mut params = params(&[("status", "open"), ("q", "x"), ("status", "closed")]);
        assert_eq!(params.all("status"), ["open", "closed"]);
        assert_eq!(params.one("q").as_deref(), Some("x"));
        assert!(params.finish().is_ok());
    }

    #[test]
    fn a_parameter_nobody_knows_is_refused_by_name() {
        let problem = params(&[("statsu", "open")]).finish().unwrap_err();
        assert_eq!(problem.code, "request.unknown_field");
        assert_eq!(problem.errors[0].pointer, "?statsu");
    }

    #[test]
    fn a_limit_is_one_to_two_hundred() {
        assert_eq!(params(&[]).page().unwrap().limit, 50);
        for limit in ["0", "201", "-1", "x"] {
            assert!(params(&[("limit", limit)]).page().is_err(), "{limit}");
        }
    }

    #[test]
    fn a_word_outside_the_set_is_refused() {
        use baton_domain::status::CaseStatus;
        let words = params(&[("status", "open")]).words::<CaseStatus>("status");
        assert_eq!(words.unwrap(), [CaseStatus::Open]);
        assert!(
            params(&[("status", "broken")])
                .words::<CaseStatus>("status")
                .is_err()
        );
    }
}
