//! Preparing the composer's brief: what was asked, what is published about it, what is known.

use baton_domain::case::Case;
use baton_domain::confidence::Confidence;
use baton_domain::draft::{Draft, DraftStatus};
use baton_domain::event::Event;
use baton_domain::event::record::Looked;
use baton_domain::participant::Who;
use baton_domain::triage::TriageOutcome;
use baton_store::channel::Channel;
use baton_store::event::{Stamp, Stream};
use baton_store::{Reader, StoreError};

use super::facts;
use super::word::Payload;
use crate::access;
use crate::app::App;
use crate::knowledge::search::shelf;
use crate::order::{self, OrderCard};
use crate::ports::composer::{Brief, Tone};
use crate::ports::model::Untrusted;
use crate::ports::retrieval::Query;

/// Messages that one answer answers at most: the latest ones.
const MAX_ASKED: usize = 20;
/// Passages that the composer gets.
const MAX_PASSAGES: usize = 6;
/// Longest answer in a letter and elsewhere, in code points.
const MAX_LETTER_CHARACTERS: usize = 4_000;
const MAX_CHAT_CHARACTERS: usize = 1_000;

/// Whether there is something to word.
pub(super) enum Ready {
    /// The draft is gone, or a person has to answer first.
    Gone,
    /// Somebody paused it, or lowered the stage.
    Stopped,
    /// There is.
    Go(Box<Brief>),
}

/// What is read of a case.
enum Read {
    Gone,
    Stopped,
    Known(Box<Known>),
}

pub(super) struct Known {
    pub(super) case: Case,
    pub(super) channel: Channel,
    /// How sure it is what they want.
    certainty: Confidence,
    /// What they wrote, oldest first.
    pub(super) asked: String,
    /// The recipient's name.
    pub(super) name: Option<String>,
    /// Ours.
    pub(super) shop: Option<String>,
}

/// Reads the case and finds passages for it.
pub(super) async fn read(app: &App, stamp: Stamp, payload: Payload) -> Result<Ready, StoreError> {
    let read = app
        .db
        .read(move |reader| Box::pin(known(reader, stamp, payload)));
    let known = match read.await? {
        Read::Gone => return Ok(Ready::Gone),
        Read::Stopped => return Ok(Ready::Stopped),
        Read::Known(known) => known,
    };
    let shelf = shelf(app, stamp.workspace).await?;
    let channel = known.channel.id.to_string();
    let class = &known.case.classification;
    let query = Query {
        text: known.asked.clone(),
        channel: Some(channel.clone()),
        language: class
            .language
            .as_ref()
            .map(|language| crate::knowledge::primary_language(language.as_str())),
        at: Some(stamp.at),
    };
    let tone = tone(&known.channel);
    let card = match tone {
        Tone::Letter | Tone::Chat => order(app, stamp, &known.case).await?,
        Tone::Public => None,
    };
    Ok(Ready::Go(Box::new(Brief {
        passages: shelf.quotable(&query, MAX_PASSAGES),
        wordings: shelf.wordings(&channel),
        language: class.language.clone(),
        intents: class.intent.iter().cloned().collect(),
        certainty: known.certainty,
        facts: facts::of(app, &known, tone, card.as_ref()),
        names: known.name.iter().chain(&known.shop).cloned().collect(),
        tone,
        max_characters: match tone {
            Tone::Letter => MAX_LETTER_CHARACTERS,
            Tone::Chat | Tone::Public => MAX_CHAT_CHARACTERS,
        },
        asked: Untrusted::new(known.asked),
    })))
}

/// The order as it may be told, once it is on record that AI read it.
async fn order(app: &App, stamp: Stamp, case: &Case) -> Result<Option<OrderCard>, StoreError> {
    let card = order::for_answer(app, stamp.workspace, case.id).await;
    if card.is_some() {
        access::record(app, stamp, case.id, Some(Looked::Order)).await?;
    }
    Ok(card)
}

fn tone(channel: &Channel) -> Tone {
    match channel.threads.as_str() {
        "topic" => Tone::Letter,
        "public" => Tone::Public,
        _ => Tone::Chat,
    }
}

async fn known(reader: &mut Reader, stamp: Stamp, payload: Payload) -> Result<Read, StoreError> {
    let workspace = stamp.workspace;
    let Some(case) = reader.case(workspace, payload.case).await? else {
        return Ok(Read::Gone);
    };
    let composing = case
        .draft(payload.draft)
        .filter(|draft| draft.status == DraftStatus::Composing)
        .cloned();
    let Some(draft) = composing.filter(|_| !case.is_inside_boundary()) else {
        return Ok(Read::Gone);
    };
    let intent = case.classification.intent.as_ref();
    let settings = reader
        .settings(
            workspace,
            case.id,
            case.channel_id,
            intent.map(|intent| intent.as_str()),
        )
        .await?;
    if settings.is_paused || !settings.stage.may_draft() {
        return Ok(Read::Stopped);
    }
    let channel = reader
        .channel(workspace, draft.thread.channel_id)
        .await?
        .ok_or_else(|| StoreError::Record(format!("the channel {}", draft.thread.channel_id)))?;
    let shop = reader.workspace(workspace).await?;
    Ok(Read::Known(Box::new(Known {
        certainty: certainty(reader, stamp, &case).await?,
        asked: asked(reader, stamp, &case, &draft).await?,
        name: name(reader, stamp, &case, &draft).await?,
        shop: shop.map(|shop| shop.name),
        channel,
        case,
    })))
}

/// How sure it is what they want: as sure as triage was, or quite sure once a teammate said it.
async fn certainty(
    reader: &mut Reader,
    stamp: Stamp,
    case: &Case,
) -> Result<Confidence, StoreError> {
    let events = reader
        .events(stamp.workspace, &Stream::case(case.id), 0)
        .await?;
    let said = events.iter().rev().find_map(|stored| match &stored.event {
        Event::ClassificationCorrected(event) if event.correction.intent.is_some() => {
            Some(Confidence::from_per_mille(1_000))
        }
        Event::Triaged(event) => match &event.outcome {
            TriageOutcome::Found(findings) => findings.intents.first().map(|one| one.confidence),
            TriageOutcome::Failed { .. } => None,
        },
        _ => None,
    });
    Ok(said.unwrap_or(Confidence::from_per_mille(0)))
}

/// What they wrote and nobody answered yet.
async fn asked(
    reader: &mut Reader,
    stamp: Stamp,
    case: &Case,
    draft: &Draft,
) -> Result<String, StoreError> {
    let unanswered = case.our_reply(draft.to).map(|wait| wait.unanswered());
    let mut parts = Vec::new();
    for message in unanswered.unwrap_or_default().iter().rev().take(MAX_ASKED) {
        let row = reader.message(stamp.workspace, message.message_id).await?;
        parts.extend(row.and_then(|row| row.text));
    }
    parts.reverse();
    let texts = reader.texts(stamp.workspace, &parts).await?;
    let texts: Vec<_> = parts.iter().filter_map(|part| texts.get(*part)).collect();
    Ok(texts.join("\n"))
}

/// What the recipient is called.
async fn name(
    reader: &mut Reader,
    stamp: Stamp,
    case: &Case,
    draft: &Draft,
) -> Result<Option<String>, StoreError> {
    let Some(Who::Contact(contact)) = case.participant(draft.to).map(|to| to.who) else {
        return Ok(None);
    };
    let cards = reader.contact_cards(stamp.workspace, &[contact]).await?;
    match cards.get(&contact).and_then(|card| card.name) {
        Some(part) => reader.part_text(stamp.workspace, part).await,
        None => Ok(None),
    }
}
