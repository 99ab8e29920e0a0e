//! A language model that gives the answers a test wrote down, and keeps what it was asked.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use baton_app::ports::channel::Boxed;
use baton_app::ports::model::{Model, ModelAnswer, ModelFailure, ModelRequest};

/// Answers in order; without an answer left it is not available.
#[derive(Debug, Default)]
pub struct ScriptedModel {
    answers: Mutex<VecDeque<Result<ModelAnswer, ModelFailure>>>,
    requests: Mutex<Vec<ModelRequest>>,
}

impl ScriptedModel {
    /// Adds an answer.
    pub fn answers(&self, answer: Result<ModelAnswer, ModelFailure>) {
        lock(&self.answers).push_back(answer);
    }

    /// What it was asked, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<ModelRequest> {
        lock(&self.requests).clone()
    }
}

impl Model for ScriptedModel {
    fn ask<'a>(
        &'a self,
        request: &'a ModelRequest,
    ) -> Boxed<'a, Result<ModelAnswer, ModelFailure>> {
        lock(&self.requests).push(request.clone());
        let answer = lock(&self.answers).pop_front();
        Box::pin(async move { answer.unwrap_or(Err(ModelFailure::Unavailable)) })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
