//! The intake job: one raw delivery becomes a message in a case, is filed, or is kept as unreadable.

use std::collections::BTreeMap;

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::course::{Beginning, Link};
use baton_domain::command::intake::Receive;
use baton_domain::event::Event;
use baton_domain::event::course::{LinkReason, Opening};
use baton_domain::event::message::{JoinedBy, MessageFiled};
use baton_domain::event::record::RecordChanged;
use baton_domain::id::{CaseId, MessageId};
use baton_domain::identity::IdentityLevel;
use baton_domain::message::{FiledAs, Thread};
use baton_domain::part::PartRef;
use baton_domain::participant::{ParticipantRole, Person, Who};
use baton_store::event::{Stamp, Stream};
use baton_store::job::Claim;
use baton_store::read::messages::MessageRecord;
use baton_store::{StoreError, Tx};
use serde::Deserialize;

use super::config::channel_config;
use super::contact::{handle, resolve as resolve_contact};
use super::conversation::{Found, Keys, resolve as resolve_conversation};
use super::history;
use super::join::{Clues, Joined, join};
use super::keep::{Kept, keep};
use crate::app::App;
use crate::case::decide::{Asked, perform};
use crate::error::AppError;
use crate::ports::channel::{
    Address, Automatic, ChannelConfig, FileContent, InboundMessage, ParseFailure, SenderProof,
};
use crate::ports::triage::Entity;
use crate::upload::stage;

#[derive(Debug, Clone, Copy, Deserialize)]
struct Payload {
    message: MessageId,
}

/// Everything the unit needs that was worked out before it.
pub(super) struct Prepared {
    pub(super) stamp: Stamp,
    claim: Claim,
    pub(super) config: ChannelConfig,
    pub(super) row: MessageRecord,
    pub(super) raw: PartRef,
    pub(super) message: InboundMessage,
    /// Who outside wrote it; of history, who outside got it if we wrote it.
    counterpart: Address,
    pub(super) is_ours: bool,
    handle: (String, baton_store::contact::HandleKey),
    keys: Keys,
    numbers: Vec<(Entity, [u8; 32])>,
    /// For the case it may open.
    pub(super) number: u64,
}

/// Runs the intake job.
pub(crate) async fn run(app: &App, claim: &Claim) -> Result<(), AppError> {
    let payload: Payload = crate::case::payload(claim)?;
    let workspace = claim.workspace;
    let (row, channel, raw) = app
        .db
        .peek(move |reader| {
            Box::pin(async move {
                let row = reader.message(workspace, payload.message).await?;
                let row = row.ok_or_else(|| StoreError::Record("a message is gone".into()))?;
                let channel = reader.channel(workspace, row.channel).await?;
                let raw = match row.raw {
                    Some(raw) => reader.part(workspace, raw).await?,
                    None => None,
                };
                Ok::<_, StoreError>((row, channel, raw))
            })
        })
        .await?;
    let channel = channel.ok_or(AppError::NotFound)?;
    let config = channel_config(&channel)?;
    let stamp = Stamp {
        workspace,
        at: app.clock.now(),
        actor: Actor::System,
    };
    let Some((raw, body)) = raw.and_then(|part| part.body.map(|body| (part.reference, body)))
    else {
        return dead(app, stamp, claim, row.id, "parse.erased").await;
    };
    match app.ports.channels.parse(&config, &body.content) {
        Ok(message) => {
            let prepared = prepare(app, stamp, claim, (config, row, raw), message).await?;
            store(app, prepared).await
        }
        Err(failure) => dead(app, stamp, claim, row.id, ParseFailure::code(failure)).await,
    }
}

