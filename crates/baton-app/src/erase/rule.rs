//! The workspace's own rule: how long content is kept, and whether two people decide.

use baton_domain::id::WorkspaceId;
use baton_domain::time::Span;
use baton_store::event::Record;
use baton_store::{Reader, StoreError};

use crate::app::App;
use crate::call::Call;
use crate::error::{AppError, Invalid};
use crate::found::changed;

const DAYS: &str = "erasure.days";
const FOUR_EYES: &str = "erasure.four_eyes";
/// Shorter and a case could lose its words while somebody still comes back to it.
const LEAST_DAYS: u32 = 30;
/// A hundred years.
const MOST_DAYS: u32 = 36_500;

/// How long, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rule {
    /// Content of contacts who were silent for so many days is erased; none keeps it.
    pub days: Option<u32>,
    /// Whether somebody other than who asked has to agree.
    pub four_eyes: bool,
}

impl Rule {
    /// How long the content of somebody silent is kept.
    pub(super) fn kept(self) -> Option<Span> {
        self.days.map(|days| Span::from_days(i64::from(days)))
    }
}

/// What the workspace has set.
///
/// # Errors
/// If the database fails.
pub async fn rule(reader: &mut Reader, workspace: WorkspaceId) -> Result<Rule, StoreError> {
    let days = reader.setting(workspace, DAYS).await?;
    let four_eyes = reader.setting(workspace, FOUR_EYES).await?;
    Ok(Rule {
        days: days.and_then(|days| days.parse().ok()),
        four_eyes: four_eyes.as_deref() == Some("on"),
    })
}

/// What the workspace has set.
///
/// # Errors
/// If the database fails.
pub async fn read(app: &App, workspace: WorkspaceId) -> Result<Rule, AppError> {
    app.db
        .read(move |reader| Box::pin(async move { Ok(rule(reader, workspace).await?) }))
        .await
}

/// Sets it from the commit on.
///
/// # Errors
/// [`Invalid`] for days that no rule may have.
pub async fn set(app: &App, call: &Call, rule: Rule) -> Result<Rule, AppError> {
    if rule
        .days
        .is_some_and(|days| !(LEAST_DAYS..=MOST_DAYS).contains(&days))
    {
        return Err(Invalid::at("/days", "erasure.days").into());
    }
    let stamp = call.stamp(app);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let workspace = stamp.workspace;
                let days = rule.days.map(|days| days.to_string()).unwrap_or_default();
                tx.set_setting(workspace, DAYS, &days).await?;
                let four_eyes = if rule.four_eyes { "on" } else { "off" };
                tx.set_setting(workspace, FOUR_EYES, four_eyes).await?;
                let fields = [DAYS, FOUR_EYES];
                changed(tx, &stamp, Record::Workspace(workspace), &fields).await?;
                Ok(rule)
            })
        })
        .await
}
