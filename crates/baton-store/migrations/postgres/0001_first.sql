-- Installation-wide tables: this is the whole list, and a test holds it.

CREATE TABLE people (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    email TEXT COLLATE "C" NOT NULL UNIQUE,
    password_hash TEXT COLLATE "C" NOT NULL,
    totp_secret BYTEA,
    totp_pending BYTEA,
    totp_step BIGINT,
    recovery_digests BYTEA,
    invite_digest BYTEA,
    invite_expires_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    token_digest BYTEA NOT NULL PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    person TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    workspace TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE workspaces (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    log_origin TEXT COLLATE "C" NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE leases (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    holder TEXT COLLATE "C" NOT NULL,
    token BIGINT NOT NULL,
    held_until BIGINT NOT NULL
);

CREATE TABLE lanes (
    lane TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    job TEXT COLLATE "C" NOT NULL,
    attempt BIGINT NOT NULL
);

CREATE TABLE sealed_keys (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

-- People and programs of one workspace.

CREATE TABLE teammates (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    roles TEXT COLLATE "C" NOT NULL,
    availability TEXT COLLATE "C" NOT NULL CHECK (availability IN ('available', 'busy', 'away')),
    is_active BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, person)
);

CREATE INDEX teammates_by_person ON teammates (person);

CREATE TABLE keys (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    teammate TEXT COLLATE "C",
    scopes TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, digest)
);

CREATE TABLE settings (
    workspace TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace, name)
);

-- The workspace's own policies, every version; the last one is in force.
CREATE TABLE policies (
    workspace TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    text_part TEXT COLLATE "C" NOT NULL,
    by_teammate TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, version)
);

CREATE TABLE counters (
    workspace TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    next BIGINT NOT NULL,
    PRIMARY KEY (workspace, name)
);

-- Events, their order, and the tree over them.

CREATE TABLE events (
    workspace TEXT COLLATE "C" NOT NULL,
    stream TEXT COLLATE "C" NOT NULL,
    stream_seq BIGINT NOT NULL,
    leaf BYTEA NOT NULL,
    PRIMARY KEY (workspace, stream, stream_seq)
);

CREATE TABLE streams (
    workspace TEXT COLLATE "C" NOT NULL,
    stream TEXT COLLATE "C" NOT NULL,
    last_seq BIGINT NOT NULL,
    last_hash BYTEA NOT NULL,
    PRIMARY KEY (workspace, stream)
);

CREATE TABLE positions (
    workspace TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    stream TEXT COLLATE "C" NOT NULL,
    stream_seq BIGINT NOT NULL,
    leaf_hash BYTEA NOT NULL,
    PRIMARY KEY (workspace, position),
    UNIQUE (workspace, stream, stream_seq)
);

CREATE TABLE unplaced (
    workspace TEXT COLLATE "C" NOT NULL,
    ord BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY,
    stream TEXT COLLATE "C" NOT NULL,
    stream_seq BIGINT NOT NULL,
    leaf_hash BYTEA NOT NULL,
    PRIMARY KEY (workspace, ord)
);

CREATE INDEX unplaced_by_ord ON unplaced (ord);

CREATE TABLE tree_nodes (
    workspace TEXT COLLATE "C" NOT NULL,
    level BIGINT NOT NULL,
    node BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (workspace, level, node)
);

CREATE TABLE checkpoints (
    workspace TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    root BYTEA NOT NULL,
    frontier BYTEA NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, size)
);

-- What witnesses cosigned, and how far each got. Of this generation of the log alone.

CREATE TABLE cosignatures (
    workspace TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    witness TEXT COLLATE "C" NOT NULL,
    line TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, size, witness)
);

CREATE TABLE witnesses (
    workspace TEXT COLLATE "C" NOT NULL,
    witness TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    trouble_code TEXT COLLATE "C",
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, witness)
);

-- Where every stream ends, as the log committed to it; pages of the map as they were at each epoch.

CREATE TABLE epochs (
    workspace TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    stream_seq BIGINT NOT NULL,
    PRIMARY KEY (workspace, size)
);

CREATE TABLE map_pages (
    workspace TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    page BYTEA NOT NULL,
    PRIMARY KEY (workspace, name, size)
);

CREATE INDEX map_pages_by_size ON map_pages (workspace, size, name);

