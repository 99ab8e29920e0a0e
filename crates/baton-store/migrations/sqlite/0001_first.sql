-- Installation-wide tables: this is the whole list, and a test holds it.

CREATE TABLE people (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    totp_secret BLOB,
    totp_pending BLOB,
    totp_step INTEGER,
    recovery_digests BLOB,
    invite_digest BLOB,
    invite_expires_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    token_digest BLOB NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES people (id),
    workspace TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE workspaces (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    log_origin TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    token INTEGER NOT NULL,
    held_until INTEGER NOT NULL
) STRICT;

CREATE TABLE lanes (
    lane TEXT NOT NULL PRIMARY KEY,
    job TEXT NOT NULL,
    attempt INTEGER NOT NULL
) STRICT;

CREATE TABLE sealed_keys (
    name TEXT NOT NULL PRIMARY KEY,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- People and programs of one workspace.

CREATE TABLE teammates (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    availability TEXT NOT NULL CHECK (availability IN ('available', 'busy', 'away')),
    is_active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, person)
) STRICT;

CREATE INDEX teammates_by_person ON teammates (person);

CREATE TABLE keys (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    digest BLOB NOT NULL,
    name TEXT NOT NULL,
    teammate TEXT,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, digest)
) STRICT;

CREATE TABLE settings (
    workspace TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (workspace, name)
) STRICT;

-- The workspace's own policies, every version; the last one is in force.
CREATE TABLE policies (
    workspace TEXT NOT NULL,
    version INTEGER NOT NULL,
    text_part TEXT NOT NULL,
    by_teammate TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, version)
) STRICT;

CREATE TABLE counters (
    workspace TEXT NOT NULL,
    name TEXT NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (workspace, name)
) STRICT;

-- Events, their order, and the tree over them.

