# `make run` builds and opens the demo; `make test` runs everything. Both install what they need.
CARGO ?= cargo
UI_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print 2>/dev/null)

.PHONY: run test lint ui tools openapi bench

run: ui
	$(CARGO) run --release --locked --package baton -- demo

test: tools ui
	$(CARGO) test --workspace --locked
	@if [ -f web/package.json ]; then cd web && npm test; fi

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

# Builds the workbench when there is one to build and a source is newer than the last build.
ui: web/dist/.stamp

web/dist/.stamp: $(UI_SOURCES)
	@if [ -f web/package.json ]; then cd web && npm ci --no-audit --no-fund && npm run build && touch dist/.stamp; fi

# PostgreSQL and Chromium for the tests: installed when root, named otherwise.
tools:
	@scripts/test-tools

# Writes the OpenAPI document that the repository keeps.
openapi:
	$(CARGO) xtask openapi

# Measures the release build against its floors; docs/operating.md says how to read it.
bench:
	$(CARGO) xtask bench
