//! One thing that somebody does, decided beforehand so that it can be dropped anywhere.

use baton_app::act::{self, ActionApproval, NewAction, Parameters, Settlement};
use baton_app::case::decide::Ask;
use baton_app::case::open::{NewCase, open};
use baton_app::case::verb::Verb;
use baton_app::case::{note::note, verb::verb};
use baton_app::clock::Clock as _;
use baton_app::draft::{self, Approval, NewDraft, NewThen, Words};
use baton_app::error::AppError;
use baton_app::{intake, runner};
use baton_domain::action::{ActionKind, ActionStatus};
use baton_domain::case::Case;
use baton_domain::id::{ActionId, CaseId, DraftId};
use baton_domain::time::Span;
use baton_store::job::{self, Queue};
use baton_store::{Retry, StoreError, UnitError as _};

use super::dice::Dice;
use super::memory::{Done, Memory};
use crate::baton::TestBaton;
use crate::provider::Delivery;

/// Threads that somebody writes on.
const THREADS: usize = 6;
/// How often a case is picked until somebody can be written to.
const PICKS: usize = 5;
/// What they write.
const WORDS: [&str; 5] = [
    "where is it",
    "still waiting angry",
    "thanks",
    "works",
    "garbled",
];

/// A step.
#[derive(Debug)]
pub(super) enum Step {
    Receive(Delivery),
    Open(String),
    Note(CaseId, String),
    Do(CaseId, Verb),
    Draft(CaseId, Words),
    Approve(DraftId, Approval),
    TakeBack(DraftId),
    Reject(DraftId),
    Act(CaseId, Box<NewAction>),
    LetGo(ActionId, ActionApproval),
    Settle(ActionId, bool),
    Unasked(Unasked),
}

/// What nobody asks for: work, silence and time.
#[derive(Debug)]
pub(super) enum Unasked {
    /// Runs a few jobs.
    Work(usize),
    /// Claims jobs as a worker that then falls silent.
    Abandon(Queue),
    /// Takes jobs from workers that fell silent.
    Reap,
    /// Time passes.
    Pass(Span),
}

/// Why a step was not done.
#[derive(Debug)]
pub(super) struct Refused(AppError);

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self(error.into())
    }
}

impl Refused {
    /// Whether rules or the moment say no, rather than a mistake of ours.
    pub(super) fn is_fair(&self) -> bool {
        let store = self.0.as_store();
        store.is_none_or(|error| error.retry() != Retry::Never)
    }
}

impl Step {
    /// Chooses a step that makes sense now.
    pub(super) async fn choose(dice: &mut Dice, baton: &TestBaton, memory: &Memory) -> Self {
        match dice.below(24) {
            0..=3 => Self::Receive(delivery(dice, memory)),
            4..=9 => Self::Unasked(Unasked::Work(1 + dice.below(4))),
            10 => Self::Open(format!("call {}", dice.below(1_000_000))),
            11 => match dice.pick(&Queue::ALL) {
                Some(queue) if dice.one_in(3) => Self::Unasked(Unasked::Abandon(queue)),
                Some(_) | None => Self::Unasked(Unasked::Reap),
            },
            12..=14 => Self::Unasked(Unasked::Pass(span(dice))),
            _ => Self::about_a_case(dice, baton).await,
        }
    }

    async fn about_a_case(dice: &mut Dice, baton: &TestBaton) -> Self {
        let Some(case) = some_case(dice, baton).await else {
            return Self::Open("the first call".to_owned());
        };
        if dice.one_in(4) {
            return Self::about_an_action(dice, &case);
        }
        let text = format!("words {}", dice.below(1_000_000));
        let draft = dice.pick(&case.drafts).map(|draft| draft.id);
        match (dice.below(10), draft) {
            (0, _) => Self::Note(case.id, text),
            (1, _) => Self::Do(case.id, verb_for(dice)),
            (2..=6, Some(draft)) => Self::Approve(draft, approval(dice, &case)),
            (7, Some(draft)) => Self::TakeBack(draft),
            (8, Some(draft)) => Self::Reject(draft),
            _ if dice.one_in(3) => Self::Draft(case.id, Words::Ai),
            _ => Self::Draft(case.id, Words::Own(text)),
        }
    }

    /// A note on an order, let go by whoever asked for it: within a teammate's own authority.
    fn about_an_action(dice: &mut Dice, case: &Case) -> Self {
        let open: Vec<_> = case
            .actions
            .iter()
            .filter(|action| match action.status {
                ActionStatus::Proposed | ActionStatus::Unknown => true,
                ActionStatus::Approved
                | ActionStatus::Running
                | ActionStatus::Done
                | ActionStatus::Failed
                | ActionStatus::Rejected
                | ActionStatus::Withdrawn => false,
            })
            .collect();
        match dice.pick(&open) {
            Some(action) if action.status == ActionStatus::Proposed => {
                let approval = ActionApproval {
                    parameters_hash: Some(action.parameters.commitment),
                    seen_sequence: Some(case.sequence),
                    comment: None,
                };
                Self::LetGo(action.id, approval)
            }
            Some(action) if dice.one_in(8) => Self::Settle(action.id, true),
            Some(_) | None => Self::Act(case.id, Box::new(note_on_order(dice))),
        }
    }

