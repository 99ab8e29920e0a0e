//! What surrounds a call: who asks, and under which idempotency key.

use std::fmt::Display;
use std::str::FromStr;

use baton_domain::id::CaseId;
use baton_store::event::Stamp;
use baton_store::idempotency::{Claimed, Request};
use baton_store::{StoreError, Tx};

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;

/// One call of a use case.
#[derive(Debug, Clone)]
pub struct Call {
    /// Who asks.
    pub caller: Caller,
    /// The idempotency key, already digested together with the request.
    pub request: Option<Request>,
}

/// How a call with an idempotency key goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fresh {
    /// Nobody asked before: do it.
    Yes,
    /// It was done before, on this case; render it again.
    Replay(CaseId),
}

/// What is done once, and told once: a secret is not kept to be shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done<T> {
    /// It was done now.
    Now(T),
    /// The same request did it before.
    Before,
}

impl Call {
    /// A call without an idempotency key.
    #[must_use]
    pub const fn by(caller: Caller) -> Self {
        Self {
            caller,
            request: None,
        }
    }

    /// Who does it where and when.
    #[must_use]
    pub fn stamp(&self, app: &App) -> Stamp {
        Stamp {
            workspace: self.caller.workspace,
            at: app.clock.now(),
            actor: self.caller.actor(),
        }
    }

    /// Whether the same request was done before: to be asked ahead of proofs that hold only once,
    /// such as a password that is being changed.
    ///
    /// # Errors
    /// [`AppError::Mismatch`] if the key was used for another request.
    pub async fn is_replay(&self, app: &App) -> Result<bool, AppError> {
        let Some(request) = self.request else {
            return Ok(false);
        };
        let (workspace, now) = (self.caller.workspace, app.clock.now());
        let known = app.db.read(move |reader| {
            Box::pin(async move { reader.request(workspace, &request, now).await })
        });
        match known.await? {
            Claimed::Fresh => Ok(false),
            Claimed::Before(_) => Ok(true),
            Claimed::Mismatch => Err(AppError::Mismatch),
        }
    }

    /// Remembers the key of a call that may as well be answered again; says whether it was
    /// answered before.
    ///
    /// # Errors
    /// [`AppError::Mismatch`] if the key was used for another request.
    pub async fn remember(&self, app: &App, answered: &str) -> Result<bool, AppError> {
        if self.request.is_none() {
            return Ok(false);
        }
        let (call, stamp, answered) = (self.clone(), self.stamp(app), answered.to_owned());
        let before = app.db.write(move |tx| {
            let (call, answered) = (call.clone(), answered.clone());
            Box::pin(async move { call.claim_for(tx, &stamp, &answered).await })
        });
        Ok(before.await?.is_some())
    }

    /// What was made under the same idempotency key before.
    ///
    /// # Errors
    /// [`AppError::Mismatch`] if the key was used for another request.
    pub(crate) async fn before<T: FromStr>(
        &self,
        tx: &mut Tx,
        stamp: &Stamp,
    ) -> Result<Option<T>, AppError> {
        let Some(request) = &self.request else {
            return Ok(None);
        };
        match tx.request(stamp.workspace, request, stamp.at).await? {
            Claimed::Fresh => Ok(None),
            Claimed::Mismatch => Err(AppError::Mismatch),
            Claimed::Before(made) => made
                .parse()
                .map(Some)
                .map_err(|_| StoreError::Record("an idempotency key's resource".into()).into()),
        }
    }

    /// Remembers what was made under the idempotency key.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if another unit was quicker: run again and find what it made.
    pub(crate) async fn made(
        &self,
        tx: &mut Tx,
        stamp: &Stamp,
        made: impl Display,
    ) -> Result<(), AppError> {
        let Some(request) = &self.request else {
            return Ok(());
        };
        match tx.claim_request(stamp, request, &made.to_string()).await? {
            Claimed::Fresh => Ok(()),
            Claimed::Before(_) | Claimed::Mismatch => Err(StoreError::Conflict.into()),
        }
    }

    /// Claims the idempotency key inside the unit that does the work.
    ///
    /// # Errors
    /// [`AppError::Mismatch`] if the key was used for another request.
    pub async fn claim(&self, tx: &mut Tx, stamp: &Stamp, case: CaseId) -> Result<Fresh, AppError> {
        match self.claim_for(tx, stamp, &case.to_string()).await? {
            None => Ok(Fresh::Yes),
            Some(resource) => resource
                .parse()
                .map(Fresh::Replay)
                .map_err(|_| StoreError::Record("an idempotency key's resource".into()).into()),
        }
    }

    /// Claims the idempotency key for something else than a case; gives what it made before.
    ///
    /// # Errors
    /// [`AppError::Mismatch`] if the key was used for another request.
    pub async fn claim_for(
        &self,
        tx: &mut Tx,
        stamp: &Stamp,
        resource: &str,
    ) -> Result<Option<String>, AppError> {
        claim(tx, stamp, self.request.as_ref(), resource).await
    }
}

/// Claims an idempotency key, if there is one; gives what it made before.
///
/// # Errors
/// [`AppError::Mismatch`] if the key was used for another request.
pub(crate) async fn claim(
    tx: &mut Tx,
    stamp: &Stamp,
    request: Option<&Request>,
    resource: &str,
) -> Result<Option<String>, AppError> {
    let Some(request) = request else {
        return Ok(None);
    };
    match tx.claim_request(stamp, request, resource).await? {
        Claimed::Fresh => Ok(None),
        Claimed::Mismatch => Err(AppError::Mismatch),
        Claimed::Before(resource) => Ok(Some(resource)),
    }
}