async fn prepare(
    app: &App,
    stamp: Stamp,
    claim: &Claim,
    (config, row, raw): (ChannelConfig, MessageRecord, PartRef),
    mut message: InboundMessage,
) -> Result<Prepared, AppError> {
    for file in &mut message.attachments {
        if let FileContent::Bytes(bytes) = &file.content
            && let Some(staged) = stage(app, stamp.workspace, &file.mime, bytes).await?
        {
            file.content = FileContent::Upload(staged);
        }
    }
    let numbers = app
        .ports
        .triage
        .entities(&message.text)
        .into_iter()
        .filter(|entity| matches!(entity.kind.as_str(), "order" | "tracking"))
        .map(|entity| {
            let digest = app.digest(stamp.workspace, &entity.kind, entity.value.as_bytes());
            (entity, digest)
        })
        .collect();
    let is_ours = row.is_history && history::is_ours(&message);
    let counterpart = if is_ours {
        message.others.first().cloned()
    } else {
        None
    };
    let counterpart = counterpart.unwrap_or_else(|| message.from.clone());
    let keys = Keys::of(app, &stamp, &message);
    Ok(Prepared {
        stamp,
        claim: claim.clone(),
        handle: handle(app, &stamp, &config, &counterpart),
        counterpart,
        is_ours,
        keys: if row.is_history {
            keys.rooted(app, &stamp, &message)
        } else {
            keys
        },
        number: app.numbers.next(&app.db, stamp.workspace).await?,
        config,
        row,
        raw,
        message,
        numbers,
    })
}

/// Keeps a delivery that cannot be understood, visibly, so that it can be tried again.
async fn dead(
    app: &App,
    stamp: Stamp,
    claim: &Claim,
    message: MessageId,
    code: &'static str,
) -> Result<(), AppError> {
    let claim = claim.clone();
    app.db
        .write(move |tx| {
            let claim = claim.clone();
            Box::pin(async move {
                tx.set_message_state(stamp.workspace, message, "dead", Some(code))
                    .await?;
                record_state(tx, &stamp, message, code).await?;
                tx.complete(&claim).await.map_err(AppError::from)
            })
        })
        .await
}

pub(super) async fn record_state(
    tx: &mut Tx,
    stamp: &Stamp,
    message: MessageId,
    code: &str,
) -> Result<(), AppError> {
    let slug = |text: &str| text.parse().ok();
    let values = slug("state")
        .into_iter()
        .zip(slug(code))
        .collect::<BTreeMap<_, _>>();
    let fields = values.keys().cloned().collect();
    let event = Event::RecordChanged(RecordChanged {
        fields,
        values,
        text: None,
    });
    tx.append(stamp, &Stream::message(message), &[event])
        .await?;
    Ok(())
}

async fn store(app: &App, prepared: Prepared) -> Result<(), AppError> {
    let prepared = std::sync::Arc::new(prepared);
    app.db
        .write(move |tx| {
            let prepared = std::sync::Arc::clone(&prepared);
            Box::pin(async move {
                store_in(tx, &prepared).await?;
                tx.complete(&prepared.claim).await.map_err(AppError::from)
            })
        })
        .await
}

async fn store_in(tx: &mut Tx, prepared: &Prepared) -> Result<(), AppError> {
    let Prepared {
        stamp,
        config,
        row,
        message,
        ..
    } = prepared;
    let contact = resolve_contact(tx, stamp, &prepared.handle, &prepared.counterpart).await?;
    let referred = prepared.keys.referred(tx, stamp, config).await?;
    // Following a reference into somebody's conversation takes what joining its case takes.
    let may_follow = referred.as_ref().is_some_and(|referred| {
        referred.direction == "outbound" || message.proof == SenderProof::ChannelVerified
    });
    let found = Found {
        message,
        contact,
        referred: referred
            .as_ref()
            .filter(|_| may_follow)
            .and_then(|row| row.conversation),
    };
    let conversation = resolve_conversation(tx, stamp, config, &prepared.keys, found).await?;
    let kept = keep(tx, stamp, row.id, (conversation, contact), message).await?;
    let thread = Thread {
        channel_id: config.id,
        conversation_id: conversation,
    };
    if row.is_history && (prepared.is_ours || filed_as(message).is_none()) {
        let found = history::Found {
            thread,
            kept: &kept,
            contact,
            referred: referred.as_ref(),
        };
        let case = history::keep(tx, prepared, found).await?;
        return make_findable(tx, prepared, &kept, &case).await;
    }
    if let Some(filed_as) = filed_as(message) {
        return file(tx, prepared, thread, &kept, filed_as).await;
    }
    let clues = Clues {
        message,
        received_at: row.received_at,
        contact,
        conversation,
        referred: referred.as_ref(),
        threads: config.threads,
        numbers: &prepared.numbers,
    };
    let joined = join(tx, stamp, &clues).await?;
    receive(tx, prepared, thread, &kept, joined, contact).await
}

