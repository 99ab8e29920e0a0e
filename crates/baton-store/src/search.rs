//! Finding cases by what was written in them, the same on both databases (docs/adr/0002).
//!
//! The analyser is ours (see [`token`]); the databases only keep and match its tokens. A document
//! names the part it was made from and goes with it. Nothing here ranks: a list has its own order.

pub(crate) mod record;
mod refill;
pub mod token;

use baton_domain::id::{CaseId, PartId, WorkspaceId};

use crate::args;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::journal::Document;
use crate::tx::{Reader, Tx};
use crate::value::Query;
use token::Term;

/// How many neighbouring document numbers are tried before giving up.
const MAX_PROBES: i64 = 64;

/// Hits from which on `SQLite` walks the cases in order and asks of each whether it was found: what is
/// asked for fills the page soon, and sorting all that was found would take longer.
const MANY: u64 = 1_000;

/// What somebody is looking for, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// All of these have to be found, wherever in the case: a name and a word of a message, say.
    terms: Vec<Term>,
    /// The number of a case, if the words can be one.
    number: Option<u64>,
}

impl Search {
    /// Understands what somebody typed. Without a single letter or digit it finds nothing.
    #[must_use]
    pub fn new(words: &str) -> Self {
        Self {
            terms: token::terms(words),
            number: case_number(words),
        }
    }

    /// Adds the condition to a query over `cases c`.
    pub(crate) fn narrow(
        &self,
        query: Query,
        dialect: Dialect,
        workspace: WorkspaceId,
        begin: Begin,
    ) -> Query {
        if self.terms.is_empty() {
            return query.sql(" AND 1 = 0");
        }
        let mut query = query.sql(" AND ((");
        for (index, term) in self.terms.iter().enumerate() {
            query = query.sql(if index == 0 { "" } else { " AND " });
            query = query.sql(match begin {
                Begin::WithWords => "c.id IN (",
                // The sign keeps the planner from looking cases up by what was found.
                Begin::WithCases => "+c.id IN (",
            });
            query = found(query, dialect, workspace, term).sql(")");
        }
        match self.number {
            Some(number) => query.sql(") OR c.number = ").arg(number).sql(")"),
            None => query.sql("))"),
        }
    }
}

/// What a search goes through first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    /// What is found, which is then sorted.
    WithWords,
    /// The cases in the order of the list, until a page is full.
    WithCases,
}

/// The number in `B-1039`, `b1039`, `#1039` or `1039`.
fn case_number(words: &str) -> Option<u64> {
    let words = words.trim();
    let digits = words.strip_prefix(['B', 'b']).unwrap_or(words);
    let digits = digits.strip_prefix(['-', '#']).unwrap_or(digits);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = digits.parse().ok().filter(|_| is_number)?;
    u64::try_from(number).ok()
}

/// Selects the ids of the cases in which a term is found.
fn found(query: Query, dialect: Dialect, workspace: WorkspaceId, term: &Term) -> Query {
    match dialect {
        // CROSS: in the order written, what matches first. Left to itself the planner walks every
        // document of the workspace and matches each.
        Dialect::Sqlite => query
            .sql("SELECT d.case_id FROM search CROSS JOIN search_documents d ON d.workspace = ")
            .arg(workspace)
            .sql(" AND d.document = search.rowid WHERE search MATCH ")
            .arg(match_of(term, Dialect::Sqlite)),
        Dialect::Postgres => query
            .sql(
                "SELECT d.case_id FROM search s JOIN search_documents d \
                 ON d.workspace = s.workspace AND d.document = s.document WHERE s.workspace = ",
            )
            .arg(workspace)
            .sql(" AND s.tokens @@ CAST(CAST(")
            .arg(match_of(term, Dialect::Postgres))
            .sql(" AS TEXT) AS TSQUERY)"),
    }
}

/// A term in the database's own words. Tokens are ASCII letters, digits and `_` alone, so none can
/// be mistaken for an operator.
fn match_of(term: &Term, dialect: Dialect) -> String {
    let (quote, next, prefix) = match dialect {
        Dialect::Sqlite => ("\"", " + ", " *"),
        Dialect::Postgres => ("'", " <-> ", ":*"),
    };
    let tokens: Vec<_> = term
        .tokens
        .iter()
        .map(|token| format!("{quote}{token}{quote}"))
        .collect();
    let end = if term.is_prefix { prefix } else { "" };
    format!("{}{end}", tokens.join(next))
}

