//! The plain verbs: `POST /cases/{id}/{verb}`. Each has its own body and its own operation.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use baton_app::case::decide::Ask;
use baton_app::case::verb::{NewClass, NewWait, Verb, WaitReason, Whom, verb};
use baton_domain::participant::ParticipantRole;
use baton_domain::time::Span;
use baton_domain::wait::{ChasePlan, Party, WaitKind};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answer::{self, Changed};
use crate::auth::{
    Allowed, CasesAssign, CasesCancel, CasesClassify, CasesClose, CasesCloseWait,
    CasesJudgeMaterial, CasesKeepPromise, CasesNoAnswerNeeded, CasesPromise,
    CasesRecordVerification, CasesReopen, CasesRequestMaterial, CasesResolve, CasesUndoCancel,
    CasesWait,
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
        .routes(routes!(request_material))
        .routes(routes!(judge_material))
        .routes(routes!(record_verification))
        .routes(routes!(resolve))
        .routes(routes!(close))
        .routes(routes!(reopen))
        .routes(routes!(cancel))
        .routes(routes!(undo_cancel))
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
    let case = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let ask = Ask {
        call,
        case,
        seen_sequence: body.seen_sequence(),
    };
    let change = verb(&state.app, ask, body.verb()?).await?;
    let is_replay = change.is_replay;
    let answer = answer::changed(&state, &caller, change).await?;
    Ok(answer::once(is_replay, Json(answer).into_response()))
}

fn id<T: std::str::FromStr>(pointer: &str, text: &str) -> Result<T, Problem> {
    text.parse()
        .map_err(|_| Problem::invalid(pointer, "id.malformed"))
}

fn optional_id<T: std::str::FromStr>(
    pointer: &str,
    text: Option<&String>,
) -> Result<Option<T>, Problem> {
    text.map(|text| id(pointer, text)).transpose()
}

/// A participant, or the only one with a role.
fn whom(pointer: &str, text: &str) -> Result<Whom, Problem> {
    match word(pointer, text) {
        Ok(role) => Ok(Whom::Role(role)),
        Err(_) => id(pointer, text).map(Whom::Participant),
    }
}

/// A word with a closed pattern.
fn token<T: std::str::FromStr>(pointer: &str, text: Option<String>) -> Result<Option<T>, Problem> {
    let read = |text: String| {
        text.parse()
            .map_err(|_| Problem::invalid(pointer, "value.unknown"))
    };
    text.map(read).transpose()
}

/// A word out of a closed set.
fn word<T: DeserializeOwned>(pointer: &str, text: &str) -> Result<T, Problem> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|_| Problem::invalid(pointer, "value.unknown"))
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
}

/// To whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Assign {
    teammate_id: Option<String>,
    team_id: Option<String>,
    seen_sequence: Option<u64>,
}

impl AsVerb for Assign {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Assign {
            team: optional_id("/team_id", self.team_id.as_ref())?,
            teammate: optional_id("/teammate_id", self.teammate_id.as_ref())?,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// For whom, for what, until when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wait {
    on: String,
    #[serde(rename = "for")]
    reason: String,
    what: Option<String>,
    due: Option<String>,
    participant_id: Option<String>,
    #[serde(default)]
    material_ids: Vec<String>,
    /// How they are reminded, if they are outside; not at all if absent.
    chase: Option<Chase>,
    seen_sequence: Option<u64>,
}

/// How somebody outside is reminded: each time by a draft that a person sends.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chase {
    /// After how many minutes the first time.
    after_minutes: u32,
    /// How many minutes between one time and the next.
    every_minutes: u32,
    /// How often at most.
    most: u8,
}

impl Chase {
    fn plan(self) -> ChasePlan {
        ChasePlan {
            after: Span::from_minutes(i64::from(self.after_minutes)),
            every: Span::from_minutes(i64::from(self.every_minutes)),
            most: self.most,
        }
    }
}

impl Wait {
    /// The wait, or what is wrong with it.
    pub(crate) fn read(self) -> Result<NewWait, Problem> {
        let on: Party = word("/on", &self.on)?;
        let reason = match self.reason.as_str() {
            "snooze" => WaitReason::Snooze,
            other => by_hand(word("/for", other)?, &self.material_ids)?,
        };
        let due = self.due.map(|due| {
            due.parse()
                .map_err(|_| Problem::invalid("/due", "instant.malformed"))
        });
        Ok(NewWait {
            on,
            reason,
            what: self.what,
            due: due.transpose()?,
            participant: optional_id("/participant_id", self.participant_id.as_ref())?,
            chase: self.chase.map(Chase::plan),
        })
    }
}

