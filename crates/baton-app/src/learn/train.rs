//! The job that makes a model out of what was taught, and lets it take over if it is no worse.
//!
//! Every eighth text is never learnt: it is what models are tried on. Training happens outside any
//! write unit; run twice, the job finds nothing new.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_domain::actor::Actor;
use baton_domain::id::{PartId, WorkspaceId};
use baton_store::event::Stamp;
use baton_store::job::Claim;
use baton_store::model::NewModel;
use baton_store::training::LabelKind;
use baton_store::{Reader, StoreError};
use sha2::{Digest as _, Sha256};

use super::{memory, model, versions};
use crate::app::App;
use crate::error::AppError;
use crate::ports::triage::{Labels, Learnt, Lesson, Trial};

/// Read in one go.
const PAGE: usize = 500;
/// The newest so many texts are learnt.
const MAX_LESSONS: usize = 20_000;
/// One text in so many is held back.
const HELD_BACK: u8 = 8;
/// Fewer texts than this on which to try it say nothing against a model.
const LEAST_TRIAL: u32 = 8;
/// A model may be wrong on one more text in so many before it is refused: the trial is small.
const TOLERANCE: u32 = 50;

/// What there is to learn.
struct Curriculum {
    taught_to: u64,
    lessons: Vec<Lesson>,
}

/// Runs the job.
pub(crate) async fn run(app: &App, claim: &Claim) -> Result<(), AppError> {
    let workspace = claim.workspace;
    let curriculum = app
        .db
        .read(move |reader| Box::pin(curriculum(reader, workspace)))
        .await?;
    let learnt = match &curriculum {
        Some(curriculum) => learn(app, workspace, &curriculum.lessons).await?,
        None => None,
    };
    let stamp = Stamp {
        workspace,
        at: app.clock.now(),
        actor: Actor::System,
    };
    let made = learnt.zip(curriculum).map(|(learnt, curriculum)| {
        let is_better = takes_over(learnt.trial);
        (Arc::new(new_model(learnt, &curriculum)), is_better)
    });
    let claim = claim.clone();
    app.db
        .write(move |tx| {
            let (claim, made) = (claim.clone(), made.clone());
            Box::pin(async move {
                if let Some((model, is_better)) = made {
                    let number = tx.add_model(workspace, stamp.at, &model).await?;
                    if is_better {
                        versions::switch(tx, &stamp, Some(number)).await?;
                    }
                }
                tx.complete(&claim).await.map_err(AppError::from)
            })
        })
        .await
}

/// Trains beside the work of others; nothing if the engine cannot learn.
async fn learn(
    app: &App,
    workspace: WorkspaceId,
    lessons: &[Lesson],
) -> Result<Option<Learnt>, StoreError> {
    let engine = model::current(app, workspace).await?;
    let lessons = lessons.to_vec();
    let learnt = tokio::task::spawn_blocking(move || engine.learn(&lessons)).await;
    Ok(learnt.ok().and_then(Result::ok))
}

/// True if a model does not do worse than the one before, as far as the trial can tell.
const fn takes_over(trial: Trial) -> bool {
    let Trial {
        held_back,
        right_before,
        right_after,
    } = trial;
    held_back < LEAST_TRIAL || right_after + held_back / TOLERANCE >= right_before
}

fn new_model(learnt: Learnt, curriculum: &Curriculum) -> NewModel {
    let kept = curriculum.lessons.iter().filter(|one| !one.is_held_back);
    NewModel {
        version: learnt.model.version.to_string(),
        taught_to: curriculum.taught_to,
        lessons: u32::try_from(kept.count()).unwrap_or(u32::MAX),
        held_back: learnt.trial.held_back,
        right_before: learnt.trial.right_before,
        right_after: learnt.trial.right_after,
        bytes: learnt.bytes,
    }
}

/// Everything taught, a lesson a text; nothing if the last model knows it all.
async fn curriculum(
    reader: &mut Reader,
    workspace: WorkspaceId,
) -> Result<Option<Curriculum>, StoreError> {
    let last = reader.last_taught(workspace).await?;
    let known = reader.models(workspace, 1).await?;
    if last == 0 || known.first().is_some_and(|model| model.taught_to >= last) {
        return Ok(None);
    }
    let mut labels: BTreeMap<PartId, (u64, Labels)> = BTreeMap::new();
    let mut after = 0;
    loop {
        let page = reader.training_examples(workspace, after, PAGE).await?;
        let Some(newest) = page.last() else { break };
        after = newest.number;
        for example in page {
            if example.taught.kind == LabelKind::Answer {
                continue;
            }
            let (number, labels) = labels.entry(example.taught.text).or_default();
            *number = example.number;
            memory::set(labels, example.taught.kind, example.taught.value);
        }
    }
    let mut newest: Vec<(u64, PartId, Labels)> = labels
        .into_iter()
        .map(|(part, (number, labels))| (number, part, labels))
        .collect();
    newest.sort_unstable_by_key(|(number, ..)| *number);
    let skipped = newest.len().saturating_sub(MAX_LESSONS);
    let mut lessons = Vec::new();
    for (_, part, labels) in newest.into_iter().skip(skipped) {
        if let Some(text) = reader.part_text(workspace, part).await? {
            lessons.push(Lesson {
                text,
                labels,
                is_held_back: is_held_back(part),
            });
        }
    }
    Ok(Some(Curriculum {
        taught_to: last,
        lessons,
    }))
}

/// Depends on the text's id alone, so that a text is never learnt by one model and tried by the next.
fn is_held_back(part: PartId) -> bool {
    let digest = Sha256::digest(part.to_string());
    digest.first().is_some_and(|byte| byte % HELD_BACK == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(held_back: u32, right_before: u32, right_after: u32, expected: bool) {
        let trial = Trial {
            held_back,
            right_before,
            right_after,
        };
        assert_eq!(takes_over(trial), expected, "{trial:?}");
    }

    #[test]
    fn a_model_that_does_worse_does_not_take_over() {
        check(40, 30, 31, true);
        check(40, 30, 30, true);
        check(40, 30, 29, false);
        check(100, 80, 78, true);
        check(100, 80, 77, false);
    }

    #[test]
    fn a_handful_of_texts_says_nothing_against_a_model() {
        check(3, 3, 0, true);
    }
}
