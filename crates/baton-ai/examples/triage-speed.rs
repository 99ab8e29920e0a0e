//! How many messages a second the engine classifies and triages on one core.
//!
//! `cargo run --release -p baton-ai --example triage-speed`
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a stopwatch for people who run it"
)]

use std::time::Instant;

use baton_ai::classifier::{Classifier, Example, Options};
use baton_ai::engine::Engine;
use baton_ai::training::TrainingSet;
use baton_ai::triage::TriageInput;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let set = TrainingSet::starter()?;
    let began = Instant::now();
    let engine = Engine::train(&set)?;
    println!(
        "engine trained on {} messages in {:?}",
        set.messages.len(),
        began.elapsed()
    );
    println!("{} bytes", engine.to_bytes().len());

    let inputs: Vec<TriageInput> = set
        .messages
        .iter()
        .map(|message| TriageInput {
            text: message.text.clone(),
            ..TriageInput::default()
        })
        .collect();
    let began = Instant::now();
    let answered = inputs
        .iter()
        .filter(|input| engine.triage(input).needs_answer)
        .count();
    rate("triage", inputs.len(), began);
    println!("{answered} need an answer");

    let examples: Vec<Example> = set
        .messages
        .iter()
        .filter_map(|message| {
            let label = message.intent.clone()?;
            Some(Example {
                text: message.text.clone(),
                label,
            })
        })
        .collect();
    let classifier = Classifier::train(&examples, Options::for_examples(examples.len()))?;
    let began = Instant::now();
    let known = examples
        .iter()
        .filter(|one| classifier.predict(&one.text).is_some())
        .count();
    rate("classification", known, began);
    Ok(())
}

fn rate(what: &str, count: usize, began: Instant) {
    let seconds = began.elapsed().as_secs_f64();
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    println!(
        "{what}: {:.0} messages a second",
        f64::from(count) / seconds
    );
}
