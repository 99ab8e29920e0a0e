//! A text classifier: features, a head and calibration in one, that can be saved and loaded.
//!
//! Training the same examples in the same order gives the same bytes, and its version is their
//! hash.

use serde::{Deserialize, Serialize};

use crate::codec::{LoadError, Reader, Writer, fingerprint};
use crate::features::{Prepared, Vector, Vectoriser};
use crate::head::{Fold, Head, Method, Task, folds, held_out};
use crate::{linear, logistic};

/// Above this many examples one split calibrates, below it three; and rare features are dropped.
const MANY_EXAMPLES: usize = 4_000;
const SIGNATURE: &str = "baton classifier 1";

/// A text and the label a person gave it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// What was written.
    pub text: String,
    /// What it is.
    pub label: String,
}

/// How to train.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// A feature must occur in this many texts.
    pub min_texts: u32,
    /// How labels are told apart.
    pub method: Method,
    /// The name of a label counts as so many examples of it.
    pub names_as_examples: usize,
}

impl Options {
    /// What did best on that many examples: of many, rare features may be dropped; of few, the
    /// labels' own names say something too.
    #[must_use]
    pub fn for_examples(count: usize) -> Self {
        if count > MANY_EXAMPLES {
            return Self {
                min_texts: 2,
                method: Method::Apart(linear::Options {
                    cost: 2.0,
                    ..linear::Options::default()
                }),
                names_as_examples: 0,
            };
        }
        Self {
            min_texts: 1,
            method: Method::Together(logistic::Options::default()),
            names_as_examples: 2,
        }
    }
}

/// Margins by label index of a text that was not trained on, and the index of its true label.
pub type HeldOut = (Vec<f32>, usize);

/// Why nothing can be learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrainError {
    /// There are fewer than two different labels.
    #[error("examples need at least two different labels")]
    TooFewLabels,
}

/// One label and how probable it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess<'a> {
    /// The label.
    pub label: &'a str,
    /// Its calibrated probability.
    pub confidence: f32,
}

/// Tells which label a text carries.
#[derive(Debug, Clone, PartialEq)]
pub struct Classifier {
    vectoriser: Vectoriser,
    head: Head,
}

impl Classifier {
    /// Learns from examples.
    pub fn train(examples: &[Example], options: Options) -> Result<Self, TrainError> {
        Self::train_and_test(examples, options).map(|(classifier, _)| classifier)
    }

    /// Learns from examples, and says what margins those got that were held out to calibrate.
    ///
    /// Thresholds that no development set decides can be set on these.
    pub fn train_and_test(
        examples: &[Example],
        options: Options,
    ) -> Result<(Self, Vec<HeldOut>), TrainError> {
        let names = names(examples.iter().map(|example| example.label.as_str()));
        if names.len() < 2 {
            return Err(TrainError::TooFewLabels);
        }
        let named = names_as_examples(&names, options.names_as_examples);
        let texts: Vec<Prepared> = examples
            .iter()
            .map(|example| Prepared::new(&example.text))
            .chain(named.iter().map(|(_, text)| Prepared::new(text)))
            .collect();
        let real: Vec<usize> = examples
            .iter()
            .filter_map(|example| names.binary_search(&example.label).ok())
            .collect();
        let mut labels = real.clone();
        labels.extend(named.iter().map(|(label, _)| *label));
        let vectoriser = Vectoriser::learn(&texts, options.min_texts);
        let rows = vectoriser.rows(&texts);
        let sets: Vec<Vec<usize>> = labels.iter().map(|label| vec![*label]).collect();
        let task = Task {
            rows: &rows,
            labels: &sets,
            importance: &vec![1.0; labels.len()],
            names: &names,
            features: vectoriser.len(),
        };
        let mut head = Head::train(task, options.method);
        let mut splits = calibration_folds(&real);
        for split in &mut splits {
            split.train.extend(real.len()..labels.len());
        }
        let tested = paired(held_out(task, &splits, options.method), &labels);
        head.calibrate(&tested);
        Ok((Self { vectoriser, head }, tested))
    }

    /// Probabilities for margins that are already known.
    #[must_use]
    pub fn calibrated(&self, margins: &[f32]) -> Vec<f32> {
        self.head.probabilities(margins)
    }

