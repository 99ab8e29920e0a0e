//! The reviews that wait for a decision.

use baton_domain::actor::Actor;
use baton_domain::event::Event;
use baton_domain::event::review::ReviewRequested;
use baton_domain::review::Review;
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
    /// What the case remembers of it; none if it was decided while the page was read.
    pub review: Option<Review>,
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
                let stream = Stream::case(record.case);
                let requested = reader
                    .events(workspace, &stream, 0)
                    .await?
                    .into_iter()
                    .find_map(|stored| match stored.event {
                        Event::ReviewRequested(event) if event.review_id == record.id => {
                            Some(event)
                        }
                        _ => None,
                    });
                let parts: Vec<_> = record.comment.into_iter().collect();
                let comment = reader.texts(workspace, &parts).await?;
                let comment = comment.opt(record.comment).map(str::to_owned);
                let asker = case
                    .case()
                    .review(record.id)
                    .map(|review| review.requested_by);
                let name = match asker {
                    Some(Actor::Teammate(id)) => {
                        reader.teammate_names(workspace, &[id]).await?.remove(&id)
                    }
                    Some(Actor::Ai | Actor::Machine(_) | Actor::Contact(_) | Actor::System)
                    | None => None,
                };
                views.push(view(
                    record,
                    case,
                    &caller,
                    Told {
                        requested,
                        comment,
                        name,
                    },
                ));
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

/// What is told about a review outside its case.
struct Told {
    requested: Option<ReviewRequested>,
    comment: Option<String>,
    name: Option<String>,
}

fn view(record: ReviewRecord, case: CaseView, caller: &Caller, told: Told) -> ReviewView {
    let review = case.case().review(record.id).cloned();
    let may_decide = review.as_ref().is_some_and(|review| {
        let author = case.case().draft(review.draft_id).map(|draft| draft.author);
        caller.roles().contains(&review.role)
            && review.requested_by != caller.actor()
            && author != Some(caller.actor())
    });
    ReviewView {
        why: told
            .requested
            .and_then(|event| event.why)
            .map(|why| why.as_str().to_owned()),
        comment: told.comment,
        requested_by_name: told.name,
        may_decide,
        review,
        record,
        case,
    }
}
