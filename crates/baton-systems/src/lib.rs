//! Back offices and support desks behind one port.
