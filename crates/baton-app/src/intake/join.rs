//! Which case does a message belong to? (docs/glossary.md, «joining»)
//!
//! In this order: the message it answers, its thread, a case number it names, then the contact's own
//! open cases by what the message is about. A sender whom nobody vouches for joins only by answering
//! something that we sent, which nobody else has seen. Close calls are linked, never guessed.

use baton_domain::case::Case;
use baton_domain::event::message::JoinedBy;
use baton_domain::id::{CaseId, ContactId, ConversationId};
use baton_domain::participant::Who;
use baton_domain::time::{Span, Timestamp};
use baton_store::Tx;
use baton_store::event::Stamp;
use baton_store::read::messages::MessageRecord;

use crate::error::AppError;
use crate::ports::channel::{InboundMessage, SenderProof, Threads};
use crate::ports::triage::Entity;

/// How long a topic alone may join a message to a case.
const TOPIC_WINDOW: Span = Span::from_days(7);
/// Most case numbers looked up for one message.
const MAX_REFERENCES: usize = 5;

/// What joining goes by.
pub(super) struct Clues<'a> {
    pub(super) message: &'a InboundMessage,
    pub(super) received_at: Timestamp,
    pub(super) contact: ContactId,
    pub(super) conversation: ConversationId,
    /// The earlier message that this one names.
    pub(super) referred: Option<&'a MessageRecord>,
    pub(super) threads: Threads,
    /// Order and parcel numbers in it, with their digests.
    pub(super) numbers: &'a [(Entity, [u8; 32])],
}

/// Where a message goes.
pub(super) struct Joined {
    /// The case; none to open a new one.
    pub(super) case: Option<(Case, JoinedBy)>,
    /// The ended case that a new one follows.
    pub(super) follows: Option<CaseId>,
    /// Cases that it may belong to as well.
    pub(super) possibly_also: Vec<CaseId>,
}

/// Finds the case of a message.
pub(super) async fn join(
    tx: &mut Tx,
    stamp: &Stamp,
    clues: &Clues<'_>,
) -> Result<Joined, AppError> {
    let mut joined = Joined {
        case: None,
        follows: None,
        possibly_also: Vec::new(),
    };
    by_reply(tx, stamp, clues, &mut joined).await?;
    if joined.case.is_none() {
        by_thread(tx, stamp, clues, &mut joined).await?;
    }
    if joined.case.is_none() {
        by_case_number(tx, stamp, clues, &mut joined).await?;
    }
    if joined.case.is_none() {
        by_own_cases(tx, stamp, clues, &mut joined).await?;
    }
    others_with_the_same_number(tx, stamp, clues, &mut joined).await?;
    if let Some((case, _)) = &joined.case {
        let own = case.id;
        joined.possibly_also.retain(|id| *id != own);
        let settings = tx
            .settings(stamp.workspace, own, case.channel_id, None)
            .await?;
        if case.takes_messages(clues.received_at, &settings).is_err() {
            joined.follows = Some(own);
            joined.case = None;
        }
    }
    Ok(joined)
}

const fn is_verified(clues: &Clues<'_>) -> bool {
    matches!(clues.message.proof, SenderProof::ChannelVerified)
}

pub(super) fn takes_part(case: &Case, contact: ContactId) -> bool {
    case.participants
        .iter()
        .any(|participant| participant.who == Who::Contact(contact))
}

/// The case, or the one it goes on in.
pub(super) async fn load(tx: &mut Tx, stamp: &Stamp, id: CaseId) -> Result<Option<Case>, AppError> {
    let Some(case) = tx.case(stamp.workspace, id).await? else {
        return Ok(None);
    };
    match case.merged_into {
        Some(into) => Ok(tx.case(stamp.workspace, into).await?),
        None => Ok(Some(case)),
    }
}

async fn by_reply(
    tx: &mut Tx,
    stamp: &Stamp,
    clues: &Clues<'_>,
    joined: &mut Joined,
) -> Result<(), AppError> {
    let Some(referred) = clues.referred else {
        return Ok(());
    };
    let Some(id) = referred.case else {
        return Ok(());
    };
    let Some(case) = load(tx, stamp, id).await? else {
        return Ok(());
    };
    // What we sent names ids that only its recipient has seen: answering it is as good as a token.
    let is_token = referred.direction == "outbound";
    if takes_part(&case, clues.contact) && (is_token || is_verified(clues)) {
        joined.case = Some((case, JoinedBy::ReplyHeader));
    } else {
        joined.possibly_also.push(case.id);
    }
    Ok(())
}

