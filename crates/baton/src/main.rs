//! The `baton` binary: configuration, wiring and commands.

mod ask_witness;
mod command;
mod config;
mod folder;
mod installation;
mod local;
mod wiring;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

/// The answer is no: a pack does not verify, a record is not intact.
const EXIT_NO: u8 = 1;
/// Wrong use or configuration.
const EXIT_USAGE: u8 = 2;

fn main() -> ExitCode {
    let cli = config::Cli::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(cli.log_filter())
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return wrong(&anyhow::anyhow!("cannot start: {error}")),
    };
    match runtime.block_on(command::run(cli)) {
        Ok(command::Answer::Yes) => ExitCode::SUCCESS,
        Ok(command::Answer::No) => ExitCode::from(EXIT_NO),
        Err(error) => wrong(&error),
    }
}

/// One line: what, where, how to mend it.
fn wrong(error: &anyhow::Error) -> ExitCode {
    // Nothing is left to do if even standard error is gone.
    drop(writeln!(std::io::stderr(), "baton: {error:#}"));
    ExitCode::from(EXIT_USAGE)
}