-- Content, and whom it speaks of.

CREATE TABLE parts (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    commitment BYTEA NOT NULL,
    salt BYTEA,
    media TEXT COLLATE "C" NOT NULL,
    content BYTEA,
    created_at BIGINT NOT NULL,
    erased_at BIGINT,
    PRIMARY KEY (workspace, id)
);

CREATE TABLE part_subjects (
    workspace TEXT COLLATE "C" NOT NULL,
    part TEXT COLLATE "C" NOT NULL,
    contact TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace, contact, part)
);

-- What is too large for one row: chunks of a mebibyte, stored before the unit that refers to them.

CREATE TABLE part_chunks (
    workspace TEXT COLLATE "C" NOT NULL,
    part TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (workspace, part, number)
);

-- Content that no message names yet. Whoever names it takes the row away.

CREATE TABLE uploads (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    part TEXT COLLATE "C" NOT NULL,
    salt BYTEA NOT NULL,
    commitment BYTEA,
    name TEXT COLLATE "C" NOT NULL,
    mime TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    claimed_by TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX uploads_by_age ON uploads (created_at);

-- Background work.

CREATE TABLE jobs (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    queue TEXT COLLATE "C" NOT NULL CHECK (queue IN ('intake', 'send', 'timer', 'triage', 'draft', 'bulk')),
    lane TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    payload TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('ready', 'running', 'dead')),
    run_at BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    holder TEXT COLLATE "C",
    held_until BIGINT,
    error_code TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX jobs_ready ON jobs (workspace, queue, run_at, id) WHERE state = 'ready';
CREATE INDEX jobs_running ON jobs (held_until) WHERE state = 'running';
CREATE INDEX jobs_by_lane ON jobs (lane, id) WHERE lane IS NOT NULL AND state <> 'dead';
CREATE INDEX jobs_retrying ON jobs (queue, run_at) WHERE state = 'ready' AND attempt > 0;
CREATE INDEX jobs_dead ON jobs (queue) WHERE state = 'dead';

CREATE TABLE idempotency (
    workspace TEXT COLLATE "C" NOT NULL,
    key_digest BYTEA NOT NULL,
    request_digest BYTEA NOT NULL,
    resource TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, key_digest)
);

CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- Surfaces, people outside and what they wrote.

CREATE TABLE channels (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    slug TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    threads TEXT COLLATE "C" NOT NULL CHECK (threads IN ('topic', 'endless', 'group', 'public')),
    vouches BIGINT NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    is_paused BIGINT NOT NULL,
    configuration TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, slug)
);

CREATE INDEX channels_by_id ON channels (id);

-- How a channel does. Not a record: it is never proved, and instants are a minute coarse.

CREATE TABLE channel_health (
    workspace TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    last_in_at BIGINT,
    last_out_at BIGINT,
    rejected BIGINT NOT NULL,
    trouble_code TEXT COLLATE "C",
    trouble_at BIGINT,
    place TEXT COLLATE "C",
    PRIMARY KEY (workspace, channel)
);

CREATE TABLE contacts (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    name_part TEXT COLLATE "C",
    language TEXT COLLATE "C",
    account TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE TABLE handles (
    workspace TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('email', 'phone', 'opaque')),
    scope TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL,
    contact TEXT COLLATE "C" NOT NULL,
    address_part TEXT COLLATE "C" NOT NULL,
    is_verified BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, kind, scope, digest)
);

CREATE INDEX handles_by_contact ON handles (workspace, contact);

CREATE TABLE accounts (
    workspace TEXT COLLATE "C" NOT NULL,
    contact TEXT COLLATE "C" NOT NULL,
    tier TEXT COLLATE "C" NOT NULL,
    mrr_minor BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    customer_since BIGINT,
    PRIMARY KEY (workspace, contact)
);

-- Contacts whose content is to go, goes or is gone; and those whose content has to stay.

CREATE TABLE erasures (
    workspace TEXT COLLATE "C" NOT NULL,
    contact TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    requested_by TEXT COLLATE "C",
    requested_at BIGINT NOT NULL,
    decided_at BIGINT,
    finished_at BIGINT,
    parts BIGINT NOT NULL,
    PRIMARY KEY (workspace, contact)
);

