//! Asking governance, inside the unit that obeys: who asks, about what, under which circumstances.
//!
//! Stage, pause and settings are read here and now, so a pause holds from its commit on. Nothing is
//! decided here: the engine judges, the case obeys.

mod action;
mod commitment;

pub use action::ActionQuestion;

use std::sync::Arc;

use baton_domain::actor::{Actor, Role};
use baton_domain::case::Case;
use baton_domain::confidence::Confidence;
use baton_domain::draft::{Draft, Origin};
use baton_domain::id::{ChannelId, ParticipantId, WorkspaceId};
use baton_domain::identity::IdentityLevel;
use baton_domain::message::{Purpose, Thread};
use baton_domain::participant::Who;
use baton_domain::verdict::{Ruling, Verdict};
use baton_policy::circumstances::{Channel, Risk, Text, Wording};
use baton_policy::{Action, Circumstances, Principal};
use baton_store::seal::Vault;
use baton_store::{Reader, StoreError};

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;
use crate::policies::Policies;
use crate::ports::triage::Triage;

/// The setting that marks a teammate whose answers are still reviewed.
#[must_use]
pub fn newcomer_setting(teammate: baton_domain::id::TeammateId) -> String {
    format!("newcomer.{teammate}")
}

/// The setting that holds the risk group of an intent: `low`, `medium` or `high`.
#[must_use]
pub fn risk_setting(intent: &str) -> String {
    format!("risk.{intent}")
}

/// Whoever can judge: cloned into units, which cannot borrow the application.
#[derive(Clone)]
pub struct Judge {
    policies: Arc<Policies>,
    triage: Arc<dyn Triage>,
    vault: Vault,
}

/// What is to be judged.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// In which workspace.
    pub workspace: WorkspaceId,
    /// Who wants it.
    pub actor: Actor,
    /// Their roles, if a teammate.
    pub roles: &'a [Role],
    /// What they want.
    pub action: Action,
    /// In which case.
    pub case: &'a Case,
    /// On which conversation.
    pub thread: Thread,
    /// To whom.
    pub to: ParticipantId,
    /// Who first worded it.
    pub origin: Origin,
    /// What for.
    pub purpose: Purpose,
    /// What it says.
    pub text: &'a str,
    /// How sure a program is of it.
    pub confidence: Option<Confidence>,
    /// The roles of others who approved exactly this.
    pub reviewed_by: &'a [Role],
}

impl<'a> Question<'a> {
    /// Whether a caller may send a draft with this text.
    #[must_use]
    pub fn to_send(
        workspace: WorkspaceId,
        caller: &'a Caller,
        case: &'a Case,
        draft: &Draft,
        text: &'a str,
    ) -> Self {
        Self {
            workspace,
            actor: caller.actor(),
            roles: caller.roles(),
            action: Action::Send,
            case,
            thread: draft.thread,
            to: draft.to,
            origin: draft.origin,
            purpose: draft.purpose,
            text,
            confidence: None,
            reviewed_by: &[],
        }
    }
}

impl Judge {
    /// The judge of an application.
    #[must_use]
    pub fn of(app: &App) -> Self {
        Self {
            policies: Arc::clone(&app.policies),
            triage: Arc::clone(&app.ports.triage),
            vault: app.vault.clone(),
        }
    }

    /// What governance says, with the policies that decided.
    ///
    /// # Errors
    /// If what it depends on cannot be read.
    pub async fn judge(
        &self,
        reader: &mut Reader,
        question: &Question<'_>,
    ) -> Result<Verdict, StoreError> {
        let circumstances = self.circumstances(reader, question).await?;
        let who = (question.actor, question.roles);
        let principal = principal(reader, question.workspace, who).await?;
        let Some(engine) = self.policies.in_force(reader, question.workspace).await? else {
            return Ok(self.policies.shipped().unusable());
        };
        let case = question.case.id;
        Ok(engine.judge(&principal, question.action, case, &circumstances))
    }

    /// The sentence of the first policy that decided.
    ///
    /// # Errors
    /// If the workspace's policies cannot be read.
    pub async fn reason(
        &self,
        reader: &mut Reader,
        workspace: WorkspaceId,
        verdict: &Verdict,
    ) -> Result<Option<String>, StoreError> {
        let engine = self.policies.in_force(reader, workspace).await?;
        let engine = engine.unwrap_or_else(|| Arc::clone(self.policies.shipped()));
        let first = verdict.policies.first();
        let reason = first.and_then(|policy| engine.reason(policy.as_str()));
        Ok(reason.map(str::to_owned))
    }

    async fn circumstances(
        &self,
        reader: &mut Reader,
        question: &Question<'_>,
    ) -> Result<Circumstances, StoreError> {
        let commitments = commitment::of(question.text);
        let place = Place {
            workspace: question.workspace,
            case: question.case,
            channel: Some(question.thread.channel_id),
            participant: Some(question.to),
        };
        Ok(Circumstances {
            text: Text {
                wording: wording(question),
                mentions_refund: commitments.mentions_refund,
                mentions_compensation: commitments.mentions_compensation,
                discloses_order: self.discloses(reader, question).await?,
            },
            confidence: question.confidence,
            reviewed_by: question.reviewed_by.to_vec(),
            ..surroundings(reader, &place).await?
        })
    }