CREATE TABLE events (
    workspace TEXT NOT NULL,
    stream TEXT NOT NULL,
    stream_seq INTEGER NOT NULL,
    leaf BLOB NOT NULL,
    PRIMARY KEY (workspace, stream, stream_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE streams (
    workspace TEXT NOT NULL,
    stream TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    last_hash BLOB NOT NULL,
    PRIMARY KEY (workspace, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE positions (
    workspace TEXT NOT NULL,
    position INTEGER NOT NULL,
    stream TEXT NOT NULL,
    stream_seq INTEGER NOT NULL,
    leaf_hash BLOB NOT NULL,
    PRIMARY KEY (workspace, position),
    UNIQUE (workspace, stream, stream_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE unplaced (
    workspace TEXT NOT NULL,
    ord INTEGER NOT NULL,
    stream TEXT NOT NULL,
    stream_seq INTEGER NOT NULL,
    leaf_hash BLOB NOT NULL,
    PRIMARY KEY (workspace, ord)
) STRICT;

CREATE INDEX unplaced_by_ord ON unplaced (ord);

CREATE TABLE tree_nodes (
    workspace TEXT NOT NULL,
    level INTEGER NOT NULL,
    node INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (workspace, level, node)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
    workspace TEXT NOT NULL,
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    frontier BLOB NOT NULL,
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (workspace, size)
) STRICT;

-- What witnesses cosigned, and how far each got. Of this generation of the log alone.

CREATE TABLE cosignatures (
    workspace TEXT NOT NULL,
    size INTEGER NOT NULL,
    witness TEXT NOT NULL,
    line TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (workspace, size, witness)
) STRICT, WITHOUT ROWID;

CREATE TABLE witnesses (
    workspace TEXT NOT NULL,
    witness TEXT NOT NULL,
    size INTEGER NOT NULL,
    trouble_code TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (workspace, witness)
) STRICT, WITHOUT ROWID;

-- Where every stream ends, as the log committed to it; pages of the map as they were at each epoch.

CREATE TABLE epochs (
    workspace TEXT NOT NULL,
    size INTEGER NOT NULL,
    stream_seq INTEGER NOT NULL,
    PRIMARY KEY (workspace, size)
) STRICT, WITHOUT ROWID;

CREATE TABLE map_pages (
    workspace TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    page BLOB NOT NULL,
    PRIMARY KEY (workspace, name, size)
) STRICT, WITHOUT ROWID;

CREATE INDEX map_pages_by_size ON map_pages (workspace, size, name);

-- Content, and whom it speaks of.

CREATE TABLE parts (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    commitment BLOB NOT NULL,
    salt BLOB,
    media TEXT NOT NULL,
    content BLOB,
    created_at INTEGER NOT NULL,
    erased_at INTEGER,
    PRIMARY KEY (workspace, id)
) STRICT;

CREATE TABLE part_subjects (
    workspace TEXT NOT NULL,
    part TEXT NOT NULL,
    contact TEXT NOT NULL,
    PRIMARY KEY (workspace, contact, part)
) STRICT, WITHOUT ROWID;

-- What is too large for one row: chunks of a mebibyte, stored before the unit that refers to them.

CREATE TABLE part_chunks (
    workspace TEXT NOT NULL,
    part TEXT NOT NULL,
    number INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (workspace, part, number)
) STRICT;

-- Content that no message names yet. Whoever names it takes the row away.

CREATE TABLE uploads (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    part TEXT NOT NULL,
    salt BLOB NOT NULL,
    commitment BLOB,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    size INTEGER NOT NULL,
    claimed_by TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, id)
) STRICT;

CREATE INDEX uploads_by_age ON uploads (created_at);

-- Background work.

CREATE TABLE jobs (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    queue TEXT NOT NULL CHECK (queue IN ('intake', 'send', 'timer', 'triage', 'draft', 'bulk')),
    lane TEXT,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'dead')),
    run_at INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    holder TEXT,
    held_until INTEGER,
    error_code TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX jobs_ready ON jobs (workspace, queue, run_at, id) WHERE state = 'ready';
CREATE INDEX jobs_running ON jobs (held_until) WHERE state = 'running';
CREATE INDEX jobs_by_lane ON jobs (lane, id) WHERE lane IS NOT NULL AND state <> 'dead';
CREATE INDEX jobs_retrying ON jobs (queue, run_at) WHERE state = 'ready' AND attempt > 0;
CREATE INDEX jobs_dead ON jobs (queue) WHERE state = 'dead';

CREATE TABLE idempotency (
    workspace TEXT NOT NULL,
    key_digest BLOB NOT NULL,
    request_digest BLOB NOT NULL,
    resource TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, key_digest)
) STRICT;

CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- Surfaces, people outside and what they wrote.

CREATE TABLE channels (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    threads TEXT NOT NULL CHECK (threads IN ('topic', 'endless', 'group', 'public')),
    vouches INTEGER NOT NULL,
    stage TEXT NOT NULL,
    is_paused INTEGER NOT NULL,
    configuration TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, slug)
) STRICT;

CREATE INDEX channels_by_id ON channels (id);

-- How a channel does. Not a record: it is never proved, and instants are a minute coarse.

CREATE TABLE channel_health (
    workspace TEXT NOT NULL,
    channel TEXT NOT NULL,
    last_in_at INTEGER,
    last_out_at INTEGER,
    rejected INTEGER NOT NULL,
    trouble_code TEXT,
    trouble_at INTEGER,
    place TEXT,
    PRIMARY KEY (workspace, channel)
) STRICT;

CREATE TABLE contacts (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    name_part TEXT,
    language TEXT,
    account TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE handles (
    workspace TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'opaque')),
    scope TEXT NOT NULL,
    digest BLOB NOT NULL,
    contact TEXT NOT NULL,
    address_part TEXT NOT NULL,
    is_verified INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, kind, scope, digest)
) STRICT;

CREATE INDEX handles_by_contact ON handles (workspace, contact);

CREATE TABLE accounts (
    workspace TEXT NOT NULL,
    contact TEXT NOT NULL,
    tier TEXT NOT NULL,
    mrr_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    customer_since INTEGER,
    PRIMARY KEY (workspace, contact)
) STRICT;

-- Contacts whose content is to go, goes or is gone; and those whose content has to stay.

CREATE TABLE erasures (
    workspace TEXT NOT NULL,
    contact TEXT NOT NULL,
    reason TEXT NOT NULL,
    requested_by TEXT,
    requested_at INTEGER NOT NULL,
    decided_at INTEGER,
    finished_at INTEGER,
    parts INTEGER NOT NULL,
    PRIMARY KEY (workspace, contact)
) STRICT;

