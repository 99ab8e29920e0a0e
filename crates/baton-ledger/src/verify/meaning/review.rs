//! Who decides: a second person, with the role that was asked for, on the wording that then left.

use std::collections::BTreeMap;

use super::super::events::Event;
use super::super::{Finding, FindingCode};
use super::actor;
use crate::leaf::view::{LeafView, PartRef};
use crate::leaf::{ActorKind, LeafActor};

/// What was asked for, and what became of it.
struct Review {
    requested_by: LeafActor,
    draft: Option<String>,
    role: Option<String>,
    content: Option<PartRef>,
    decided: Option<Decided>,
}

struct Decided {
    by: LeafActor,
    outcome: String,
}

#[derive(Default)]
struct Walk {
    /// Who last changed the wording of each draft.
    authors: BTreeMap<String, LeafActor>,
    reviews: BTreeMap<String, Review>,
}

type Verdict = Result<(), (FindingCode, &'static str)>;

pub(super) fn check(events: &[&Event], findings: &mut Vec<Finding>) {
    let mut walk = Walk::default();
    for event in events {
        let data = event.leaf.view();
        let verdict = match &*event.leaf.kind {
            "draft_proposed" | "draft_edited" => {
                if let Some(draft) = data.text("draft_id") {
                    walk.authors
                        .insert(draft.to_owned(), event.leaf.actor.clone());
                }
                Ok(())
            }
            "review_requested" => {
                walk.request(event, data);
                Ok(())
            }
            "review_decided" => walk.decide(event, data),
            "send_authorised" => walk.authorise(data),
            "classification_corrected" | "material_judged" => by_teammate(event),
            _ => Ok(()),
        };
        if let Err((code, sentence)) = verdict {
            findings.push(Finding::new(code, &event.file, sentence));
        }
    }
}

fn by_teammate(event: &Event) -> Verdict {
    if event.leaf.actor.kind == ActorKind::Teammate {
        Ok(())
    } else {
        Err((FindingCode::Role, "Only a teammate may decide this."))
    }
}

impl Walk {
    fn request(&mut self, event: &Event, data: LeafView<'_>) {
        let review = Review {
            requested_by: event.leaf.actor.clone(),
            draft: data.text("draft_id").map(str::to_owned),
            role: data.text("role").map(str::to_owned),
            content: data.part("content"),
            decided: None,
        };
        if let Some(id) = data.text("review_id") {
            self.reviews.insert(id.to_owned(), review);
        }
    }

    fn decide(&mut self, event: &Event, data: LeafView<'_>) -> Verdict {
        let outcome = data.text("outcome").unwrap_or_default();
        if outcome == "withdrawn" {
            return Ok(());
        }
        let author = data.text("draft_id").and_then(|id| self.authors.get(id));
        let by = &event.leaf.actor;
        let Some(review) = data
            .text("review_id")
            .and_then(|id| self.reviews.get_mut(id))
        else {
            return Err((FindingCode::Role, "Nobody asked for this decision."));
        };
        review.decided = Some(Decided {
            by: by.clone(),
            outcome: outcome.to_owned(),
        });
        by_teammate(event)?;
        if data.text("role") != review.role.as_deref() {
            let sentence = "The decision was made with another role than the one asked for.";
            return Err((FindingCode::Role, sentence));
        }
        let is_own = author == Some(by) || review.requested_by == *by;
        if outcome == "approved" && is_own {
            let sentence = "Somebody approved what they had worded or asked for themselves.";
            return Err((FindingCode::SelfApproval, sentence));
        }
        Ok(())
    }

    fn authorise(&self, data: LeafView<'_>) -> Verdict {
        let author = actor(data, "author");
        let wrote = data.text("draft_id").and_then(|id| self.authors.get(id));
        if wrote.is_some() && wrote != author.as_ref() {
            let sentence = "The authorisation names another author than the draft's events.";
            return Err((FindingCode::SelfApproval, sentence));
        }
        let role = data.text("role");
        if role.is_none() && data.text("review_id").is_none() {
            return Ok(());
        }
        let approved_by = actor(data, "approved_by");
        if author == approved_by {
            let sentence = "A second person was asked for, and the author let it go alone.";
            return Err((FindingCode::SelfApproval, sentence));
        }
        let review = self.basis(data, author.as_ref()).ok_or((
            FindingCode::SentNotApproved,
            "The authorisation rests on a review that was not decided so.",
        ))?;
        if role != review.role.as_deref() {
            let sentence = "The authorisation names another role than the one asked for.";
            return Err((FindingCode::Role, sentence));
        }
        let is_approved = review.outcome() == Some("approved");
        let is_same = data.part("content") == review.content;
        if is_approved && !(is_same && approved_by.as_ref() == review.decider()) {
            let sentence = "The authorisation is not for what was approved, or not by whom.";
            return Err((FindingCode::SentNotApproved, sentence));
        }
        Ok(())
    }

    /// The decided review that an authorisation rests on.
    fn basis(&self, data: LeafView<'_>, author: Option<&LeafActor>) -> Option<&Review> {
        if let Some(review) = data.text("review_id") {
            let review = self.reviews.get(review)?;
            return (review.outcome() == Some("approved")).then_some(review);
        }
        // The reviewer changed the wording, and whoever had asked let that go.
        self.reviews.values().find(|review| {
            review.draft.as_deref() == data.text("draft_id")
                && review.role.as_deref() == data.text("role")
                && review.outcome() == Some("changed")
                && review.decider() == author
        })
    }
}

impl Review {
    fn outcome(&self) -> Option<&str> {
        self.decided.as_ref().map(|decided| &*decided.outcome)
    }

    fn decider(&self) -> Option<&LeafActor> {
        self.decided.as_ref().map(|decided| &decided.by)
    }
}
