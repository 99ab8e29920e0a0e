//! The reviews that wait for a decision.

use baton_domain::actor::{Actor, Role};
use baton_domain::case::Case;
use baton_domain::event::Event;
use baton_domain::id::{ActionId, WorkspaceId};
use baton_domain::review::Reviewed;
use baton_domain::time::Timestamp;
use baton_store::Reader;
use baton_store::event::Stream;
use baton_store::read::reviews::ReviewRecord;
use baton_store::read::{Page, PageRequest};

use super::case::{CaseView, load};
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;

/// A review with its case and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewView {
    /// Its row.
    pub record: ReviewRecord,
    /// Who asked; none if it was decided while the page was read.
    pub requested_by: Option<Actor>,
    /// When it is too old to wait any longer.
    pub due: Option<Timestamp>,
    /// Why governance asks for it.
    pub why: Option<String>,
    /// What the requester says.
    pub comment: Option<String>,
    /// Who asked, by name.
    pub requested_by_name: Option<String>,
    /// Whether this caller may decide it: the role fits, and they neither asked nor worded it.
    pub may_decide: bool,
    /// Its case.
    pub case: CaseView,
}

/// One page of open reviews, oldest first.
///
/// # Errors
/// If the database fails.
pub async fn reviews(
    app: &App,
    caller: &Caller,
    page: PageRequest,
) -> Result<Page<ReviewView>, AppError> {
    let (workspace, caller, now) = (caller.workspace, caller.clone(), app.clock.now());
    let page = app.db.read(move |reader| {
        Box::pin(async move {
            let Page { items, next, total } = reader.open_reviews(workspace, &page).await?;
            let mut views = Vec::with_capacity(items.len());
            for record in items {
                let viewer = caller.teammate();
                let case = load(reader, (workspace, record.case), viewer, now).await?;
                let Some(case) = case else { continue };
                let open = open(case.case(), &record);
                let why = match record.about {
                    Reviewed::Draft(_) => asked_why(reader, workspace, &record).await?,
                    Reviewed::Action(id) => needed_why(case.case(), id),
                };
                let parts: Vec<_> = record.comment.into_iter().collect();
                let comment = reader.texts(workspace, &parts).await?;
                let comment = comment.opt(record.comment).map(str::to_owned);
                let requested_by_name = match open.as_ref().map(|open| open.requested_by) {
                    Some(Actor::Teammate(id)) => {
                        reader.teammate_names(workspace, &[id]).await?.remove(&id)
                    }
                    Some(Actor::Ai | Actor::Machine(_) | Actor::Contact(_) | Actor::System)
                    | None => None,
                };
                views.push(ReviewView {
                    may_decide: open.as_ref().is_some_and(|open| open.is_for(&caller)),
                    requested_by: open.as_ref().map(|open| open.requested_by),
                    due: open.map(|open| open.due),
                    why,
                    comment,
                    requested_by_name,
                    record,
                    case,
                });
            }
            Ok::<_, AppError>(Page {
                items: views,
                next,
                total,
            })
        })
    });
    page.await
}

/// What a case remembers of a review that waits.
struct Open {
    requested_by: Actor,
    role: Role,
    /// Whoever worded what is to be decided; an action is worded by whoever asked for it.
    author: Option<Actor>,
    due: Timestamp,
}

impl Open {
    /// Whether this caller may decide it.
    fn is_for(&self, caller: &Caller) -> bool {
        caller.roles().contains(&self.role)
            && self.requested_by != caller.actor()
            && self.author != Some(caller.actor())
    }
}

fn open(case: &Case, record: &ReviewRecord) -> Option<Open> {
    match record.about {
        Reviewed::Draft(id) => {
            let review = case.review(record.id)?;
            Some(Open {
                requested_by: review.requested_by,
                role: review.role,
                author: case.draft(id).map(|draft| draft.author),
                due: review.due,
            })
        }
        Reviewed::Action(id) => {
            let action = case.action(id)?;
            Some(Open {
                requested_by: action.requested_by,
                role: action.needed.as_ref()?.role,
                author: None,
                due: action.due,
            })
        }
    }
}

fn needed_why(case: &Case, action: ActionId) -> Option<String> {
    let needed = case.action(action)?.needed.as_ref()?;
    Some(needed.why.to_string())
}

async fn asked_why(
    reader: &mut Reader,
    workspace: WorkspaceId,
    record: &ReviewRecord,
) -> Result<Option<String>, AppError> {
    let stream = Stream::case(record.case);
    let events = reader.events(workspace, &stream, 0).await?;
    let why = events.into_iter().find_map(|stored| match stored.event {
        Event::ReviewRequested(event) if event.review_id == record.id => Some(event.why),
        _ => None,
    });
    Ok(why.flatten().map(|why| why.as_str().to_owned()))
}
