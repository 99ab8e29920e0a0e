//! Messages with their texts, files and the names of whoever wrote them.

use std::collections::HashMap;

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::id::{MessageId, ParticipantId, WorkspaceId};
use baton_domain::participant::{ParticipantRole, Who};
use baton_store::read::messages::{AttachmentRecord, MessageFilter, MessageRecord};
use baton_store::read::texts::Texts;
use baton_store::read::{Page, PageRequest};
use baton_store::{Reader, StoreError};
use serde_json::Value;

use super::names::{ContactView, Names, Wanted};
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;

/// The purpose under which intake digests providers' message ids.
const EXTERNAL_ID: &str = "external_id";

/// A message as screens and programs read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageView {
    /// Its row.
    pub record: MessageRecord,
    /// Who wrote it.
    pub from: Option<PartyView>,
    /// To whom.
    pub to: Vec<PartyView>,
    /// The subject line.
    pub subject: Option<String>,
    /// What was newly written; empty if it was erased or never understood.
    pub text: String,
    /// History and signature.
    pub quoted: Option<String>,
    /// Sanitised HTML.
    pub html: Option<String>,
    /// Its files.
    pub attachments: Vec<AttachmentView>,
    /// The provider's id of it.
    pub external_id: Option<String>,
}

/// One end of a message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartyView {
    /// Who it is in the case.
    pub participant_id: Option<ParticipantId>,
    /// Their name.
    pub name: Option<String>,
    /// Their address.
    pub address: Option<String>,
    /// Their part in the case.
    pub role: Option<ParticipantRole>,
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentView {
    /// Its row.
    pub record: AttachmentRecord,
    /// Its name; empty if it was erased.
    pub name: String,
}

/// One message.
///
/// # Errors
/// [`AppError::NotFound`] if the caller's workspace has no such message.
pub async fn message(app: &App, caller: &Caller, id: MessageId) -> Result<MessageView, AppError> {
    let workspace = caller.workspace;
    let view = app.db.read(move |reader| {
        Box::pin(async move {
            let record = reader.message(workspace, id).await?;
            let record = record.ok_or(AppError::NotFound)?;
            let mut views = load(reader, workspace, vec![record]).await?;
            views.pop().ok_or(AppError::NotFound)
        })
    });
    view.await
}

/// Which messages somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedMessages {
    /// The provider's id of them.
    pub external_id: Option<String>,
    /// How they stand, as the API names it.
    pub state: Vec<String>,
    /// Which page.
    pub page: PageRequest,
}

/// One page of messages, the latest first.
///
/// # Errors
/// If the database fails.
pub async fn messages(
    app: &App,
    caller: &Caller,
    wanted: WantedMessages,
) -> Result<Page<MessageView>, AppError> {
    let workspace = caller.workspace;
    let digest = wanted.external_id.as_ref().map(|id| {
        let id = id.trim().trim_start_matches('<').trim_end_matches('>');
        app.digest(workspace, EXTERNAL_ID, id.as_bytes())
    });
    let page = app.db.read(move |reader| {
        Box::pin(async move {
            let mut filter = MessageFilter {
                ids: None,
                state: wanted.state,
            };
            if let Some(digest) = digest {
                let mut ids = Vec::new();
                for channel in reader.channels(workspace).await? {
                    ids.extend(reader.delivered(workspace, channel.id, &digest).await?);
                }
                filter.ids = Some(ids);
            }
            let page = reader
                .list_messages(workspace, &filter, &wanted.page)
                .await?;
            let Page { items, next, total } = page;
            let items = load(reader, workspace, items).await?;
            Ok::<_, AppError>(Page { items, next, total })
        })
    });
    page.await
}

/// Views of messages that belong to whatever cases, in the same order.
async fn load(
    reader: &mut Reader,
    workspace: WorkspaceId,
    records: Vec<MessageRecord>,
) -> Result<Vec<MessageView>, StoreError> {
    let mut cases = HashMap::new();
    let mut wanted = Wanted::default();
    for record in &records {
        record
            .contact
            .into_iter()
            .for_each(|contact| wanted.contact(contact));
        if let Some(id) = record.case
            && !cases.contains_key(&id)
            && let Some(case) = reader.case(workspace, id).await?
        {
            wanted.case(&case);
            cases.insert(id, case);
        }
    }
    let names = wanted.load(reader, workspace).await?;
    let texts = texts(reader, workspace, &records).await?;
    let mut files = files(reader, workspace, &records).await?;
    Ok(records
        .into_iter()
        .map(|record| {
            let files = files.remove(&record.id).unwrap_or_default();
            let case = record.case.and_then(|id| cases.get(&id));
            view(
                record,
                case,
                &Shown {
                    texts: &texts,
                    names: &names,
                },
                files,
            )
        })
        .collect())
}

/// The texts of messages.
pub(super) async fn texts(
    reader: &mut Reader,
    workspace: WorkspaceId,
    records: &[MessageRecord],
) -> Result<Texts, StoreError> {
    let parts: Vec<_> = records.iter().flat_map(MessageRecord::text_parts).collect();
    reader.texts(workspace, &parts).await
}

