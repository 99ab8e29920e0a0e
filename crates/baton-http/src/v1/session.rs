//! `/session`: signing in and out, and who one is.

pub mod keys;
pub mod list;
pub mod password;
pub mod totp;

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use baton_app::caller::Identity;
use baton_app::session::{self, SignIn};
use baton_domain::id::WorkspaceId;
use baton_policy::Operation;
use baton_store::StoreError;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::{Allowed, COOKIE, SessionEnd, SessionRead, SessionSwitch, check_origin};
use crate::body::Body;
use crate::peer::Peer;
use crate::problem::Problem;
use crate::state::HttpState;

/// An address and its password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The e-mail address.
    email: String,
    /// The password.
    password: String,
    /// The code of an authenticator, where one is set up, or a recovery code.
    totp: Option<String>,
}

/// The request comes from our own pages, or from no page at all.
pub struct OwnOrigin;

impl<S: Send + Sync> FromRequestParts<S> for OwnOrigin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        if parts.headers.contains_key(header::ORIGIN) {
            check_origin(parts)?;
        }
        Ok(Self)
    }
}

/// Signs in; the answer sets the session's cookie.
#[utoipa::path(post, path = "/session", operation_id = "session.create", request_body = Credentials,
    responses((status = 200, body = SignedIn), (status = 401, body = Problem),
        (status = 429, body = Problem)), security(()))]
pub async fn create(
    State(state): State<HttpState>,
    _: OwnOrigin,
    peer: Peer,
    headers: HeaderMap,
    Body(credentials): Body<Credentials>,
) -> Result<Response, Problem> {
    let now = state.app.clock.now();
    let guess = state.limits.guess(&credentials.email, peer, now)?;
    let code = credentials.totp.as_deref();
    let ended =
        session::sign_in(&state.app, &credentials.email, credentials.password, code).await?;
    let refused = |code, title| Problem::new(StatusCode::UNAUTHORIZED, code, title);
    let signed_in = match ended {
        SignIn::Done(signed_in) => signed_in,
        SignIn::Wrong => {
            return Err(refused(
                "session.invalid",
                "That address and password do not belong together",
            ));
        }
        // The guess still counts, or it would tell a right password from a wrong one for free.
        SignIn::CodeNeeded => {
            return Err(refused(
                "session.totp_required",
                "A code of your authenticator is needed",
            ));
        }
    };
    guess.was_right();
    let body = Json(SignedIn {
        expires_at: signed_in.expires_at.to_string(),
    });
    let mut response = body.into_response();
    let cookie = signed_in_cookie(&headers, &signed_in)?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// The cookie of a new session.
pub(crate) fn signed_in_cookie(
    headers: &HeaderMap,
    signed_in: &session::SignedIn,
) -> Result<HeaderValue, Problem> {
    let is_https = headers
        .get("x-forwarded-proto")
        .is_some_and(|proto| proto == "https");
    let secure = if is_https { "; Secure" } else { "" };
    let cookie = format!(
        "{COOKIE}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=1209600{secure}",
        signed_in.token
    );
    HeaderValue::from_str(&cookie)
        .map_err(|_| StoreError::Record("a session token".to_owned()).into())
}

/// A session has begun.
#[derive(Serialize, ToSchema)]
pub struct SignedIn {
    /// When it ends.
    expires_at: String,
}

/// Who is signed in, and what they may do here.
#[derive(Serialize, ToSchema)]
pub struct SessionView {
    /// The membership.
    teammate: Option<TeammateView>,
    /// The person behind it.
    person: Option<PersonView>,
    /// Where.
    workspace: WorkspaceView,
    /// Everywhere they could be.
    workspaces: Vec<WorkspaceView>,
    /// The names of the operations they may call.
    can: Vec<&'static str>,
}

/// A teammate.
#[derive(Serialize, ToSchema)]
pub struct TeammateView {
    /// The membership's id.
    pub id: String,
    /// The name that colleagues see.
    pub name: String,
    /// What they may do.
    pub roles: Vec<&'static str>,
    /// `available`, `busy` or `away`.
    pub availability: String,
}

/// A person.
#[derive(Serialize, ToSchema)]
pub struct PersonView {
    /// Their address.
    email: String,
}

/// A workspace.
#[derive(Serialize, ToSchema)]
pub struct WorkspaceView {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
}

/// Tells who is signed in.
#[utoipa::path(get, path = "/session", operation_id = "session.read",
    responses((status = 200, body = SessionView), (status = 401, body = Problem)))]
pub async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<SessionRead>,
) -> Result<Json<SessionView>, Problem> {
    let caller = allowed.caller;
    let can = Operation::ALL
        .iter()
        .filter(|operation| caller.may(**operation))
        .map(|operation| operation.name())
        .collect();
    let (here, teammate) = (caller.workspace, caller.teammate());
    let view = state.app.db.read(move |reader| {
        Box::pin(async move {
            let teammate = match teammate {
                Some(id) => reader.teammate(here, id).await?,
                None => None,
            };
            let (mut workspaces, mut email) = (Vec::new(), None);
            if let Some(teammate) = &teammate {
                email = reader.person_email(teammate.person).await?;
                for membership in reader.memberships(teammate.person).await? {
                    workspaces.extend(reader.workspace(membership.workspace).await?);
                }
            }
            let workspace = reader.workspace(here).await?;
            Ok::<_, StoreError>((teammate, email, workspace, workspaces))
        })
    });
    let (teammate, email, workspace, workspaces) = view.await?;
    let as_view = |workspace: baton_store::workspace::Workspace| WorkspaceView {
        id: workspace.id.to_string(),
        name: workspace.name,
    };
    Ok(Json(SessionView {
        teammate: teammate.map(|teammate| TeammateView {
            id: teammate.id.to_string(),
            name: teammate.name,
            roles: teammate.roles.iter().map(|role| role.as_str()).collect(),
            availability: teammate.availability,
        }),
        person: email.map(|email| PersonView { email }),
        workspace: workspace.map(as_view).ok_or_else(Problem::not_found)?,
        workspaces: workspaces.into_iter().map(as_view).collect(),
        can,
    }))
}

/// Another workspace to be in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// Its id.
    workspace: String,
}

/// Goes to another workspace of the same person.
#[utoipa::path(put, path = "/session", operation_id = "session.switch", request_body = Switch,
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn switch(
    State(state): State<HttpState>,
    allowed: Allowed<SessionSwitch>,
    Body(body): Body<Switch>,
) -> Result<StatusCode, Problem> {
    let workspace: WorkspaceId = body.workspace.parse().map_err(|_| Problem::not_found())?;
    let Identity::Teammate {
        id,
        session: Some(session),
        ..
    } = allowed.caller.identity
    else {
        return Err(Problem::invalid("", "session.none"));
    };
    let from = (allowed.caller.workspace, id);
    session::switch_workspace(&state.app, session, from, workspace).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs out.
#[utoipa::path(delete, path = "/session", operation_id = "session.end",
    responses((status = 204), (status = 401, body = Problem)))]
pub async fn end(
    State(state): State<HttpState>,
    allowed: Allowed<SessionEnd>,
) -> Result<Response, Problem> {
    if let Identity::Teammate {
        session: Some(session),
        ..
    } = allowed.caller.identity
    {
        session::sign_out(&state.app, session).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Ok(gone) = HeaderValue::from_str(&format!("{COOKIE}=; Path=/; HttpOnly; Max-Age=0")) {
        response.headers_mut().insert(header::SET_COOKIE, gone);
    }
    Ok(response)
}
