//! Training the heads from a training set.

use std::collections::BTreeMap;

use super::{Engine, EngineError, memory_key};
use crate::classifier::{Options, calibration_folds, paired};
use crate::features::{Prepared, Rows, Vectoriser};
use crate::head::calibration::Sigmoid;
use crate::head::{Head, Method, Task, held_out};
use crate::training::{Labelled, TrainingSet};
use crate::triage::{ModelId, Sentiment, Taught, Urgency};
use crate::{linear, logistic};

/// Messages about a calm matter teach what calm sounds like, but nobody judged their mood.
const IMPORTANCE_OF_CALM: f32 = 0.3;
/// A correction outweighs the example it contradicts.
const IMPORTANCE_OF_CORRECTION: f32 = 3.0;
/// A workspace's own messages are more like those to come; more weight would trust slips too far.
const IMPORTANCE_OF_OWN: f32 = 2.0;

/// Many labels with few examples each; fewer passes keep the start of a server short.
const INTENTS: logistic::Options = logistic::Options {
    cost: 20.0,
    passes: 15,
    step: 2.0,
};

/// The rows that carry a label for one judgement.
#[derive(Default)]
struct Lesson {
    rows: Rows,
    labels: Vec<usize>,
    importance: Vec<f32>,
    names: Vec<String>,
}

impl Lesson {
    fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().map(str::to_owned).collect();
        Self {
            names,
            ..Self::default()
        }
    }

    fn add(&mut self, (rows, at): (&Rows, usize), label: usize, importance: f32) {
        self.rows.push_row(rows, at);
        self.labels.push(label);
        self.importance.push(importance);
    }

    fn check(&self, judgement: &'static str) -> Result<(), EngineError> {
        let first = self.labels.first();
        if self.labels.iter().any(|label| Some(label) != first) {
            Ok(())
        } else {
            Err(EngineError::TooFewLabels { judgement })
        }
    }

    /// One label among many, calibrated on held-out rows.
    fn one_of(&self, features: usize, method: Method) -> Head {
        let sets: Vec<Vec<usize>> = self.labels.iter().map(|label| vec![*label]).collect();
        let task = self.task(&sets, features);
        let mut head = Head::train(task, method);
        let tested = held_out(task, &calibration_folds(&self.labels), method);
        head.calibrate(&paired(tested, &self.labels));
        head
    }

    /// Yes or no: label one is yes.
    fn yes_or_no(&self, features: usize, method: Method) -> (Head, Sigmoid) {
        let sets: Vec<Vec<usize>> = self
            .labels
            .iter()
            .map(|label| if *label == 1 { vec![0] } else { Vec::new() })
            .collect();
        let task = self.task(&sets, features);
        let head = Head::train(task, method);
        let tested = held_out(task, &calibration_folds(&self.labels), method);
        let margins: Vec<(f32, bool)> = paired(tested, &self.labels)
            .into_iter()
            .filter_map(|(margins, label)| Some((*margins.first()?, label == 1)))
            .collect();
        (head, Sigmoid::fit(&margins))
    }

    fn task<'a>(&'a self, sets: &'a [Vec<usize>], features: usize) -> Task<'a> {
        Task {
            rows: &self.rows,
            labels: sets,
            importance: &self.importance,
            names: &self.names,
            features,
        }
    }
}

struct Lessons {
    intents: Lesson,
    urgency: Lesson,
    sentiment: Lesson,
    failure: Lesson,
}

impl Lessons {
    fn new(set: &TrainingSet) -> Self {
        Self {
            intents: Lesson::new(set.kinds.iter().map(|kind| kind.name.as_str())),
            urgency: Lesson::new(Urgency::ALL.map(Urgency::name)),
            sentiment: Lesson::new(Sentiment::ALL.map(Sentiment::name)),
            failure: Lesson::new(["failure"]),
        }
    }

    fn add(&mut self, set: &TrainingSet, message: &Labelled, row: (&Rows, usize)) {
        let importance = if message.is_correction {
            IMPORTANCE_OF_CORRECTION
        } else if message.is_own {
            IMPORTANCE_OF_OWN
        } else {
            1.0
        };
        let index = |name: &String| set.kinds.iter().position(|kind| kind.name == *name);
        let kind = message.intent.as_ref().and_then(index);
        let is_calm = kind
            .and_then(|at| set.kinds.get(at))
            .map(|kind| !kind.claims_failure && kind.category.as_deref() != Some("complaint"));
        if let Some(label) = kind {
            self.intents.add(row, label, importance);
            let fails = set.kinds.get(label).is_some_and(|kind| kind.claims_failure);
            let fails = message.failure.unwrap_or(fails);
            self.failure.add(row, usize::from(fails), importance);
        } else if let Some(fails) = message.failure {
            self.failure.add(row, usize::from(fails), importance);
        }
        match (message.urgency, is_calm) {
            (Some(urgency), _) => self
                .urgency
                .add(row, place(&Urgency::ALL, urgency), importance),
            (None, Some(true)) => self.urgency.add(row, 0, IMPORTANCE_OF_CALM),
            (None, _) => {}
        }
        match (message.sentiment, is_calm) {
            (Some(feels), _) => self
                .sentiment
                .add(row, place(&Sentiment::ALL, feels), importance),
            (None, Some(true)) => self.sentiment.add(row, 0, IMPORTANCE_OF_CALM),
            (None, _) => {}
        }
    }
}

fn place<T: PartialEq>(all: &[T], one: T) -> usize {
    all.iter()
        .position(|other| *other == one)
        .unwrap_or_default()
}

impl Engine {
    /// Trains an engine. The same set gives the same bytes.
    pub fn train(set: &TrainingSet) -> Result<Self, EngineError> {
        let texts: Vec<Prepared> = set
            .messages
            .iter()
            .map(|message| Prepared::new(&message.text))
            .collect();
        let options = Options::for_examples(texts.len());
        let vectoriser = Vectoriser::learn(&texts, options.min_texts);
        let rows = vectoriser.rows(&texts);
        let mut lessons = Lessons::new(set);
        for (at, message) in set.messages.iter().enumerate() {
            lessons.add(set, message, (&rows, at));
        }
        lessons.intents.check("intent")?;
        lessons.urgency.check("urgency")?;
        lessons.sentiment.check("sentiment")?;
        lessons.failure.check("failure")?;
        let features = vectoriser.len();
        let linear = linear::Options::default();
        let rare = linear::Options {
            positive_weight: 2.0,
            ..linear
        };
        let (failure, failure_odds) = lessons.failure.yes_or_no(features, Method::Apart(linear));
        let engine = Self {
            kinds: set.kinds.clone(),
            intents: lessons.intents.one_of(features, Method::Together(INTENTS)),
            urgency: lessons.urgency.one_of(features, Method::Apart(rare)),
            sentiment: lessons.sentiment.one_of(features, Method::Apart(rare)),
            failure,
            failure_odds,
            remembered: remembered(&set.messages),
            model: ModelId {
                id: String::new(),
                version: String::new(),
            },
            vectoriser,
        };
        Ok(engine.named())
    }
}

/// Corrections by their text; a later one wins.
fn remembered(messages: &[Labelled]) -> BTreeMap<String, Taught> {
    let mut remembered: BTreeMap<String, Taught> = BTreeMap::new();
    for message in messages.iter().filter(|message| message.is_correction) {
        let memory = remembered.entry(memory_key(&message.text)).or_default();
        memory.intent = message.intent.clone().or_else(|| memory.intent.take());
        memory.urgency = message.urgency.or(memory.urgency);
        memory.sentiment = message.sentiment.or(memory.sentiment);
    }
    remembered
}
