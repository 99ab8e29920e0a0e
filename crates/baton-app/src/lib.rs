//! The use cases, the job runner and the ports.
