//! The timeline on the wire: one shape, of which each kind fills its own fields.

use baton_app::view::{Entry, Names, TimelineItem};
use baton_domain::actor::Actor;
use serde::Serialize;
use utoipa::ToSchema;

use super::actor;
use crate::v1::messages::render::{MessageDto, message};

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineItemDto {
    /// `message`, `note`, `draft`, `review`, `wait`, `promise`, `turn`, `status` or `triage`.
    pub kind: &'static str,
    /// When.
    pub at: String,
    /// Its position in the workspace's log; null until it has one.
    pub position: Option<u64>,
    /// Who did it.
    pub actor: NamedActorDto,
    /// The message, of kind `message`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageDto>,
    /// What was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whose turn, of kind `turn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<&'static str>,
    /// Since when, of kind `turn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Until when, of kind `turn`; null while it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub until: Option<Option<String>>,
    /// For what, as a code.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub reason_for: Option<String>,
    /// What exactly is waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// How it stands since then, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The kind of the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<&'static str>,
}

/// Who did something, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct NamedActorDto {
    /// `teammate`, `ai`, `machine`, `contact` or `system`.
    pub kind: &'static str,
    /// Their id; AI and Baton itself have none.
    pub id: Option<String>,
    /// Their name, where they have one.
    pub name: Option<String>,
}

/// Who did something, by name.
#[must_use]
pub fn named(who: Actor, names: &Names) -> NamedActorDto {
    let plain = actor(who);
    NamedActorDto {
        kind: plain.kind,
        id: plain.id,
        name: names.actor(who).map(str::to_owned),
    }
}

/// One thing that happened.
#[must_use]
pub fn item(item: &TimelineItem, names: &Names) -> TimelineItemDto {
    let empty = TimelineItemDto {
        kind: "status",
        at: item.at.to_string(),
        position: item.position,
        actor: named(item.actor, names),
        message: None,
        text: None,
        who: None,
        since: None,
        until: None,
        reason_for: None,
        what: None,
        status: None,
        event: None,
    };
    match &item.entry {
        Entry::Message(view) => TimelineItemDto {
            kind: "message",
            message: Some(message(view)),
            ..empty
        },
        Entry::Note { text } => TimelineItemDto {
            kind: "note",
            text: Some(text.clone()),
            ..empty
        },
        Entry::Turn {
            mover,
            since,
            until,
        } => TimelineItemDto {
            kind: "turn",
            who: Some(mover.who.as_str()),
            since: Some(since.to_string()),
            until: Some(until.map(|until| until.to_string())),
            reason_for: Some(
                mover
                    .reason
                    .map_or("next_step", |kind| kind.as_str())
                    .to_owned(),
            ),
            ..empty
        },
        Entry::Happened(line) => TimelineItemDto {
            kind: line.kind,
            text: line.text.clone(),
            reason_for: line.reason.clone(),
            what: line.what.clone(),
            status: line.status.clone(),
            event: Some(line.event),
            ..empty
        },
    }
}
