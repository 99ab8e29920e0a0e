//! `/setup`: the page behind a one-time link. The first one founds a workspace; every later one lets
//! an invited person choose a password.
//!
//! A plain form without scripts, so that it works before anything else does. Outside `/api`: what
//! programs need is in `baton admin` and `POST /teammates`.

mod page;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use baton_app::colleague::{is_invited, use_invite};
use baton_app::error::AppError;
use baton_app::session::{SignIn, sign_in};
use baton_app::setup::{Founding, Ground, found};
use serde::Deserialize;

use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::session::signed_in_cookie;
use page::Asks;

/// What a link holds.
#[derive(Debug, Default, Deserialize)]
pub struct Link {
    #[serde(default)]
    token: String,
}

/// What somebody typed.
#[derive(Deserialize)]
pub struct Typed {
    token: String,
    password: String,
    #[serde(default)]
    workspace: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
}

/// The address of a link, as whoever asks sees this server.
pub(crate) fn address(headers: &HeaderMap, token: &str) -> String {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = match text("x-forwarded-proto") {
        Some("https") => "https",
        _ => "http",
    };
    let host = text("host").unwrap_or("localhost");
    format!("{scheme}://{host}/setup?token={token}")
}

/// Shows the form of a link that counts.
pub async fn show(State(state): State<HttpState>, Query(link): Query<Link>) -> Response {
    match asks(&state, &link.token).await {
        Ok(Some(asks)) => shown(StatusCode::OK, page::form(&asks, &link.token, None)),
        Ok(None) => shown(StatusCode::NOT_FOUND, page::ended()),
        Err(problem) => problem.into_response(),
    }
}

/// Does what the form asks, and signs whoever sent it in.
pub async fn submit(
    State(state): State<HttpState>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Response {
    match try_submit(&state, &headers, typed).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn try_submit(
    state: &HttpState,
    headers: &HeaderMap,
    typed: Typed,
) -> Result<Response, Problem> {
    let Some(asks) = asks(state, &typed.token).await? else {
        return Ok(shown(StatusCode::NOT_FOUND, page::ended()));
    };
    let (token, password) = (typed.token.clone(), typed.password.clone());
    let done = match asks {
        Asks::Everything => {
            let founding = Founding {
                workspace: typed.workspace,
                name: typed.name,
                email: typed.email.clone(),
                password: typed.password,
            };
            let founded = found(&state.app, Ground::First, founding).await;
            founded.map(|_| typed.email)
        }
        Asks::Password { .. } => use_invite(&state.app, &token, typed.password).await,
    };
    let email = match done {
        Ok(email) => email,
        Err(AppError::Invalid(invalid)) => {
            let again = page::form(&asks, &token, Some(invalid.code));
            return Ok(shown(StatusCode::BAD_REQUEST, again));
        }
        Err(AppError::NotFound) => return Ok(shown(StatusCode::NOT_FOUND, page::ended())),
        Err(error) => return Err(error.into()),
    };
    let mut response = StatusCode::SEE_OTHER.into_response();
    let answer = response.headers_mut();
    answer.insert(header::LOCATION, HeaderValue::from_static("/"));
    // Somebody with a second factor signs in by themselves.
    if let SignIn::Done(signed_in) = sign_in(&state.app, &email, password, None).await? {
        answer.insert(header::SET_COOKIE, signed_in_cookie(headers, &signed_in)?);
    }
    Ok(response)
}

/// What a link asks for; nothing if it does not count.
async fn asks(state: &HttpState, token: &str) -> Result<Option<Asks>, Problem> {
    let is_first = state.first_link.as_ref().is_some_and(|link| link.is(token));
    if is_first && baton_app::setup::is_empty(&state.app).await? {
        return Ok(Some(Asks::Everything));
    }
    let email = is_invited(&state.app, token).await?;
    Ok(email.map(|email| Asks::Password { email }))
}

fn shown(status: StatusCode, page: String) -> Response {
    let mut response = (status, Html(page)).into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; \
             frame-ancestors 'none'; base-uri 'none'",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
