//! People and places of a case on the wire.

use baton_app::view::{CaseView, code};
use baton_domain::case::Case;
use baton_domain::participant::{Participant, ParticipantRole, Who};
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody or something with a name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NamedDto {
    /// The id.
    pub id: String,
    /// The name, or the address somebody is known by; empty if neither is known.
    pub name: String,
}

/// Somebody in a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParticipantDto {
    /// Names them within the case.
    pub id: String,
    /// `customer`, `executor`, `partner`, `platform` or `internal`.
    pub role: String,
    /// Their name.
    pub name: Option<String>,
    /// The contact, if it is a person outside.
    pub contact_id: Option<String>,
    /// The teammate, if it is one of us.
    pub teammate_id: Option<String>,
    /// Their addresses.
    pub handles: Vec<HandleDto>,
    /// How sure we are of who it is.
    pub identity: String,
    /// Since when they have been with us.
    pub since: Option<String>,
    /// Their plan or tier.
    pub tier: Option<String>,
}

/// An address.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandleDto {
    /// `email`, `phone` or `opaque`.
    pub kind: String,
    /// The address.
    pub address: String,
}

/// What a customer is worth to us.
#[derive(Debug, Serialize, ToSchema)]
pub struct ValueDto {
    /// Their plan or tier.
    pub tier: Option<String>,
    /// Since when they have been with us.
    pub since: Option<String>,
}

/// A conversation that a case uses.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConversationDto {
    /// Its id.
    pub id: String,
    /// The surface it is on.
    pub channel_id: String,
    /// What kind of surface that is.
    pub channel_kind: String,
    /// The name people see.
    pub channel_name: String,
    /// Who is at the other end.
    pub participant_id: Option<String>,
    /// When the channel stops taking replies, where it has such a window.
    pub window_closes_at: Option<String>,
}

/// Who works on a case.
pub(super) fn assignee(case: &Case, name: Option<&str>) -> Option<NamedDto> {
    case.assignee_id.map(|id| NamedDto {
        id: id.to_string(),
        name: name.unwrap_or_default().to_owned(),
    })
}

/// Whose queue a case is in. Teams have no names of their own yet.
pub(super) fn team(case: &Case) -> Option<NamedDto> {
    case.team_id.map(|id| NamedDto {
        id: id.to_string(),
        name: id.to_string(),
    })
}

/// Who takes part.
pub(super) fn participants(view: &CaseView) -> Vec<ParticipantDto> {
    view.case()
        .participants
        .iter()
        .map(|one| participant(view, one))
        .collect()
}

fn participant(view: &CaseView, one: &Participant) -> ParticipantDto {
    let (contact, teammate) = match one.who {
        Who::Contact(id) => (Some(id), None),
        Who::Teammate(id) => (None, Some(id)),
        Who::Partner(_) => (None, None),
    };
    let known = contact.and_then(|id| view.names.contact(id));
    let name = match teammate {
        Some(id) => view.names.teammate(id).map(str::to_owned),
        None => known.and_then(|known| known.name.clone()),
    };
    let handles = known.map(|known| known.handles.clone()).unwrap_or_default();
    ParticipantDto {
        id: one.id.to_string(),
        role: code(&one.role),
        name,
        contact_id: contact.map(|id| id.to_string()),
        teammate_id: teammate.map(|id| id.to_string()),
        handles: handles
            .into_iter()
            .map(|(kind, address)| HandleDto { kind, address })
            .collect(),
        identity: code(&one.identity),
        since: known
            .and_then(|known| known.since)
            .map(|since| since.to_string()),
        tier: known.and_then(|known| known.tier.clone()),
    }
}

/// What the customer is worth to us; nothing if nobody told.
pub(super) fn value(view: &CaseView) -> Option<ValueDto> {
    let customers = view.case().participants.iter();
    let mut customers = customers.filter(|one| one.role == ParticipantRole::Customer);
    let known = customers.find_map(|one| match one.who {
        Who::Contact(id) => view.names.contact(id),
        Who::Partner(_) | Who::Teammate(_) => None,
    })?;
    let since = known.since.map(|since| since.to_string());
    let tier = known.tier.clone();
    (tier.is_some() || since.is_some()).then_some(ValueDto { tier, since })
}

/// The conversations it uses.
pub(super) fn conversations(view: &CaseView) -> Vec<ConversationDto> {
    let lines = &view.case().lines;
    view.conversations
        .iter()
        .map(|conversation| {
            let line = lines
                .iter()
                .find(|line| line.thread.conversation_id == conversation.id);
            ConversationDto {
                id: conversation.id.to_string(),
                channel_id: conversation.channel.to_string(),
                channel_kind: conversation.channel_kind.clone(),
                channel_name: conversation.channel_name.clone(),
                participant_id: line.map(|line| line.participant_id.to_string()),
                window_closes_at: None,
            }
        })
        .collect()
}
