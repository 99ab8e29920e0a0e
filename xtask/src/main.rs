//! Automation of this repository: `cargo xtask <task>`.

mod bench;

use std::process::{Command, ExitCode, ExitStatus};

use anyhow::{Context as _, bail};
use clap::{Parser, Subcommand};

/// What can be automated.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

/// One task.
#[derive(Debug, Subcommand)]
enum Task {
    /// Write `openapi.json` from the server's own document.
    Openapi,
    /// Run the simulator over many seeds.
    Simulate {
        /// How many seeds.
        #[arg(long, default_value_t = 1_000)]
        seeds: u64,
        /// The first seed: to repeat one that failed.
        #[arg(long, default_value_t = 0)]
        first: u64,
    },
    /// Measure the release build of the server; fails when a floor is missed.
    Bench(bench::Options),
}

fn main() -> anyhow::Result<ExitCode> {
    match Cli::parse().task {
        Task::Openapi => {
            let output = cargo(&["run", "--quiet", "--package", "baton", "--", "openapi"])
                .output()
                .context("cargo does not start")?;
            ended_well(output.status)?;
            std::fs::write("openapi.json", output.stdout).context("cannot write openapi.json")?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Simulate { seeds, first } => {
            let status = cargo(&["test", "--package", "baton-testkit", "simulation::"])
                .env("BATON_SIM_SEEDS", seeds.to_string())
                .env("BATON_SIM_FIRST", first.to_string())
                .status()
                .context("cargo does not start")?;
            ended_well(status)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Bench(options) => bench::run(options),
    }
}

fn cargo(words: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(words);
    command
}

fn ended_well(status: ExitStatus) -> anyhow::Result<()> {
    if !status.success() {
        bail!("cargo ended with {status}");
    }
    Ok(())
}