/// Why a message gets no clock, if it gets none.
fn filed_as(message: &InboundMessage) -> Option<FiledAs> {
    if !message.spam_reasons.is_empty() {
        return Some(FiledAs::Spam);
    }
    Some(match message.automatic? {
        Automatic::AutoReply => FiledAs::Automatic,
        Automatic::Bulk => FiledAs::Bulk,
        Automatic::Bounce => FiledAs::Bounce,
        Automatic::Notice => FiledAs::Notice,
        Automatic::Loop => FiledAs::Loop,
    })
}

async fn file(
    tx: &mut Tx,
    prepared: &Prepared,
    thread: Thread,
    kept: &Kept,
    filed_as: FiledAs,
) -> Result<(), AppError> {
    let state = match filed_as {
        FiledAs::Spam => "spam",
        FiledAs::Automatic | FiledAs::Bounce | FiledAs::Notice | FiledAs::Loop => "automatic",
        FiledAs::Bulk | FiledAs::Noise | FiledAs::History => "filed",
        FiledAs::SentBefore => "sent",
    };
    let (stamp, row) = (&prepared.stamp, &prepared.row);
    tx.set_message_state(stamp.workspace, row.id, state, None)
        .await?;
    let event = Event::MessageFiled(MessageFiled {
        message_id: row.id,
        thread,
        content: kept.content,
        attachments: kept.attachments.clone(),
        raw: Some(prepared.raw),
        received_at: row.received_at,
        filed_as,
    });
    tx.append(
        stamp,
        &Stream::conversation(thread.conversation_id),
        &[event],
    )
    .await?;
    Ok(())
}

async fn receive(
    tx: &mut Tx,
    prepared: &Prepared,
    thread: Thread,
    kept: &Kept,
    joined: Joined,
    contact: baton_domain::id::ContactId,
) -> Result<(), AppError> {
    let Prepared {
        stamp,
        config,
        row,
        message,
        ..
    } = prepared;
    let opening = joined
        .follows
        .map_or(Opening::Message, |of| Opening::FollowUp { of });
    let (before, joined_by, beginning) = match joined.case {
        Some((case, joined_by)) => (case, joined_by, None),
        None => {
            let id = CaseId::mint(&mut tx.ids().at(stamp.at));
            let beginning = Beginning {
                number: prepared.number,
                opening,
                subject: kept.subject,
                channel_id: Some(config.id),
            };
            (Case::unopened(id), JoinedBy::New, Some(beginning))
        }
    };
    let command = Command::Receive(Receive {
        beginning,
        message_id: row.id,
        from: Person {
            who: Who::Contact(contact),
            role: ParticipantRole::Customer,
            identity: match message.proof {
                SenderProof::Unverified => IdentityLevel::Unverified,
                SenderProof::ChannelVerified => IdentityLevel::ChannelVerified,
            },
        },
        thread,
        content: kept.content,
        attachments: kept.attachments.clone(),
        raw: Some(prepared.raw),
        provider_at: message.sent_at,
        received_at: row.received_at,
        joined_by,
    });
    let mut case = perform(tx, &Asked::own(*stamp), &before, command)
        .await?
        .case;
    make_findable(tx, prepared, kept, &case).await?;
    for other in joined.possibly_also {
        let link = Link {
            case_id: other,
            reason: LinkReason::PossiblyAlso,
        };
        case = perform(tx, &Asked::own(*stamp), &case, Command::Link(link))
            .await?
            .case;
    }
    Ok(())
}

/// Lets the case be found by what the message says and names.
async fn make_findable(
    tx: &mut Tx,
    prepared: &Prepared,
    kept: &Kept,
    case: &Case,
) -> Result<(), AppError> {
    let (workspace, message) = (prepared.stamp.workspace, &prepared.message);
    let subject = kept.subject.map(|part| part.id);
    let mut texts = vec![(kept.content.id, message.text.as_str())];
    texts.extend(subject.zip(message.subject.as_deref()));
    texts.extend(kept.sender.zip(message.from.name.as_deref()));
    for (part, text) in texts {
        tx.index_part(workspace, case.id, part, text).await?;
    }
    for (entity, digest) in &prepared.numbers {
        let named = (entity.kind.as_str(), *digest);
        tx.name_entity(workspace, case.id, named, kept.content.id)
            .await?;
    }
    Ok(())
}
