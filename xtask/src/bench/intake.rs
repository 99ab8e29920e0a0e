//! Taking messages in: until the sender has its answer, and until they are stored and triaged.

use super::client::Request;
use super::load::closed_loop;
use super::report::{Bound, Figure, Report, ratio};
use super::server::Server;
use super::traffic::Traffic;
use super::watch::Watch;
use super::{Options, say};

/// Messages sent before their cases are waited for, while a workspace is filled.
const BATCH: u64 = 20_000;
/// Messages that AI may answer, measured apart.
const DRAFTED: u64 = 1_000;

/// Measures intake with AI paused, then a little with AI at work.
pub(super) fn measure(
    server: &Server,
    traffic: &mut Traffic,
    options: &Options,
    report: &mut Report,
) -> anyhow::Result<()> {
    let requests: Vec<_> = (0..options.messages)
        .map(|_| traffic.message(&server.channel))
        .collect();
    let (watch, cpu) = (Watch::start(), server.cpu_seconds()?);
    let run = closed_loop(server, options.connections, &requests)?;
    let ack_cpu = server.cpu_seconds()? - cpu;
    server.drained(&requests)?;
    let through = watch.elapsed();
    let through_cpu = server.cpu_seconds()? - cpu;
    let n = options.messages;
    let is_sqlite = server.database == "sqlite";
    let mut add = |name: &str, value, unit, bound| {
        report.add(Figure {
            database: server.database,
            name: name.to_owned(),
            value,
            unit,
            n,
            bound,
        });
    };
    let least = if is_sqlite { 3_000.0 } else { 2_000.0 };
    add("ack rate", run.rate(), "1/s", Some(Bound::AtLeast(least)));
    add("ack p50", run.percentile_ms(50), "ms", None);
    add("ack p99", run.percentile_ms(99), "ms", None);
    add(
        "processor until the last ack",
        ack_cpu / number(n) * 1_000.0,
        "ms/message",
        None,
    );
    add(
        "through rate",
        number(n) / through.as_secs_f64(),
        "1/s",
        None,
    );
    let most = is_sqlite.then_some(Bound::AtMost(0.5));
    add(
        "through processor",
        through_cpu / number(n) * 1_000.0,
        "ms/message",
        most,
    );
    add("memory after intake", server.memory_mib()?, "MiB", None);
    with_ai(server, traffic, options, report)
}

fn with_ai(
    server: &Server,
    traffic: &mut Traffic,
    options: &Options,
    report: &mut Report,
) -> anyhow::Result<()> {
    server.pause_ai(false)?;
    let requests: Vec<Request> = (0..DRAFTED)
        .map(|_| traffic.message(&server.channel))
        .collect();
    let cpu = server.cpu_seconds()?;
    closed_loop(server, options.connections, &requests)?;
    server.drained(&requests)?;
    let cpu = server.cpu_seconds()? - cpu;
    report.add(Figure {
        database: server.database,
        name: "through processor, AI drafting".to_owned(),
        value: cpu / number(DRAFTED) * 1_000.0,
        unit: "ms/message",
        n: DRAFTED,
        bound: None,
    });
    server.pause_ai(true)
}

/// Opens so many cases through the front door and waits until they are triaged.
pub(super) fn fill(
    server: &Server,
    traffic: &mut Traffic,
    cases: u64,
    connections: usize,
) -> anyhow::Result<()> {
    let mut left = cases;
    while left > 0 {
        let batch = left.min(BATCH);
        let requests: Vec<_> = (0..batch)
            .map(|_| traffic.opening(&server.channel))
            .collect();
        closed_loop(server, connections, &requests)?;
        server.drained(&requests)?;
        left -= batch;
        if left > 0 {
            say(&format!("{left} cases to go"));
        }
    }
    Ok(())
}

fn number(count: u64) -> f64 {
    ratio(usize::try_from(count).unwrap_or(usize::MAX), 1.0)
}
