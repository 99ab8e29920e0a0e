//! Public data sets, where they lie beside the checkout; each test says when they do not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use baton_ai::eval::{EvalReport, EvalRequest, EvalTask, run};

/// The file of a data set, or nothing, said aloud.
fn data(name: &str) -> Option<PathBuf> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = manifest.join("../../../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is absent", path.display());
    None
}

/// Splits a file in two, every fifth line into the second.
fn split(path: &Path, into: &Path) -> (PathBuf, PathBuf) {
    let content = std::fs::read_to_string(path).unwrap();
    let (mut learnt, mut measured) = (String::new(), String::new());
    for (at, line) in content.lines().enumerate() {
        let half = if at % 5 == 2 {
            &mut measured
        } else {
            &mut learnt
        };
        half.push_str(line);
        half.push('\n');
    }
    let paths = (into.join("train.jsonl"), into.join("test.jsonl"));
    std::fs::write(&paths.0, learnt).unwrap();
    std::fs::write(&paths.1, measured).unwrap();
    paths
}

fn measure(task: EvalTask, train: PathBuf, test: PathBuf) -> EvalReport {
    let request = EvalRequest {
        task,
        train,
        test,
        ..EvalRequest::default()
    };
    let report = run(&request, &|| 0.0).unwrap();
    println!("{}", serde_json::to_string(&report).unwrap());
    report
}

#[test]
fn banking_questions_are_told_apart() {
    let Some(path) = data("intent/banking77_train.jsonl") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (train, test) = split(&path, folder.path());
    let report = measure(EvalTask::Triage, train, test);
    assert!(report.metrics["accuracy"] >= 0.89);
    assert!(report.metrics["ece"] <= 0.05);
}

#[test]
fn disturbed_messages_are_understood_nearly_as_well() {
    let Some(path) = data("intent/banking77_train.jsonl") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (train, test) = split(&path, folder.path());
    let request = EvalRequest {
        train,
        test,
        is_disturbed: true,
        ..EvalRequest::default()
    };
    let report = run(&request, &|| 0.0).unwrap();
    println!("{}", serde_json::to_string(&report).unwrap());
    assert!(report.metrics["largest_loss"] <= 0.04);
}

#[test]
fn a_thousand_reviews_teach_and_a_hundred_slips_cost_little() {
    let Some(path) = data("intent/banking77_train.jsonl") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (train, test) = split(&path, folder.path());
    let metrics = measure(EvalTask::Learning, train, test).metrics;
    assert!(metrics["gain"] >= 0.03);
    assert!(metrics["cost_of_wrong_corrections"] <= 0.02);
}

#[test]
fn long_tasks_find_a_document_they_need() {
    let (Some(train), Some(test)) = (
        data("retrieval/tau2_bank_docs.jsonl"),
        data("retrieval/tau2_bank_tasks.jsonl"),
    ) else {
        return;
    };
    assert!(measure(EvalTask::Retrieval, train, test).metrics["recall_at_10"] >= 0.80);
}

#[test]
fn ten_examples_a_topic_are_enough_for_seven_of_ten() {
    let Some(path) = data("intent/banking77_train.jsonl") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (train, test) = split(&path, folder.path());
    let few = folder.path().join("few.jsonl");
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let content = std::fs::read_to_string(train).unwrap();
    let lines = content.lines().filter(|line| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let count = taken.entry(row["intent"].to_string()).or_default();
        *count += 1;
        *count <= 10
    });
    std::fs::write(&few, lines.collect::<Vec<_>>().join("\n")).unwrap();
    let report = measure(EvalTask::Triage, few, test);
    assert!(report.metrics["accuracy"] >= 0.70);
}

#[test]
fn topics_that_nothing_covers_are_listed() {
    let (Some(train), Some(test)) = (
        data("intent/clinc150_train.jsonl"),
        data("intent/clinc150_val.jsonl"),
    ) else {
        return;
    };
    let metrics = measure(EvalTask::Gaps, train, test).metrics;
    assert!(metrics["topic_recall"] >= 0.70);
    assert!(metrics["purity"] >= 0.75);
    assert!(metrics["false_topic_rate"] <= 0.25);
}

#[test]
fn several_intents_in_one_message_are_found() {
    let Some(path) = data("intent/nlupp_banking.jsonl") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (train, test) = split(&path, folder.path());
    assert!(measure(EvalTask::Triage, train, test).metrics["micro_f1"] >= 0.85);
}

#[test]
fn questions_find_their_answers() {
    let (Some(train), Some(test)) = (
        data("retrieval/stackfaq_docs.jsonl"),
        data("retrieval/stackfaq_queries.jsonl"),
    ) else {
        return;
    };
    let report = measure(EvalTask::Retrieval, train, test);
    assert!(report.metrics["recall_at_3"] >= 0.86);
    assert!(report.metrics["mrr"] >= 0.77);
}

#[test]
fn languages_are_told_apart() {
    let Some(path) = data("langid/lingua_dev.jsonl") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (train, test) = split(&path, folder.path());
    let report = measure(EvalTask::Language, train, test);
    assert!(report.metrics["accuracy_sentences"] >= 0.90);
    assert!(report.metrics["accuracy_word_pairs"] >= 0.70);
}

#[test]
fn a_missing_file_is_named() {
    let missing = PathBuf::from("no/such/file.jsonl");
    let request = EvalRequest {
        task: EvalTask::Triage,
        train: missing.clone(),
        test: missing,
        ..EvalRequest::default()
    };
    let error = run(&request, &|| 0.0).unwrap_err();
    assert!(error.to_string().contains("no/such/file.jsonl"), "{error}");
}
