//! `baton eval`: figures as the contract names them, and clear words about wrong use.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

fn eval(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baton"));
    command.arg("eval").args(words).output().unwrap()
}

fn file(folder: &Path, name: &str, rows: &[Value]) -> String {
    let path = folder.join(name);
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    fs::write(&path, lines.join("\n")).unwrap();
    path.to_str().unwrap().to_owned()
}

fn questions() -> Vec<Value> {
    [
        ("where is my order", "order"),
        ("has my order shipped yet", "order"),
        ("track the order please", "order"),
        ("i want my money back", "refund"),
        ("please refund the money", "refund"),
        ("when do i get my refund", "refund"),
    ]
    .map(|(text, intent)| json!({"text": text, "intent": intent}))
    .to_vec()
}

#[test]
fn one_object_tells_task_rows_time_and_fractions() {
    let folder = TempDir::new().unwrap();
    let train = file(folder.path(), "train.jsonl", &questions());
    let asked = [json!({"text": "order shipped?", "intent": "order"})];
    let test = file(folder.path(), "test.jsonl", &asked);
    let out = folder.path().join("report");
    let words = ["triage", "--train", &train, "--test", &test, "--json"];
    let output = eval(&[&words[..], &["--out", out.to_str().unwrap()]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["task"], "triage");
    assert_eq!(report["n"], 1);
    assert!(report["seconds_cpu"].is_f64(), "{report}");
    assert_eq!(report["metrics"]["accuracy"], 1.0);
    assert_eq!(report.as_object().unwrap().len(), 4, "{report}");
    let written = fs::read_to_string(out.join("triage.md")).unwrap();
    assert!(written.contains("## Calibration"), "{written}");
}

#[test]
fn without_files_triage_is_measured_on_the_starter_set() {
    let output = eval(&["triage"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("accuracy"), "{said}");
    assert!(said.contains("taken for"), "{said}");
}

#[test]
fn wrong_use_is_said_in_one_line_that_names_what_to_mend() {
    let folder = TempDir::new().unwrap();
    let train = file(folder.path(), "train.jsonl", &questions());
    let broken = folder.path().join("broken.jsonl");
    fs::write(
        &broken,
        "{\"text\": \"a\", \"intent\": \"order\"}\nnonsense",
    )
    .unwrap();
    let broken = broken.to_str().unwrap();
    for (words, expected) in [
        (vec!["triage", "--train", &train], "--test is missing"),
        (vec!["retrieval"], "--train is missing"),
        (
            vec!["triage", "--train", &train, "--test", "no/such/file"],
            "no/such/file",
        ),
        (
            vec!["triage", "--train", &train, "--test", broken],
            "line 2",
        ),
        (
            vec!["language", "--train", &train, "--test", &train],
            "no usable row",
        ),
    ] {
        let output = eval(&words);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(expected), "{words:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{words:?}: {said}");
    }
    assert_eq!(eval(&["nonsense"]).status.code(), Some(2));
}
