//! The commands, one a file.

pub(crate) mod admin;
pub(crate) mod backup;
mod demo;
pub(crate) mod doctor;
mod eval;
mod evidence;
mod import;
mod serve;
mod witness;

use std::io::Write as _;

use anyhow::Context as _;

use crate::config::{Cli, Command, Evidence};

/// What a command found.
pub(crate) enum Answer {
    /// Done, or yes.
    Yes,
    /// No: exit code 1.
    No,
}

/// Runs a command.
pub(crate) async fn run(cli: Cli) -> anyhow::Result<Answer> {
    match cli.command {
        Command::Serve(args) => serve::serve(args, false).await.map(|()| Answer::Yes),
        Command::Demo(args) => serve::serve(args, true).await.map(|()| Answer::Yes),
        Command::Import(args) => import::import(args).await.map(|()| Answer::Yes),
        Command::Evidence(Evidence::Export(args)) => {
            evidence::export(args).await.map(|()| Answer::Yes)
        }
        Command::Evidence(Evidence::Verify(args)) => evidence::verify(&args),
        Command::Eval(args) => eval::eval(&args).map(|()| Answer::Yes),
        Command::Doctor(args) => doctor::doctor(args).await,
        Command::Admin(args) => admin::admin(args).await.map(|()| Answer::Yes),
        Command::Backup(args) => backup::backup(args).await.map(|()| Answer::Yes),
        Command::Restore(args) => backup::restore(args).await.map(|()| Answer::Yes),
        Command::Witness(args) => witness::witness(args).await.map(|()| Answer::Yes),
        Command::Migrate(data) => {
            crate::local::Desk::find(&data).await?;
            say("the schema is up to date").map(|()| Answer::Yes)
        }
        Command::Openapi => {
            let document = serde_json::to_string_pretty(&baton_http::document())?;
            say(&document).map(|()| Answer::Yes)
        }
    }
}

/// A line on standard output.
fn say(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}").context("standard output is gone")
}
