//! Who calls, and whether they may do this kind of thing at all.
//!
//! A handler takes [`Allowed`] with the marker of its operation; the table of `baton-policy` does
//! the rest. There is no other way to get at a caller.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use baton_app::caller::Caller;
use baton_app::session;
use baton_policy::Operation;

use crate::problem::Problem;
use crate::state::HttpState;

/// The cookie of a session over plain HTTP, as on a laptop.
pub(crate) const COOKIE: &str = "baton_session";

/// An operation as a type, so that a handler's signature says which one it is.
pub trait Operates {
    /// The operation.
    const OPERATION: Operation;
}

/// A caller who may do the operation `O`.
pub struct Allowed<O> {
    /// Who calls.
    pub caller: Caller,
    operation: PhantomData<O>,
}

impl<O: Operates> FromRequestParts<HttpState> for Allowed<O> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        let caller = caller(parts, state).await?;
        if !caller.may(O::OPERATION) {
            return Err(Problem::not_allowed(O::OPERATION.name()));
        }
        Ok(Self {
            caller,
            operation: PhantomData,
        })
    }
}

async fn caller(parts: &Parts, state: &HttpState) -> Result<Caller, Problem> {
    if let Some(key) = bearer(parts) {
        let caller = session::by_api_key(&state.app, key).await?;
        return caller.ok_or_else(Problem::unauthenticated);
    }
    let token = cookie(parts).ok_or_else(Problem::unauthenticated)?;
    check_origin(parts)?;
    let caller = session::by_session(&state.app, token).await?;
    caller.ok_or_else(Problem::unauthenticated)
}

fn bearer(parts: &Parts) -> Option<&str> {
    parts
        .headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
}

pub(crate) fn cookie(parts: &Parts) -> Option<&str> {
    let cookies = parts.headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    })
}

/// With a cookie, a browser could be made to send what its user did not mean: requests that change
/// something must come from our own pages.
pub(crate) fn check_origin(parts: &Parts) -> Result<(), Problem> {
    if matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let text = |name| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let host = text(header::HOST).or_else(|| parts.uri.authority().map(|host| host.as_str()));
    let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://"));
    match (origin, host) {
        (Some((_, origin)), Some(host)) if origin.eq_ignore_ascii_case(host) => Ok(()),
        _ => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "origin.foreign",
            "The request does not come from this server's own pages",
        )),
    }
}

macro_rules! operations {
    ($($marker:ident),* $(,)?) => {$(
        #[doc = concat!("The operation [`Operation::", stringify!($marker), "`].")]
        #[derive(Debug, Clone, Copy)]
        pub struct $marker;

        impl Operates for $marker {
            const OPERATION: Operation = Operation::$marker;
        }
    )*};
}

operations! {
    SessionRead, SessionSwitch, SessionEnd, SessionKeys, SessionPassword, SessionTotp, SessionsList,
    SessionsEnd,
    MessagesReceive, MessagesList, MessagesRead, MessagesRaw, MessagesOutbound,
    DeadLettersList, DeadLettersReplay,
    CasesList, CasesCount, CasesRead, CasesTimeline, CasesOrder, CasesEvents, CasesEvidence,
    CasesOpen, CasesAssign, CasesNote, CasesWait, CasesCloseWait, CasesClassify,
    CasesNoAnswerNeeded, CasesPromise, CasesKeepPromise, CasesWithdrawPromise,
    CasesSettleMessage, CasesRequestMaterial, CasesJudgeMaterial, CasesRecordVerification,
    CasesAddParticipant, CasesResolve, CasesClose, CasesReopen,
    CasesCancel, CasesUndoCancel, CasesMerge, CasesSplit, CasesMoveMessage,
    DraftsRead, DraftsCreate, DraftsEdit, DraftsApprove, DraftsReject, DraftsRequestReview,
    DraftsTakeBack, ActionsRead, ActionsPropose, ActionsApprove, ActionsReject, ActionsSettle,
    ReviewsList, ReviewsDecide,
    ArticlesList, ArticlesRead, ArticlesPropose, ArticlesWrite, ArticlesPublish, ArticlesRetire,
    KnowledgeSearch, TriageRun, ModelsList, ModelsUse, LiveFollow, ReportsRead, LogEntries,
    PauseRead, PauseSet, PoliciesRead, PoliciesWrite, ChannelsList, ChannelsRead, ChannelsCreate,
    ChannelsWrite, TeammatesList, TeammatesCreate, TeammatesWrite, KeysList, KeysCreate,
    KeysRevoke, UploadsCreate, ContactsErase, ContactsDeclineErasure, ContactsErasure, ContactsHold,
    ContactsRelease, ErasureRead, ErasureSet, LogRead, LogVerify,
}
