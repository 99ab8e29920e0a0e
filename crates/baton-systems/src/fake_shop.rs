//! A shop that needs no network: for the demo, for tests and for trying actions out.
//!
//! Its orders are the same at every start, placed relative to the instant it opens. It honours
//! keys: the same key twice is done once and answered the same. It remembers what it did for as
//! long as the process lives.

mod orders;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use baton_app::ports::back_office::{
    BackOffice, Executed, Execution, LookupFailure, Operation, Order, Parcel, Refund, RefundState,
};
use baton_app::ports::channel::Boxed;
use baton_domain::id::WorkspaceId;
use baton_domain::money::Money;
use baton_domain::time::Timestamp;

/// The shop knows no such order.
const NO_ORDER: &str = "back_office.no_such_order";
/// More money than was paid, or in another currency.
const AMOUNT: &str = "back_office.amount";
/// The parcel has left.
const TOO_LATE: &str = "back_office.too_late";
/// It was asked, and its answer got lost.
const NO_ANSWER: &str = "back_office.no_answer";

/// The shop.
pub struct FakeShop {
    opened_at: Timestamp,
    books: Mutex<Books>,
}

/// What the shop has in its books.
struct Books {
    orders: Vec<Order>,
    /// What was done, by key.
    done: BTreeMap<String, Done>,
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What.
    pub operation: Operation,
    /// The shop's name for it.
    pub reference: String,
}

impl FakeShop {
    /// Opens the shop with the demo's orders, placed before this instant.
    #[must_use]
    pub fn open(at: Timestamp) -> Self {
        Self {
            opened_at: at,
            books: Mutex::new(Books {
                orders: orders::all(at),
                done: BTreeMap::new(),
            }),
        }
    }

    /// Everything it did, by key.
    #[must_use]
    pub fn done(&self) -> BTreeMap<String, Done> {
        self.books().done.clone()
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn order_now(&self, number: &str) -> Result<Order, LookupFailure> {
        let books = self.books();
        let order = books.orders.iter().find(|order| order.number == number);
        order.cloned().ok_or(LookupFailure::NotFound)
    }

    fn do_once(&self, execution: &Execution) -> Executed {
        let mut books = self.books();
        if let Some(done) = books.done.get(&execution.key) {
            return answered(&done.operation, done.reference.clone());
        }
        let reference = format!("KC-R{}", 7_001 + books.done.len());
        if let Err(code) = books.apply(self.opened_at, &execution.operation, &reference) {
            return Executed::Refused { code };
        }
        let done = Done {
            operation: execution.operation.clone(),
            reference: reference.clone(),
        };
        books.done.insert(execution.key.clone(), done);
        answered(&execution.operation, reference)
    }
}

/// What the caller hears. The payment provider behind one of the orders is known to lose answers.
fn answered(operation: &Operation, reference: String) -> Executed {
    let is_lost = operation.amount().is_some() && operation.order() == orders::LOSES_ANSWERS;
    if is_lost {
        return Executed::Unknown { code: NO_ANSWER };
    }
    Executed::Done {
        reference: Some(reference),
    }
}

impl Books {
    fn apply(
        &mut self,
        at: Timestamp,
        operation: &Operation,
        reference: &str,
    ) -> Result<(), &'static str> {
        let order = self
            .orders
            .iter_mut()
            .find(|order| order.number == operation.order())
            .ok_or(NO_ORDER)?;
        match operation {
            Operation::Refund { amount, .. } => {
                if !is_covered(order, *amount) {
                    return Err(AMOUNT);
                }
                order.refunds.push(Refund {
                    reference: Some(reference.to_owned()),
                    amount: *amount,
                    state: RefundState::Pending,
                    at: Some(at),
                });
                Ok(())
            }
            Operation::Compensate { amount, .. } if amount.minor <= 0 => Err(AMOUNT),
            Operation::ChangeAddress { .. } if !order.parcels.is_empty() => Err(TOO_LATE),
            Operation::Compensate { .. }
            | Operation::Note { .. }
            | Operation::ChangeAddress { .. } => Ok(()),
        }
    }
}

/// Whether so much was paid and not paid back yet.
fn is_covered(order: &Order, amount: Money) -> bool {
    let Some(total) = order.total else {
        return false;
    };
    let back: i64 = order
        .refunds
        .iter()
        .filter(|refund| refund.state != RefundState::Failed)
        .map(|refund| refund.amount.minor)
        .sum();
    amount.currency == total.currency
        && amount.minor > 0
        && amount.minor <= total.minor.saturating_sub(back)
}

impl BackOffice for FakeShop {
    fn is_connected(&self, _: WorkspaceId) -> bool {
        true
    }

    fn order<'a>(
        &'a self,
        _: WorkspaceId,
        number: &'a str,
    ) -> Boxed<'a, Result<Order, LookupFailure>> {
        Box::pin(async move { self.order_now(number) })
    }

    fn orders_of<'a>(
        &'a self,
        _: WorkspaceId,
        address: &'a str,
    ) -> Boxed<'a, Result<Vec<String>, LookupFailure>> {
        Box::pin(async move {
            let books = self.books();
            let mut theirs: Vec<_> = books
                .orders
                .iter()
                .filter(|order| {
                    order.customer.as_ref().is_some_and(|customer| {
                        [&customer.email, &customer.phone]
                            .into_iter()
                            .flatten()
                            .any(|known| known == address)
                    })
                })
                .collect();
            theirs.sort_by_key(|order| std::cmp::Reverse(order.placed_at));
            Ok(theirs
                .into_iter()
                .map(|order| order.number.clone())
                .collect())
        })
    }

    fn parcel<'a>(
        &'a self,
        _: WorkspaceId,
        number: &'a str,
    ) -> Boxed<'a, Result<Parcel, LookupFailure>> {
        Box::pin(async move {
            let books = self.books();
            let mut parcels = books.orders.iter().flat_map(|order| &order.parcels);
            let found = parcels.find(|parcel| parcel.number.as_deref() == Some(number));
            found.cloned().ok_or(LookupFailure::NotFound)
        })
    }

    fn execute<'a>(&'a self, _: WorkspaceId, execution: &'a Execution) -> Boxed<'a, Executed> {
        Box::pin(async move { self.do_once(execution) })
    }
}

#[cfg(test)]
mod tests;
