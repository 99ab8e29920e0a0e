//! The plain verbs: `POST /cases/{id}/{verb}`. Each has its own body and its own operation.

mod assign;
mod classify;
mod ending;
mod material;
mod promise;
mod read;
mod settle_message;
mod wait;

use axum::extract::{Path, State};
use axum::response::Response;
use baton_app::case::verb::{Verb, verb};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::assign::Assign;
use self::classify::Classify;
use self::ending::{Cancel, Close, Reopen, Resolve};
use self::material::{JudgeMaterial, RecordVerification, RequestMaterial};
use self::promise::{KeepPromise, Promise, WithdrawPromise};
use self::settle_message::SettleMessage;
pub(crate) use self::wait::Wait;
use self::wait::{CloseWait, NoAnswerNeeded};
use super::answer::{Changed, asked, respond};
use crate::auth::{
    Allowed, CasesAssign, CasesCancel, CasesClassify, CasesClose, CasesCloseWait,
    CasesJudgeMaterial, CasesKeepPromise, CasesNoAnswerNeeded, CasesPromise,
    CasesRecordVerification, CasesReopen, CasesRequestMaterial, CasesResolve, CasesSettleMessage,
    CasesUndoCancel, CasesWait, CasesWithdrawPromise,
};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// The routes of every plain verb.
pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(assign))
        .routes(routes!(wait))
        .routes(routes!(close_wait))
        .routes(routes!(classify))
        .routes(routes!(no_answer_needed))
        .routes(routes!(promise))
        .routes(routes!(keep_promise))
        .routes(routes!(withdraw_promise))
        .routes(routes!(request_material))
        .routes(routes!(judge_material))
        .routes(routes!(record_verification))
        .routes(routes!(resolve))
        .routes(routes!(close))
        .routes(routes!(reopen))
        .routes(routes!(cancel))
        .routes(routes!(undo_cancel))
        .routes(routes!(settle_message))
}

/// A body that becomes a verb.
trait AsVerb {
    /// The verb, or what is wrong with the body.
    fn verb(self) -> Result<Verb, Problem>;
    /// The sequence the caller has seen.
    fn seen_sequence(&self) -> Option<u64>;
}

async fn run<O, B: AsVerb>(
    state: HttpState,
    allowed: Allowed<O>,
    id: String,
    once: Once<B>,
) -> Result<Response, Problem> {
    let (body, ask) = asked(once, allowed.caller, &id, B::seen_sequence)?;
    let caller = ask.call.caller.clone();
    let change = verb(&state.app, ask, body.verb()?).await?;
    respond(&state, &caller, change).await
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident $path:literal $operation:literal $marker:ident $body:ty;)*) => {$(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, operation_id = $operation, request_body = $body,
            params(("id" = String, Path, description = "The case")),
            responses((status = 200, body = Changed), (status = 400, body = Problem),
                (status = 404, body = Problem), (status = 409, body = Problem)))]
        async fn $name(
            State(state): State<HttpState>,
            allowed: Allowed<$marker>,
            Path(id): Path<String>,
            once: Once<$body>,
        ) -> Result<Response, Problem> {
            run(state, allowed, id, once).await
        }
    )*};
}

verbs! {
    /// Gives the case to a teammate or a team, or to nobody.
    assign "/cases/{id}/assign" "cases.assign" CasesAssign Assign;
    /// Records that we wait for somebody.
    wait "/cases/{id}/wait" "cases.wait" CasesWait Wait;
    /// Ends a wait.
    close_wait "/cases/{id}/close-wait" "cases.close_wait" CasesCloseWait CloseWait;
    /// Corrects the classification; with a reason it can end the empathy boundary.
    classify "/cases/{id}/classify" "cases.classify" CasesClassify Classify;
    /// Says that what they wrote needs no answer.
    no_answer_needed "/cases/{id}/no-answer-needed" "cases.no_answer_needed" CasesNoAnswerNeeded
        NoAnswerNeeded;
    /// Records a promise we made.
    promise "/cases/{id}/promise" "cases.promise" CasesPromise Promise;
    /// Records that a promise was kept.
    keep_promise "/cases/{id}/keep-promise" "cases.keep_promise" CasesKeepPromise KeepPromise;
    /// Records that a promise no longer holds.
    withdraw_promise "/cases/{id}/withdraw-promise" "cases.withdraw_promise" CasesWithdrawPromise
        WithdrawPromise;
    /// Puts an item on the checklist: something that is needed from somebody.
    request_material "/cases/{id}/request-material" "cases.request_material" CasesRequestMaterial
        RequestMaterial;
    /// Says whether what was handed in will do.
    judge_material "/cases/{id}/judge-material" "cases.judge_material" CasesJudgeMaterial
        JudgeMaterial;
    /// Records what a claim rests on, and ends the wait that asked for it.
    record_verification "/cases/{id}/record-verification" "cases.record_verification"
        CasesRecordVerification RecordVerification;
    /// Resolves the case.
    resolve "/cases/{id}/resolve" "cases.resolve" CasesResolve Resolve;
    /// Closes the case.
    close "/cases/{id}/close" "cases.close" CasesClose Close;
    /// Opens the case again.
    reopen "/cases/{id}/reopen" "cases.reopen" CasesReopen Reopen;
    /// Cancels the case; whoever was asked or promised something is to be told.
    cancel "/cases/{id}/cancel" "cases.cancel" CasesCancel Cancel;
    /// Undoes a cancellation.
    undo_cancel "/cases/{id}/undo-cancel" "cases.undo_cancel" CasesUndoCancel Reopen;
    /// Records what became of a message of which nobody knew. Nothing is sent by it.
    settle_message "/cases/{id}/settle-message" "cases.settle_message" CasesSettleMessage
        SettleMessage;
}