CREATE TABLE legal_holds (
    workspace TEXT COLLATE "C" NOT NULL,
    contact TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    held_by TEXT COLLATE "C" NOT NULL,
    held_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, contact)
);

CREATE TABLE conversations (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    thread_digest BYTEA,
    contact TEXT COLLATE "C",
    thread_part TEXT COLLATE "C",
    subject_part TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE UNIQUE INDEX conversations_by_thread
    ON conversations (workspace, channel, thread_digest);

CREATE TABLE deliveries (
    workspace TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL,
    message TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace, channel, digest)
);

CREATE TABLE messages (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    conversation TEXT COLLATE "C",
    case_id TEXT COLLATE "C",
    direction TEXT COLLATE "C" NOT NULL CHECK (direction IN ('inbound', 'outbound')),
    state TEXT COLLATE "C" NOT NULL,
    contact TEXT COLLATE "C",
    participant TEXT COLLATE "C",
    external_part TEXT COLLATE "C",
    from_part TEXT COLLATE "C",
    to_part TEXT COLLATE "C",
    subject_part TEXT COLLATE "C",
    text_part TEXT COLLATE "C",
    quoted_part TEXT COLLATE "C",
    html_part TEXT COLLATE "C",
    raw_part TEXT COLLATE "C",
    language TEXT COLLATE "C",
    reason_code TEXT COLLATE "C",
    provider_at BIGINT,
    received_at BIGINT NOT NULL,
    is_history BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX messages_by_time ON messages (workspace, received_at, id);
CREATE INDEX messages_by_case ON messages (workspace, case_id, received_at, id);
CREATE INDEX messages_by_state ON messages (workspace, state, received_at, id);
CREATE INDEX messages_by_conversation ON messages (workspace, conversation, received_at, id);

CREATE TABLE attachments (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    message TEXT COLLATE "C" NOT NULL,
    name_part TEXT COLLATE "C" NOT NULL,
    mime TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX attachments_by_message ON attachments (workspace, message);

-- Read models of the case.

CREATE TABLE cases (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('open', 'resolved', 'closed', 'cancelled', 'merged')),
    sequence BIGINT NOT NULL,
    fold_version BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    subject_part TEXT COLLATE "C",
    preview_part TEXT COLLATE "C",
    customer TEXT COLLATE "C",
    next_mover TEXT COLLATE "C",
    due_at BIGINT,
    queue_key BIGINT NOT NULL,
    assignee TEXT COLLATE "C",
    team TEXT COLLATE "C",
    language TEXT COLLATE "C",
    category TEXT COLLATE "C",
    urgency TEXT COLLATE "C",
    sentiment TEXT COLLATE "C",
    has_draft BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE UNIQUE INDEX cases_by_number ON cases (workspace, number);
CREATE INDEX cases_by_queue ON cases (workspace, status, queue_key, id);
CREATE INDEX cases_by_place ON cases (workspace, queue_key, id);
CREATE INDEX cases_by_turn ON cases (workspace, next_mover, queue_key, id);
CREATE INDEX cases_by_update ON cases (workspace, updated_at, id);
CREATE INDEX cases_by_creation ON cases (workspace, created_at, id);
CREATE INDEX cases_by_assignee ON cases (workspace, assignee, queue_key, id);
CREATE INDEX cases_by_customer ON cases (workspace, customer, status, updated_at);

CREATE TABLE case_channels (
    workspace TEXT COLLATE "C" NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,
    conversation TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace, case_id, conversation)
);

CREATE INDEX case_channels_by_conversation ON case_channels (workspace, conversation, case_id);

CREATE TABLE case_entities (
    workspace TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,
    part TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace, kind, digest, case_id)
);

CREATE INDEX case_entities_by_case ON case_entities (workspace, case_id);

