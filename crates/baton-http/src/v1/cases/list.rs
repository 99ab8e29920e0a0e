//! `GET /cases`: lists of cases.

use axum::Json;
use axum::extract::State;
use baton_app::view;
use baton_store::read::{CaseFilter, Holder, ListCases, Sort};
use baton_store::search::Search;

use super::render::{self, CaseItemDto};
use crate::auth::{Allowed, CasesList};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::listing::{PageDto, Params};

/// Lists cases. Filters narrow, several values of one filter widen.
#[utoipa::path(get, path = "/cases", operation_id = "cases.list",
    params(
        ("next_mover" = Option<Vec<String>>, Query, description = "Whose turn it is"),
        ("status" = Option<Vec<String>>, Query, description = "How they stand"),
        ("queue" = Option<Vec<String>>, Query,
            description = "A team's id, or `none`: open cases whose next mover is us or a reviewer"),
        ("assignee" = Option<Vec<String>>, Query, description = "A teammate's id, `me` or `none`"),
        ("category" = Option<Vec<String>>, Query, description = "What they are about"),
        ("q" = Option<String>, Query,
            description = "Words in subject, messages, notes and names, or a case's number"),
        ("sort" = Option<String>, Query, description = "`queue` (default), `-updated` or `created`"),
        ("limit" = Option<u64>, Query, description = "1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before"),
        ("count" = Option<bool>, Query, description = "Adds `total`, at most 10,000"),
    ),
    responses((status = 200, body = PageDto<CaseItemDto>), (status = 400, body = Problem)))]
pub async fn list(
    State(state): State<HttpState>,
    allowed: Allowed<CasesList>,
    params: Params,
) -> Result<Json<PageDto<CaseItemDto>>, Problem> {
    let list = read(params, &allowed)?;
    let page = view::cases(&state.app, &allowed.caller, list).await?;
    Ok(Json(PageDto::of(page, |row| render::item(&row))))
}

fn read(mut params: Params, allowed: &Allowed<CasesList>) -> Result<ListCases, Problem> {
    let viewer = allowed.caller.teammate();
    let sort = match params.one("sort").as_deref() {
        None | Some("queue") => Sort::Queue,
        Some("-updated") => Sort::Updated,
        Some("created") => Sort::Created,
        Some(_) => return Err(Problem::invalid("?sort", "value.unknown")),
    };
    let page = params.page()?;
    if page.after.as_ref().is_some_and(|cursor| !sort.made(cursor)) {
        return Err(Problem::invalid("?cursor", "cursor.other_order"));
    }
    let assignee = params
        .all("assignee")
        .into_iter()
        .map(|text| match (text.as_str(), viewer) {
            ("me", Some(me)) => Ok(Holder::One(me)),
            (other, _) => holder("?assignee", other),
        });
    let assignee = assignee.collect::<Result<_, _>>()?;
    let queue = params.all("queue");
    let filter = CaseFilter {
        next_mover: params.words("next_mover")?,
        status: params.words("status")?,
        queue: queue
            .iter()
            .map(|text| holder("?queue", text))
            .collect::<Result<_, _>>()?,
        assignee,
        category: params.all("category"),
        search: params
            .one("q")
            .filter(|q| !q.trim().is_empty())
            .map(|q| Search::new(&q)),
    };
    params.finish()?;
    Ok(ListCases {
        filter,
        sort,
        page,
        viewer,
    })
}

fn holder<T: std::str::FromStr>(pointer: &str, text: &str) -> Result<Holder<T>, Problem> {
    match text {
        "none" => Ok(Holder::Nobody),
        id => id
            .parse()
            .map(Holder::One)
            .map_err(|_| Problem::invalid(pointer, "id.malformed")),
    }
}
