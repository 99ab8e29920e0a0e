//! `GET /cases/{id}/evidence`: the provable record of a case.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use baton_app::evidence::{Export, export};
use baton_store::event::Stamp;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::auth::{Allowed, CasesEvidence};
use crate::problem::Problem;
use crate::state::HttpState;

/// For whom and why.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct EvidenceQuery {
    /// `auditor`, `customer`, `platform` or `court`.
    #[serde(rename = "for")]
    audience: Option<String>,
    /// Why it is made.
    purpose: Option<String>,
    /// The language of the report: `en` or `zh`.
    language: Option<String>,
    /// The case as the first checkpoint of so many leaves knows it.
    at: Option<u64>,
    /// The size of an earlier checkpoint that this one must continue.
    since: Option<u64>,
}

/// Gives the evidence pack of a case.
#[utoipa::path(get, path = "/cases/{id}/evidence", operation_id = "cases.evidence",
    params(("id" = String, Path, description = "The case"), EvidenceQuery),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>),
        (status = 404, body = Problem)))]
pub async fn evidence(
    State(state): State<HttpState>,
    allowed: Allowed<CasesEvidence>,
    Path(id): Path<String>,
    Query(query): Query<EvidenceQuery>,
) -> Result<Response, Problem> {
    let unknown = |pointer: &str| Problem::invalid(pointer, "value.unknown");
    let wanted = Export {
        case: id.parse().map_err(|_| Problem::not_found())?,
        audience: query
            .audience
            .as_deref()
            .unwrap_or("auditor")
            .parse()
            .map_err(|_| unknown("/for"))?,
        purpose: query.purpose.unwrap_or_default(),
        language: query
            .language
            .as_deref()
            .unwrap_or("en")
            .parse()
            .map_err(|_| unknown("/language"))?,
        at: query.at,
        since: query.since,
    };
    let caller = allowed.caller;
    let stamp = Stamp {
        workspace: caller.workspace,
        at: state.app.clock.now(),
        actor: caller.actor(),
    };
    let pack = export(&state.app, stamp, wanted).await?;
    let mut response = pack.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/zip"),
    );
    let name = format!("attachment; filename=\"{id}.evidence.zip\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
