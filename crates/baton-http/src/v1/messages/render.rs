//! Messages on the wire.

use baton_app::view::{MessageView, PartyView, code};
use serde::Serialize;
use utoipa::ToSchema;

/// A message.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageDto {
    /// Its id.
    pub id: String,
    /// By which channel.
    pub channel_id: String,
    /// In which conversation; null before it was understood.
    pub conversation_id: Option<String>,
    /// In which case.
    pub case_id: Option<String>,
    /// `inbound` or `outbound`.
    pub direction: String,
    /// How it stands.
    pub state: String,
    /// Who wrote it.
    pub from: Option<PartyDto>,
    /// To whom.
    pub to: Vec<PartyDto>,
    /// What was newly written.
    pub text: String,
    /// The folded history and signature.
    pub quoted: Option<String>,
    /// Sanitised HTML.
    pub html: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Its files.
    pub attachments: Vec<AttachmentDto>,
    /// The provider's id of it; an e-mail's Message-ID.
    pub external_id: Option<String>,
    /// When the provider says it was sent.
    pub provider_at: Option<String>,
    /// When it was received or authorised.
    pub received_at: String,
    /// The subject line.
    pub subject: Option<String>,
}

/// One end of a message.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartyDto {
    /// Who it is in the case.
    pub participant_id: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// Their address.
    pub address: Option<String>,
    /// Their part in the case.
    pub role: Option<String>,
}

/// A file of a message.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttachmentDto {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its media type, found by looking at its bytes.
    pub mime: String,
    /// Its size in bytes.
    pub size: u64,
}

/// A message.
#[must_use]
pub fn message(view: &MessageView) -> MessageDto {
    let record = &view.record;
    MessageDto {
        id: record.id.to_string(),
        channel_id: record.channel.to_string(),
        conversation_id: record.conversation.map(|id| id.to_string()),
        case_id: record.case.map(|id| id.to_string()),
        direction: record.direction.clone(),
        state: record.state.clone(),
        from: view.from.as_ref().map(party),
        to: view.to.iter().map(party).collect(),
        text: view.text.clone(),
        quoted: view.quoted.clone(),
        html: view.html.clone(),
        language: record.language.clone(),
        attachments: view
            .attachments
            .iter()
            .map(|file| AttachmentDto {
                id: file.record.id.to_string(),
                name: file.name.clone(),
                mime: file.record.mime.clone(),
                size: file.record.size,
            })
            .collect(),
        external_id: view.external_id.clone(),
        provider_at: record.provider_at.map(|at| at.to_string()),
        received_at: record.received_at.to_string(),
        subject: view.subject.clone(),
    }
}

fn party(party: &PartyView) -> PartyDto {
    PartyDto {
        participant_id: party.participant_id.map(|id| id.to_string()),
        name: party.name.clone(),
        address: party.address.clone(),
        role: party.role.as_ref().map(code),
    }
}
