//! Searching what is published: an index for each workspace, in memory, made again on change.
//!
//! A node may be behind by as much as it has not looked; whatever cites an article checks in its own
//! unit that the version is still published.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use baton_domain::id::{ArticleId, WorkspaceId};
use baton_store::{Reader, StoreError};

use super::applies::{self, Applies};
use crate::app::App;
use crate::call::Call;
use crate::error::{AppError, Invalid};
use crate::ports::composer::Wording;
use crate::ports::retrieval::{Article, Index, Passage, Query};

/// Longest question, in bytes.
const MAX_QUESTION_BYTES: usize = 4 * 1024;
/// Passages that one search gives at most.
pub const MAX_FOUND: usize = 20;
/// Workspaces whose index is kept in memory.
const MAX_SHELVES: usize = 256;
/// The kind whose articles are wording to be used as it stands.
const WORDING: &str = "standard_wording";
/// Kinds that speak to teammates, never to customers.
const INTERNAL: [&str; 2] = ["risk_boundary", "handoff_condition"];

/// The indexes of the workspaces that were asked about.
#[derive(Default)]
pub(crate) struct Shelves(Mutex<HashMap<WorkspaceId, Arc<Shelf>>>);

/// What a workspace has published.
pub(crate) struct Shelf {
    /// Changes with what is published.
    version: (u64, i64),
    index: Arc<dyn Index>,
    books: HashMap<ArticleId, Book>,
    /// Wordings with the channels they are for.
    wordings: Vec<(Vec<String>, Wording)>,
}

/// What the index does not keep of an article.
struct Book {
    kind: String,
}

/// A passage with the kind of article it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The passage.
    pub passage: Passage,
    /// The kind of its article.
    pub kind: String,
}

/// Searches what is published.
///
/// # Errors
/// [`AppError::Invalid`] for an empty or overlong question.
pub async fn search(app: &App, call: &Call, question: String) -> Result<Vec<Found>, AppError> {
    if question.trim().is_empty() || question.len() > MAX_QUESTION_BYTES {
        return Err(Invalid::at("?q", "knowledge.question").into());
    }
    let shelf = shelf(app, call.caller.workspace).await?;
    let query = Query {
        text: question,
        at: Some(app.clock.now()),
        ..Query::default()
    };
    let found = shelf.index.search(&query, MAX_FOUND).into_iter();
    Ok(found
        .filter_map(|passage| {
            let kind = shelf.books.get(&passage.article_id)?.kind.clone();
            Some(Found { passage, kind })
        })
        .collect())
}

impl Shelf {
    /// Passages that may be quoted to a customer, best first.
    pub(crate) fn quotable(&self, query: &Query, limit: usize) -> Vec<Passage> {
        let mut found = self.index.search(query, MAX_FOUND);
        found.retain(|passage| {
            let book = self.books.get(&passage.article_id);
            book.is_some_and(|book| !INTERNAL.contains(&book.kind.as_str()))
        });
        found.truncate(limit);
        found
    }

    /// Approved wording for a channel.
    pub(crate) fn wordings(&self, channel: &str) -> Vec<Wording> {
        let applies = |channels: &[String]| {
            channels.is_empty() || channels.iter().any(|known| known == channel)
        };
        let here = self
            .wordings
            .iter()
            .filter(|(channels, _)| applies(channels));
        here.map(|(_, wording)| wording.clone()).collect()
    }
}

/// What a workspace has published, as of now.
///
/// # Errors
/// If it cannot be read.
pub(crate) async fn shelf(app: &App, workspace: WorkspaceId) -> Result<Arc<Shelf>, StoreError> {
    let version = app
        .db
        .read(move |reader| Box::pin(reader.knowledge_version(workspace)))
        .await?;
    if let Some(shelf) = app.shelves.current(workspace, version) {
        return Ok(shelf);
    }
    let (version, volumes) = app
        .db
        .read(move |reader| Box::pin(load(reader, workspace)))
        .await?;
    let retrieval = Arc::clone(&app.ports.retrieval);
    let made = tokio::task::spawn_blocking(move || {
        let books = volumes.iter().map(Volume::book).collect();
        let wordings = volumes.iter().filter_map(Volume::wording).collect();
        let articles = volumes.into_iter().map(|volume| volume.article).collect();
        Shelf {
            version,
            index: retrieval.index(articles),
            books,
            wordings,
        }
    });
    let shelf = made
        .await
        .map_err(|error| StoreError::Record(format!("an index of articles: {error}")))?;
    Ok(app.shelves.keep(workspace, Arc::new(shelf)))
}

impl Shelves {
    fn current(&self, workspace: WorkspaceId, version: (u64, i64)) -> Option<Arc<Shelf>> {
        let shelf = Arc::clone(self.lock().get(&workspace)?);
        (shelf.version == version).then_some(shelf)
    }

    fn keep(&self, workspace: WorkspaceId, shelf: Arc<Shelf>) -> Arc<Shelf> {
        let mut shelves = self.lock();
        if shelves.len() >= MAX_SHELVES {
            // Rare, and each is made again when it is next asked for.
            shelves.clear();
        }
        shelves.insert(workspace, Arc::clone(&shelf));
        shelf
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<WorkspaceId, Arc<Shelf>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A published article with what says where it applies.
struct Volume {
    article: Article,
    kind: String,
    intents: Vec<String>,
}

impl Volume {
    fn book(&self) -> (ArticleId, Book) {
        let kind = self.kind.clone();
        (self.article.id, Book { kind })
    }

    fn wording(&self) -> Option<(Vec<String>, Wording)> {
        let article = &self.article;
        (self.kind == WORDING).then(|| {
            let wording = Wording {
                article_id: article.id,
                version: article.version,
                language: article.scope.language.clone(),
                intents: self.intents.clone(),
                text: article.body.clone(),
            };
            (article.scope.channels.clone(), wording)
        })
    }
}

async fn load(
    reader: &mut Reader,
    workspace: WorkspaceId,
) -> Result<((u64, i64), Vec<Volume>), StoreError> {
    // The version first: what is published meanwhile makes the next reader look again.
    let version = reader.knowledge_version(workspace).await?;
    let articles = reader.published_articles(workspace).await?;
    let channels = reader.channels(workspace).await?;
    let parts: Vec<_> = articles
        .iter()
        .flat_map(|article| [article.title, article.body])
        .collect();
    let texts = reader.texts(workspace, &parts).await?;
    let volumes = articles.into_iter().filter_map(|article| {
        let Some(Applies { scope, intents }) =
            applies::read(&article.applies, &article.language, &channels)
        else {
            tracing::warn!(article = %article.id, "where it applies cannot be read: not used");
            return None;
        };
        Some(Volume {
            article: Article {
                id: article.id,
                version: article.published_version?,
                title: texts.get(article.title)?.to_owned(),
                body: texts.get(article.body)?.to_owned(),
                scope,
            },
            kind: article.kind,
            intents,
        })
    });
    Ok((version, volumes.collect()))
}
