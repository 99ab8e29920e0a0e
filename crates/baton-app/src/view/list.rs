//! Rows of a list of cases.

use baton_domain::id::{CaseId, ContactId};
use baton_domain::participant::{ParticipantRole, Who};
use baton_store::read::texts::Texts;
use baton_store::read::{CaseRecord, ListCases, Page};

use super::names::{Names, Wanted};
use super::queue_reason::{Why, why};
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Its state, and what its row adds.
    pub record: CaseRecord,
    /// What it is about; empty if nobody said or it was erased.
    pub subject: String,
    /// What was last written.
    pub preview: Option<String>,
    /// Its customer, with a name or address.
    pub customer: Option<(ContactId, Option<String>)>,
    /// Who has to move next or is owed it, by name.
    pub mover_name: Option<String>,
    /// Who works on it, by name.
    pub assignee_name: Option<String>,
    /// Why it stands where it stands.
    pub why: Vec<Why>,
    /// The kinds of the channels it uses.
    pub channel_kinds: Vec<String>,
}

/// One page of cases as this caller sees them.
///
/// # Errors
/// If the database fails.
pub async fn cases(app: &App, caller: &Caller, list: ListCases) -> Result<Page<CaseRow>, AppError> {
    let (workspace, now) = (caller.workspace, app.clock.now());
    let page = app.db.read(move |reader| {
        Box::pin(async move {
            let page = reader.list_cases(workspace, &list).await?;
            let records = &page.items;
            let ids: Vec<CaseId> = records.iter().map(|record| record.case.id).collect();
            let parts: Vec<_> = records
                .iter()
                .flat_map(|record| [record.subject, record.preview])
                .flatten()
                .collect();
            let texts = reader.texts(workspace, &parts).await?;
            let mut kinds = reader.channel_kinds(workspace, &ids).await?;
            let mut wanted = Wanted::default();
            for record in records {
                wanted.case(&record.case);
            }
            let names = wanted.load(reader, workspace).await?;
            Ok::<_, AppError>(page.map(|record| {
                let kinds = kinds.remove(&record.case.id).unwrap_or_default();
                let why = why(&record.case, now);
                row(record, &texts, &names, (why, kinds))
            }))
        })
    });
    page.await
}

fn row(record: CaseRecord, texts: &Texts, names: &Names, rest: (Vec<Why>, Vec<String>)) -> CaseRow {
    let case = &record.case;
    let customer = case
        .participants
        .iter()
        .find_map(|participant| match participant.who {
            Who::Contact(id) if participant.role == ParticipantRole::Customer => Some(id),
            Who::Contact(_) | Who::Partner(_) | Who::Teammate(_) => None,
        });
    let label = |id| {
        names
            .contact(id)
            .and_then(|view| view.label())
            .map(str::to_owned)
    };
    let mover = case.next_mover.and_then(|mover| mover.participant_id);
    let mover = mover.and_then(|id| names.participant(case, id));
    let assignee = case.assignee_id.and_then(|id| names.teammate(id));
    CaseRow {
        subject: texts.opt(record.subject).unwrap_or_default().to_owned(),
        preview: texts.opt(record.preview).map(shortened),
        customer: customer.map(|id| (id, label(id))),
        mover_name: mover.map(str::to_owned),
        assignee_name: assignee.map(str::to_owned),
        why: rest.0,
        channel_kinds: rest.1,
        record,
    }
}

/// Characters of a preview: two lines of a list.
const PREVIEW_CHARS: usize = 200;

/// The beginning of a text on one line.
pub(super) fn shortened(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() >= PREVIEW_CHARS * 4 {
            break;
        }
    }
    match line.char_indices().nth(PREVIEW_CHARS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_one_short_line() {
        assert_eq!(shortened("  Hello\n\n  there "), "Hello there");
        let long = shortened(&"字".repeat(1_000));
        assert_eq!(long.chars().count(), PREVIEW_CHARS + 1);
    }
}
