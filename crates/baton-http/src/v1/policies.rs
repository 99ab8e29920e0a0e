//! `GET /policies` and `PUT /policies`: what governs the workspace besides what Baton ships.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use baton_app::call::Call;
use baton_app::policies::{self, NotChanged, PoliciesView, Wanted};
use baton_domain::action::Limits;
use baton_policy::Rejected;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::{Allowed, PoliciesRead, PoliciesWrite};
use crate::body::Body;
use crate::problem::Problem;
use crate::state::HttpState;

/// The policies in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct PoliciesDto {
    /// Counts the changes; 0 while there are only the shipped ones.
    version: u64,
    /// The workspace's own policies, as Cedar text.
    text: String,
    /// Who wrote them.
    by: Option<String>,
    /// When.
    at: Option<String>,
    /// Every policy in force, the shipped ones included.
    policies: Vec<PolicyDto>,
    /// How much money actions may move before somebody with more authority is asked.
    limits: LimitsDto,
}

/// Sums that actions may move, in minor units of the currency in question.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_field_names,
    reason = "units come last, on the wire as well"
)]
pub struct LimitsDto {
    /// What one person may let go in a day; above it an approver has to agree.
    person_day_minor: i64,
    /// What one customer may get in thirty days; above it an approver has to agree.
    customer_month_minor: i64,
    /// What the workspace may let go in a day; above it nothing moves. 0 stops all money.
    workspace_day_minor: i64,
}

/// A policy in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyDto {
    /// Its id, as verdicts name it.
    id: String,
    /// What a teammate reads when it decides.
    reason: String,
}

/// New policies in place of the old ones.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePolicies {
    /// The workspace's own policies, as Cedar text; empty for the shipped ones alone. They stay if
    /// absent.
    text: Option<String>,
    /// The limits; they stay if absent.
    limits: Option<LimitsDto>,
    /// The version the caller has seen; not checked if absent.
    seen_version: Option<u64>,
}

/// Gives the policies in force.
#[utoipa::path(get, path = "/policies", operation_id = "policies.read",
    responses((status = 200, body = PoliciesDto)))]
pub async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<PoliciesRead>,
) -> Result<Json<PoliciesDto>, Problem> {
    let view = policies::read(&state.app, &allowed.caller).await?;
    Ok(Json(render(view)))
}

/// Puts policies into force from the commit on, on every node. A text with a fault changes nothing.
#[utoipa::path(put, path = "/policies", operation_id = "policies.write",
    request_body = ChangePolicies,
    responses((status = 200, body = PoliciesDto), (status = 400, body = Problem),
        (status = 409, body = Problem)))]
pub async fn change(
    State(state): State<HttpState>,
    allowed: Allowed<PoliciesWrite>,
    Body(body): Body<ChangePolicies>,
) -> Result<Json<PoliciesDto>, Problem> {
    let call = Call::by(allowed.caller);
    let wanted = Wanted {
        text: body.text,
        limits: body.limits.map(|limits| Limits {
            person_day_minor: limits.person_day_minor,
            customer_month_minor: limits.customer_month_minor,
            workspace_day_minor: limits.workspace_day_minor,
        }),
        seen_version: body.seen_version,
    };
    let changed = policies::change(&state.app, &call, wanted).await;
    changed.map(|view| Json(render(view))).map_err(problem)
}

fn render(view: PoliciesView) -> PoliciesDto {
    let policies = view.policies.into_iter();
    PoliciesDto {
        version: view.version,
        text: view.text,
        by: view.by.map(|id| id.to_string()),
        at: view.at.map(|at| at.to_string()),
        policies: policies
            .map(|(id, reason)| PolicyDto { id, reason })
            .collect(),
        limits: LimitsDto {
            person_day_minor: view.limits.person_day_minor,
            customer_month_minor: view.limits.customer_month_minor,
            workspace_day_minor: view.limits.workspace_day_minor,
        },
    }
}

fn problem(error: NotChanged) -> Problem {
    match error {
        NotChanged::Rejected(rejected) => refused(&rejected),
        NotChanged::Limit(field) => Problem::invalid(field, "policy.limit"),
        NotChanged::Moved(version) => Problem::new(
            StatusCode::CONFLICT,
            "policy.moved",
            "Somebody changed the policies meanwhile",
        )
        .detail(format!("They are at version {version}: read them again.")),
        NotChanged::App(error) => error.into(),
    }
}

/// Every place to mend: where, what is wrong, what to do.
fn refused(rejected: &Rejected) -> Problem {
    let code = rejected
        .problems
        .first()
        .map_or("policy.syntax", |first| first.code);
    let problem = Problem::new(
        StatusCode::BAD_REQUEST,
        code,
        "These policies cannot be used",
    )
    .detail(rejected.to_string());
    rejected
        .problems
        .iter()
        .fold(problem, |problem, found| problem.field("/text", found.code))
}
