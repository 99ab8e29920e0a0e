//! The order a case is about, as the back office tells it.
//!
//! Found by the number somebody named in the case, else by the customer's verified address. Asking
//! leaves an `accessed` event; programs are governed as with any look-up. Where policy does not let the
//! customer be told about orders, the details are withheld here already: nobody can read them out by
//! mistake. A teammate who needs them raises the identity first.

mod find;
mod remembered;

use std::sync::Arc;

use baton_domain::actor::{Actor, Role};
use baton_domain::id::{CaseId, WorkspaceId};
use baton_domain::identity::IdentityLevel;
use baton_domain::time::{Span, Timestamp};

pub(crate) use remembered::Remembered;

use crate::access;
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;
use crate::ports::back_office::{LookupFailure, Order};
use crate::verdict::Judge;
use find::Clues;

/// How old what a back office said may be and still be shown as it is.
const FRESH: Span = Span::from_minutes(1);

/// The order of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderCard {
    /// What the back office said; numbers and state alone where the rest is withheld.
    pub order: Order,
    /// When it said so.
    pub looked_up_at: Timestamp,
    /// How it was found.
    pub found_by: FoundBy,
    /// How sure we are of who the customer is.
    pub identity: IdentityLevel,
    /// Whether details are left out, because the customer may not be told about them yet.
    pub is_withheld: bool,
    /// Whether the order was placed under an address of the case's customer; none where the back
    /// office does not say whose it is.
    pub is_theirs: Option<bool>,
}

/// How an order was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    /// Somebody named its number in the case.
    Number,
    /// It is the customer's latest.
    Customer,
}

impl FoundBy {
    /// The name in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Customer => "customer",
        }
    }
}

/// The order a case is about, for whoever looks at the case.
///
/// # Errors
/// [`AppError::NotFound`] if the case is about no order that a back office knows,
/// [`AppError::Forbidden`] if policy lets a program look nothing up, [`AppError::BackOffice`] if
/// the back office cannot say now.
pub async fn of_case(app: &Arc<App>, caller: &Caller, case: CaseId) -> Result<OrderCard, AppError> {
    let asker = Asker {
        workspace: caller.workspace,
        actor: caller.actor(),
        roles: caller.roles().to_vec(),
    };
    look_up(app, asker, case).await
}

/// The order as AI may use it to word an answer: only what the customer may be told, about an order
/// that is theirs, told by the back office just now. Anything else is no fact.
pub(crate) async fn for_answer(
    app: &App,
    workspace: WorkspaceId,
    case: CaseId,
) -> Option<OrderCard> {
    let asker = Asker {
        workspace,
        actor: Actor::Ai,
        roles: Vec::new(),
    };
    let card = match found(app, asker, case).await {
        Ok(card) => card,
        Err(AppError::NotFound | AppError::Forbidden { .. }) => return None,
        Err(error) => {
            tracing::info!(%error, %case, "an answer is worded without its order");
            return None;
        }
    };
    let is_certain = card.found_by == FoundBy::Number && card.is_theirs != Some(false);
    (is_certain && !card.is_withheld).then_some(card)
}

/// Who looks something up.
#[derive(Debug, Clone)]
struct Asker {
    workspace: WorkspaceId,
    actor: Actor,
    roles: Vec<Role>,
}

async fn look_up(app: &Arc<App>, asker: Asker, case: CaseId) -> Result<OrderCard, AppError> {
    let (workspace, actor) = (asker.workspace, asker.actor);
    let card = found(app, asker, case).await?;
    access::note_order(app, workspace, actor, case);
    Ok(card)
}

async fn found(app: &App, asker: Asker, case: CaseId) -> Result<OrderCard, AppError> {
    let workspace = asker.workspace;
    if !app.ports.back_office.is_connected(workspace) {
        return Err(AppError::NotFound);
    }
    let judge = Judge::of(app);
    let reading = app.db.read(move |reader| {
        Box::pin(async move { find::clues(reader, &judge, &asker, case).await })
    });
    let clues = reading.await?;
    let (order, looked_up_at, found_by) = ask(app, workspace, &clues).await?;
    let is_theirs = clues.owns(&order);
    let is_withheld = !clues.may_disclose;
    Ok(OrderCard {
        order: if is_withheld { outline(order) } else { order },
        looked_up_at,
        found_by,
        identity: clues.identity,
        is_withheld,
        is_theirs,
    })
}

/// Asks the back office: first for the numbers that were named, the latest first.
async fn ask(
    app: &App,
    workspace: WorkspaceId,
    clues: &Clues,
) -> Result<(Order, Timestamp, FoundBy), AppError> {
    for number in clues.numbers(&*app.ports.triage) {
        match order(app, workspace, &number).await {
            Ok((order, at)) => return Ok((order, at, FoundBy::Number)),
            Err(LookupFailure::NotFound) => {}
            Err(failure) => return Err(failure.into()),
        }
    }
    // Whoever is not known to be the customer does not get to see which orders the customer has.
    if !clues.may_disclose {
        return Err(AppError::NotFound);
    }
    for address in &clues.addresses {
        let numbers = match app.ports.back_office.orders_of(workspace, address).await {
            Ok(numbers) => numbers,
            Err(LookupFailure::NotFound | LookupFailure::NotConnected) => continue,
            Err(failure) => return Err(failure.into()),
        };
        if let Some(latest) = numbers.first() {
            let (order, at) = order(app, workspace, latest).await?;
            return Ok((order, at, FoundBy::Customer));
        }
    }
    Err(AppError::NotFound)
}

/// One order, from the back office or from what it said a moment ago.
pub(crate) async fn order(
    app: &App,
    workspace: WorkspaceId,
    number: &str,
) -> Result<(Order, Timestamp), LookupFailure> {
    let now = app.clock.now();
    if let Some(known) = app.orders.get(workspace, number, now.minus(FRESH)) {
        return Ok(known);
    }
    let order = app.ports.back_office.order(workspace, number).await?;
    app.orders.keep(workspace, number, &order, now);
    Ok((order, now))
}

/// Forgets what was said of an order: an action may have changed it.
pub(crate) fn forget(app: &App, workspace: WorkspaceId, number: &str) {
    app.orders.forget(workspace, number);
}

/// What a stranger who knows the number learns nothing from.
fn outline(order: Order) -> Order {
    Order {
        number: order.number,
        state: order.state,
        placed_at: None,
        total: None,
        items: Vec::new(),
        parcels: Vec::new(),
        refunds: Vec::new(),
        customer: None,
    }
}

impl From<LookupFailure> for AppError {
    fn from(failure: LookupFailure) -> Self {
        match failure {
            LookupFailure::NotFound | LookupFailure::NotConnected => Self::NotFound,
            LookupFailure::Unavailable { .. } | LookupFailure::Unclear { .. } => {
                Self::BackOffice(failure)
            }
        }
    }
}
