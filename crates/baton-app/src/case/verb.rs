//! The plain verbs: what a teammate asks of a case in one step.
//!
//! Each becomes one command; texts become parts inside the unit. What takes more than that (drafts,
//! reviews, two cases at once) has a file of its own.

use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::course::Assign;
use baton_domain::command::ending::{Cancel, Resolve};
use baton_domain::command::ledger::{
    EndPromise, JudgeMaterial, MakePromise, PromiseEnding, RecordVerification, RequestMaterial,
};
use baton_domain::command::send::SettleUnknown;
use baton_domain::command::triage::Correct;
use baton_domain::command::wait::{CloseWait, NoAnswerNeeded, OpenWait, Settled};
use baton_domain::id::{
    MaterialId, MessageId, ParticipantId, PromiseId, TeamId, TeammateId, WaitId,
};
use baton_domain::identity::Basis;
use baton_domain::material::Judgement;
use baton_domain::part::PartRef;
use baton_domain::participant::ParticipantRole;
use baton_domain::time::Timestamp;
use baton_domain::token::{LanguageTag, Slug};
use baton_domain::triage::{Category, Correction, Sentiment, Urgency};
use baton_domain::wait::{ChasePlan, Party, RequestedWait, WaitRequest};
use baton_store::Tx;
use baton_store::event::Stamp;
use baton_store::part::{NewPart, TEXT};

use super::decide::{Ask, Change, change};
use crate::app::App;
use crate::error::{AppError, Invalid};

/// Longest text of a verb, in bytes.
const MAX_TEXT_BYTES: usize = 16 * 1024;

/// What is asked.
#[derive(Debug, Clone)]
pub enum Verb {
    /// Give it to somebody, or to nobody.
    Assign {
        /// Whose queue.
        team: Option<TeamId>,
        /// Who.
        teammate: Option<TeammateId>,
    },
    /// Wait for somebody.
    Wait(NewWait),
    /// Wait no longer.
    CloseWait {
        /// Which.
        wait: WaitId,
        /// Whether nobody needs it any more, rather than that it is done.
        is_dropped: bool,
    },
    /// Correct the classification.
    Classify(NewClass),
    /// What they wrote needs no answer.
    NoAnswerNeeded {
        /// Whose messages; everybody's if none is named.
        participant: Option<ParticipantId>,
    },
    /// Give our word.
    Promise {
        /// What we promise.
        text: String,
        /// To whom.
        to: Whom,
        /// By when.
        due: Timestamp,
    },
    /// We kept it.
    KeepPromise(PromiseId),
    /// We take it back.
    WithdrawPromise(PromiseId),
    /// Put an item on the checklist.
    RequestMaterial {
        /// What is needed.
        what: String,
        /// From whom.
        from: Whom,
        /// Whether the case cannot go on without it.
        is_required: bool,
    },
    /// Say whether what was handed in will do.
    JudgeMaterial {
        /// The item.
        material: MaterialId,
        /// Whether it will do.
        judgement: Judgement,
        /// Why.
        reason: Option<String>,
    },
    /// Record what a claim rests on.
    RecordVerification {
        /// The wait that asked for it.
        wait: Option<WaitId>,
        /// What it rests on.
        basis: Basis,
        /// What was found.
        finding: String,
    },
    /// Say what became of a message of which nobody knows whether it left.
    SettleMessage {
        /// Which.
        message: MessageId,
        /// Whether it left, as the teammate found out.
        has_left: bool,
    },
    /// We believe it is done.
    Resolve {
        /// After how many days without objection it is closed.
        closes_in_days: Option<u16>,
    },
    /// Close it.
    Close,
    /// Open it again.
    Reopen,
    /// It will not be done.
    Cancel {
        /// Why.
        reason: Option<String>,
    },
}

/// Somebody in the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// This one.
    Participant(ParticipantId),
    /// The only one with this role.
    Role(ParticipantRole),
}

impl Whom {
    fn in_case(self, case: &Case, pointer: &'static str) -> Result<ParticipantId, AppError> {
        let role = match self {
            Self::Participant(id) => return Ok(id),
            Self::Role(role) => role,
        };
        let mut with_role = case.participants.iter().filter(|one| one.role == role);
        match (with_role.next(), with_role.next()) {
            (Some(only), None) => Ok(only.id),
            (None, _) => Err(Invalid::at(pointer, "participant.none").into()),
            (Some(_), Some(_)) => Err(Invalid::at(pointer, "participant.several").into()),
        }
    }
}

/// A wait that a teammate asks for.
#[derive(Debug, Clone)]
pub struct NewWait {
    /// Who owes the move.
    pub on: Party,
    /// What kind of thing is waited for.
    pub reason: WaitReason,
    /// What exactly, in words.
    pub what: Option<String>,
    /// Until when.
    pub due: Option<Timestamp>,
    /// Who exactly.
    pub participant: Option<ParticipantId>,
    /// How they are reminded; as the workspace does if none is given.
    pub chase: Option<ChasePlan>,
}

/// What can be waited for by hand.
#[derive(Debug, Clone)]
pub enum WaitReason {
    /// An answer of the customer.
    CustomerReply,
    /// Items of the checklist.
    CustomerMaterial(Vec<MaterialId>),
    /// Something the executor does.
    ExecutorAction,
    /// An answer of a partner or platform.
    PartnerResponse,
    /// The basis of what somebody says.
    Verification,
    /// A record of what somebody outside says is done.
    WriteBack,
    /// Something we do ourselves.
    InternalAction,
    /// Nothing until a date.
    Snooze,
    /// A machine's answer.
    ExternalSystem,
}

