//! Retrieval and a composer without an engine behind them: plain words, and a test's hand on when.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use baton_app::ports::channel::Boxed;
use baton_app::ports::composer::{Brief, Cited, Composed, Composer, Guard, NotComposed, Worded};
use baton_app::ports::retrieval::{Article, Index, Passage, Query, Retrieval};
use baton_domain::confidence::Confidence;
use baton_domain::draft::ComposeFailure;
use baton_domain::triage::ModelVersion;
use tokio::sync::Notify;

/// Finds paragraphs by the longer words they share with the question.
#[derive(Debug, Clone, Copy, Default)]
pub struct WordRetrieval;

struct Words(Vec<Article>);

impl Retrieval for WordRetrieval {
    fn index(&self, articles: Vec<Article>) -> Arc<dyn Index> {
        Arc::new(Words(articles))
    }
}

impl Index for Words {
    fn search(&self, query: &Query, limit: usize) -> Vec<Passage> {
        let asked = words(&query.text);
        let applies = |article: &&Article| {
            let (language, channels) = (&article.scope.language, &article.scope.channels);
            let is_spoken = query.language.as_ref().is_none_or(|one| one == language);
            let is_here = query
                .channel
                .as_ref()
                .is_none_or(|one| channels.contains(one));
            is_spoken && (channels.is_empty() || is_here)
        };
        let mut found: Vec<Passage> = self
            .0
            .iter()
            .filter(applies)
            .flat_map(|article| passages(article, &asked))
            .collect();
        found.sort_by_key(|passage| std::cmp::Reverse(passage.score));
        found.truncate(limit);
        found
    }
}

fn passages(article: &Article, asked: &BTreeSet<String>) -> Vec<Passage> {
    let paragraphs = article.body.split("\n\n").zip(0..);
    paragraphs
        .filter_map(|(text, number)| {
            let why: Vec<String> = words(text).intersection(asked).cloned().collect();
            let score = u32::try_from(why.len()).ok().filter(|score| *score > 0)?;
            Some(Passage {
                article_id: article.id,
                version: article.version,
                number,
                title: article.title.clone(),
                text: text.to_owned(),
                language: article.scope.language.clone(),
                why,
                score,
            })
        })
        .collect()
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.len() > 3)
        .map(str::to_lowercase)
        .collect()
}

/// Answers with the best passage as it stands, when it is let to.
#[derive(Debug, Default)]
pub struct ScriptedComposer {
    asked: Mutex<Vec<String>>,
    is_held: Mutex<bool>,
    is_at_a_loss: Mutex<bool>,
    /// Told when it was asked.
    pub called: Notify,
    released: Notify,
}

impl ScriptedComposer {
    /// Lets the next answers wait until they are released.
    pub fn hold(&self) {
        *lock(&self.is_held) = true;
    }

    /// Lets it find no words from now on.
    pub fn lose_words(&self) {
        *lock(&self.is_at_a_loss) = true;
    }

    /// Lets one answer that waits come.
    pub fn release(&self) {
        *lock(&self.is_held) = false;
        self.released.notify_one();
    }

    /// What it was asked, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        lock(&self.asked).clone()
    }
}

impl Composer for ScriptedComposer {
    fn compose<'a>(&'a self, brief: &'a Brief) -> Boxed<'a, Result<Composed, NotComposed>> {
        lock(&self.asked).push(brief.asked.as_data().to_owned());
        let is_held = *lock(&self.is_held);
        let is_at_a_loss = *lock(&self.is_at_a_loss);
        self.called.notify_one();
        Box::pin(async move {
            if is_held {
                self.released.notified().await;
            }
            let words = answer(brief).filter(|_| !is_at_a_loss);
            words.ok_or_else(|| NotComposed {
                reason: ComposeFailure::NoPassage,
                clarifying_question: Some("Which order is it about?".to_owned()),
            })
        })
    }
}

/// Objects to the word `forbidden` alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct WordGuard;

impl Guard for WordGuard {
    fn check(&self, _: &Brief, worded: &Worded<'_>) -> Result<(), ComposeFailure> {
        if worded.text.contains("forbidden") {
            Err(ComposeFailure::GuardForbidden)
        } else {
            Ok(())
        }
    }
}

fn answer(brief: &Brief) -> Option<Composed> {
    let best = brief.passages.first()?;
    Some(Composed {
        text: best.text.clone(),
        language: best.language.parse().ok()?,
        citations: vec![Cited {
            article_id: best.article_id,
            version: best.version,
            passage: best.number,
            quote: best.text.clone(),
        }],
        flags: Vec::new(),
        confidence: Confidence::from_per_mille(800),
        model: ModelVersion {
            id: "scripted".parse().ok()?,
            version: "1".parse().ok()?,
        },
        call: None,
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