CREATE TABLE legal_holds (
    workspace TEXT NOT NULL,
    contact TEXT NOT NULL,
    reason TEXT NOT NULL,
    held_by TEXT NOT NULL,
    held_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, contact)
) STRICT;

CREATE TABLE conversations (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    channel TEXT NOT NULL,
    thread_digest BLOB,
    contact TEXT,
    thread_part TEXT,
    subject_part TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX conversations_by_thread
    ON conversations (workspace, channel, thread_digest);

CREATE TABLE deliveries (
    workspace TEXT NOT NULL,
    channel TEXT NOT NULL,
    digest BLOB NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (workspace, channel, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    channel TEXT NOT NULL,
    conversation TEXT,
    case_id TEXT,
    direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
    state TEXT NOT NULL,
    contact TEXT,
    participant TEXT,
    external_part TEXT,
    from_part TEXT,
    to_part TEXT,
    subject_part TEXT,
    text_part TEXT,
    quoted_part TEXT,
    html_part TEXT,
    raw_part TEXT,
    language TEXT,
    reason_code TEXT,
    provider_at INTEGER,
    received_at INTEGER NOT NULL,
    is_history INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace, id)
) STRICT;

CREATE INDEX messages_by_time ON messages (workspace, received_at, id);
CREATE INDEX messages_by_case ON messages (workspace, case_id, received_at, id);
CREATE INDEX messages_by_state ON messages (workspace, state, received_at, id);
CREATE INDEX messages_by_conversation ON messages (workspace, conversation, received_at, id);

CREATE TABLE attachments (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    message TEXT NOT NULL,
    name_part TEXT NOT NULL,
    mime TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (workspace, id)
) STRICT;

CREATE INDEX attachments_by_message ON attachments (workspace, message);

-- Read models of the case.

CREATE TABLE cases (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'resolved', 'closed', 'cancelled', 'merged')),
    sequence INTEGER NOT NULL,
    fold_version INTEGER NOT NULL,
    state TEXT NOT NULL,
    subject_part TEXT,
    preview_part TEXT,
    customer TEXT,
    next_mover TEXT,
    due_at INTEGER,
    queue_key INTEGER NOT NULL,
    assignee TEXT,
    team TEXT,
    language TEXT,
    category TEXT,
    urgency TEXT,
    sentiment TEXT,
    has_draft INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, id)
) STRICT;

CREATE UNIQUE INDEX cases_by_number ON cases (workspace, number);
CREATE INDEX cases_by_queue ON cases (workspace, status, queue_key, id);
CREATE INDEX cases_by_place ON cases (workspace, queue_key, id);
CREATE INDEX cases_by_turn ON cases (workspace, next_mover, queue_key, id);
CREATE INDEX cases_by_update ON cases (workspace, updated_at, id);
CREATE INDEX cases_by_creation ON cases (workspace, created_at, id);
CREATE INDEX cases_by_assignee ON cases (workspace, assignee, queue_key, id);
CREATE INDEX cases_by_customer ON cases (workspace, customer, status, updated_at);

CREATE TABLE case_channels (
    workspace TEXT NOT NULL,
    case_id TEXT NOT NULL,
    conversation TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (workspace, case_id, conversation)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_channels_by_conversation ON case_channels (workspace, conversation, case_id);

CREATE TABLE case_entities (
    workspace TEXT NOT NULL,
    kind TEXT NOT NULL,
    digest BLOB NOT NULL,
    case_id TEXT NOT NULL,
    part TEXT NOT NULL,
    PRIMARY KEY (workspace, kind, digest, case_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_entities_by_case ON case_entities (workspace, case_id);

CREATE TABLE drafts (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    status TEXT NOT NULL,
    text_part TEXT,
    proposed_part TEXT,
    citations_part TEXT,
    sent_message TEXT,
    reason_code TEXT,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, id)
) STRICT;

CREATE INDEX drafts_by_case ON drafts (workspace, case_id, id);

CREATE TABLE reviews (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    draft TEXT,
    action TEXT,
    needed_role TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'approved', 'rejected', 'changed', 'withdrawn')),
    requested_by TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    comment_part TEXT,
    decided_by TEXT,
    decided_at INTEGER,
    PRIMARY KEY (workspace, id)
) STRICT;