fn by_hand(kind: WaitKind, materials: &[String]) -> Result<WaitReason, Problem> {
    Ok(match kind {
        WaitKind::CustomerReply => WaitReason::CustomerReply,
        WaitKind::CustomerMaterial => WaitReason::CustomerMaterial(
            materials
                .iter()
                .map(|item| id("/material_ids", item))
                .collect::<Result<_, _>>()?,
        ),
        WaitKind::ExecutorAction => WaitReason::ExecutorAction,
        WaitKind::PartnerResponse => WaitReason::PartnerResponse,
        WaitKind::Verification => WaitReason::Verification,
        WaitKind::WriteBack => WaitReason::WriteBack,
        WaitKind::InternalAction => WaitReason::InternalAction,
        WaitKind::ExternalSystem => WaitReason::ExternalSystem,
        WaitKind::OurReply | WaitKind::SupervisorReview | WaitKind::Confirmation => {
            return Err(Problem::invalid("/for", "wait.not_by_hand"));
        }
    })
}

impl AsVerb for Wait {
    fn verb(self) -> Result<Verb, Problem> {
        self.read().map(Verb::Wait)
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Which wait.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CloseWait {
    wait_id: String,
    /// `dropped` if nobody needs it any more; anything else, or nothing, means done.
    reason: Option<String>,
    seen_sequence: Option<u64>,
}

impl AsVerb for CloseWait {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::CloseWait {
            wait: id("/wait_id", &self.wait_id)?,
            is_dropped: self.reason.as_deref() == Some("dropped"),
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// What it really is. What is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Classify {
    category: Option<String>,
    intent: Option<String>,
    urgency: Option<String>,
    sentiment: Option<String>,
    language: Option<String>,
    reason: Option<String>,
    seen_sequence: Option<u64>,
}

impl AsVerb for Classify {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Classify(NewClass {
            language: token("/language", self.language)?,
            intent: token("/intent", self.intent)?,
            category: token("/category", self.category)?,
            urgency: self
                .urgency
                .map(|text| word("/urgency", &text))
                .transpose()?,
            sentiment: self
                .sentiment
                .map(|text| word("/sentiment", &text))
                .transpose()?,
            reason: self.reason,
        }))
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Whose messages; everybody's if none is named.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoAnswerNeeded {
    participant_id: Option<String>,
    seen_sequence: Option<u64>,
}

impl AsVerb for NoAnswerNeeded {
    fn verb(self) -> Result<Verb, Problem> {
        let participant = optional_id("/participant_id", self.participant_id.as_ref())?;
        Ok(Verb::NoAnswerNeeded { participant })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// What, to whom, by when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Promise {
    text: String,
    /// A participant, or the role of the only one with it, such as `customer`.
    to: String,
    due: String,
    seen_sequence: Option<u64>,
}

impl AsVerb for Promise {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Promise {
            text: self.text,
            to: whom("/to", &self.to)?,
            due: self
                .due
                .parse()
                .map_err(|_| Problem::invalid("/due", "instant.malformed"))?,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Which promise.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct KeepPromise {
    promise_id: String,
    seen_sequence: Option<u64>,
}

impl AsVerb for KeepPromise {
    fn verb(self) -> Result<Verb, Problem> {
        id("/promise_id", &self.promise_id).map(Verb::KeepPromise)
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// What is needed, and from whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RequestMaterial {
    what: String,
    /// A participant, or the role of the only one with it; the customer if absent.
    from: Option<String>,
    /// Whether the case cannot go on without it; so if absent.
    required: Option<bool>,
    seen_sequence: Option<u64>,
}

impl AsVerb for RequestMaterial {
    fn verb(self) -> Result<Verb, Problem> {
        let from = self.from.as_deref().map(|from| whom("/from", from));
        Ok(Verb::RequestMaterial {
            what: self.what,
            from: from
                .transpose()?
                .unwrap_or(Whom::Role(ParticipantRole::Customer)),
            is_required: self.required.unwrap_or(true),
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Which item, and whether it will do.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct JudgeMaterial {
    material_id: String,
    /// `accepted` or `rejected`.
    judgement: String,
    reason: Option<String>,
    seen_sequence: Option<u64>,
}

impl AsVerb for JudgeMaterial {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::JudgeMaterial {
            material: id("/material_id", &self.material_id)?,
            judgement: word("/judgement", &self.judgement)?,
            reason: self.reason,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// What was found, and on what it rests.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RecordVerification {
    /// The wait that asked for it.
    wait_id: Option<String>,
    /// `order`, `logistics`, `document`, `one_time_code` or `conversation`.
    basis: String,
    finding: String,
    seen_sequence: Option<u64>,
}

impl AsVerb for RecordVerification {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::RecordVerification {
            wait: optional_id("/wait_id", self.wait_id.as_ref())?,
            basis: word("/basis", &self.basis)?,
            finding: self.finding,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// How long it may be objected to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Resolve {
    closes_in_days: Option<u16>,
    seen_sequence: Option<u64>,
}

impl AsVerb for Resolve {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Resolve {
            closes_in_days: self.closes_in_days,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Nothing but what the caller has seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Close {
    seen_sequence: Option<u64>,
}

impl AsVerb for Close {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Close)
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Nothing but what the caller has seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reopen {
    seen_sequence: Option<u64>,
}

impl AsVerb for Reopen {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Reopen)
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Cancel {
    reason: Option<String>,
    seen_sequence: Option<u64>,
}

impl AsVerb for Cancel {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Cancel {
            reason: self.reason,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}
