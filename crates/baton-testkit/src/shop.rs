//! A back office outside: it remembers what it did, whatever becomes of us.
//!
//! It honours no keys, so that asking it twice shows. How it answers is set before each call.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use baton_app::ports::back_office::{
    BackOffice, Executed, Execution, LookupFailure, Operation, Order, Parcel,
};
use baton_app::ports::channel::Boxed;
use baton_domain::id::WorkspaceId;

use crate::provider::Answers;

/// The back office.
#[derive(Default)]
pub struct RecordingShop {
    answers: Mutex<Answers>,
    done: Mutex<BTreeMap<String, Vec<Operation>>>,
}

impl RecordingShop {
    /// Sets how the next calls are answered.
    pub fn answer(&self, answers: Answers) {
        *lock(&self.answers) = answers;
    }

    /// Everything it did, by key, each time it was asked to.
    #[must_use]
    pub fn done(&self) -> BTreeMap<String, Vec<Operation>> {
        lock(&self.done).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl BackOffice for RecordingShop {
    fn is_connected(&self, _: WorkspaceId) -> bool {
        true
    }

    fn order<'a>(&'a self, _: WorkspaceId, _: &'a str) -> Boxed<'a, Result<Order, LookupFailure>> {
        Box::pin(async { Err(LookupFailure::NotFound) })
    }

    fn orders_of<'a>(
        &'a self,
        _: WorkspaceId,
        _: &'a str,
    ) -> Boxed<'a, Result<Vec<String>, LookupFailure>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn parcel<'a>(
        &'a self,
        _: WorkspaceId,
        _: &'a str,
    ) -> Boxed<'a, Result<Parcel, LookupFailure>> {
        Box::pin(async { Err(LookupFailure::NotFound) })
    }

    fn execute<'a>(&'a self, _: WorkspaceId, execution: &'a Execution) -> Boxed<'a, Executed> {
        let answers = *lock(&self.answers);
        Box::pin(async move {
            if answers.takes() {
                let mut done = lock(&self.done);
                let operations = done.entry(execution.key.clone()).or_default();
                operations.push(execution.operation.clone());
            }
            match answers {
                Answers::Takes => Executed::Done {
                    reference: Some(format!("shop-{}", execution.key)),
                },
                Answers::TakesUnheard => Executed::Unknown {
                    code: "back_office.no_answer",
                },
                Answers::Busy => Executed::NotAccepted {
                    code: "back_office.unreachable",
                },
                Answers::Refuses => Executed::Refused {
                    code: "back_office.refused",
                },
                Answers::TakesAndHangs | Answers::Hangs => loop {
                    tokio::task::yield_now().await;
                },
            }
        })
    }
}