/// What a teammate says a case really is. What is absent stays.
#[derive(Debug, Clone, Default)]
pub struct NewClass {
    /// The language.
    pub language: Option<LanguageTag>,
    /// What is wanted.
    pub intent: Option<Slug>,
    /// What it is about.
    pub category: Option<Category>,
    /// How pressing it is.
    pub urgency: Option<Urgency>,
    /// How the customer feels.
    pub sentiment: Option<Sentiment>,
    /// Why; without a reason the empathy boundary stays.
    pub reason: Option<String>,
}

/// Does it.
///
/// # Errors
/// [`AppError::Invalid`] for a text that is too long, and what the rules say.
pub async fn verb(app: &App, ask: Ask, verb: Verb) -> Result<Change, AppError> {
    change(app, ask, move |tx, stamp, case| {
        let verb = verb.clone();
        Box::pin(async move { command(tx, stamp, case, verb).await })
    })
    .await
}

#[expect(clippy::too_many_lines, reason = "a flat table over the verbs")]
async fn command(tx: &mut Tx, stamp: &Stamp, case: &Case, verb: Verb) -> Result<Command, AppError> {
    Ok(match verb {
        Verb::Assign { team, teammate } => Command::Assign(Assign {
            team_id: team,
            teammate_id: teammate,
        }),
        Verb::Wait(wait) => {
            let what = text(tx, stamp, case, wait.what, "/what").await?;
            Command::Wait(OpenWait {
                wait: WaitRequest {
                    on: wait.on,
                    reason: wait.reason.into(),
                    participant_id: wait.participant,
                    what,
                    due: wait.due,
                    chase: wait.chase,
                },
            })
        }
        Verb::SettleMessage { message, has_left } => Command::SettleUnknown(SettleUnknown {
            message_id: message,
            has_left,
        }),
        Verb::CloseWait { wait, is_dropped } => Command::CloseWait(CloseWait {
            wait_id: wait,
            settled: if is_dropped {
                Settled::Dropped
            } else {
                Settled::Done
            },
        }),
        Verb::Classify(class) => {
            let reason = text(tx, stamp, case, class.reason, "/reason").await?;
            Command::Correct(Correct {
                correction: Correction {
                    language: class.language,
                    intent: class.intent,
                    category: class.category,
                    urgency: class.urgency,
                    sentiment: class.sentiment,
                    reason,
                },
            })
        }
        Verb::NoAnswerNeeded { participant } => Command::NoAnswerNeeded(NoAnswerNeeded {
            participant_id: participant,
            message_ids: Vec::new(),
        }),
        Verb::Promise {
            text: promise,
            to,
            due,
        } => {
            let text = required(tx, stamp, case, promise, "/text").await?;
            Command::Promise(MakePromise {
                to: to.in_case(case, "/to")?,
                text,
                due,
                source_message_id: None,
            })
        }
        Verb::KeepPromise(promise_id) => Command::EndPromise(EndPromise {
            promise_id,
            ending: PromiseEnding::Kept,
        }),
        Verb::WithdrawPromise(promise_id) => Command::EndPromise(EndPromise {
            promise_id,
            ending: PromiseEnding::Withdrawn,
        }),
        Verb::RequestMaterial {
            what,
            from,
            is_required,
        } => Command::RequestMaterial(RequestMaterial {
            from: from.in_case(case, "/from")?,
            what: required(tx, stamp, case, what, "/what").await?,
            is_required,
        }),
        Verb::JudgeMaterial {
            material,
            judgement,
            reason,
        } => Command::JudgeMaterial(JudgeMaterial {
            material_id: material,
            judgement,
            reason: text(tx, stamp, case, reason, "/reason").await?,
        }),
        Verb::RecordVerification {
            wait,
            basis,
            finding,
        } => Command::RecordVerification(RecordVerification {
            wait_id: wait,
            basis,
            finding: required(tx, stamp, case, finding, "/finding").await?,
        }),
        Verb::Resolve { closes_in_days } => Command::Resolve(Resolve { closes_in_days }),
        Verb::Close => Command::Close,
        Verb::Reopen => Command::Reopen,
        Verb::Cancel { reason } => {
            let reason = text(tx, stamp, case, reason, "/reason").await?;
            Command::Cancel(Cancel { reason })
        }
    })
}

/// Stores a text that must not be empty as a part.
async fn required(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    words: String,
    pointer: &'static str,
) -> Result<PartRef, AppError> {
    text(tx, stamp, case, Some(words), pointer)
        .await?
        .ok_or_else(|| Invalid::at(pointer, "text.empty").into())
}

/// Stores a text as a part; an empty one counts as absent.
pub(crate) async fn text(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    text: Option<String>,
    pointer: &'static str,
) -> Result<Option<PartRef>, AppError> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    if text.len() > MAX_TEXT_BYTES {
        return Err(Invalid::at(pointer, "text.too_long").into());
    }
    let about = super::contacts(case);
    let part = NewPart {
        media: TEXT,
        content: text.as_bytes(),
        about: &about,
    };
    Ok(Some(tx.put_part(stamp.workspace, stamp.at, part).await?))
}

impl From<WaitReason> for RequestedWait {
    fn from(reason: WaitReason) -> Self {
        match reason {
            WaitReason::CustomerReply => Self::CustomerReply,
            WaitReason::CustomerMaterial(items) => Self::CustomerMaterial { items },
            WaitReason::ExecutorAction => Self::ExecutorAction,
            WaitReason::PartnerResponse => Self::PartnerResponse,
            WaitReason::Verification => Self::Verification,
            WaitReason::WriteBack => Self::WriteBack,
            WaitReason::InternalAction => Self::InternalAction,
            WaitReason::Snooze => Self::Snooze,
            WaitReason::ExternalSystem => Self::ExternalSystem,
        }
    }
}
