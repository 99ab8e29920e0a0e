//! Drafts on our own initiative: a reminder to whoever owes us something, a stand-down to whoever
//! need not do it any more.
//!
//! Fixed words that people wrote, proposed as a draft like any other: governed, reviewed, withdrawn
//! when what it asks for comes. Where rules or policy let no draft be, a person sees to it: the wait
//! becomes overdue. Reminders rest at night.

mod words;

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::draft::ProposeDraft;
use baton_domain::draft::Origin;
use baton_domain::id::{CaseId, ParticipantId, WaitId, WorkspaceId};
use baton_domain::identity::IdentityLevel;
use baton_domain::message::Purpose;
use baton_domain::participant::Who;
use baton_domain::time::{Span, Timestamp};
use baton_policy::Action;
use baton_store::event::Stamp;
use baton_store::job::{Claim, NewJob, Queue};
use baton_store::part::{NewPart, TEXT};
use baton_store::{Reader, StoreError, Tx};
use serde::{Deserialize, Serialize};

use super::line::{self, Wanted};
use crate::app::App;
use crate::case::decide::{Asked, perform};
use crate::error::AppError;
use crate::runner::kind;
use crate::verdict::{Judge, Question, unless_forbidden};
use words::{Known, Owed};

/// The setting that lets reminders be prepared at any hour, if it is `off`.
pub const QUIET_HOURS: &str = "quiet_hours";
/// Reminders are prepared between these hours of the day in UTC.
const DAY_BEGINS: i64 = 8;
const DAY_ENDS: i64 = 20;

/// What the job is to prepare.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Errand {
    /// In which case.
    pub(crate) case: CaseId,
    /// What for.
    pub(crate) purpose: Purpose,
    /// To whom.
    pub(crate) participant: ParticipantId,
    /// The wait it chases.
    pub(crate) wait: Option<WaitId>,
}

/// Runs the job.
pub(crate) async fn run(app: &App, claim: &Claim) -> Result<(), AppError> {
    let errand: Errand = crate::case::payload(claim)?;
    let stamp = Stamp {
        workspace: claim.workspace,
        at: app.clock.now(),
        actor: Actor::System,
    };
    let (unit_claim, judge) = (claim.clone(), Judge::of(app));
    let done = app.db.write(move |tx| {
        let (claim, judge) = (unit_claim.clone(), judge.clone());
        Box::pin(async move {
            if let Some(morning) = rests_until(tx, &stamp, errand).await? {
                tx.enqueue(stamp.workspace, stamp.at, again(&claim, morning))
                    .await?;
            } else if let Some(case) = tx.case(stamp.workspace, errand.case).await? {
                prepare(tx, &stamp, &case, errand, &judge).await?;
            }
            tx.complete(&claim).await.map_err(AppError::from)
        })
    });
    match done.await {
        Err(error @ (AppError::Refused(_) | AppError::Forbidden { .. } | AppError::Invalid(_))) => {
            tracing::info!(%error, case = %errand.case, "no draft on our own initiative");
            crate::compose::finish(app, claim).await
        }
        other => other,
    }
}

/// When the night ends, if a reminder is not to be prepared now.
async fn rests_until(
    reader: &mut Reader,
    stamp: &Stamp,
    errand: Errand,
) -> Result<Option<Timestamp>, StoreError> {
    if errand.purpose != Purpose::Chase {
        return Ok(None);
    }
    let setting = reader.setting(stamp.workspace, QUIET_HOURS).await?;
    Ok(if setting.as_deref() == Some("off") {
        None
    } else {
        morning_after(stamp.at)
    })
}

/// The next morning, if it is night.
fn morning_after(at: Timestamp) -> Option<Timestamp> {
    let (day, hour) = (
        Span::from_days(1).as_micros(),
        Span::from_hours(1).as_micros(),
    );
    let midnight = at.as_micros().div_euclid(day) * day;
    let hours = at.as_micros().rem_euclid(day) / hour;
    let begins = midnight + DAY_BEGINS * hour;
    match hours {
        DAY_BEGINS..DAY_ENDS => None,
        ..DAY_BEGINS => Some(Timestamp::from_micros(begins)),
        DAY_ENDS.. => Some(Timestamp::from_micros(begins + day)),
    }
}

