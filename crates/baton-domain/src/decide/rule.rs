//! Rules that several commands share, by noun.

pub(super) mod action;
pub(super) mod answer;
pub(super) mod boundary;
pub(super) mod clock;
pub(super) mod ending;
pub(super) mod people;
pub(super) mod release;
pub(super) mod waiting;
pub(super) mod withdraw;
pub(super) mod wording;
