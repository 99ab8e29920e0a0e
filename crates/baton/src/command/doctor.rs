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
    let Response::Doctor { findings } = response else {
        anyhow::bail!("the server answered something else; is it of another version?");
    };
    for finding in &findings {
        say(finding)?;
    }
    if findings.is_empty() {
        say("everything is whole")?;
        return Ok(Answer::Yes);
    }
    Ok(Answer::No)
}

/// What is not whole, a sentence each. Rebuilding also mends it.
pub(crate) async fn examine(app: &App, is_mending: bool) -> anyhow::Result<Vec<String>> {
    let mode = if is_mending {
        Rebuild::Repair
    } else {
        Rebuild::Check
    };
    let mut findings = Vec::new();
    for workspace in app.db.read(|reader| Box::pin(reader.workspaces())).await? {
        let report = rebuild(&app.db, workspace.id, mode).await?;
        findings.extend(baton_store::epoch::check(&app.db, workspace.id, mode).await?);
        findings.extend(report.differences.iter().map(difference));
        findings.extend(
            report.unreadable.iter().map(|case| {
                format!("{case}: an event is of a kind that this version does not know")
            }),
        );
    }
    Ok(findings)
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