    /// Whether the text names an order or parcel that nobody outside named in this case: whoever
    /// asks about a number learns nothing from reading it again. The case's own number is no order.
    async fn discloses(
        &self,
        reader: &mut Reader,
        question: &Question<'_>,
    ) -> Result<bool, StoreError> {
        let own_number = format!("B-{}", question.case.number);
        for entity in self.triage.entities(question.text) {
            let is_number = matches!(entity.kind.as_str(), "order" | "tracking");
            if !is_number || entity.value.eq_ignore_ascii_case(&own_number) {
                continue;
            }
            let workspace = question.workspace;
            let digest = self
                .vault
                .digest(workspace, &entity.kind, entity.value.as_bytes());
            let case = question.case.id;
            if !reader
                .is_named_in(workspace, case, &entity.kind, &digest)
                .await?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Where something is to happen.
struct Place<'a> {
    workspace: WorkspaceId,
    case: &'a Case,
    channel: Option<ChannelId>,
    /// Whom it concerns.
    participant: Option<ParticipantId>,
}

/// What holds there, whatever is asked: nothing is said, and nobody has reviewed.
async fn surroundings(reader: &mut Reader, place: &Place<'_>) -> Result<Circumstances, StoreError> {
    let (workspace, case) = (place.workspace, place.case);
    let class = &case.classification;
    let intent = class
        .intent
        .as_ref()
        .map(|intent| intent.as_str().to_owned());
    let settings = reader
        .settings(workspace, case.id, place.channel, intent.as_deref())
        .await?;
    let concerned = place.participant.and_then(|id| case.participant(id));
    let tier = match concerned.map(|participant| participant.who) {
        Some(Who::Contact(contact)) => reader
            .account(workspace, contact)
            .await?
            .map(|account| account.tier),
        Some(Who::Partner(_) | Who::Teammate(_)) | None => None,
    };
    Ok(Circumstances {
        channel: channel(reader, place).await?,
        stage: settings.stage,
        risk: risk(reader, workspace, intent.as_deref()).await?,
        identity: concerned.map_or(IdentityLevel::Unverified, |one| one.identity),
        text: Text {
            wording: Wording::Teammate,
            mentions_refund: false,
            mentions_compensation: false,
            discloses_order: false,
        },
        confidence: None,
        is_paused: settings.is_paused,
        is_inside_boundary: case.is_inside_boundary(),
        amount: None,
        language: class.language.clone(),
        tier,
        reviewed_by: Vec::new(),
    })
}

/// The channel as policies see it; a case that a teammate opened for a caller may have none.
async fn channel(reader: &mut Reader, place: &Place<'_>) -> Result<Channel, StoreError> {
    let Some(id) = place.channel else {
        return Ok(Channel {
            id: ChannelId::from_bits(0),
            kind: "none".to_owned(),
            is_public: false,
        });
    };
    let channel = reader
        .channel(place.workspace, id)
        .await?
        .ok_or_else(|| StoreError::Record(format!("the channel {id}")))?;
    Ok(Channel {
        id,
        kind: channel.kind,
        is_public: channel.threads == "public",
    })
}

/// Who asks, as policies see them.
async fn principal<'a>(
    reader: &mut Reader,
    workspace: WorkspaceId,
    (actor, roles): (Actor, &'a [Role]),
) -> Result<Principal<'a>, StoreError> {
    Ok(match actor {
        Actor::Teammate(id) => {
            let newcomer = reader.setting(workspace, &newcomer_setting(id)).await?;
            Principal::Teammate {
                id,
                roles,
                is_new: newcomer.as_deref() == Some("on"),
            }
        }
        Actor::Ai => Principal::Ai,
        Actor::Machine(key) => Principal::Machine(key),
        // No policy permits a contact anything; the domain refuses them before.
        Actor::Contact(_) | Actor::System => Principal::System,
    })
}

async fn risk(
    reader: &mut Reader,
    workspace: WorkspaceId,
    intent: Option<&str>,
) -> Result<Risk, StoreError> {
    let Some(intent) = intent else {
        return Ok(Risk::Low);
    };
    let setting = reader.setting(workspace, &risk_setting(intent)).await?;
    Ok(match setting.as_deref() {
        Some("high") => Risk::High,
        Some("medium") => Risk::Medium,
        Some(_) | None => Risk::Low,
    })
}

/// Acknowledgements, surveys and stand-downs are wording that people approved beforehand.
fn wording(question: &Question<'_>) -> Wording {
    match (question.actor, question.purpose) {
        (Actor::System, Purpose::Acknowledgement | Purpose::Survey | Purpose::StandDown) => {
            Wording::Fixed
        }
        (
            Actor::Teammate(_) | Actor::Ai | Actor::Machine(_) | Actor::Contact(_) | Actor::System,
            _,
        ) => question.origin.into(),
    }
}

/// Turns a prohibition into an error; a review asked for is none.
///
/// # Errors
/// [`AppError::Forbidden`] with the policies that forbid.
pub(crate) fn unless_forbidden(verdict: Verdict) -> Result<Verdict, AppError> {
    match verdict.ruling {
        Ruling::Allow | Ruling::Review { .. } => Ok(verdict),
        Ruling::Forbid { .. } => Err(AppError::Forbidden {
            policies: verdict.policies.iter().map(ToString::to_string).collect(),
        }),
    }
}
