//! The policies every installation begins with, and the schema all policies are checked against.

/// What policies may speak about.
pub const SCHEMA: &str = include_str!("../policies/schema.cedarschema");

/// The shipped policies: file name and text. Their forbids bind every workspace.
pub const POLICIES: [(&str, &str); 3] = [
    ("limits.cedar", include_str!("../policies/limits.cedar")),
    ("stages.cedar", include_str!("../policies/stages.cedar")),
    ("permits.cedar", include_str!("../policies/permits.cedar")),
];
