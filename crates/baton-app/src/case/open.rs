//! `POST /cases`: a teammate opens a case for somebody who called or wrote a letter.

use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::course::{Beginning, Open};
use baton_domain::event::course::Opening;
use baton_domain::id::{CaseId, ChannelId, ContactId};
use baton_domain::identity::IdentityLevel;
use baton_domain::participant::{ParticipantRole, Person, Who};
use baton_store::Tx;
use baton_store::contact::HandleKey;
use baton_store::event::Stamp;
use baton_store::part::{NewPart, TEXT};

use super::decide::{Asked, Change, perform};
use crate::app::App;
use crate::call::{Call, Fresh};
use crate::error::{AppError, Invalid};
use crate::intake::contact;
use crate::ports::channel::Address;

/// Longest subject, in bytes.
const MAX_SUBJECT_BYTES: usize = 1024;

/// What a new case is about.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// In a line.
    pub subject: String,
    /// Whom it is for, and who else takes part.
    pub participants: Vec<NewParticipant>,
    /// The channel on which answers are to leave.
    pub channel: Option<ChannelId>,
}

/// Somebody in a new case.
#[derive(Debug, Clone)]
pub struct NewParticipant {
    /// Who.
    pub who: Named,
    /// As what.
    pub role: ParticipantRole,
}

/// How a teammate names somebody outside.
#[derive(Debug, Clone)]
pub enum Named {
    /// A contact we know.
    Contact(ContactId),
    /// An e-mail address or phone number; the contact is made if there is none.
    Address(Address),
}

/// Opens a case.
///
/// # Errors
/// [`AppError::Invalid`] for a subject that is empty or too long.
pub async fn open(app: &App, call: Call, new: NewCase) -> Result<Change, AppError> {
    if new.subject.trim().is_empty() {
        return Err(Invalid::at("/subject", "case.subject_empty").into());
    }
    if new.subject.len() > MAX_SUBJECT_BYTES {
        return Err(Invalid::at("/subject", "case.subject_too_long").into());
    }
    let number = app.numbers.next(&app.db, call.caller.workspace).await?;
    let stamp = call.stamp(app);
    let handles: Vec<_> = new
        .participants
        .iter()
        .map(|one| match &one.who {
            Named::Contact(_) => None,
            Named::Address(address) => Some(contact::plain_handle(app, &stamp, address)),
        })
        .collect();
    app.db
        .write(move |tx| {
            let (call, new, handles) = (call.clone(), new.clone(), handles.clone());
            Box::pin(async move {
                let id = CaseId::mint(&mut tx.ids().at(stamp.at));
                if let Fresh::Replay(id) = call.claim(tx, &stamp, id).await? {
                    let case = tx
                        .case(stamp.workspace, id)
                        .await?
                        .ok_or(AppError::NotFound)?;
                    return Ok(Change {
                        case,
                        events: Vec::new(),
                        is_replay: true,
                    });
                }
                let (mut people, mut about) = (Vec::new(), Vec::new());
                for (one, handle) in new.participants.iter().zip(&handles) {
                    let contact = who(tx, &stamp, &one.who, handle.as_ref()).await?;
                    about.push(contact);
                    people.push(Person {
                        who: Who::Contact(contact),
                        role: one.role,
                        identity: IdentityLevel::Unverified,
                    });
                }
                let subject = NewPart {
                    media: TEXT,
                    content: new.subject.as_bytes(),
                    about: &about,
                };
                let subject = tx.put_part(stamp.workspace, stamp.at, subject).await?;
                let command = Command::Open(Open {
                    beginning: Beginning {
                        number,
                        opening: Opening::Teammate,
                        subject: Some(subject),
                        channel_id: new.channel,
                    },
                    people,
                });
                let asked = Asked {
                    stamp,
                    caller: Some(&call.caller),
                    seen_sequence: None,
                };
                perform(tx, &asked, &Case::unopened(id), command).await
            })
        })
        .await
}

/// The contact somebody is; one that is named by id has to be here.
async fn who(
    tx: &mut Tx,
    stamp: &Stamp,
    named: &Named,
    handle: Option<&(String, HandleKey)>,
) -> Result<ContactId, AppError> {
    match (named, handle) {
        (Named::Address(address), Some(handle)) => {
            contact::resolve(tx, stamp, handle, address).await
        }
        (Named::Address(_), None) => Err(AppError::NotFound),
        (Named::Contact(id), _) => {
            if tx.contact_cards(stamp.workspace, &[*id]).await?.is_empty() {
                return Err(Invalid::at("/participants", "contact.unknown").into());
            }
            Ok(*id)
        }
    }
}