CREATE TABLE drafts (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    text_part TEXT COLLATE "C",
    proposed_part TEXT COLLATE "C",
    citations_part TEXT COLLATE "C",
    sent_message TEXT COLLATE "C",
    reason_code TEXT COLLATE "C",
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX drafts_by_case ON drafts (workspace, case_id, id);

CREATE TABLE reviews (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,
    draft TEXT COLLATE "C",
    action TEXT COLLATE "C",
    needed_role TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('open', 'approved', 'rejected', 'changed', 'withdrawn')),
    requested_by TEXT COLLATE "C" NOT NULL,
    requested_at BIGINT NOT NULL,
    comment_part TEXT COLLATE "C",
    decided_by TEXT COLLATE "C",
    decided_at BIGINT,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX reviews_by_status ON reviews (workspace, status, requested_at, id);

CREATE TABLE actions (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('proposed', 'approved', 'running', 'done', 'failed', 'unknown', 'rejected', 'withdrawn')),
    customer TEXT COLLATE "C",
    amount_minor BIGINT,
    currency TEXT COLLATE "C",
    requested_by TEXT COLLATE "C" NOT NULL,
    approved_by TEXT COLLATE "C",
    approved_at BIGINT,
    parameters_part TEXT COLLATE "C" NOT NULL,
    result_part TEXT COLLATE "C",
    reason_code TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX actions_by_case ON actions (workspace, case_id, id);

CREATE INDEX actions_by_approval ON actions (workspace, approved_at);

CREATE TABLE seen (
    workspace TEXT COLLATE "C" NOT NULL,
    teammate TEXT COLLATE "C" NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (workspace, teammate, case_id)
);

CREATE TABLE outbox (
    workspace TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    message TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace, channel, number),
    UNIQUE (workspace, message)
);

-- Knowledge.

CREATE TABLE articles (
    workspace TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('draft', 'review', 'published', 'retired')),
    language TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    published_version BIGINT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX articles_by_update ON articles (workspace, updated_at, id);

CREATE TABLE article_versions (
    workspace TEXT COLLATE "C" NOT NULL,
    article TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    title_part TEXT COLLATE "C" NOT NULL,
    body_part TEXT COLLATE "C" NOT NULL,
    applies TEXT COLLATE "C" NOT NULL,
    by_teammate TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, article, version)
);

-- What people taught: one row says that a text deserves a label, or how a proposed answer fared.
-- `text_part` is what somebody outside wrote (a message's text). Of a label (`language`, `intent`,
-- `category`, `urgency`, `sentiment`) the value is its code as triage names it: `correction` if a
-- teammate changed it, `confirmation` if a teammate answered and left it as it was. Of an `answer` the
-- value is `unedited`, `edited` (of AI's wording) or `own`; `draft_part` is what AI proposed first and
-- `answer_part` the content that left. What was taught last counts; a confirmation never replaces a
-- correction. `number` rises with every change: read on from the last one seen. The words are in the
-- parts alone, so that erasing a part un-teaches it.

CREATE TABLE training_examples (
    workspace TEXT COLLATE "C" NOT NULL,
    text_part TEXT COLLATE "C" NOT NULL,
    label_kind TEXT COLLATE "C" NOT NULL
        CHECK (label_kind IN ('language', 'intent', 'category', 'urgency', 'sentiment', 'answer')),
    label_value TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL CHECK (source IN ('correction', 'confirmation')),
    case_id TEXT COLLATE "C" NOT NULL,
    draft_part TEXT COLLATE "C",
    answer_part TEXT COLLATE "C",
    number BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, text_part, label_kind)
);

CREATE INDEX training_examples_by_number ON training_examples (workspace, number);

-- Models of triage that learnt from the training examples. At most one is used; none is the one that
-- every workspace begins with. `taught_to` is the last training example it knows. Of old ones the
-- bytes are dropped, the row stays.

CREATE TABLE models (
    workspace TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    is_used BIGINT NOT NULL CHECK (is_used IN (0, 1)),
    version TEXT COLLATE "C" NOT NULL,
    taught_to BIGINT NOT NULL,
    lessons BIGINT NOT NULL,
    held_back BIGINT NOT NULL,
    right_before BIGINT NOT NULL,
    right_after BIGINT NOT NULL,
    bytes BYTEA,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, number)
);

-- Search: one row per thing that can be found, its tokens made by our own analyser.

CREATE TABLE search_documents (
    workspace TEXT COLLATE "C" NOT NULL,
    document BIGINT NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,
    part TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace, document)
);

CREATE INDEX search_documents_by_part ON search_documents (workspace, part);

CREATE TABLE search (
    workspace TEXT COLLATE "C" NOT NULL,
    document BIGINT NOT NULL,
    tokens TSVECTOR NOT NULL,
    PRIMARY KEY (workspace, document)
);

CREATE INDEX search_by_token ON search USING gin (tokens);