    /// Does it.
    pub(super) async fn perform(&self, baton: &TestBaton) -> Result<Done, Refused> {
        let app = &baton.app;
        let changed = |change| Done::Changed(Box::new(change));
        Ok(match self {
            Self::Receive(delivery) => {
                let bytes = delivery.to_bytes();
                let received = intake::receive(app, baton.workspace, baton.channel, bytes).await?;
                Done::Received(delivery.clone(), received.message)
            }
            Self::Open(subject) => {
                let new = NewCase {
                    subject: subject.clone(),
                    participants: Vec::new(),
                    channel: Some(baton.channel),
                };
                changed(open(app, baton.call(), new).await?)
            }
            Self::Note(case, text) => changed(note(app, ask(baton, *case), text.clone()).await?),
            Self::Do(case, what) => changed(verb(app, ask(baton, *case), what.clone()).await?),
            Self::Draft(case, words) => {
                let new = NewDraft {
                    words: words.clone(),
                    conversation: None,
                    to: None,
                    seen_sequence: None,
                };
                changed(draft::create(app, baton.call(), *case, new).await?.change)
            }
            Self::Approve(draft, approval) => changed(
                draft::approve(app, baton.call(), *draft, approval.clone())
                    .await?
                    .change,
            ),
            Self::TakeBack(draft) => {
                changed(draft::take_back(app, baton.call(), *draft).await?.change)
            }
            Self::Act(case, new) => {
                let acted = act::propose(app, baton.call(), *case, new.as_ref().clone()).await?;
                changed(acted.change)
            }
            Self::LetGo(action, approval) => changed(
                act::approve(app, baton.call(), *action, approval.clone())
                    .await?
                    .change,
            ),
            Self::Settle(action, has_happened) => {
                let settlement = Settlement {
                    has_happened: *has_happened,
                    finding: Some("it is in their books".to_owned()),
                };
                changed(
                    act::settle(app, baton.call(), *action, settlement)
                        .await?
                        .change,
                )
            }
            Self::Reject(draft) => {
                changed(draft::reject(app, baton.call(), *draft, None).await?.change)
            }
            Self::Unasked(unasked) => {
                unasked.perform(baton).await?;
                Done::Nothing
            }
        })
    }
}

impl Unasked {
    async fn perform(&self, baton: &TestBaton) -> Result<(), Refused> {
        let (app, now) = (&baton.app, baton.clock.now());
        match self {
            Self::Work(limit) => {
                runner::drain(app, *limit).await?;
            }
            Self::Abandon(queue) => {
                job::claim(&app.db, *queue, None, 2, "a silent node", now).await?;
            }
            Self::Reap => {
                job::reap(&app.db, now).await?;
            }
            Self::Pass(span) => baton.clock.pass(*span),
        }
        Ok(())
    }
}

fn ask(baton: &TestBaton, case: CaseId) -> Ask {
    Ask {
        call: baton.call(),
        case,
        seen_sequence: None,
    }
}

/// Something new, or what was delivered before once more.
fn delivery(dice: &mut Dice, memory: &Memory) -> Delivery {
    let again = dice.pick(&memory.deliveries).filter(|_| dice.one_in(5));
    if let Some((again, _)) = again {
        return again;
    }
    let thread = dice.below(THREADS);
    Delivery {
        id: format!("m-{}", dice.below(usize::MAX)),
        thread: format!("t-{thread}"),
        from: format!("customer-{thread}"),
        text: dice.pick(&WORDS).unwrap_or_default().to_owned(),
    }
}

fn span(dice: &mut Dice) -> Span {
    match dice.below(3) {
        0 => Span::from_micros(200_000),
        1 => Span::from_seconds(7),
        _ => Span::from_minutes(45),
    }
}

fn verb_for(dice: &mut Dice) -> Verb {
    match dice.below(5) {
        0 => Verb::Resolve {
            closes_in_days: None,
        },
        1 => Verb::Reopen,
        2 => Verb::Cancel { reason: None },
        3 => Verb::Close,
        _ => Verb::NoAnswerNeeded { participant: None },
    }
}

fn approval(dice: &mut Dice, case: &Case) -> Approval {
    Approval {
        text: dice.one_in(3).then(|| "better words".to_owned()),
        seen_sequence: case.sequence,
        then: match dice.below(2) {
            0 => NewThen::NextStep,
            _ => NewThen::Resolve {
                closes_in_days: None,
            },
        },
        hold: Span::from_seconds(if dice.one_in(2) { 0 } else { 10 }),
    }
}

/// A case, mostly one in which somebody can be written to.
async fn some_case(dice: &mut Dice, baton: &TestBaton) -> Option<Case> {
    let mut found = None;
    for _ in 0..PICKS {
        let case = any_case(dice, baton).await?;
        let has_lines = !case.lines.is_empty();
        found = Some(case);
        if has_lines {
            break;
        }
    }
    found
}

async fn any_case(dice: &mut Dice, baton: &TestBaton) -> Option<Case> {
    let workspace = baton.workspace;
    let streams = baton
        .app
        .db
        .read::<_, StoreError, _>(move |reader| Box::pin(reader.streams(workspace, "case/")))
        .await
        .expect("streams are listed");
    let stream = dice.pick(&streams)?;
    let id = stream
        .as_str()
        .trim_start_matches("case/")
        .parse()
        .expect("a case's stream");
    baton
        .app
        .db
        .read::<_, StoreError, _>(move |reader| Box::pin(reader.case(workspace, id)))
        .await
        .expect("a case is read")
}

fn note_on_order(dice: &mut Dice) -> NewAction {
    let given = serde_json::json!({"order": "S-1", "text": format!("call {}", dice.below(1_000))});
    NewAction {
        parameters: Parameters::read(ActionKind::Note, given).expect("the parameters are right"),
        participant: None,
        message: None,
        undoes: None,
        seen_sequence: None,
    }
}
