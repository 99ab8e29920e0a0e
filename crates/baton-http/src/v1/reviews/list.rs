//! `GET /reviews`: what waits for a decision.

use axum::Json;
use axum::extract::State;
use baton_app::view::{self, ReviewView};
use baton_domain::actor::Actor;
use baton_domain::review::Reviewed;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, ReviewsList};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::render::action::{self, ActionDto};
use crate::v1::cases::render::draft::DraftDto;
use crate::v1::cases::render::people::NamedDto;
use crate::v1::cases::render::timeline::NamedActorDto;
use crate::v1::cases::render::{actor, draft, number};
use crate::v1::listing::{PageDto, Params};

/// A review that waits for a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewDto {
    /// Its id.
    pub id: String,
    /// Its case.
    pub case: ReviewCaseDto,
    /// What is to be decided: `draft` or `action`.
    pub about: &'static str,
    /// The draft, if it is about one.
    pub draft: Option<DraftDto>,
    /// The action, if it is about one: exactly this is done, for this amount.
    pub action: Option<ActionDto>,
    /// Who asked.
    pub requested_by: NamedActorDto,
    /// When.
    pub requested_at: String,
    /// When it is too old to wait any longer.
    pub due: Option<String>,
    /// The role its decider needs.
    pub role: String,
    /// Why governance asks for it, as a code; null when a person asked freely.
    pub why: Option<String>,
    /// What the requester says.
    pub comment: Option<String>,
    /// Who is looking at it.
    pub claimed_by: Option<NamedDto>,
    /// Whether this caller may decide it.
    pub may_decide: bool,
}

/// The case of a review.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewCaseDto {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// The number of its last event: what the decider has seen.
    pub sequence: u64,
}

/// Lists the reviews that wait, oldest first.
#[utoipa::path(get, path = "/reviews", operation_id = "reviews.list",
    params(
        ("limit" = Option<u64>, Query, description = "1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before"),
        ("count" = Option<bool>, Query, description = "Adds `total`, at most 10,000"),
    ),
    responses((status = 200, body = PageDto<ReviewDto>)))]
pub async fn list(
    State(state): State<HttpState>,
    allowed: Allowed<ReviewsList>,
    mut params: Params,
) -> Result<Json<PageDto<ReviewDto>>, Problem> {
    let page = params.page()?;
    params.finish()?;
    let page = view::reviews(&state.app, &allowed.caller, page).await?;
    Ok(Json(PageDto::of(page, render)))
}

fn render(view: ReviewView) -> ReviewDto {
    let case = view.case.case();
    let asker = actor(view.requested_by.unwrap_or(Actor::System));
    let (about, wording, wanted) = match view.record.about {
        Reviewed::Draft(id) => ("draft", draft::of(&view.case, id), None),
        Reviewed::Action(id) => ("action", None, action::of(&view.case, id)),
    };
    ReviewDto {
        id: view.record.id.to_string(),
        case: ReviewCaseDto {
            id: case.id.to_string(),
            number: number(case.number),
            subject: view.case.subject().to_owned(),
            sequence: case.sequence,
        },
        about,
        draft: wording,
        action: wanted,
        requested_by: NamedActorDto {
            kind: asker.kind,
            id: asker.id,
            name: view.requested_by_name,
        },
        requested_at: view.record.requested_at.to_string(),
        due: view.due.map(|due| due.to_string()),
        role: view.record.role,
        why: view.why,
        comment: view.comment,
        claimed_by: None,
        may_decide: view.may_decide,
    }
}
