//! `POST /cases/{id}/actions`: somebody wants something done in a back office.

use std::sync::Arc;

use baton_domain::action::Spent;
use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::action::{Announce, ProposeAction};
use baton_domain::event::Event;
use baton_domain::id::{ActionId, CaseId, ContactId, ConversationId, ParticipantId};
use baton_domain::money::Money;
use baton_domain::part::PartRef;
use baton_domain::participant::{ParticipantRole, Who};
use baton_domain::refusal::CaseRefusal;
use baton_store::action::SpentBy;
use baton_store::event::Stamp;
use baton_store::part::{JSON, NewPart, TEXT};
use baton_store::{StoreError, Tx};

use super::question::{self, Message, Wish};
use super::{Acted, Parameters};
use crate::app::App;
use crate::call::Call;
use crate::case::Change;
use crate::case::decide::{Asked, perform};
use crate::case::make::make;
use crate::draft::NewThen;
use crate::draft::approve::then;
use crate::draft::check_text;
use crate::draft::line::{self, Line, Wanted};
use crate::error::AppError;
use crate::verdict::{Judge, unless_forbidden};

/// What is wanted.
#[derive(Debug, Clone)]
pub struct NewAction {
    /// Exactly what is to be done.
    pub parameters: Parameters,
    /// For whom; the customer if nobody is named.
    pub participant: Option<ParticipantId>,
    /// The message that tells of it once it is done.
    pub message: Option<NewMessage>,
    /// The action that this one undoes.
    pub undoes: Option<ActionId>,
    /// What the caller has seen of the case.
    pub seen_sequence: Option<u64>,
}

/// The message that tells of an action. `{{amount}}`, `{{order}}` and `{{reference}}` stand for
/// what the back office says.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// What it says.
    pub text: String,
    /// On which conversation; the one on which they wait, if none is named.
    pub conversation: Option<ConversationId>,
    /// To whom; whoever has waited longest, if nobody is named.
    pub to: Option<ParticipantId>,
    /// What comes next once it is sent.
    pub then: NewThen,
}

/// Proposes an action. What governance forbids is not proposed at all.
///
/// # Errors
/// [`AppError::Forbidden`] with the policies that forbid it, else what the rules say.
pub async fn propose(
    app: &App,
    call: Call,
    case: CaseId,
    new: NewAction,
) -> Result<Acted, AppError> {
    if let Some(message) = &new.message {
        check_text(&message.text)?;
    }
    let judge = Judge::of(app);
    let new = Arc::new(new);
    let made = make(app, call, case, move |tx, stamp, call, before| {
        let (new, judge) = (Arc::clone(&new), judge.clone());
        Box::pin(async move { propose_in(tx, stamp, call, before, &new, &judge).await })
    });
    let (action, change) = made.await?;
    Ok(Acted { action, change })
}

async fn propose_in(
    tx: &mut Tx,
    stamp: &Stamp,
    call: &Call,
    case: &Case,
    new: &NewAction,
    judge: &Judge,
) -> Result<(ActionId, Change), AppError> {
    let participant = participant(case, new.participant)?;
    let line = match &new.message {
        Some(message) => {
            let wanted = Wanted {
                conversation: message.conversation,
                to: message.to,
            };
            Some(line::find(tx, stamp, case, wanted).await?)
        }
        None => None,
    };
    let worded = new.message.as_ref().zip(line);
    let wish = Wish {
        case,
        requester: stamp.actor,
        roles: call.caller.roles(),
        reviewed_by: &[],
        parameters: &new.parameters,
        participant,
        message: worded.map(|(message, line)| Message {
            to: line.to,
            thread: line.thread,
            text: &message.text,
        }),
    };
    let verdict = unless_forbidden(question::judge(tx, stamp, judge, &wish).await?)?;
    let announcement = match worded {
        Some((message, line)) => Some(announce(tx, stamp, case, message, line).await?),
        None => None,
    };
    let amount = new.parameters.amount();
    let command = Command::ProposeAction(ProposeAction {
        kind: new.parameters.kind(),
        participant_id: participant,
        parameters: keep(tx, stamp, case, &new.parameters).await?,
        amount,
        announcement,
        undoes: new.undoes,
        verdict,
        spent: spent(tx, stamp, case, (stamp.actor, participant), amount).await?,
    });
    let asked = Asked {
        stamp: *stamp,
        caller: Some(&call.caller),
        seen_sequence: new.seen_sequence,
    };
    let change = perform(tx, &asked, case, command).await?;
    let action = change.events.iter().find_map(|event| match event {
        Event::ActionProposed(proposed) => Some(proposed.action_id),
        _ => None,
    });
    let action = action.ok_or_else(|| StoreError::Record("an action without an event".into()))?;
    Ok((action, change))
}

/// For whom it is: the one who was named, or the customer.
fn participant(case: &Case, named: Option<ParticipantId>) -> Result<ParticipantId, AppError> {
    let customer = || {
        case.participants
            .iter()
            .find(|participant| participant.role == ParticipantRole::Customer)
            .map(|participant| participant.id)
    };
    named
        .or_else(customer)
        .ok_or_else(|| AppError::Refused(CaseRefusal::UnknownParticipant.into()))
}

async fn keep(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    parameters: &Parameters,
) -> Result<PartRef, StoreError> {
    let about = crate::case::contacts(case);
    let content = parameters.to_bytes();
    let part = NewPart {
        media: JSON,
        content: &content,
        about: &about,
    };
    tx.put_part(stamp.workspace, stamp.at, part).await
}

async fn announce(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    message: &NewMessage,
    line: Line,
) -> Result<Announce, AppError> {
    let about = crate::case::contacts(case);
    let part = NewPart {
        media: TEXT,
        content: message.text.as_bytes(),
        about: &about,
    };
    Ok(Announce {
        to: line.to,
        thread: line.thread,
        text: tx.put_part(stamp.workspace, stamp.at, part).await?,
        then: then(tx, stamp, case, message.then.clone()).await?,
    })
}

/// What was let go already for this person and this customer; nothing counts where no money moves.
pub(super) async fn spent(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    (person, participant): (Actor, ParticipantId),
    amount: Option<Money>,
) -> Result<Spent, StoreError> {
    let Some(amount) = amount else {
        return Ok(Spent::default());
    };
    let by = SpentBy {
        workspace: stamp.workspace,
        person,
        customer: contact(case, participant),
        currency: amount.currency,
    };
    tx.spent(by, stamp.at).await
}

fn contact(case: &Case, participant: ParticipantId) -> Option<ContactId> {
    match case.participant(participant)?.who {
        Who::Contact(contact) => Some(contact),
        Who::Partner(_) | Who::Teammate(_) => None,
    }
}
