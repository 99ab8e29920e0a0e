//! The command line and the environment. Read once, here.

use std::net::SocketAddr;
use std::path::PathBuf;

use baton_ai::provider::ApiKey;
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::{Deserialize, Serialize};

/// Support operations: cases, whose turn it is, and evidence.
#[derive(Debug, Parser)]
#[command(name = "baton", version, about)]
pub(crate) struct Cli {
    /// What to log: a level, or `tracing` directives.
    #[arg(long, env = "BATON_LOG", default_value = "info", global = true)]
    log: String,
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Cli {
    pub(crate) fn log_filter(&self) -> tracing_subscriber::EnvFilter {
        let quiet = format!("{},sqlx=warn,hyper=warn", self.log);
        tracing_subscriber::EnvFilter::new(quiet)
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run everything in one process.
    Serve(Serve),
    /// Run with a demo workspace; needs no key and no network.
    Demo(Serve),
    /// Feed messages from files in as if they had just arrived.
    Import(Import),
    /// Make or check the provable record of a case.
    #[command(subcommand)]
    Evidence(Evidence),
    /// Measure the built-in engine on labelled data; touches no stored data.
    Eval(Eval),
    /// Check that what is stored is whole.
    Doctor(Doctor),
    /// Look after workspaces and people.
    Admin(AdminArgs),
    /// Write everything but the master key to a file, also while a server runs.
    Backup(FileArgs),
    /// Fill an empty data folder or database from a backup.
    Restore(FileArgs),
    /// Cosign the logs of servers as long as they only grow; best on another machine.
    Witness(Witness),
    /// Bring the schema up to date.
    Migrate(Data),
    /// Print the `OpenAPI` document.
    Openapi,
}

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub(crate) struct Data {
    /// The data folder.
    #[arg(long, env = "BATON_DATA", default_value = "baton-data", global = true)]
    #[expect(clippy::struct_field_names, reason = "the flag is --data")]
    pub(crate) data: PathBuf,
    /// A `postgres://` URL, instead of the folder's own database.
    #[arg(long, env = "BATON_DATABASE_URL", global = true)]
    pub(crate) database_url: Option<String>,
    /// The file with the 32-byte master key; with `PostgreSQL` every node needs the same one.
    #[arg(long, env = "BATON_MASTER_KEY", global = true)]
    pub(crate) master_key: Option<PathBuf>,
}

/// A server.
#[derive(Debug, Clone, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, env = "BATON_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The SMTP server that e-mail leaves through, as `smtp://` or `smtps://` URL.
    #[arg(long, env = "BATON_SMTP_URL")]
    pub(crate) smtp_url: Option<String>,
    /// A C2SP policy file that names the witnesses of this server's logs, with their addresses.
    #[arg(long, env = "BATON_WITNESSES", value_name = "FILE")]
    pub(crate) witnesses: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) ai: Ai,
}

/// A witness.
#[derive(Debug, Clone, Args)]
pub(crate) struct Witness {
    /// Its own folder: its key, and what it cosigned last of each log.
    #[arg(
        long = "data",
        env = "BATON_WITNESS_DATA",
        default_value = "baton-witness"
    )]
    pub(crate) folder: PathBuf,
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, env = "BATON_WITNESS_LISTEN", default_value = "127.0.0.1:7030")]
    pub(crate) listen: SocketAddr,
    /// The name of its key, made at the first start.
    #[arg(long, default_value = "baton.witness/1")]
    pub(crate) name: String,
    /// A file with the lines `log <key>` of the logs it cosigns, read anew for every request.
    #[arg(long, value_name = "FILE")]
    pub(crate) logs: PathBuf,
    /// Stop when standard input ends: for whoever starts it as a part of something else.
    #[arg(long)]
    pub(crate) with_parent: bool,
}

/// A language model outside. Without one the built-in engine words drafts.
#[derive(Debug, Clone, Args)]
pub(crate) struct Ai {
    /// How the model's server is spoken to: `openai`, `openai-responses` or `anthropic`.
    #[arg(long = "ai-provider", env = "BATON_AI_PROVIDER")]
    pub(crate) provider: Option<String>,
    /// Its address with the version of its API.
    #[arg(long = "ai-base-url", env = "BATON_AI_BASE_URL", default_value = "")]
    pub(crate) base_url: String,
    /// The model's name, as the server knows it.
    #[arg(long = "ai-model", env = "BATON_AI_MODEL", default_value = "")]
    pub(crate) model: String,
    /// Tokens that this node may spend in a day; none is no limit.
    #[arg(long = "ai-tokens-a-day", env = "BATON_AI_TOKENS_A_DAY")]
    pub(crate) tokens_a_day: Option<u64>,
    /// The key of the account; better in the environment than among a process's words.
    #[arg(long = "ai-api-key", env = "BATON_AI_API_KEY", hide_env_values = true)]
    pub(crate) api_key: Option<ApiKey>,
}

/// An import.
#[derive(Debug, Clone, Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The channel: its id or short name.
    #[arg(long)]
    pub(crate) channel: String,
    /// Keep the messages as history: closed cases, no clocks, no drafts.
    #[arg(long)]
    pub(crate) history: bool,
    /// `.eml`, `.mbox` or `.jsonl` files.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
}

