//! Articles: writing, publishing and retiring knowledge.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use baton_app::call::Call;
use baton_app::knowledge::{self, ArticleView, Written};
use baton_domain::id::ArticleId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::{
    Allowed, ArticlesList, ArticlesPublish, ArticlesRead, ArticlesRetire, ArticlesWrite,
};
use crate::body::Body;
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// The routes of articles.
pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, patch))
        .routes(routes!(publish))
        .routes(routes!(retire))
}

/// A new article.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewArticle {
    /// What kind of knowledge it is, e.g. `faq`.
    kind: String,
    /// The title.
    title: String,
    /// In which language, as BCP 47 writes it.
    language: String,
    /// The text, as Markdown.
    body: String,
    /// Where and when it applies.
    #[serde(default)]
    #[schema(value_type = Object)]
    applies: serde_json::Map<String, serde_json::Value>,
}

/// A new version.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewVersion {
    /// The title.
    title: String,
    /// The text, as Markdown.
    body: String,
    /// Where and when it applies.
    #[serde(default)]
    #[schema(value_type = Object)]
    applies: serde_json::Map<String, serde_json::Value>,
}

/// An article with its newest version.
#[derive(Debug, Serialize, ToSchema)]
struct Article {
    /// Its id.
    id: String,
    /// What kind of knowledge it is.
    kind: String,
    /// `draft`, `review`, `published` or `retired`.
    status: String,
    /// In which language.
    language: String,
    /// The newest version.
    version: u32,
    /// The version that answers may cite.
    published_version: Option<u32>,
    /// The title; null once erased.
    title: Option<String>,
    /// The text; null in lists and once erased.
    body: Option<String>,
    /// Where and when it applies.
    #[schema(value_type = Object)]
    applies: serde_json::Value,
    /// When it last changed.
    updated_at: String,
}

/// Articles, latest change first.
#[derive(Debug, Serialize, ToSchema)]
struct Articles {
    /// Without their texts.
    items: Vec<Article>,
    /// Always null: the latest 200 are listed.
    next: Option<String>,
}

fn view(view: ArticleView) -> Article {
    Article {
        id: view.article.id.to_string(),
        kind: view.article.kind,
        status: view.article.status,
        language: view.article.language,
        version: view.article.version,
        published_version: view.article.published_version,
        title: view.title,
        body: view.body,
        applies: serde_json::from_str(&view.article.applies).unwrap_or_default(),
        updated_at: view.article.updated_at.to_string(),
    }
}

fn id(text: &str) -> Result<ArticleId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

async fn answer(state: &HttpState, call: &Call, id: ArticleId) -> Result<Json<Article>, Problem> {
    Ok(Json(view(knowledge::read(&state.app, call, id).await?)))
}

/// Lists articles.
#[utoipa::path(get, path = "/articles", operation_id = "articles.list",
    responses((status = 200, body = Articles)))]
async fn list(
    State(state): State<HttpState>,
    allowed: Allowed<ArticlesList>,
) -> Result<Json<Articles>, Problem> {
    let articles = knowledge::list(&state.app, &Call::by(allowed.caller)).await?;
    Ok(Json(Articles {
        items: articles.into_iter().map(view).collect(),
        next: None,
    }))
}

/// Writes an article.
#[utoipa::path(post, path = "/articles", operation_id = "articles.write:create",
    request_body = NewArticle, responses((status = 201, body = Article),
        (status = 400, body = Problem)))]
async fn create(
    State(state): State<HttpState>,
    allowed: Allowed<ArticlesWrite>,
    once: Once<NewArticle>,
) -> Result<Response, Problem> {
    let (body, call) = once.by(allowed.caller);
    let language = body
        .language
        .parse()
        .map_err(|_| Problem::invalid("/language", "value.unknown"))?;
    let written = Written {
        title: body.title,
        body: body.body,
        applies: body.applies,
    };
    let id = knowledge::write(&state.app, call.clone(), body.kind, language, written).await?;
    let article = answer(&state, &call, id).await?;
    Ok((StatusCode::CREATED, article).into_response())
}

/// Reads an article with its newest version.
#[utoipa::path(get, path = "/articles/{id}", operation_id = "articles.read",
    params(("id" = String, Path, description = "The article")),
    responses((status = 200, body = Article), (status = 404, body = Problem)))]
async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<ArticlesRead>,
    Path(text): Path<String>,
) -> Result<Json<Article>, Problem> {
    answer(&state, &Call::by(allowed.caller), id(&text)?).await
}

/// Writes a new version; what is published stays until it is published too.
#[utoipa::path(patch, path = "/articles/{id}", operation_id = "articles.write",
    request_body = NewVersion, params(("id" = String, Path, description = "The article")),
    responses((status = 200, body = Article), (status = 404, body = Problem)))]
async fn patch(
    State(state): State<HttpState>,
    allowed: Allowed<ArticlesWrite>,
    Path(text): Path<String>,
    Body(body): Body<NewVersion>,
) -> Result<Json<Article>, Problem> {
    let (id, call) = (id(&text)?, Call::by(allowed.caller));
    let written = Written {
        title: body.title,
        body: body.body,
        applies: body.applies,
    };
    knowledge::rewrite(&state.app, call.clone(), id, written).await?;
    answer(&state, &call, id).await
}

/// Publishes the newest version.
#[utoipa::path(post, path = "/articles/{id}/publish", operation_id = "articles.publish",
    params(("id" = String, Path, description = "The article")),
    responses((status = 200, body = Article), (status = 404, body = Problem)))]
async fn publish(
    State(state): State<HttpState>,
    allowed: Allowed<ArticlesPublish>,
    Path(text): Path<String>,
) -> Result<Json<Article>, Problem> {
    let (id, call) = (id(&text)?, Call::by(allowed.caller));
    knowledge::publish(&state.app, &call, id).await?;
    answer(&state, &call, id).await
}

/// Takes an article out of use.
#[utoipa::path(post, path = "/articles/{id}/retire", operation_id = "articles.retire",
    params(("id" = String, Path, description = "The article")),
    responses((status = 200, body = Article), (status = 404, body = Problem)))]
async fn retire(
    State(state): State<HttpState>,
    allowed: Allowed<ArticlesRetire>,
    Path(text): Path<String>,
) -> Result<Json<Article>, Problem> {
    let (id, call) = (id(&text)?, Call::by(allowed.caller));
    knowledge::retire(&state.app, &call, id).await?;
    answer(&state, &call, id).await
}
