//! The built-in engine: triage, retrieval, drafting from approved wording, and its evaluation.