    /// The labels, sorted by name.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        self.head.labels()
    }

    /// The vector of a text in this model's features.
    #[must_use]
    pub fn vector(&self, text: &Prepared) -> Vector {
        self.vectoriser.vector(text)
    }

    /// The margins of a text, by label index.
    #[must_use]
    pub fn margins(&self, text: &str) -> Vec<f32> {
        self.head.margins(&self.vector(&Prepared::new(text)))
    }

    /// The probabilities of the labels, by label index.
    #[must_use]
    pub fn probabilities(&self, text: &str) -> Vec<f32> {
        self.head.probabilities(&self.margins(text))
    }

    /// The labels, most probable first.
    #[must_use]
    pub fn ranked(&self, text: &str) -> Vec<Guess<'_>> {
        let mut guesses: Vec<Guess<'_>> = self
            .labels()
            .iter()
            .zip(self.probabilities(text))
            .map(|(label, confidence)| Guess { label, confidence })
            .collect();
        guesses.sort_by(|left, right| right.confidence.total_cmp(&left.confidence));
        guesses
    }

    /// The most probable label.
    #[must_use]
    pub fn predict(&self, text: &str) -> Option<Guess<'_>> {
        self.ranked(text).into_iter().next()
    }

    /// The model as a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new(SIGNATURE);
        writer.vectoriser(&self.vectoriser);
        writer.head(&self.head);
        writer.finish()
    }

    /// Reads a model that [`Classifier::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LoadError> {
        let mut reader = Reader::new(bytes, SIGNATURE)?;
        let vectoriser = reader.vectoriser()?;
        let head = reader.head(vectoriser.len())?;
        reader.finish()?;
        Ok(Self { vectoriser, head })
    }

    /// A name for exactly these weights.
    #[must_use]
    pub fn version(&self) -> String {
        fingerprint(&self.to_bytes())
    }
}

/// Each label's name in words, so many times, with the label's index.
fn names_as_examples(names: &[String], times: usize) -> Vec<(usize, String)> {
    let words = |name: &String| name.replace(|letter: char| !letter.is_alphanumeric(), " ");
    let named = names.iter().map(words).enumerate();
    named
        .flat_map(|named| std::iter::repeat_n(named, times))
        .collect()
}

/// The different labels, sorted.
pub(crate) fn names<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = labels.map(str::to_owned).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Few examples are all held out once; of many a fifth is enough.
pub(crate) fn calibration_folds(labels: &[usize]) -> Vec<Fold> {
    if labels.len() > MANY_EXAMPLES {
        folds(labels, 5, 1)
    } else {
        folds(labels, 3, 3)
    }
}

/// Margins of held-out texts with their labels; texts that were not held out are left out.
pub(crate) fn paired(margins: Vec<Vec<f32>>, labels: &[usize]) -> Vec<(Vec<f32>, usize)> {
    margins
        .into_iter()
        .zip(labels.iter().copied())
        .filter(|(margins, _)| !margins.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examples() -> Vec<Example> {
        let texts = [
            ("where is my order", "order"),
            ("has my order shipped yet", "order"),
            ("track the order please", "order"),
            ("i want my money back", "refund"),
            ("please refund the money", "refund"),
            ("when do i get my refund", "refund"),
        ];
        texts
            .map(|(text, label)| Example {
                text: text.to_owned(),
                label: label.to_owned(),
            })
            .to_vec()
    }

    #[test]
    fn a_new_wording_finds_its_label() {
        let classifier = Classifier::train(&examples(), Options::for_examples(6)).unwrap();
        assert_eq!(classifier.predict("order shipped?").unwrap().label, "order");
        assert_eq!(
            classifier.predict("refund my money").unwrap().label,
            "refund"
        );
    }

    #[test]
    fn the_same_examples_give_the_same_bytes() {
        let train = || {
            Classifier::train(&examples(), Options::for_examples(6))
                .unwrap()
                .to_bytes()
        };
        assert_eq!(train(), train());
    }

    #[test]
    fn a_saved_model_answers_alike() {
        let classifier = Classifier::train(&examples(), Options::for_examples(6)).unwrap();
        let again = Classifier::from_bytes(&classifier.to_bytes()).unwrap();
        assert_eq!(again, classifier);
        assert_eq!(again.version(), classifier.version());
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let bytes = Classifier::train(&examples(), Options::for_examples(6))
            .unwrap()
            .to_bytes();
        assert!(Classifier::from_bytes(&bytes[..bytes.len() - 3]).is_err());
        assert!(Classifier::from_bytes(b"something else").is_err());
    }

    #[test]
    fn one_label_cannot_be_learnt() {
        let only = vec![examples().remove(0)];
        assert_eq!(
            Classifier::train(&only, Options::for_examples(6)),
            Err(TrainError::TooFewLabels)
        );
    }
}
