//! Which documents answer a question.
//!
//! Documents: `id` with `title` or `question`, and `content` or `answers[]`. Queries: `query` and
//! `relevant[]`, or a scenario's instructions and its `required_documents[]`. Recall at k is the
//! share of queries with a relevant document among the first k.

use serde_json::Value;

use super::metric::fraction;
use super::{EvalError, Measured, Rows, metrics, text, texts};
use crate::features::precise;
use crate::retrieval::{Article, Library, Query};

const DEEPEST: usize = 100;

pub(super) fn measure(documents: &Rows, queries: &Rows) -> Result<Measured, EvalError> {
    let mut library = Library::default();
    for article in documents.convert(article)? {
        library.add(article);
    }
    let queries = queries.convert(query)?;
    let ranks: Vec<Option<usize>> = queries
        .iter()
        .map(|(query, relevant)| {
            let found = library.articles(&Query::new(query), DEEPEST);
            found.iter().position(|id| relevant.contains(id))
        })
        .collect();
    let within = |depth: usize| {
        let hits = ranks.iter().flatten().filter(|rank| **rank < depth);
        fraction(hits.count(), ranks.len())
    };
    let reciprocal = ranks
        .iter()
        .flatten()
        .map(|rank| 1.0 / (precise(*rank) + 1.0))
        .sum::<f64>();
    let figures = metrics([
        ("mrr", reciprocal / precise(ranks.len())),
        ("recall_at_1", within(1)),
        ("recall_at_3", within(3)),
        ("recall_at_10", within(10)),
    ]);
    Ok(Measured::plain(ranks.len(), figures))
}

fn article(row: &Value) -> Option<Article> {
    let title = text(row, "title")
        .or_else(|| text(row, "question"))
        .unwrap_or_default();
    let content = text(row, "content")
        .or_else(|| texts(row, "answers").map(|answers| answers.join("\n\n")))
        .unwrap_or_default();
    Some(Article::new(text(row, "id")?, title, content))
}

fn query(row: &Value) -> Option<(String, Vec<String>)> {
    let relevant = texts(row, "relevant").or_else(|| texts(row, "required_documents"))?;
    let query = text(row, "query").or_else(|| {
        let instructions = row.get("user_scenario")?.get("instructions")?;
        Some(
            instructions
                .as_str()
                .map_or_else(|| instructions.to_string(), str::to_owned),
        )
    })?;
    Some((query, relevant)).filter(|(_, relevant)| !relevant.is_empty())
}
