//! The table of figures, each next to the floor it has to keep.

use serde_json::json;

/// What a figure has to keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Bound {
    /// It may not be less.
    AtLeast(f64),
    /// It may not be more.
    AtMost(f64),
}

/// One measured figure.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) database: &'static str,
    pub(super) name: String,
    pub(super) value: f64,
    pub(super) unit: &'static str,
    /// Trials, or rows that it was measured over.
    pub(super) n: u64,
    /// None where the figure is for information.
    pub(super) bound: Option<Bound>,
}

impl Figure {
    fn is_met(&self) -> bool {
        match self.bound {
            Some(Bound::AtLeast(least)) => self.value >= least,
            Some(Bound::AtMost(most)) => self.value <= most,
            None => true,
        }
    }

    fn floor(&self) -> String {
        match self.bound {
            Some(Bound::AtLeast(least)) => format!("≥ {least}"),
            Some(Bound::AtMost(most)) => format!("≤ {most}"),
            None => String::new(),
        }
    }

    fn verdict(&self) -> &'static str {
        match (self.bound, self.is_met()) {
            (None, _) => "",
            (Some(_), true) => "met",
            (Some(_), false) => "MISSED",
        }
    }
}

/// Everything that was measured in one run.
#[derive(Debug)]
pub(super) struct Report {
    seed: u64,
    figures: Vec<Figure>,
}

impl Report {
    pub(super) const fn new(seed: u64) -> Self {
        Self {
            seed,
            figures: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, figure: Figure) {
        eprintln!(
            "bench: {} {}: {} {} {}",
            figure.database,
            figure.name,
            written(figure.value),
            figure.unit,
            figure.verdict()
        );
        self.figures.push(figure);
    }

    /// Whether every floor is kept.
    pub(super) fn is_met(&self) -> bool {
        self.figures.iter().all(Figure::is_met)
    }

    pub(super) fn table(&self) -> String {
        let mut lines = vec![format!(
            "{:9} {:44} {:>10} {:12} {:>7} {:>8} {}",
            "database", "figure", "value", "unit", "n", "floor", ""
        )];
        lines.extend(self.figures.iter().map(|figure| {
            format!(
                "{:9} {:44} {:>10} {:12} {:>7} {:>8} {}",
                figure.database,
                figure.name,
                written(figure.value),
                figure.unit,
                figure.n,
                figure.floor(),
                figure.verdict()
            )
            .trim_end()
            .to_owned()
        }));
        lines.push(format!("seed {}", self.seed));
        lines.join("\n")
    }

    pub(super) fn json(&self) -> String {
        let figures: Vec<_> = self
            .figures
            .iter()
            .map(|figure| {
                let (least, most) = match figure.bound {
                    Some(Bound::AtLeast(least)) => (Some(least), None),
                    Some(Bound::AtMost(most)) => (None, Some(most)),
                    None => (None, None),
                };
                json!({
                    "database": figure.database, "name": figure.name, "value": figure.value,
                    "unit": figure.unit, "n": figure.n, "at_least": least, "at_most": most,
                    "met": figure.is_met(),
                })
            })
            .collect();
        json!({"seed": self.seed, "met": self.is_met(), "figures": figures}).to_string()
    }
}

fn written(value: f64) -> String {
    if value >= 100.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.2}")
    }
}

/// A count divided by a measure.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "no count here comes near 2^53"
)]
pub(super) fn ratio(count: usize, by: f64) -> f64 {
    count as f64 / by
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: f64, bound: Option<Bound>) -> Figure {
        Figure {
            database: "sqlite",
            name: "x".to_owned(),
            value,
            unit: "ms",
            n: 1,
            bound,
        }
    }

    #[test]
    fn a_floor_that_is_missed_fails_the_run() {
        let mut report = Report::new(1);
        report.add(figure(4.0, Some(Bound::AtMost(5.0))));
        report.add(figure(9.0, None));
        assert!(report.is_met());
        report.add(figure(4.0, Some(Bound::AtLeast(5.0))));
        assert!(!report.is_met());
        assert!(report.table().contains("MISSED"));
        assert!(report.json().contains("\"met\":false"));
    }
}