/// The tokens as the database keeps them, in order.
fn kept(tokens: &[String], dialect: Dialect) -> String {
    match dialect {
        Dialect::Sqlite => tokens.join(" "),
        Dialect::Postgres => {
            let placed = tokens.iter().enumerate();
            let placed: Vec<_> = placed
                .map(|(index, token)| format!("'{token}':{}", index + 1))
                .collect();
            placed.join(" ")
        }
    }
}

/// A number for a document that rises with time, so that new ones are added at the end of the
/// index: the part's millisecond and the end of its id, which counts up within one. A part that two
/// cases share takes the next free number.
fn first_number(part: PartId) -> i64 {
    let milliseconds = part.bits() >> 80;
    i64::try_from((milliseconds << 15) | (part.bits() & 0x7fff)).unwrap_or_default()
}

impl Reader {
    /// Up to `limit` cases in which everything of `words` is found, by their number, latest first.
    pub async fn search_cases(
        &mut self,
        workspace: WorkspaceId,
        words: &str,
        limit: u64,
    ) -> Result<Vec<CaseId>, StoreError> {
        let query = Query::start("SELECT c.id FROM cases c WHERE c.workspace = ").arg(workspace);
        let query = Search::new(words)
            .narrow(query, self.dialect(), workspace, Begin::WithWords)
            .sql(" ORDER BY c.number DESC LIMIT ")
            .arg(limit);
        self.all(query)
            .await?
            .into_iter()
            .map(|mut row| row.take())
            .collect()
    }

    /// What a page of results is best looked for by. `PostgreSQL` has statistics and sees for itself.
    pub(crate) async fn begin(&mut self, search: &Search) -> Result<Begin, StoreError> {
        if self.dialect() == Dialect::Postgres || search.terms.is_empty() {
            return Ok(Begin::WithWords);
        }
        for term in &search.terms {
            let query =
                Query::start("SELECT COUNT(*) FROM (SELECT 1 FROM search WHERE search MATCH ")
                    .arg(match_of(term, Dialect::Sqlite))
                    .sql(" LIMIT ")
                    .arg(MANY)
                    .sql(")");
            let hits: u64 = self.opt(query).await?.map_or(Ok(0), |mut row| row.take())?;
            if hits < MANY {
                return Ok(Begin::WithWords);
            }
        }
        Ok(Begin::WithCases)
    }

    /// Whether no committed document has this number. On `SQLite` all workspaces share one index.
    async fn is_free(&mut self, workspace: WorkspaceId, number: i64) -> Result<bool, StoreError> {
        let query = match self.dialect() {
            Dialect::Sqlite => {
                Query::new("SELECT rowid FROM search WHERE rowid = $1", args![number])
            }
            Dialect::Postgres => Query::new(
                "SELECT document FROM search WHERE workspace = $1 AND document = $2",
                args![workspace, number],
            ),
        };
        Ok(self.opt(query).await?.is_none())
    }
}

impl Tx {
    /// Lets a case be found by a text. The same part of the same case twice is one document; a
    /// text without letters or digits is none.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if another unit took the document's number at the same time.
    pub async fn index_part(
        &mut self,
        workspace: WorkspaceId,
        case: CaseId,
        part: PartId,
        text: &str,
    ) -> Result<(), StoreError> {
        let tokens = token::tokens(text);
        if tokens.is_empty() || self.is_indexed(workspace, case, part).await? {
            return Ok(());
        }
        let first = first_number(part);
        for number in first..first.saturating_add(MAX_PROBES) {
            if !self.journal.adds(number) && self.is_free(workspace, number).await? {
                return self
                    .add_document(workspace, (number, case, part), &tokens)
                    .await;
            }
        }
        Err(StoreError::Conflict)
    }

    async fn is_indexed(
        &mut self,
        workspace: WorkspaceId,
        case: CaseId,
        part: PartId,
    ) -> Result<bool, StoreError> {
        let query = Query::new(
            "SELECT document FROM search_documents \
             WHERE workspace = $1 AND part = $2 AND case_id = $3",
            args![workspace, part, case],
        );
        Ok(self.opt(query).await?.is_some())
    }

