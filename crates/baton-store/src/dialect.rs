//! What truly differs between the two databases, as fragments of SQL.

/// One of the two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// One file, one writer.
    Sqlite,
    /// A server that many nodes share.
    Postgres,
}

impl Dialect {
    /// Locks the rows a query found until the unit ends.
    #[must_use]
    pub const fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// Locks the rows a query found and passes over those that others hold.
    #[must_use]
    pub const fn skip_locked(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// Before the search terms: a row's tokens match all of them.
    #[must_use]
    pub const fn matches(self) -> &'static str {
        match self {
            Self::Sqlite => "search MATCH ",
            Self::Postgres => "tokens @@ to_tsquery('simple', ",
        }
    }

    /// After the search terms.
    #[must_use]
    pub const fn matches_end(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => ")",
        }
    }
}
