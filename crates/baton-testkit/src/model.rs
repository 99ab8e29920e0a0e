//! A language model that gives the answers a test wrote down, and keeps what it was asked.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use baton_app::ports::channel::Boxed;
use baton_app::ports::model::{Model, ModelAnswer, ModelFailure, ModelRequest, Untrusted};
use baton_domain::triage::ModelVersion;

/// What it does when it is asked.
#[derive(Debug)]
enum Answer {
    Says(Result<ModelAnswer, ModelFailure>),
    Never,
}

/// Answers in order; without an answer left it is not available.
#[derive(Debug, Default)]
pub struct ScriptedModel {
    answers: Mutex<VecDeque<Answer>>,
    requests: Mutex<Vec<ModelRequest>>,
}

impl ScriptedModel {
    /// Adds an answer.
    pub fn answers(&self, answer: Result<ModelAnswer, ModelFailure>) {
        lock(&self.answers).push_back(Answer::Says(answer));
    }

    /// Adds these words as an answer.
    ///
    /// # Panics
    /// Never: its name is one.
    pub fn says(&self, words: &str) {
        let name = |name: &str| name.parse().expect("the name is a slug");
        self.answers(Ok(ModelAnswer {
            text: Untrusted::new(words.to_owned()),
            model: ModelVersion {
                id: name("scripted-model"),
                version: name("1"),
            },
        }));
    }

    /// Adds silence: whoever asks waits for ever.
    pub fn hangs(&self) {
        lock(&self.answers).push_back(Answer::Never);
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
        Box::pin(async move {
            match answer {
                Some(Answer::Says(answer)) => answer,
                Some(Answer::Never) => std::future::pending().await,
                None => Err(ModelFailure::Unavailable),
            }
        })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