CREATE INDEX reviews_by_status ON reviews (workspace, status, requested_at, id);

CREATE TABLE actions (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('proposed', 'approved', 'running', 'done', 'failed', 'unknown', 'rejected', 'withdrawn')),
    customer TEXT,
    amount_minor INTEGER,
    currency TEXT,
    requested_by TEXT NOT NULL,
    approved_by TEXT,
    approved_at INTEGER,
    parameters_part TEXT NOT NULL,
    result_part TEXT,
    reason_code TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, id)
) STRICT;

CREATE INDEX actions_by_case ON actions (workspace, case_id, id);

CREATE INDEX actions_by_approval ON actions (workspace, approved_at);

CREATE TABLE seen (
    workspace TEXT NOT NULL,
    teammate TEXT NOT NULL,
    case_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (workspace, teammate, case_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    workspace TEXT NOT NULL,
    channel TEXT NOT NULL,
    number INTEGER NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (workspace, channel, number),
    UNIQUE (workspace, message)
) STRICT;

-- Knowledge.

CREATE TABLE articles (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'review', 'published', 'retired')),
    language TEXT NOT NULL,
    version INTEGER NOT NULL,
    published_version INTEGER,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, id)
) STRICT;

CREATE INDEX articles_by_update ON articles (workspace, updated_at, id);

CREATE TABLE article_versions (
    workspace TEXT NOT NULL,
    article TEXT NOT NULL,
    version INTEGER NOT NULL,
    title_part TEXT NOT NULL,
    body_part TEXT NOT NULL,
    applies TEXT NOT NULL,
    by_teammate TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, article, version)
) STRICT;

-- What people taught: one row says that a text deserves a label, or how a proposed answer fared.
-- `text_part` is what somebody outside wrote (a message's text). Of a label (`language`, `intent`,
-- `category`, `urgency`, `sentiment`) the value is its code as triage names it: `correction` if a
-- teammate changed it, `confirmation` if a teammate answered and left it as it was. Of an `answer` the
-- value is `unedited`, `edited` (of AI's wording) or `own`; `draft_part` is what AI proposed first and
-- `answer_part` the content that left. What was taught last counts; a confirmation never replaces a
-- correction. `number` rises with every change: read on from the last one seen. The words are in the
-- parts alone, so that erasing a part un-teaches it.

CREATE TABLE training_examples (
    workspace TEXT NOT NULL,
    text_part TEXT NOT NULL,
    label_kind TEXT NOT NULL
        CHECK (label_kind IN ('language', 'intent', 'category', 'urgency', 'sentiment', 'answer')),
    label_value TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('correction', 'confirmation')),
    case_id TEXT NOT NULL,
    draft_part TEXT,
    answer_part TEXT,
    number INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, text_part, label_kind)
) STRICT;

CREATE INDEX training_examples_by_number ON training_examples (workspace, number);

-- Models of triage that learnt from the training examples. At most one is used; none is the one that
-- every workspace begins with. `taught_to` is the last training example it knows. Of old ones the
-- bytes are dropped, the row stays.

CREATE TABLE models (
    workspace TEXT NOT NULL,
    number INTEGER NOT NULL,
    is_used INTEGER NOT NULL CHECK (is_used IN (0, 1)),
    version TEXT NOT NULL,
    taught_to INTEGER NOT NULL,
    lessons INTEGER NOT NULL,
    held_back INTEGER NOT NULL,
    right_before INTEGER NOT NULL,
    right_after INTEGER NOT NULL,
    bytes BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, number)
) STRICT;

-- Search: one row per thing that can be found, its tokens made by our own analyser.

CREATE TABLE search_documents (
    workspace TEXT NOT NULL,
    document INTEGER NOT NULL,
    case_id TEXT NOT NULL,
    part TEXT NOT NULL,
    PRIMARY KEY (workspace, document)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_documents_by_part ON search_documents (workspace, part);

CREATE VIRTUAL TABLE search USING fts5 (tokens, columnsize = 0, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
