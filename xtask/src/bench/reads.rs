//! What people read: lists, searches and long cases, one request at a time.

use anyhow::Context as _;
use serde_json::Value;

use super::Options;
use super::client::Request;
use super::load::{Run, closed_loop};
use super::report::{Bound, Figure, Report};
use super::server::Server;
use super::traffic::{self, Traffic};

/// Lists of fifty, by name and query.
const LISTS: [(&str, &str); 6] = [
    ("queue order", "limit=50"),
    ("open, in queue order", "limit=50&status=open"),
    ("our turn", "limit=50&next_mover=us&status=open"),
    ("queue of nobody", "limit=50&queue=none"),
    ("latest change", "limit=50&sort=-updated"),
    ("oldest", "limit=50&sort=created"),
];
/// Messages of the long case.
const LONG: usize = 100;
/// Searches that find many, few or none, in words and in Chinese.
const COMMON: [&str; 6] = [
    "refund",
    "parcel%20delivered",
    "退款",
    "收货地址",
    "invoice",
    "水壶漏水",
];

/// What reading each list took.
pub(super) type Lists = Vec<Run>;

pub(super) fn lists(server: &Server, reads: u64) -> anyhow::Result<Lists> {
    let mut runs = Vec::new();
    for (_, query) in LISTS {
        runs.push(read(server, &format!("/api/v1/cases?{query}"), reads)?);
    }
    Ok(runs)
}

fn read(server: &Server, path: &str, reads: u64) -> anyhow::Result<Run> {
    let warm = closed_loop(server, 1, &vec![Request::get(path); 5]);
    warm.with_context(|| format!("while reading {path}"))?;
    let requests = vec![Request::get(path); usize::try_from(reads)?];
    closed_loop(server, 1, &requests)
}

pub(super) fn report(
    server: &Server,
    (few, many): (Lists, Lists),
    (few_cases, many_cases): (u64, u64),
    report: &mut Report,
) {
    for (((name, _), few), many) in LISTS.iter().zip(few).zip(many) {
        let (before, after) = (few.percentile_ms(50), many.percentile_ms(50));
        let mut add = |name: String, value, unit, bound| {
            report.add(Figure {
                database: server.database,
                name,
                value,
                unit,
                n: few_cases.max(many_cases),
                bound,
            });
        };
        add(
            format!("list, {name}: p50 at {few_cases}"),
            before,
            "ms",
            Some(Bound::AtMost(5.0)),
        );
        add(
            format!("list, {name}: p50 at {many_cases}"),
            after,
            "ms",
            Some(Bound::AtMost(5.0)),
        );
        add(
            format!("list, {name}: growth"),
            after / before,
            "×",
            Some(Bound::AtMost(1.5)),
        );
    }
}

pub(super) fn searches(
    server: &Server,
    options: &Options,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut queries: Vec<(String, String)> = COMMON
        .iter()
        .map(|words| ("common words".to_owned(), (*words).to_owned()))
        .collect();
    for index in 0..COMMON.len() {
        let number = u64::try_from(index)?.wrapping_mul(0x1234_5678_9abc);
        queries.push(("rare words".to_owned(), traffic::rare_word(number >> 7)));
    }
    for kind in ["common words", "rare words"] {
        let paths: Vec<_> = queries
            .iter()
            .filter(|(of, _)| of == kind)
            .map(|(_, words)| Request::get(format!("/api/v1/cases?limit=50&q={words}")))
            .collect();
        let requests: Vec<_> = paths
            .iter()
            .cycle()
            .take(usize::try_from(options.reads)?)
            .cloned()
            .collect();
        let run = closed_loop(server, 1, &requests)?;
        for (percent, bound) in [(50, None), (95, Some(Bound::AtMost(100.0)))] {
            report.add(Figure {
                database: server.database,
                name: format!("search, {kind}: p{percent}"),
                value: run.percentile_ms(percent),
                unit: "ms",
                n: options.reads,
                bound,
            });
        }
    }
    Ok(())
}

/// A case with a hundred messages, read as a teammate opens it.
pub(super) fn long_case(
    server: &Server,
    traffic: &mut Traffic,
    reads: u64,
    report: &mut Report,
) -> anyhow::Result<()> {
    let conversation = u64::MAX;
    let requests: Vec<_> = (0..LONG)
        .map(|_| traffic.following(&server.channel, conversation))
        .collect();
    let last = requests.last().and_then(|request| request.body.clone());
    // One after the other, so that they stand in one case.
    closed_loop(server, 1, &requests)?;
    server.drained(&requests)?;
    let last: Value = serde_json::from_str(&last.unwrap_or_default())?;
    let external = last.get("external_id").and_then(Value::as_str);
    let path = format!(
        "/api/v1/messages?external_id={}",
        external.unwrap_or_default()
    );
    let found = server.get(&path)?;
    let case = found.pointer("/items/0/case_id").and_then(Value::as_str);
    let case = case.context("the long case is not there")?;
    for (name, path) in [
        ("case of 100 messages: p50", format!("/api/v1/cases/{case}")),
        (
            "its timeline: p50",
            format!("/api/v1/cases/{case}/timeline"),
        ),
    ] {
        let run = read(server, &path, reads)?;
        report.add(Figure {
            database: server.database,
            name: name.to_owned(),
            value: run.percentile_ms(50),
            unit: "ms",
            n: reads,
            bound: Some(Bound::AtMost(10.0)),
        });
    }
    Ok(())
}