async fn by_thread(
    tx: &mut Tx,
    stamp: &Stamp,
    clues: &Clues<'_>,
    joined: &mut Joined,
) -> Result<(), AppError> {
    if clues.threads != Threads::Topic || clues.message.thread.is_none() {
        return Ok(());
    }
    // The provider names the thread. Where it also answers for who writes, it vouches that they share
    // it; where it does not, anybody could name somebody else's thread.
    let mut best: Option<((bool, bool), Case)> = None;
    let mut of_others = None;
    for id in tx.cases_of(stamp.workspace, clues.conversation).await? {
        let Some(case) = load(tx, stamp, id).await? else {
            continue;
        };
        let is_own = takes_part(&case, clues.contact);
        if !is_own && !is_verified(clues) {
            of_others.get_or_insert(case.id);
            continue;
        }
        let rank = (case.is_open(), is_own);
        if best.as_ref().is_none_or(|(best, _)| *best < rank) {
            best = Some((rank, case));
        }
    }
    match best {
        Some((_, case)) => joined.case = Some((case, JoinedBy::Thread)),
        None => joined.possibly_also.extend(of_others),
    }
    Ok(())
}

async fn by_case_number(
    tx: &mut Tx,
    stamp: &Stamp,
    clues: &Clues<'_>,
    joined: &mut Joined,
) -> Result<(), AppError> {
    let subject = clues.message.subject.as_deref().unwrap_or_default();
    for number in case_numbers(subject)
        .chain(case_numbers(&clues.message.text))
        .take(MAX_REFERENCES)
    {
        let Some(id) = tx.case_by_number(stamp.workspace, number).await? else {
            continue;
        };
        let Some(case) = load(tx, stamp, id).await? else {
            continue;
        };
        // A number is no secret: strangers quote it too.
        if takes_part(&case, clues.contact) && is_verified(clues) {
            joined.case = Some((case, JoinedBy::Reference));
            return Ok(());
        }
        if takes_part(&case, clues.contact) {
            joined.possibly_also.push(case.id);
        }
    }
    Ok(())
}

/// Case numbers in a text: `B-` and digits.
fn case_numbers(text: &str) -> impl Iterator<Item = u64> + '_ {
    text.match_indices("B-").filter_map(move |(start, _)| {
        let is_word = text
            .get(..start)?
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        let digits: String = text
            .get(start + 2..)?
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        if is_word { digits.parse().ok() } else { None }
    })
}

async fn by_own_cases(
    tx: &mut Tx,
    stamp: &Stamp,
    clues: &Clues<'_>,
    joined: &mut Joined,
) -> Result<(), AppError> {
    let since = stamp.at.minus(TOPIC_WINDOW);
    let own = tx
        .open_cases_of_contact(stamp.workspace, clues.contact, since)
        .await?;
    if own.is_empty() {
        return Ok(());
    }
    if !is_verified(clues) {
        joined.possibly_also.extend(own);
        return Ok(());
    }
    for (entity, digest) in clues.numbers {
        let naming = tx
            .open_cases_naming(stamp.workspace, &entity.kind, digest)
            .await?;
        if let Some(id) = naming.into_iter().find(|id| own.contains(id)) {
            joined.case = load(tx, stamp, id)
                .await?
                .map(|case| (case, JoinedBy::OrderNumber));
            return Ok(());
        }
    }
    // In one lifelong thread, a message that names nothing goes on with the only thing at hand.
    let names_nothing = clues.numbers.is_empty();
    match own.as_slice() {
        [only] if clues.threads != Threads::Topic && names_nothing => {
            joined.case = load(tx, stamp, *only)
                .await?
                .map(|case| (case, JoinedBy::Topic));
        }
        several => joined.possibly_also.extend(several),
    }
    Ok(())
}

/// Another contact's open case with the same number is shown, never joined.
async fn others_with_the_same_number(
    tx: &mut Tx,
    stamp: &Stamp,
    clues: &Clues<'_>,
    joined: &mut Joined,
) -> Result<(), AppError> {
    for (entity, digest) in clues.numbers {
        for id in tx
            .open_cases_naming(stamp.workspace, &entity.kind, digest)
            .await?
        {
            if !joined.possibly_also.contains(&id) {
                joined.possibly_also.push(id);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_numbers_are_found_where_they_stand_alone() {
        let found: Vec<_> = case_numbers("Re: [B-1039] and B-7, not AB-5 nor B-x").collect();
        assert_eq!(found, [1039, 7]);
    }
}
