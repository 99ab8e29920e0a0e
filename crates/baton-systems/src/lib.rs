//! Back offices behind one port: the demo's own shop.
//!
//! Nothing here knows a case or a policy. A look-up gives what the system says or why it cannot; an
//! execution is one call, and whatever may have happened is told as unknown.

pub mod fake_shop;
