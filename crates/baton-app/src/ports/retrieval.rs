//! Finding the passages of published articles that answer a question, and saying why.
//!
//! Pure: an index is made from articles and searched in memory. What is published, and who may see
//! it, is decided before.

use std::sync::Arc;

use baton_domain::id::ArticleId;
use baton_domain::time::Timestamp;

/// A published version of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The article.
    pub id: ArticleId,
    /// The version that may be cited.
    pub version: u32,
    /// Its title or question.
    pub title: String,
    /// Its text, as Markdown.
    pub body: String,
    /// Where and when it applies.
    pub scope: Scope,
}

/// Where and when an article applies; an empty list means everywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Brands, as the workspace names them.
    pub brands: Vec<String>,
    /// Channels by id.
    pub channels: Vec<String>,
    /// Regions, as the workspace names them.
    pub regions: Vec<String>,
    /// Platforms, as the workspace names them.
    pub platforms: Vec<String>,
    /// The language it is written in, as ISO 639-1 has it.
    pub language: String,
    /// From when on.
    pub from: Option<Timestamp>,
    /// Until when, exclusive.
    pub until: Option<Timestamp>,
}

/// What is asked, and where; what is unknown excludes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The question in the words of whoever asks.
    pub text: String,
    /// The channel's id.
    pub channel: Option<String>,
    /// The language the passages must be in.
    pub language: Option<String>,
    /// When it is asked.
    pub at: Option<Timestamp>,
}

/// A passage that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The article it is from.
    pub article_id: ArticleId,
    /// The version of the article.
    pub version: u32,
    /// Which passage of it, from zero.
    pub number: u32,
    /// The article's title.
    pub title: String,
    /// The passage.
    pub text: String,
    /// The language it is written in.
    pub language: String,
    /// The words of the question it was found by, weightiest first.
    pub why: Vec<String>,
    /// Higher is better, in thousandths; comparable within one search alone.
    pub score: u32,
}

/// Makes indexes.
pub trait Retrieval: Send + Sync {
    /// An index of these articles. May take a while: never called where others wait.
    fn index(&self, articles: Vec<Article>) -> Arc<dyn Index>;
}

/// Articles, ready to be searched.
pub trait Index: Send + Sync {
    /// The best passages for a question, best first.
    fn search(&self, query: &Query, limit: usize) -> Vec<Passage>;
}
