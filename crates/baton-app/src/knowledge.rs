//! Knowledge: articles with versions that are written, published and retired.
//!
//! Only a published version may be cited. Every change is recorded in the article's stream.

mod applies;
pub mod search;

pub(crate) use applies::primary as primary_language;

use std::sync::Arc;

use baton_domain::actor::Actor;
use baton_domain::event::Event;
use baton_domain::event::record::RecordChanged;
use baton_domain::id::ArticleId;
use baton_domain::part::PartRef;
use baton_domain::token::LanguageTag;
use baton_store::Tx;
use baton_store::article::{Article, NewVersion};
use baton_store::event::{Record, Stamp, Stream};
use baton_store::part::{NewPart, TEXT};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::call::Call;
use crate::error::{AppError, Invalid};

/// Longest title and body, in bytes.
const MAX_TITLE_BYTES: usize = 512;
const MAX_BODY_BYTES: usize = 256 * 1024;
/// Articles listed at most.
pub const MAX_LISTED: usize = 200;

/// The kinds of knowledge.
pub const KINDS: [&str; 11] = [
    "faq",
    "service_rule",
    "material_list",
    "standard_wording",
    "risk_boundary",
    "handoff_condition",
    "product",
    "campaign",
    "logistics",
    "after_sales",
    "brand",
];

/// What somebody writes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Written {
    /// The title.
    pub title: String,
    /// The text, as Markdown.
    pub body: String,
    /// Where and when it applies.
    #[serde(default)]
    pub applies: serde_json::Map<String, serde_json::Value>,
}

/// An article with its texts.
#[derive(Debug, Clone)]
pub struct ArticleView {
    /// The article.
    pub article: Article,
    /// Its title; nothing once erased.
    pub title: Option<String>,
    /// Its text; nothing once erased.
    pub body: Option<String>,
}

/// Writes a new article.
///
/// # Errors
/// [`AppError::Invalid`] for an unknown kind or language, or texts that are empty or too long.
pub async fn write(
    app: &App,
    call: Call,
    kind: String,
    language: LanguageTag,
    written: Written,
) -> Result<ArticleId, AppError> {
    check(&written)?;
    if !KINDS.contains(&kind.as_str()) {
        return Err(Invalid::at("/kind", "article.kind").into());
    }
    let stamp = call.stamp(app);
    let written = Arc::new(written);
    app.db
        .write(move |tx| {
            let (kind, language, written) = (kind.clone(), language.clone(), Arc::clone(&written));
            Box::pin(async move {
                let id = ArticleId::mint(&mut tx.ids().at(stamp.at));
                tx.add_article(stamp.workspace, id, &kind, language.as_str(), stamp.at)
                    .await?;
                let text = version(tx, &stamp, id, 1, &written).await?;
                record(tx, &stamp, id, &["title", "body"], Some(text)).await?;
                Ok(id)
            })
        })
        .await
}

/// Writes a new version of an article; what is published stays until it is published too.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown article, [`AppError::Invalid`] for wrong texts.
pub async fn rewrite(
    app: &App,
    call: Call,
    id: ArticleId,
    written: Written,
) -> Result<(), AppError> {
    check(&written)?;
    let stamp = call.stamp(app);
    let written = Arc::new(written);
    app.db
        .write(move |tx| {
            let written = Arc::clone(&written);
            Box::pin(async move {
                let article = tx
                    .article(stamp.workspace, id)
                    .await?
                    .ok_or(AppError::NotFound)?;
                let text = version(tx, &stamp, id, article.version + 1, &written).await?;
                record(tx, &stamp, id, &["title", "body"], Some(text)).await
            })
        })
        .await
}

/// Publishes the newest version.
pub async fn publish(app: &App, call: &Call, id: ArticleId) -> Result<(), AppError> {
    set_published(app, call, id, true).await
}

/// Takes an article out of use.
pub async fn retire(app: &App, call: &Call, id: ArticleId) -> Result<(), AppError> {
    set_published(app, call, id, false).await
}

async fn set_published(
    app: &App,
    call: &Call,
    id: ArticleId,
    is_published: bool,
) -> Result<(), AppError> {
    let stamp = call.stamp(app);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let article = tx
                    .article(stamp.workspace, id)
                    .await?
                    .ok_or(AppError::NotFound)?;
                let version = is_published.then_some(article.version);
                tx.set_published(stamp.workspace, id, version, stamp.at)
                    .await?;
                let field = if is_published { "published" } else { "retired" };
                record(tx, &stamp, id, &[field], None).await
            })
        })
        .await
}

/// The newest versions, latest change first.
pub async fn list(app: &App, call: &Call) -> Result<Vec<ArticleView>, AppError> {
    let workspace = call.caller.workspace;
    app.db
        .read(move |reader| {
            Box::pin(async move {
                let mut views = Vec::new();
                for article in reader.articles(workspace, MAX_LISTED).await? {
                    let title = reader.part_text(workspace, article.title).await?;
                    views.push(ArticleView {
                        article,
                        title,
                        body: None,
                    });
                }
                Ok(views)
            })
        })
        .await
}

/// One article with its newest version.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one.
pub async fn read(app: &App, call: &Call, id: ArticleId) -> Result<ArticleView, AppError> {
    let workspace = call.caller.workspace;
    app.db
        .read(move |reader| {
            Box::pin(async move {
                let article = reader
                    .article(workspace, id)
                    .await?
                    .ok_or(AppError::NotFound)?;
                let title = reader.part_text(workspace, article.title).await?;
                let body = reader.part_text(workspace, article.body).await?;
                Ok(ArticleView {
                    article,
                    title,
                    body,
                })
            })
        })
        .await
}

fn check(written: &Written) -> Result<(), AppError> {
    if written.title.trim().is_empty() || written.title.len() > MAX_TITLE_BYTES {
        return Err(Invalid::at("/title", "article.title").into());
    }
    if written.body.trim().is_empty() || written.body.len() > MAX_BODY_BYTES {
        return Err(Invalid::at("/body", "article.body").into());
    }
    Ok(())
}

async fn version(
    tx: &mut Tx,
    stamp: &Stamp,
    article: ArticleId,
    version: u32,
    written: &Written,
) -> Result<PartRef, AppError> {
    let Actor::Teammate(by) = stamp.actor else {
        return Err(AppError::NotFound);
    };
    let part = |content| NewPart {
        media: TEXT,
        content,
        about: &[],
    };
    let title = tx
        .put_part(stamp.workspace, stamp.at, part(written.title.as_bytes()))
        .await?;
    let body = tx
        .put_part(stamp.workspace, stamp.at, part(written.body.as_bytes()))
        .await?;
    let applies = serde_json::Value::Object(written.applies.clone()).to_string();
    let new = NewVersion {
        article,
        version,
        title: title.id,
        body: body.id,
        applies,
        by,
    };
    tx.add_version(stamp.workspace, &new, stamp.at).await?;
    Ok(body)
}

async fn record(
    tx: &mut Tx,
    stamp: &Stamp,
    id: ArticleId,
    fields: &[&str],
    text: Option<PartRef>,
) -> Result<(), AppError> {
    let event = Event::RecordChanged(RecordChanged {
        fields: fields
            .iter()
            .filter_map(|field| field.parse().ok())
            .collect(),
        values: std::collections::BTreeMap::new(),
        text,
    });
    tx.append(stamp, &Stream::record(Record::Article(id)), &[event])
        .await?;
    Ok(())
}
