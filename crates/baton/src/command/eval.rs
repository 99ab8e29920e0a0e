//! `baton eval`: how well the built-in engine does on labelled data. Touches no stored data.
//!
//! Learns on one file and measures on another; nothing is sent anywhere.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use baton_ai::eval::{self, EvalReport, EvalRequest, report};

use super::say;
use crate::config::{Eval, EvalTask};

/// The written report's name in its folder is the task's, with this ending.
const ENDING: &str = "md";
/// The simulated desk is the same one each time.
const SIMULATION_SEED: u64 = 1;

/// Measures and prints.
pub(super) fn eval(args: &Eval) -> anyhow::Result<()> {
    if args.model.is_some() {
        bail!("--model: this version has no semantic tier; leave the option out");
    }
    let report = measure(args)?;
    if let Some(folder) = &args.out {
        write(folder, &report)?;
    }
    if args.json {
        return say(&serde_json::to_string(&report)?);
    }
    say(&plain(&report))
}

fn measure(args: &Eval) -> anyhow::Result<EvalReport> {
    let clock = cpu_seconds();
    let (train, test) = match (args.task, &args.train, &args.test) {
        (_, Some(train), Some(test)) => (train.clone(), test.clone()),
        (EvalTask::Triage, None, None) => return Ok(eval::run_starter(&clock)?),
        (EvalTask::Spikes, None, None) => {
            return Ok(eval::run_simulated_spikes(SIMULATION_SEED, &clock));
        }
        (EvalTask::Empathy, None, None) => return Ok(eval::run_boundary(&clock)?),
        // Nothing is learnt for these.
        (EvalTask::Spikes | EvalTask::Empathy, None, Some(test)) => (test.clone(), test.clone()),
        (_, None, _) => bail!("--train is missing: name the file to learn from"),
        (_, _, None) => bail!("--test is missing: name the file to measure on"),
    };
    let request = EvalRequest {
        task: task(args.task),
        train,
        dev: args.dev.clone(),
        test,
        is_disturbed: args.disturbed,
    };
    Ok(eval::run(&request, &clock)?)
}

const fn task(task: EvalTask) -> eval::EvalTask {
    match task {
        EvalTask::Triage => eval::EvalTask::Triage,
        EvalTask::Retrieval => eval::EvalTask::Retrieval,
        EvalTask::Language => eval::EvalTask::Language,
        EvalTask::Gaps => eval::EvalTask::Gaps,
        EvalTask::Sentiment => eval::EvalTask::Sentiment,
        EvalTask::Spikes => eval::EvalTask::Spikes,
        EvalTask::Empathy => eval::EvalTask::Empathy,
        EvalTask::Learning => eval::EvalTask::Learning,
    }
}

/// Figures a person can read, then the most frequent mix-ups.
fn plain(report: &EvalReport) -> String {
    let mut lines = vec![format!(
        "{}: {} rows, {:.1} s of processor time",
        report.task.name(),
        report.n,
        report.seconds_cpu
    )];
    let figures = report.metrics.iter();
    lines.extend(figures.map(|(name, value)| format!("  {name:<20} {value:.4}")));
    for mix_up in report.detail.mix_ups.iter().take(10) {
        let said = mix_up.said.as_deref().unwrap_or("nothing");
        lines.push(format!(
            "  {:>4} x {} taken for {said}",
            mix_up.count, mix_up.truth
        ));
    }
    lines.join("\n")
}

fn write(folder: &Path, report: &EvalReport) -> anyhow::Result<()> {
    let path: PathBuf = folder.join(report.task.name()).with_extension(ENDING);
    std::fs::create_dir_all(folder)
        .with_context(|| format!("--out: cannot make the folder {}", folder.display()))?;
    std::fs::write(&path, report::markdown(report))
        .with_context(|| format!("--out: cannot write {}", path.display()))
}

/// Processor time of this thread where the system tells it, else time that passed.
fn cpu_seconds() -> impl Fn() -> f64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "a measurement of this very process"
    )]
    let began = std::time::Instant::now();
    move || thread_seconds().unwrap_or_else(|| began.elapsed().as_secs_f64())
}

/// Nanoseconds on a processor are the first figure of Linux's `schedstat`.
fn thread_seconds() -> Option<f64> {
    let figures = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let spent_ns: u64 = figures.split_whitespace().next()?.parse().ok()?;
    Some(std::time::Duration::from_nanos(spent_ns).as_secs_f64())
}
