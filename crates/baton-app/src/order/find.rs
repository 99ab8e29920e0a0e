//! What a case knows that an order could be found by.

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::id::{CaseId, ContactId, ParticipantId};
use baton_domain::identity::IdentityLevel;
use baton_domain::participant::{ParticipantRole, Who};
use baton_policy::Action;
use baton_store::{Reader, StoreError};

use super::Asker;
use crate::error::AppError;
use crate::ports::back_office::Order;
use crate::ports::triage::Triage;
use crate::verdict::{ActionQuestion, Judge, unless_forbidden};

/// Numbers asked for at most.
const MOST_NUMBERS: usize = 3;
/// Texts looked through for numbers at most, the latest.
const MOST_TEXTS: usize = 8;

/// What an order could be found by.
#[derive(Debug, Clone)]
pub(super) struct Clues {
    /// Texts in which numbers of orders were named, the latest first.
    texts: Vec<String>,
    /// The customer's e-mail addresses and phone numbers.
    pub(super) addresses: Vec<String>,
    /// How sure we are of who they are.
    pub(super) identity: IdentityLevel,
    /// Whether they may be told about orders.
    pub(super) may_disclose: bool,
}

impl Clues {
    /// The numbers that were named, the latest first.
    pub(super) fn numbers(&self, triage: &dyn Triage) -> Vec<String> {
        let mut numbers = Vec::new();
        for text in &self.texts {
            let named = triage.entities(text).into_iter().rev();
            for entity in named.filter(|entity| entity.kind == "order") {
                if !numbers.contains(&entity.value) {
                    numbers.push(entity.value);
                }
            }
        }
        numbers.truncate(MOST_NUMBERS);
        numbers
    }

    /// Whether the order was placed under an address of the customer's.
    pub(super) fn owns(&self, order: &Order) -> Option<bool> {
        let customer = order.customer.as_ref()?;
        let known: Vec<_> = [&customer.email, &customer.phone]
            .into_iter()
            .flatten()
            .collect();
        if known.is_empty() || self.addresses.is_empty() {
            return None;
        }
        Some(self.addresses.iter().any(|address| {
            known
                .iter()
                .any(|other| other.eq_ignore_ascii_case(address))
        }))
    }
}

/// Reads them; refused where policy lets a program that asks look nothing up.
pub(super) async fn clues(
    reader: &mut Reader,
    judge: &Judge,
    asker: &Asker,
    id: CaseId,
) -> Result<Clues, AppError> {
    let workspace = asker.workspace;
    let case = reader
        .case(workspace, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let customer = customer(&case);
    let question = ActionQuestion {
        workspace,
        actor: asker.actor,
        roles: &asker.roles,
        action: Action::LookUp,
        case: &case,
        participant: customer.map(|(participant, ..)| participant),
        amount: None,
        reviewed_by: &[],
    };
    match asker.actor {
        // A person who may read the case may read its order: that is the table's to say.
        Actor::Teammate(_) => {}
        Actor::Ai | Actor::Machine(_) | Actor::Contact(_) | Actor::System => {
            unless_forbidden(judge.judge_action(reader, &question).await?)?;
        }
    }
    let may_disclose = judge.may_disclose(reader, &question).await?;
    let mut parts = reader.named_in(workspace, id, "order").await?;
    parts.truncate(MOST_TEXTS);
    let texts = reader.texts(workspace, &parts).await?;
    let addresses = match customer {
        Some((_, contact, _)) => addresses(reader, asker, contact).await?,
        None => Vec::new(),
    };
    Ok(Clues {
        texts: parts
            .iter()
            .filter_map(|part| texts.get(*part))
            .map(str::to_owned)
            .collect(),
        addresses,
        identity: customer.map_or(IdentityLevel::Unverified, |(.., identity)| identity),
        may_disclose,
    })
}

fn customer(case: &Case) -> Option<(ParticipantId, ContactId, IdentityLevel)> {
    case.participants
        .iter()
        .filter(|participant| participant.role == ParticipantRole::Customer)
        .find_map(|participant| match participant.who {
            Who::Contact(contact) => Some((participant.id, contact, participant.identity)),
            Who::Partner(_) | Who::Teammate(_) => None,
        })
}

async fn addresses(
    reader: &mut Reader,
    asker: &Asker,
    contact: ContactId,
) -> Result<Vec<String>, StoreError> {
    let mut known = Vec::new();
    for (kind, part) in reader.handles(asker.workspace, contact).await? {
        if kind == "opaque" {
            continue;
        }
        known.extend(reader.part_text(asker.workspace, part).await?);
    }
    Ok(known)
}
