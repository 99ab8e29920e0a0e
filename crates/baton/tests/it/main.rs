//! What the house as a whole must keep.

mod arrows;
