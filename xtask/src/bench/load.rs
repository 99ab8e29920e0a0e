//! Closed loops: so many connections, each sending its next request when it has its answer.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{anyhow, bail};

use super::client::{Client, Request};
use super::server::Server;
use super::watch::Watch;

/// How long to wait after the server said that it has too much to do.
const BACK_OFF: Duration = Duration::from_millis(100);
/// How often one request is sent again for that reason.
const MAX_TRIES: u32 = 600;

/// What a loop measured.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// How long each request took, in order of length.
    latencies: Vec<Duration>,
    /// From the first request to the last answer.
    pub(super) elapsed: Duration,
}

impl Run {
    /// Answers per second.
    pub(super) fn rate(&self) -> f64 {
        super::report::ratio(self.latencies.len(), self.elapsed.as_secs_f64())
    }

    /// The latency, in milliseconds, that so many of a hundred answers do not exceed.
    pub(super) fn percentile_ms(&self, percent: usize) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        let found = self.latencies.get(last * percent / 100);
        found.copied().unwrap_or_default().as_secs_f64() * 1_000.0
    }
}

/// Sends every request once over `connections` connections.
pub(super) fn closed_loop(
    server: &Server,
    connections: usize,
    requests: &[Request],
) -> anyhow::Result<Run> {
    let next = AtomicUsize::new(0);
    let mut clients = Vec::new();
    for _ in 0..connections {
        clients.push(server.connect()?);
    }
    let watch = Watch::start();
    let mut latencies = std::thread::scope(|scope| {
        let senders: Vec<_> = clients
            .into_iter()
            .map(|client| scope.spawn(|| serve(client, requests, &next)))
            .collect();
        let mut latencies = Vec::with_capacity(requests.len());
        for sender in senders {
            let done = sender.join().map_err(|_| anyhow!("a sender failed"))?;
            latencies.extend(done?);
        }
        anyhow::Ok(latencies)
    })?;
    let elapsed = watch.elapsed();
    latencies.sort_unstable();
    Ok(Run { latencies, elapsed })
}

fn serve(
    mut client: Client,
    requests: &[Request],
    next: &AtomicUsize,
) -> anyhow::Result<Vec<Duration>> {
    let mut latencies = Vec::new();
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(request) = requests.get(index) else {
            return Ok(latencies);
        };
        let sent = Watch::start();
        send(&mut client, request)?;
        latencies.push(sent.elapsed());
    }
}

/// Sends a request until the server has time for it.
fn send(client: &mut Client, request: &Request) -> anyhow::Result<()> {
    for _ in 0..MAX_TRIES {
        let answer = client.send(request)?;
        match answer.status {
            200..300 => return Ok(()),
            503 => std::thread::sleep(BACK_OFF),
            status => bail!(
                "{} {} was answered {status}: {}",
                request.method,
                request.path,
                String::from_utf8_lossy(&answer.body)
            ),
        }
    }
    bail!("{} {} was refused too often", request.method, request.path)
}
