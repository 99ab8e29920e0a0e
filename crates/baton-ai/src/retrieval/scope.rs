//! Where and when an article applies.

use serde::{Deserialize, Serialize};

/// Where and when an article applies; an empty list means everywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Brands by id.
    pub brands: Vec<String>,
    /// Channels by id.
    pub channels: Vec<String>,
    /// Regions, as the workspace names them.
    pub regions: Vec<String>,
    /// Platforms, as the workspace names them.
    pub platforms: Vec<String>,
    /// Languages by ISO 639-1 code.
    pub languages: Vec<String>,
    /// From when on, in microseconds since 1970 UTC.
    pub from_us: Option<i64>,
    /// Until when, in microseconds since 1970 UTC.
    pub until_us: Option<i64>,
}

/// Where and when something is asked; what is unknown excludes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The brand's id.
    pub brand: Option<String>,
    /// The channel's id.
    pub channel: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The platform.
    pub platform: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// When, in microseconds since 1970 UTC.
    pub at_us: Option<i64>,
}

impl Scope {
    /// True if an article of this scope applies there and then.
    #[must_use]
    pub fn applies(&self, place: &Place) -> bool {
        let admits = |list: &[String], one: &Option<String>| {
            list.is_empty() || one.as_ref().is_none_or(|one| list.contains(one))
        };
        admits(&self.brands, &place.brand)
            && admits(&self.channels, &place.channel)
            && admits(&self.regions, &place.region)
            && admits(&self.platforms, &place.platform)
            && admits(&self.languages, &place.language)
            && place.at_us.is_none_or(|at| self.is_valid(at))
    }

    fn is_valid(&self, at_us: i64) -> bool {
        self.from_us.is_none_or(|from| from <= at_us)
            && self.until_us.is_none_or(|until| at_us < until)
    }

    /// The language of an article that is for one language alone.
    #[must_use]
    pub fn only_language(&self) -> Option<String> {
        match self.languages.as_slice() {
            [language] => Some(language.clone()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_applies_from_its_first_instant_to_before_its_last() {
        let scope = Scope {
            from_us: Some(10),
            until_us: Some(20),
            ..Scope::default()
        };
        let at = |at_us| Place {
            at_us: Some(at_us),
            ..Place::default()
        };
        let applies: Vec<bool> = [9, 10, 19, 20].map(|us| scope.applies(&at(us))).to_vec();
        assert_eq!(applies, [false, true, true, false]);
    }
}
