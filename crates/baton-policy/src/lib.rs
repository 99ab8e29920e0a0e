//! Who may do what: the role and operation table and the policy engine.
