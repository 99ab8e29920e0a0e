//! What this process counted of its requests.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::{Method, StatusCode};

use super::text::{Seconds, Text};

/// The upper ends of the acknowledgement histogram, in microseconds.
const ENDS_US: [u64; 12] = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
    5_000_000,
];

/// Counts of requests by route, and how long senders wait for their acknowledgement.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// By route; a route is known at compile time, so there are few.
    routes: BTreeMap<String, BTreeMap<(&'static str, u16), Route>>,
    acks: Histogram,
}

#[derive(Debug, Default)]
struct Route {
    count: u64,
    micros: u64,
}

#[derive(Debug, Default)]
struct Histogram {
    buckets: [u64; ENDS_US.len()],
    count: u64,
    micros: u64,
}

impl Histogram {
    fn add(&mut self, micros: u64) {
        self.count += 1;
        self.micros += micros;
        for (bucket, end) in self.buckets.iter_mut().zip(ENDS_US) {
            *bucket += u64::from(micros <= end);
        }
    }
}

/// Whether an answer of this route tells a sender that its message is kept.
fn is_ack(route: &str, method: &Method, status: StatusCode) -> bool {
    let takes_in = route == "/api/v1/channels/{id}/inbound" || route.starts_with("/hooks/");
    takes_in && method == Method::POST && status.is_success()
}

/// The method as a label: a closed set, whatever a client may invent.
fn label(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        _ => "other",
    }
}

impl Requests {
    /// Counts one answered request.
    pub(super) fn add(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if is_ack(route, method, status) {
            inner.acks.add(micros);
        }
        if !inner.routes.contains_key(route) {
            inner.routes.insert(route.to_owned(), BTreeMap::new());
        }
        if let Some(counts) = inner.routes.get_mut(route) {
            let counted = counts.entry((label(method), status.as_u16())).or_default();
            counted.count += 1;
            counted.micros = counted.micros.saturating_add(micros);
        }
    }

    pub(super) fn write(&self, text: &mut Text) {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let each = |text: &mut Text, name: &str, value: fn(&Route) -> String| {
            for (route, counts) in &inner.routes {
                for ((method, status), counted) in counts {
                    let status = status.to_string();
                    let labels = [
                        ("method", *method),
                        ("route", route.as_str()),
                        ("status", status.as_str()),
                    ];
                    text.line(name, &labels, value(counted));
                }
            }
        };
        text.head(
            "baton_requests_total",
            "counter",
            "Answered requests by method, route and status.",
        );
        each(text, "baton_requests_total", |route| {
            route.count.to_string()
        });
        text.head(
            "baton_request_seconds_total",
            "counter",
            "Time until those answers began; divided by their number, the mean.",
        );
        each(text, "baton_request_seconds_total", |route| {
            Seconds::from_micros(route.micros).to_string()
        });
        write_acks(text, &inner.acks);
    }
}

fn write_acks(text: &mut Text, acks: &Histogram) {
    text.head(
        "baton_ack_seconds",
        "histogram",
        "How long senders waited until their message was kept durably.",
    );
    for (bucket, end) in acks.buckets.iter().zip(ENDS_US) {
        let end = Seconds::from_micros(end).to_string();
        text.line("baton_ack_seconds_bucket", &[("le", &end)], bucket);
    }
    text.line("baton_ack_seconds_bucket", &[("le", "+Inf")], acks.count);
    text.line(
        "baton_ack_seconds_sum",
        &[],
        Seconds::from_micros(acks.micros),
    );
    text.line("baton_ack_seconds_count", &[], acks.count);
}

#[cfg(test)]
mod tests {
    use super::*;

    const INBOUND: &str = "/api/v1/channels/{id}/inbound";

    fn written(requests: &Requests) -> String {
        let mut text = Text::default();
        requests.write(&mut text);
        text.finish()
    }

    #[test]
    fn requests_are_counted_by_method_route_and_status() {
        let requests = Requests::default();
        let took = Duration::from_millis(3);
        requests.add(&Method::GET, "/readyz", StatusCode::OK, took);
        requests.add(&Method::GET, "/readyz", StatusCode::OK, took);
        let text = written(&requests);
        let labels = r#"{method="GET",route="/readyz",status="200"}"#;
        assert!(text.contains(&format!("baton_requests_total{labels} 2\n")));
        assert!(text.contains(&format!("baton_request_seconds_total{labels} 0.006000\n")));
    }

    #[test]
    fn only_messages_that_are_kept_count_as_acknowledged() {
        let requests = Requests::default();
        let add = |method, status, ms| {
            requests.add(&method, INBOUND, status, Duration::from_millis(ms));
        };
        add(Method::POST, StatusCode::ACCEPTED, 2);
        add(Method::POST, StatusCode::ACCEPTED, 20_000);
        add(Method::POST, StatusCode::SERVICE_UNAVAILABLE, 1);
        add(Method::GET, StatusCode::OK, 1);
        let text = written(&requests);
        assert!(text.contains("baton_ack_seconds_bucket{le=\"0.001000\"} 0\n"));
        assert!(text.contains("baton_ack_seconds_bucket{le=\"0.002500\"} 1\n"));
        assert!(text.contains("baton_ack_seconds_bucket{le=\"+Inf\"} 2\n"));
        assert!(text.contains("baton_ack_seconds_sum 20.002000\n"));
    }

    #[test]
    fn methods_that_clients_invent_are_one_label() {
        let requests = Requests::default();
        let odd = Method::from_bytes(b"BREW").unwrap();
        requests.add(&odd, "other", StatusCode::NOT_FOUND, Duration::ZERO);
        assert!(written(&requests).contains("method=\"other\""));
    }
}