/// Evidence commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Evidence {
    /// Write the pack of a case.
    Export(EvidenceExport),
    /// Check a pack, offline.
    Verify(EvidenceVerify),
}

/// Making a pack.
#[derive(Debug, Clone, Args)]
pub(crate) struct EvidenceExport {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The case: its id or number.
    pub(crate) case: String,
    /// Where to write it; standard output if absent.
    #[arg(short = 'o', long)]
    pub(crate) output: Option<PathBuf>,
    /// The case as the first checkpoint of so many leaves knows it.
    #[arg(long, value_name = "SIZE")]
    pub(crate) at: Option<u64>,
    /// `auditor`, `customer`, `platform` or `court`.
    #[arg(long = "for", default_value = "auditor")]
    pub(crate) audience: String,
    /// Why it is made.
    #[arg(long, default_value = "")]
    pub(crate) purpose: String,
    /// An earlier checkpoint that this one must continue: its file, or its size.
    #[arg(long, value_name = "CHECKPOINT")]
    pub(crate) since: Option<String>,
    /// The language of the report: `en` or `zh`.
    #[arg(long, default_value = "en")]
    pub(crate) language: String,
}

/// Checking a pack.
#[derive(Debug, Clone, Args)]
pub(crate) struct EvidenceVerify {
    /// The pack.
    pub(crate) file: PathBuf,
    /// A C2SP policy file with the keys you trust.
    #[arg(long)]
    pub(crate) trust: Option<PathBuf>,
    /// A checkpoint that you kept.
    #[arg(long)]
    pub(crate) checkpoint: Option<PathBuf>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A measurement. Files hold one JSON object a line.
#[derive(Debug, Clone, Args)]
pub(crate) struct Eval {
    /// What is measured.
    #[arg(value_enum)]
    pub(crate) task: EvalTask,
    /// To learn from; for retrieval the documents.
    #[arg(long)]
    pub(crate) train: Option<PathBuf>,
    /// To set thresholds on; without it, cross-validation on the training file does.
    #[arg(long)]
    pub(crate) dev: Option<PathBuf>,
    /// To measure on; for retrieval the queries.
    #[arg(long)]
    pub(crate) test: Option<PathBuf>,
    /// A semantic model to measure with.
    #[arg(long)]
    pub(crate) model: Option<PathBuf>,
    /// For triage: measure messages with typing errors, capitals, pictures and foreign words too.
    #[arg(long)]
    pub(crate) disturbed: bool,
    /// Answer with one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
    /// A folder for a written report with mix-ups and calibration.
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
}

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvalTask {
    /// Which intents a message carries; without files, on a held-out third of the starter set.
    Triage,
    /// Which articles answer a question.
    Retrieval,
    /// Which language a text is in.
    Language,
    /// Which topics the knowledge does not cover.
    Gaps,
    /// Whether a text is frustrated.
    Sentiment,
    /// On which days a topic came far more often than usual; without a file, on a simulated desk.
    Spikes,
    /// Whether a person answers first where one should; without a file, on the frozen scenarios.
    Empathy,
    /// What a thousand reviews teach after ten examples a label, and what wrong ones cost.
    Learning,
}

/// Looking after workspaces and people.
#[derive(Debug, Clone, Args)]
pub(crate) struct AdminArgs {
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(subcommand)]
    pub(crate) what: Admin,
}

/// What is to be done with workspaces and people.
#[derive(Debug, Clone, Subcommand, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(crate) enum Admin {
    /// Create a workspace with its first admin; prints how they sign in, once.
    CreateWorkspace {
        /// The workspace's name.
        name: String,
        /// The admin's e-mail address.
        #[arg(long)]
        email: String,
        /// The admin's name.
        #[arg(long)]
        admin: String,
    },
    /// Add a teammate; prints how they sign in, once.
    AddTeammate {
        /// Their e-mail address.
        email: String,
        /// Their name.
        #[arg(long)]
        name: String,
        /// A role; may be given several times.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
        /// The workspace's name or id, where there are several.
        #[arg(long)]
        workspace: Option<String>,
    },
    /// Give a teammate other roles than before.
    SetRoles {
        /// Their e-mail address.
        email: String,
        /// A role; may be given several times.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
        /// The workspace's name or id, where there are several.
        #[arg(long)]
        workspace: Option<String>,
    },
    /// Let a teammate in no more; their keys and sessions open nothing from now on.
    DisableTeammate {
        /// Their e-mail address.
        email: String,
        /// The workspace's name or id, where there are several.
        #[arg(long)]
        workspace: Option<String>,
    },
    /// Let a teammate in again.
    EnableTeammate {
        /// Their e-mail address.
        email: String,
        /// The workspace's name or id, where there are several.
        #[arg(long)]
        workspace: Option<String>,
    },
    /// Give somebody a new password, printed once; their second factor and sessions end.
    ResetPassword {
        /// Their e-mail address.
        email: String,
    },
    /// List workspaces and who works there.
    List,
}

/// A backup.
#[derive(Debug, Clone, Args)]
pub(crate) struct FileArgs {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The backup.
    pub(crate) file: PathBuf,
}

/// Checking what is stored.
#[derive(Debug, Clone, Args)]
pub(crate) struct Doctor {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Make every read model again from the events.
    #[arg(long)]
    pub(crate) rebuild: bool,
}
