//! Runs the application from a seed: use cases, jobs, the log's keeper and a provider, in any order,
//! with crashes in between, and checks afterwards what must always hold.
//!
//! The seed decides what is tried. Where exactly a crash falls within a step depends on the
//! database's threads as well, so a seed that fails is worth running several times.

mod check;
mod crash;
mod dice;
mod memory;
mod step;

use baton_app::runner;
use baton_domain::time::Span;
use baton_store::job;

use crate::baton::TestBaton;
use crate::databases::TestDatabase;
use crate::provider::Answers;

use crash::UntilCrash;
use dice::Dice;
use memory::Memory;
use step::Step;

/// How a run is made.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Decides everything.
    pub seed: u64,
    /// Steps before the end.
    pub steps: usize,
    /// One step in so many ends in a crash.
    pub crash_one_in: usize,
}

/// What happened in a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Run {
    /// Crashes.
    pub crashes: usize,
    /// Changes that were acknowledged.
    pub acknowledged: usize,
    /// Requests that were refused.
    pub refused: usize,
    /// Events in the log at the end.
    pub events: usize,
    /// Messages that the provider took.
    pub accepted: usize,
    /// Messages of which nobody knows whether they left.
    pub unknown: usize,
    /// Actions that the back office did.
    pub done: usize,
}

/// Rounds of time passing and work being done at the end.
const LAST_ROUNDS: usize = 12;
/// Jobs run in one of these rounds at most.
const LAST_JOBS: usize = 500;

/// Makes one run.
///
/// # Panics
/// If what must always hold does not, with a sentence that names the seed.
pub async fn run(database: TestDatabase, settings: Settings) -> Run {
    let mut simulation = Simulation {
        baton: TestBaton::new(database, settings.seed).await,
        dice: Dice::new(settings.seed),
        memory: Memory::default(),
        run: Run::default(),
        crash_one_in: settings.crash_one_in,
    };
    for _ in 0..settings.steps {
        simulation.step().await;
    }
    simulation.wind_up().await;
    let name = format!("seed {} on {}", settings.seed, simulation.baton.database());
    check::check(
        &simulation.baton,
        &simulation.memory,
        &mut simulation.run,
        &name,
    )
    .await;
    simulation.run
}

struct Simulation {
    baton: TestBaton,
    dice: Dice,
    memory: Memory,
    run: Run,
    crash_one_in: usize,
}

impl Simulation {
    async fn step(&mut self) {
        let crashes = self.dice.one_in(self.crash_one_in);
        let answers = self.answers(crashes);
        self.baton.provider.answer(answers);
        self.baton.shop.answer(answers);
        if self.dice.one_in(8) {
            let waits = if crashes {
                self.dice.below(8)
            } else {
                usize::MAX
            };
            let kept = UntilCrash::new(self.baton.keep_log(), waits).await;
            return self.after(kept.is_none() || crashes).await;
        }
        let step = Step::choose(&mut self.dice, &self.baton, &self.memory).await;
        let waits = if crashes {
            self.dice.below(12)
        } else {
            usize::MAX
        };
        match UntilCrash::new(step.perform(&self.baton), waits).await {
            Some(Ok(done)) => {
                self.run.acknowledged += 1;
                self.memory.learn(done);
            }
            Some(Err(refused)) => {
                assert!(
                    refused.is_fair(),
                    "an unfair refusal: {refused:?} to {step:?}"
                );
                self.run.refused += 1;
            }
            None => {}
        }
        self.after(crashes).await;
    }

    /// A call that never ends is fair only where a crash ends it.
    fn answers(&mut self, crashes: bool) -> Answers {
        let usual = self.dice.one_in(2);
        self.dice
            .pick(&Answers::ALL)
            .filter(|answers| !usual && (crashes || answers.ends()))
            .unwrap_or_default()
    }

    async fn after(&mut self, crashes: bool) {
        if crashes {
            self.run.crashes += 1;
            self.baton.crash().await;
        }
    }

    /// Lets everything that is due come to its end.
    async fn wind_up(&mut self) {
        self.baton.provider.answer(Answers::Takes);
        self.baton.shop.answer(Answers::Takes);
        for _ in 0..LAST_ROUNDS {
            let baton = &mut self.baton;
            baton.clock.pass(Span::from_minutes(1));
            let now = baton_app::clock::Clock::now(baton.clock.as_ref());
            job::reap(&baton.app.db, now)
                .await
                .expect("jobs are given back");
            runner::drain(&baton.app, LAST_JOBS)
                .await
                .expect("work is found");
            baton.keep_log().await.expect("the log is kept");
        }
    }
}