    async fn add_document(
        &mut self,
        workspace: WorkspaceId,
        document: (i64, CaseId, PartId),
        tokens: &[String],
    ) -> Result<(), StoreError> {
        let (number, case, part) = document;
        let tokens = kept(tokens, self.dialect());
        match self.dialect() {
            Dialect::Sqlite => self.journal.documents.push(Document::Added(number, tokens)),
            Dialect::Postgres => self.write_tokens(workspace, number, tokens).await?,
        }
        self.exec(Query::new(
            "INSERT INTO search_documents (workspace, document, case_id, part) \
             VALUES ($1, $2, $3, $4)",
            args![workspace, number, case, part],
        ))
        .await
        .map(drop)
    }

    async fn write_tokens(
        &mut self,
        workspace: WorkspaceId,
        number: i64,
        tokens: String,
    ) -> Result<(), StoreError> {
        let written = self.exec(Query::new(
            "INSERT INTO search (workspace, document, tokens) \
             VALUES ($1, $2, CAST(CAST($3 AS TEXT) AS TSVECTOR))",
            args![workspace, number, tokens],
        ));
        written.await.map(drop).map_err(|error| match error {
            StoreError::Duplicate => StoreError::Conflict,
            other => other,
        })
    }

    /// Forgets every document made from a part: erasing the part calls for it.
    pub async fn unindex_part(
        &mut self,
        workspace: WorkspaceId,
        part: PartId,
    ) -> Result<(), StoreError> {
        let documents = self
            .all(Query::new(
                "SELECT document FROM search_documents WHERE workspace = $1 AND part = $2",
                args![workspace, part],
            ))
            .await?;
        for mut document in documents {
            let number: i64 = document.take()?;
            match self.dialect() {
                Dialect::Sqlite => self.journal.documents.push(Document::Forgotten(number)),
                Dialect::Postgres => {
                    self.exec(Query::new(
                        "DELETE FROM search WHERE workspace = $1 AND document = $2",
                        args![workspace, number],
                    ))
                    .await?;
                }
            }
        }
        self.exec(Query::new(
            "DELETE FROM search_documents WHERE workspace = $1 AND part = $2",
            args![workspace, part],
        ))
        .await
        .map(drop)
    }

    /// Lets another case be found by a part: its message was moved there.
    pub async fn move_indexed(
        &mut self,
        workspace: WorkspaceId,
        part: PartId,
        from: CaseId,
        to: CaseId,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE search_documents SET case_id = $4 \
             WHERE workspace = $1 AND part = $2 AND case_id = $3",
            args![workspace, part, from, to],
        ))
        .await
        .map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_number_is_recognised_in_every_way_people_write_it() {
        for words in [
            "B-1039", "b-1039", "b1039", "#1039", "1039", " 1039 ", "B#1039",
        ] {
            assert_eq!(case_number(words), Some(1039), "{words}");
        }
        for words in [
            "",
            "B-",
            "B-10a",
            "C-1039",
            "1039 refund",
            "99999999999999999999",
        ] {
            assert_eq!(case_number(words), None, "{words}");
        }
    }

    #[test]
    fn nothing_typed_can_become_an_operator() {
        for term in token::terms("\") OR 1=1 -- ' NEAR(a b) * col:x") {
            for token in &term.tokens {
                assert!(
                    token
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                );
            }
        }
    }

    #[test]
    fn a_term_is_written_as_each_database_asks() {
        let term = Term {
            tokens: vec!["a".into(), "b".into()],
            is_prefix: true,
        };
        assert_eq!(match_of(&term, Dialect::Sqlite), r#""a" + "b" *"#);
        assert_eq!(match_of(&term, Dialect::Postgres), "'a' <-> 'b':*");
    }

    #[test]
    fn document_numbers_rise_with_the_time_of_the_part() {
        let part = |ms: u64| PartId::from_bits(baton_domain::id::uuid_v7(ms, u128::MAX));
        assert!(first_number(part(1_000)) < first_number(part(1_001)));
        assert!(first_number(part((1 << 48) - 1)) > 0);
    }
}
