//! Articles: units of knowledge with versions. Titles and bodies are parts.

use baton_domain::id::{ArticleId, PartId, TeammateId, WorkspaceId};
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::{Query, Row};

/// An article with one of its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// What kind of knowledge it is, e.g. `faq` or `standard_wording`.
    pub kind: String,
    /// `draft`, `review`, `published` or `retired`.
    pub status: String,
    /// In which language it is written.
    pub language: String,
    /// The newest version.
    pub version: u32,
    /// The version that answers may cite.
    pub published_version: Option<u32>,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The title of the version at hand.
    pub title: PartId,
    /// The text of the version at hand, as Markdown.
    pub body: PartId,
    /// Where and when it applies, as JSON.
    pub applies: String,
}

/// A version on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVersion {
    /// Which article.
    pub article: ArticleId,
    /// Its number, from 1.
    pub version: u32,
    /// Its title.
    pub title: PartId,
    /// Its text.
    pub body: PartId,
    /// Where and when it applies, as JSON.
    pub applies: String,
    /// Who wrote it.
    pub by: TeammateId,
}

const COLUMNS: &str = "SELECT a.id, a.kind, a.status, a.language, a.version, a.published_version, \
    a.updated_at, v.title_part, v.body_part, v.applies FROM articles a JOIN article_versions v \
    ON v.workspace = a.workspace AND v.article = a.id AND v.version = ";

fn read(mut row: Row) -> Result<Article, StoreError> {
    let (id, kind, status, language) = (row.take()?, row.take()?, row.take()?, row.take()?);
    let version = row.take()?;
    let published_version: Option<i64> = row.take()?;
    Ok(Article {
        id,
        kind,
        status,
        language,
        version,
        published_version: published_version.and_then(|version| version.try_into().ok()),
        updated_at: row.take()?,
        title: row.take()?,
        body: row.take()?,
        applies: row.take()?,
    })
}

impl Reader {
    /// An article with its newest version.
    pub async fn article(
        &mut self,
        workspace: WorkspaceId,
        id: ArticleId,
    ) -> Result<Option<Article>, StoreError> {
        let query = Query::start(COLUMNS)
            .sql("a.version WHERE a.workspace = ")
            .arg(workspace)
            .sql(" AND a.id = ")
            .arg(id);
        self.opt(query).await?.map(read).transpose()
    }

    /// Every article with its newest version, latest change first.
    pub async fn articles(
        &mut self,
        workspace: WorkspaceId,
        limit: usize,
    ) -> Result<Vec<Article>, StoreError> {
        let query = Query::start(COLUMNS)
            .sql("a.version WHERE a.workspace = ")
            .arg(workspace)
            .sql(" ORDER BY a.updated_at DESC, a.id LIMIT ")
            .arg(limit);
        self.all(query).await?.into_iter().map(read).collect()
    }

    /// Every published article with the version that answers may cite.
    pub async fn published_articles(
        &mut self,
        workspace: WorkspaceId,
    ) -> Result<Vec<Article>, StoreError> {
        let query = Query::start(COLUMNS)
            .sql("a.published_version WHERE a.status = 'published' AND a.workspace = ")
            .arg(workspace)
            .sql(" ORDER BY a.id");
        self.all(query).await?.into_iter().map(read).collect()
    }

    /// Changes whenever what is published changes: how many, and when last.
    pub async fn knowledge_version(
        &mut self,
        workspace: WorkspaceId,
    ) -> Result<(u64, i64), StoreError> {
        let query = Query::new(
            "SELECT COUNT(*), COALESCE(MAX(updated_at), 0) FROM articles WHERE workspace = $1",
            args![workspace],
        );
        let row = self.opt(query).await?;
        row.map_or(Ok((0, 0)), |mut row| Ok((row.take()?, row.take()?)))
    }
}

impl Tx {
    /// Adds an article; its first version is added beside it.
    pub async fn add_article(
        &mut self,
        workspace: WorkspaceId,
        id: ArticleId,
        kind: &str,
        language: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO articles (workspace, id, kind, status, language, version, updated_at) \
             VALUES ($1, $2, $3, 'draft', $4, 1, $5)",
            args![workspace, id, kind, language, at],
        ))
        .await
        .map(drop)
    }

    /// Adds a version and makes it the newest.
    pub async fn add_version(
        &mut self,
        workspace: WorkspaceId,
        new: &NewVersion,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO article_versions (workspace, article, version, title_part, body_part, \
             applies, by_teammate, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            args![
                workspace,
                new.article,
                new.version,
                new.title,
                new.body,
                new.applies,
                new.by,
                at
            ],
        ))
        .await
        .map_err(|error| match error {
            StoreError::Duplicate => StoreError::Conflict,
            other => other,
        })?;
        self.exec(Query::new(
            "UPDATE articles SET version = $3, updated_at = $4 WHERE workspace = $1 AND id = $2",
            args![workspace, new.article, new.version, at],
        ))
        .await
        .map(drop)
    }

    /// Publishes a version, or retires the article with none.
    pub async fn set_published(
        &mut self,
        workspace: WorkspaceId,
        id: ArticleId,
        version: Option<u32>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let status = if version.is_some() {
            "published"
        } else {
            "retired"
        };
        self.exec(Query::new(
            "UPDATE articles SET status = $3, published_version = $4, updated_at = $5 \
             WHERE workspace = $1 AND id = $2",
            args![workspace, id, status, version.map(i64::from), at],
        ))
        .await
        .map(drop)
    }
}