fn again(claim: &Claim, run_at: Timestamp) -> NewJob {
    NewJob {
        queue: Queue::Draft,
        lane: None,
        kind: kind::PREPARE,
        payload: claim.payload.clone(),
        run_at,
    }
}

async fn prepare(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    errand: Errand,
    judge: &Judge,
) -> Result<(), AppError> {
    let Some(owed) = owed(case, errand) else {
        return Ok(());
    };
    let wanted = Wanted {
        conversation: None,
        to: Some(errand.participant),
    };
    let line = line::find(tx, stamp, case, wanted).await?;
    let text = text(tx, stamp.workspace, case, errand, owed).await?;
    let about = crate::case::contacts(case);
    let part = NewPart {
        media: TEXT,
        content: text.as_bytes(),
        about: &about,
    };
    let part = tx.put_part(stamp.workspace, stamp.at, part).await?;
    let command = Command::ProposeDraft(ProposeDraft {
        draft_id: None,
        purpose: errand.purpose,
        to: line.to,
        thread: line.thread,
        text: part,
        language: case.classification.language.clone(),
        based_on_sequence: None,
        confidence: None,
        citations: Vec::new(),
        flags: Vec::new(),
        identity_floor: IdentityLevel::Unverified,
        model: None,
        model_call: None,
        wait_id: errand.wait,
    });
    perform(tx, &Asked::own(*stamp), case, command).await?;
    let question = Question {
        workspace: stamp.workspace,
        actor: Actor::System,
        roles: &[],
        action: Action::Draft,
        case,
        thread: line.thread,
        to: line.to,
        origin: Origin::Machine,
        purpose: errand.purpose,
        text: &text,
        confidence: None,
        reviewed_by: &[],
    };
    unless_forbidden(judge.judge(tx, &question).await?).map(drop)
}

/// What is still owed; nothing if it came, is claimed to be done, or they are not to be told.
fn owed(case: &Case, errand: Errand) -> Option<Owed> {
    match errand.purpose {
        Purpose::StandDown => case
            .stand_down
            .contains(&errand.participant)
            .then_some(Owed::NothingMore),
        Purpose::Chase => {
            let wait = case.wait(errand.wait?).filter(|wait| !wait.is_claimed)?;
            let is_theirs = wait.participant_id == Some(errand.participant) && case.is_open();
            is_theirs.then_some(Owed::Still {
                kind: wait.reason.kind(),
                what: wait.what.map(|what| what.id),
                is_repeated: wait.chases > 1,
            })
        }
        Purpose::Reply | Purpose::Acknowledgement | Purpose::Survey | Purpose::Notice => None,
    }
}

async fn text(
    reader: &mut Reader,
    workspace: WorkspaceId,
    case: &Case,
    errand: Errand,
    owed: Owed,
) -> Result<String, StoreError> {
    let name = match case.participant(errand.participant).map(|one| one.who) {
        Some(Who::Contact(contact)) => {
            let cards = reader.contact_cards(workspace, &[contact]).await?;
            match cards.get(&contact).and_then(|card| card.name) {
                Some(part) => reader.part_text(workspace, part).await?,
                None => None,
            }
        }
        Some(Who::Partner(_) | Who::Teammate(_)) | None => None,
    };
    let what = match owed {
        Owed::Still {
            what: Some(part), ..
        } => reader.part_text(workspace, part).await?,
        Owed::Still { what: None, .. } | Owed::NothingMore => None,
    };
    let language = case.classification.language.as_ref();
    Ok(words::words(
        owed,
        &Known {
            is_chinese: language.is_some_and(|tag| tag.as_str().starts_with("zh")),
            name: name.as_deref(),
            what: what.as_deref(),
            number: case.number,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reminders_rest_until_morning() {
        let morning = |at: &str| morning_after(at.parse().unwrap()).map(|at| at.to_string());
        assert_eq!(morning("2026-03-04T12:00:00Z"), None);
        assert_eq!(morning("2026-03-04T08:00:00Z"), None);
        let same_day = morning("2026-03-04T03:10:00Z").unwrap();
        assert_eq!(same_day, "2026-03-04T08:00:00.000000Z");
        let next_day = morning("2026-03-04T20:00:00Z").unwrap();
        assert_eq!(next_day, "2026-03-05T08:00:00.000000Z");
    }
}
