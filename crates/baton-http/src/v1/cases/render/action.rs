//! Actions on the wire.

use baton_app::view::{ActionStory, CaseView, code};
use baton_domain::id::ActionId;
use serde::Serialize;
use utoipa::ToSchema;

use super::actor;
use super::draft::{ByDto, RecipientDto};
use crate::v1::cases::order::{MoneyDto, money};

/// An execution against a back office.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActionDto {
    /// Its id; also the key under which the back office is asked.
    pub id: String,
    /// `lookup_order`, `refund`, `compensate`, `note` or `change_address`.
    pub kind: &'static str,
    /// `proposed`, `approved`, `running`, `done`, `failed`, `unknown`, `rejected` or `withdrawn`.
    pub status: &'static str,
    /// What governance said: `allow`, or `review` where somebody with `needed.role` has to agree.
    pub verdict: &'static str,
    /// Whose agreement it needs besides the requester's.
    pub needed: Option<NeededDto>,
    /// The policies that decided.
    pub policies: Vec<String>,
    /// Exactly what is to be done; null if it was erased.
    #[schema(value_type = Object)]
    pub parameters: Option<serde_json::Value>,
    /// What an approval names: it binds the parameters.
    pub parameters_hash: String,
    /// The money it moves.
    pub amount: Option<MoneyDto>,
    /// Who asked for it.
    pub requested_by: ByDto,
    /// When.
    pub requested_at: String,
    /// Who approved it.
    pub approved_by: Option<ByDto>,
    /// When it is too late to approve it or, once approved, to begin; null once it began.
    pub due: Option<String>,
    /// How often the back office was asked.
    pub attempts: u32,
    /// What the back office said, or a teammate found out.
    #[schema(value_type = Object)]
    pub result: Option<serde_json::Value>,
    /// Why it failed, was withdrawn or is unknown.
    pub reason_code: Option<String>,
    /// The message that tells of it once it is done.
    pub message: Option<AnnouncementDto>,
    /// The action that this one undoes.
    pub undoes: Option<String>,
    /// Whether another action undid it.
    pub is_compensated: bool,
}

/// Whose agreement an action needs.
#[derive(Debug, Serialize, ToSchema)]
pub struct NeededDto {
    /// The role.
    pub role: &'static str,
    /// Why, as a code.
    pub why: String,
}

/// The message that tells of an action.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnnouncementDto {
    /// What it says, with slots for what was really done; null if it was erased.
    pub text: Option<String>,
    /// On which conversation.
    pub conversation_id: String,
    /// To whom.
    pub to: Option<RecipientDto>,
}

/// The action of that id, if the case has it.
#[must_use]
pub fn of(view: &CaseView, id: ActionId) -> Option<ActionDto> {
    let story = view.story.actions.iter().find(|story| story.id == id)?;
    Some(action(view, story))
}

/// An action as the case's viewer sees it.
#[must_use]
pub fn action(view: &CaseView, story: &ActionStory) -> ActionDto {
    let by = |of| {
        let by = actor(of);
        ByDto {
            kind: by.kind,
            id: by.id,
            name: view.names.actor(of).map(str::to_owned),
        }
    };
    // What a teammate found out is text, what a back office said is JSON.
    let content = |part: baton_domain::part::PartRef| {
        let json = view.texts.json(part.id);
        json.or_else(|| view.texts.get(part.id).map(serde_json::Value::from))
    };
    let recipient = |to| {
        view.case().participant(to).map(|participant| RecipientDto {
            participant_id: participant.id.to_string(),
            role: code(&participant.role),
        })
    };
    ActionDto {
        id: story.id.to_string(),
        kind: story.kind.as_str(),
        status: story.status.as_str(),
        verdict: if story.needed.is_some() {
            "review"
        } else {
            "allow"
        },
        needed: story.needed.as_ref().map(|needed| NeededDto {
            role: needed.role.as_str(),
            why: needed.why.to_string(),
        }),
        policies: story.policies.iter().map(ToString::to_string).collect(),
        parameters: content(story.parameters),
        parameters_hash: story.parameters.commitment.to_string(),
        amount: story.amount.map(money),
        requested_by: by(story.requested_by),
        requested_at: story.requested_at.to_string(),
        approved_by: story.approved_by.map(by),
        due: story.due.map(|due| due.to_string()),
        attempts: story.attempts,
        result: story.result.and_then(content),
        reason_code: story.reason_code.clone(),
        message: story.announcement.as_ref().map(|message| AnnouncementDto {
            text: view.texts.get(message.text.id).map(str::to_owned),
            conversation_id: message.thread.conversation_id.to_string(),
            to: recipient(message.to),
        }),
        undoes: story.undoes.map(|id| id.to_string()),
        is_compensated: story.is_compensated,
    }
}