/// The files of messages, with their names.
pub(super) async fn files(
    reader: &mut Reader,
    workspace: WorkspaceId,
    records: &[MessageRecord],
) -> Result<HashMap<MessageId, Vec<AttachmentView>>, StoreError> {
    let ids: Vec<_> = records.iter().map(|record| record.id).collect();
    let files = reader.attachments(workspace, &ids).await?;
    let parts: Vec<_> = files.values().flatten().map(|file| file.name).collect();
    let texts = reader.texts(workspace, &parts).await?;
    let named = |record: AttachmentRecord| AttachmentView {
        name: texts.get(record.name).unwrap_or_default().to_owned(),
        record,
    };
    Ok(files
        .into_iter()
        .map(|(id, files)| (id, files.into_iter().map(named).collect()))
        .collect())
}

/// What a message's view is put together from.
pub(super) struct Shown<'a> {
    pub(super) texts: &'a Texts,
    pub(super) names: &'a Names,
}

/// One message, seen from the case it belongs to.
pub(super) fn view(
    record: MessageRecord,
    case: Option<&Case>,
    shown: &Shown<'_>,
    attachments: Vec<AttachmentView>,
) -> MessageView {
    let texts = shown.texts;
    let text = |part| texts.opt(part).map(str::to_owned);
    // What we send is one part that holds the whole message; what came in is one part for each.
    let whole = record.text.and_then(|part| texts.json(part));
    let field = |name| whole.as_ref().and_then(|whole| string(whole, name));
    let (from, mut to) = if record.direction == "inbound" {
        (
            Some(writer(&record, case, shown)),
            addresses(record.to.and_then(|part| texts.json(part))),
        )
    } else {
        (
            None,
            addresses(
                whole
                    .as_ref()
                    .and_then(|whole| whole.get("recipient"))
                    .cloned(),
            ),
        )
    };
    if record.direction == "outbound" {
        to = vec![recipient(&record, case, shown, to.into_iter().next())];
    }
    MessageView {
        from,
        to,
        subject: text(record.subject).or_else(|| field("subject")),
        text: match &whole {
            Some(_) => field("text").unwrap_or_default(),
            None => text(record.text).unwrap_or_default(),
        },
        quoted: text(record.quoted),
        html: text(record.html).or_else(|| field("html")),
        attachments,
        external_id: text(record.external),
        record,
    }
}

/// Who wrote a message that came in.
fn writer(record: &MessageRecord, case: Option<&Case>, shown: &Shown<'_>) -> PartyView {
    let written = record.from.and_then(|part| shown.texts.json(part));
    let mut party = written.as_ref().map(address).unwrap_or_default();
    if let Some(contact) = record.contact {
        let known = shown.names.contact(contact);
        party.name = party
            .name
            .or_else(|| known.and_then(|known| known.name.clone()));
        party.address = party.address.or_else(|| known.and_then(first_address));
        let participant = case.and_then(|case| case.participant_who_is(Who::Contact(contact)));
        party.participant_id = participant.map(|participant| participant.id);
        party.role = participant.map(|participant| participant.role);
    }
    party
}

/// To whom a message of ours goes.
fn recipient(
    record: &MessageRecord,
    case: Option<&Case>,
    shown: &Shown<'_>,
    written: Option<PartyView>,
) -> PartyView {
    let mut party = written.unwrap_or_default();
    let participant = record.participant.and_then(|id| case?.participant(id));
    if let Some(participant) = participant {
        party.participant_id = Some(participant.id);
        party.role = Some(participant.role);
        if let Who::Contact(contact) = participant.who {
            let known = shown.names.contact(contact);
            party.name = party
                .name
                .or_else(|| known.and_then(|known| known.name.clone()));
            party.address = party.address.or_else(|| known.and_then(first_address));
        }
    }
    party
}

fn first_address(contact: &ContactView) -> Option<String> {
    contact.handles.first().map(|(_, address)| address.clone())
}

fn addresses(written: Option<Value>) -> Vec<PartyView> {
    match written {
        Some(Value::Array(list)) => list.iter().map(address).collect(),
        Some(one @ (Value::Object(_) | Value::String(_))) => vec![address(&one)],
        Some(Value::Null | Value::Bool(_) | Value::Number(_)) | None => Vec::new(),
    }
}

fn address(written: &Value) -> PartyView {
    PartyView {
        participant_id: None,
        name: string(written, "name"),
        address: written
            .as_str()
            .map(str::to_owned)
            .or_else(|| string(written, "address")),
        role: None,
    }
}

fn string(object: &Value, field: &str) -> Option<String> {
    object.get(field).and_then(Value::as_str).map(str::to_owned)
}

/// The name that a message of ours goes under on screen: whoever last changed its wording.
pub(super) fn signed(view: &mut MessageView, author: Actor, names: &Names) {
    let name = names.actor(author).map(str::to_owned);
    view.from = Some(PartyView {
        name,
        ..PartyView::default()
    });
}
