//! The report in a pack: the case told for people. It proves nothing by itself and says so.

use crate::checkpoint::Checkpoint;
use crate::leaf::Leaf;
use crate::pack::PackInput;
use crate::pack::parts::PartsIndex;

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The pack's input.
    pub input: &'a PackInput<'a>,
    /// The checkpoint, read.
    pub checkpoint: &'a Checkpoint,
    /// The events, read, in the order of the log.
    pub leaves: &'a [Leaf],
    /// The parts.
    pub index: &'a PartsIndex,
}

/// The report as one HTML file without scripts and without anything remote.
#[must_use]
pub fn render(source: &Source<'_>) -> String {
    format!(
        "<!doctype html>\n<title>{}</title>\n<p>{}, {}\n",
        source.input.case,
        source.leaves.len(),
        source.checkpoint.size
    )
}
