//! `/settings/erasure`: how long content is kept, and whether two people decide.

use axum::Json;
use axum::extract::State;
use baton_app::call::Call;
use baton_app::erase::rule::{self, Rule};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::{Allowed, ErasureRead, ErasureSet};
use crate::body::Body;
use crate::problem::Problem;
use crate::state::HttpState;

/// The workspace's own rule.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasureRule {
    /// What was written by and about contacts who were silent for so many days, 30 to 36500, is
    /// erased, unless a case of theirs is open or resolved or there is a legal hold; null keeps it.
    days: Option<u32>,
    /// Whether somebody other than who asked has to agree to an erasure.
    four_eyes: bool,
}

/// What is set.
#[utoipa::path(get, path = "/settings/erasure", operation_id = "erasure.read",
    responses((status = 200, body = ErasureRule)))]
pub async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<ErasureRead>,
) -> Result<Json<ErasureRule>, Problem> {
    let rule = rule::read(&state.app, allowed.caller.workspace).await?;
    Ok(Json(render(rule)))
}

/// Sets it, from now on.
#[utoipa::path(put, path = "/settings/erasure", operation_id = "erasure.set",
    request_body = ErasureRule,
    responses((status = 200, body = ErasureRule), (status = 400, body = Problem)))]
pub async fn set(
    State(state): State<HttpState>,
    allowed: Allowed<ErasureSet>,
    Body(body): Body<ErasureRule>,
) -> Result<Json<ErasureRule>, Problem> {
    let wanted = Rule {
        days: body.days,
        four_eyes: body.four_eyes,
    };
    let rule = rule::set(&state.app, &Call::by(allowed.caller), wanted).await?;
    Ok(Json(render(rule)))
}

const fn render(rule: Rule) -> ErasureRule {
    ErasureRule {
        days: rule.days,
        four_eyes: rule.four_eyes,
    }
}
