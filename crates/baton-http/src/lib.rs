//! The HTTP interface: routes, problems, live hints and the OpenAPI document.
