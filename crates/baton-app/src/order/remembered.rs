//! What back offices said a moment ago, so that looking at a case twice asks once.
//!
//! In memory, per node, for a minute; what an action changed is forgotten at once.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use baton_domain::id::WorkspaceId;
use baton_domain::time::Timestamp;

use crate::ports::back_office::Order;

/// Orders remembered at most, about 2 MB.
const MOST: usize = 1_000;

/// The memory.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    orders: Mutex<BTreeMap<(WorkspaceId, String), (Order, Timestamp)>>,
}

impl Remembered {
    /// What was said of an order since an instant, and when.
    pub(super) fn get(
        &self,
        workspace: WorkspaceId,
        number: &str,
        since: Timestamp,
    ) -> Option<(Order, Timestamp)> {
        let orders = self.orders();
        let known = orders.get(&(workspace, number.to_owned()))?;
        (known.1 > since).then(|| known.clone())
    }

    pub(super) fn keep(&self, workspace: WorkspaceId, number: &str, order: &Order, at: Timestamp) {
        let mut orders = self.orders();
        if orders.len() >= MOST {
            orders.clear();
        }
        orders.insert((workspace, number.to_owned()), (order.clone(), at));
    }

    pub(super) fn forget(&self, workspace: WorkspaceId, number: &str) {
        self.orders().remove(&(workspace, number.to_owned()));
    }

    fn orders(&self) -> MutexGuard<'_, BTreeMap<(WorkspaceId, String), (Order, Timestamp)>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
