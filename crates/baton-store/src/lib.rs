//! Storage on SQLite and PostgreSQL: the write unit, events, parts, read models, jobs and search.
