//! The Prometheus text format, as far as we use it.

use std::fmt::{self, Display, Write as _};

/// A time in seconds, kept exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seconds {
    micros: u64,
}

impl Seconds {
    pub(super) const fn from_micros(micros: u64) -> Self {
        Self { micros }
    }
}

impl Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.micros / 1_000_000, self.micros % 1_000_000);
        write!(f, "{whole}.{rest:06}")
    }
}

/// An answer in the making.
#[derive(Debug, Default)]
pub(super) struct Text(String);

impl Text {
    /// Begins a family of lines.
    pub(super) fn head(&mut self, name: &str, kind: &str, help: &str) {
        self.push(format_args!("# HELP {name} {help}\n# TYPE {name} {kind}\n"));
    }

    /// One line. Label values come from the program alone and need no escaping.
    pub(super) fn line(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        self.push(format_args!("{name}"));
        for (index, (label, of)) in labels.iter().enumerate() {
            let open = if index == 0 { '{' } else { ',' };
            self.push(format_args!("{open}{label}=\"{of}\""));
        }
        let close = if labels.is_empty() { "" } else { "}" };
        self.push(format_args!("{close} {value}\n"));
    }

    /// A family of one line that may go up and down.
    pub(super) fn gauge(&mut self, name: &str, help: &str, value: impl Display) {
        self.head(name, "gauge", help);
        self.line(name, &[], value);
    }

    /// A family of one line that only goes up.
    pub(super) fn counter(&mut self, name: &str, help: &str, value: impl Display) {
        self.head(name, "counter", help);
        self.line(name, &[], value);
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    fn push(&mut self, text: fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        self.0.write_fmt(text).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_written_as_prometheus_reads_them() {
        let mut text = Text::default();
        text.gauge("a", "An a.", 1);
        text.head("b_total", "counter", "Some b.");
        text.line("b_total", &[("x", "1"), ("y", "z")], 2);
        assert_eq!(
            text.finish(),
            "# HELP a An a.\n# TYPE a gauge\na 1\n\
             # HELP b_total Some b.\n# TYPE b_total counter\nb_total{x=\"1\",y=\"z\"} 2\n"
        );
    }

    #[test]
    fn seconds_keep_their_microseconds() {
        assert_eq!(Seconds::from_micros(1_000_020).to_string(), "1.000020");
        assert_eq!(Seconds::from_micros(0).to_string(), "0.000000");
    }
}
