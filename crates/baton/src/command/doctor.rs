//! `baton doctor`: whether what is stored is whole.

use baton_app::App;
use baton_store::rebuild::{Difference, Rebuild, rebuild};

use super::{Answer, say};
use crate::config::Doctor;
use crate::local::{Desk, Request, Response};

/// Checks, and rebuilds if asked.
pub(super) async fn doctor(args: Doctor) -> anyhow::Result<Answer> {
    let mut desk = Desk::find(&args.data).await?;
    let (response, _) = desk
        .ask(
            Request::Doctor {
                rebuild: args.rebuild,
            },
            Vec::new(),
        )
        .await?;
    let Response::Doctor { checked, findings } = response else {
        anyhow::bail!("the server answered something else; is it of another version?");
    };
    say(&checked)?;
    for finding in &findings {
        say(finding)?;
    }
    if findings.is_empty() {
        say("everything is whole")?;
        return Ok(Answer::Yes);
    }
    Ok(Answer::No)
}

/// What was looked at, in one sentence, and what is not whole, a sentence each. Rebuilding also
/// mends it.
pub(crate) async fn examine(app: &App, is_mending: bool) -> anyhow::Result<(String, Vec<String>)> {
    let mode = if is_mending {
        Rebuild::Repair
    } else {
        Rebuild::Check
    };
    let (mut findings, mut checked) = (Vec::new(), Checked::default());
    for workspace in app.db.read(|reader| Box::pin(reader.workspaces())).await? {
        let id = workspace.id;
        let report = rebuild(&app.db, id, mode).await?;
        checked.workspaces += 1;
        checked.cases += report.cases;
        checked.events += report.events;
        checked.documents += report.documents;
        findings.extend(baton_store::epoch::check(&app.db, id, mode).await?);
        findings.extend(report.differences.iter().map(difference));
        findings.extend(
            report.unreadable.iter().map(|case| {
                format!("{case}: an event is of a kind that this version does not know")
            }),
        );
        let log = app
            .db
            .read(move |reader| Box::pin(reader.audit_log(id)))
            .await?;
        checked.leaves += log.leaves;
        checked.checkpoints += log.checkpoints;
        let origin = &workspace.log_origin;
        findings.extend(
            log.faults
                .iter()
                .map(|fault| format!("the log {origin}: {fault}")),
        );
    }
    Ok((checked.sentence(is_mending), findings))
}

/// How much was looked at.
#[derive(Debug, Default)]
struct Checked {
    workspaces: u64,
    cases: u64,
    events: u64,
    documents: u64,
    leaves: u64,
    checkpoints: u64,
}

impl Checked {
    fn sentence(&self, is_mending: bool) -> String {
        let searched = if is_mending {
            format!(", made {} texts findable again", self.documents)
        } else {
            String::new()
        };
        format!(
            "checked {} workspaces: {} cases folded again from {} events{searched}, {} leaves of \
             the log under {} checkpoints",
            self.workspaces, self.cases, self.events, self.leaves, self.checkpoints
        )
    }
}

fn difference(found: &Difference) -> String {
    match found.column {
        Some(column) => format!(
            "{}: {} {} differs in {column} from what the events say",
            found.case, found.table, found.key
        ),
        None => format!(
            "{}: {} {} is missing or too many",
            found.case, found.table, found.key
        ),
    }
}
