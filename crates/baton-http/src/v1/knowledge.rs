//! `GET /knowledge/search`: the passages of published articles that answer a question, and why.

use axum::Json;
use axum::extract::State;
use baton_app::call::Call;
use baton_app::knowledge::search::{self, Found};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, KnowledgeSearch};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::listing::Params;

/// Passages, best first.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundPassages {
    /// At most twenty.
    items: Vec<FoundPassage>,
    /// Always null: the best are all there are.
    next: Option<String>,
}

/// A passage of a published article.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundPassage {
    /// The article.
    article_id: String,
    /// The version that may be cited.
    version: u32,
    /// Which passage of it, from zero.
    passage: u32,
    /// What kind of knowledge it is.
    kind: String,
    /// The article's title.
    title: String,
    /// The language it is written in.
    language: String,
    /// The passage.
    text: String,
    /// The words of the question it was found by, weightiest first.
    why: Vec<String>,
    /// Higher is better; comparable within one search alone.
    score: u32,
}

/// Searches what is published.
#[utoipa::path(get, path = "/knowledge/search", operation_id = "knowledge.search",
    params(("q" = String, Query, description = "The question, in anybody's words")),
    responses((status = 200, body = FoundPassages), (status = 400, body = Problem)))]
pub async fn search(
    State(state): State<HttpState>,
    allowed: Allowed<KnowledgeSearch>,
    mut params: Params,
) -> Result<Json<FoundPassages>, Problem> {
    let question = params.one("q").unwrap_or_default();
    params.finish()?;
    let found = search::search(&state.app, &Call::by(allowed.caller), question).await?;
    Ok(Json(FoundPassages {
        items: found.into_iter().map(render).collect(),
        next: None,
    }))
}

fn render(found: Found) -> FoundPassage {
    let passage = found.passage;
    FoundPassage {
        article_id: passage.article_id.to_string(),
        version: passage.version,
        passage: passage.number,
        kind: found.kind,
        title: passage.title,
        language: passage.language,
        text: passage.text,
        why: passage.why,
        score: passage.score,
    }
}
