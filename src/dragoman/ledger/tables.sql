-- The ledger's tables: append-only claims. Nothing here is ever updated; a correction is a row of `judgements`.
--
-- Every claim row carries its provenance: `report_id` (whose words), `method_id` (which version of the coder
-- read them) and `coding` (the number of that reading in this ledger). Ids are deterministic hashes of raw
-- fields and are the same in every ledger; `coding` and `number` columns are the order of recording, local to
-- this file, and belong to no identity and to no view. The same event id read by two methods is two rows.
-- The key of a claim is (method_id, id): a coding is written whole in one transaction and only once, which keeps
-- it without an index of its own (`dragoman verify` checks it).
--
-- Spans are half-open, in code points, into texts.text. Nested columns hold records as the output contract
-- writes them:  span  = {start, end, text}
--               actor = {start, end, text, code, sectors, name, role, grounding}

-- What this file is: one row a key (ledger_id).
CREATE TABLE about (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

-- Ordered migrations that were run; the largest is the version of the file.
CREATE TABLE schema_versions (version INTEGER PRIMARY KEY, applied_at TIMESTAMP NOT NULL);

-- Coders and linkers. A method is a name, a version and a hash of the code, tables and model that decide.
-- `rank` orders versions (numbers of the version); of equal ranks the later recorded is newer.
CREATE TABLE methods (
    id VARCHAR PRIMARY KEY,
    number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    rank INTEGER[] NOT NULL,
    hash VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- Reports as they were acquired. The text stands in `texts`, so that it can be withheld and the claims stay.
CREATE TABLE reports (
    id VARCHAR PRIMARY KEY,
    number BIGINT NOT NULL,
    source VARCHAR NOT NULL,
    url VARCHAR,
    title VARCHAR,
    byline VARCHAR,
    publisher VARCHAR,
    published_at VARCHAR,
    published_basis VARCHAR,
    language VARCHAR,
    text_hash VARCHAR NOT NULL,
    text_length INTEGER NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- The frozen text of each report; no row where the text is withheld (a judgement of kind `retention` says why).
CREATE TABLE texts (report_id VARCHAR PRIMARY KEY, text VARCHAR NOT NULL);

-- One reading of one report by one method, with the number of claims it made (checked by verify).
CREATE TABLE codings (
    number BIGINT PRIMARY KEY,
    report_id VARCHAR NOT NULL,
    method_id VARCHAR NOT NULL,
    sentences STRUCT("start" INTEGER, "end" INTEGER)[] NOT NULL,
    mentions INTEGER NOT NULL,
    events INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    commitments INTEGER NOT NULL,
    issues INTEGER NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    UNIQUE (report_id, method_id)
);

CREATE TABLE mentions (
    coding BIGINT NOT NULL, report_id VARCHAR NOT NULL, method_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,              -- in reading order, from 0; with report and method the key
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,                  -- actor, place, time
    code VARCHAR, sectors VARCHAR[], name VARCHAR, role VARCHAR, grounding VARCHAR,
    country VARCHAR, lat DOUBLE, lon DOUBLE, geonames_id INTEGER,
    type VARCHAR, value VARCHAR, "from" VARCHAR, "to" VARCHAR, precision VARCHAR, basis VARCHAR
);

-- Event mentions: one report's claim that somebody did something to somebody.
CREATE TABLE events (
    coding BIGINT NOT NULL, report_id VARCHAR NOT NULL, method_id VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    position INTEGER NOT NULL,              -- order in the report, from 0
    event_type VARCHAR NOT NULL, mode VARCHAR, contexts VARCHAR[] NOT NULL, cameo VARCHAR,
    quad_class TINYINT NOT NULL, intensity DOUBLE NOT NULL,
    factuality VARCHAR NOT NULL, confidence DOUBLE NOT NULL,
    sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
    trigger STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR) NOT NULL,
    actors STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR, code VARCHAR, sectors VARCHAR[], name VARCHAR,
                  role VARCHAR, grounding VARCHAR)[] NOT NULL,
    recipients STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR, code VARCHAR, sectors VARCHAR[], name VARCHAR,
                      role VARCHAR, grounding VARCHAR)[] NOT NULL,
    actor_codes VARCHAR[] NOT NULL,         -- actors[].code in order, null where unknown: quick to search
    recipient_codes VARCHAR[] NOT NULL,
    place STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR, country VARCHAR, lat DOUBLE, lon DOUBLE,
                 geonames_id INTEGER, name VARCHAR),
    "when" STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR, type VARCHAR, value VARCHAR, "from" VARCHAR,
                  "to" VARCHAR, precision VARCHAR, basis VARCHAR),
    speaker STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR, code VARCHAR, sectors VARCHAR[], name VARCHAR,
                   role VARCHAR, grounding VARCHAR),   -- who is said to have said it
    statement_id VARCHAR,                   -- set when the event stands in reported speech
    rule VARCHAR NOT NULL
);

CREATE TABLE statements (
    coding BIGINT NOT NULL, report_id VARCHAR NOT NULL, method_id VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL,                  -- direct, indirect, mixed
    speaker STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR, code VARCHAR, sectors VARCHAR[], name VARCHAR,
                   role VARCHAR, grounding VARCHAR),
    cue STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR),
    content STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR)[] NOT NULL,
    addressees STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR, code VARCHAR, sectors VARCHAR[], name VARCHAR,
                      role VARCHAR, grounding VARCHAR)[] NOT NULL,
    language VARCHAR,
    event_id VARCHAR
);

CREATE TABLE commitments (
    coding BIGINT NOT NULL, report_id VARCHAR NOT NULL, method_id VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    event_id VARCHAR NOT NULL,
    "by" STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR, code VARCHAR, sectors VARCHAR[], name VARCHAR,
                role VARCHAR, grounding VARCHAR)[] NOT NULL,
    "to" STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR, code VARCHAR, sectors VARCHAR[], name VARCHAR,
                role VARCHAR, grounding VARCHAR)[] NOT NULL,
    what STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR) NOT NULL,
    condition STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR),
    due STRUCT("start" INTEGER, "end" INTEGER, text VARCHAR, type VARCHAR, value VARCHAR, "from" VARCHAR,
               "to" VARCHAR, precision VARCHAR, basis VARCHAR),
    status VARCHAR NOT NULL                 -- as coded: open; what became of it is a judgement
);

-- Recorded doubts.
CREATE TABLE issues (
    coding BIGINT NOT NULL, report_id VARCHAR NOT NULL, method_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    stage VARCHAR NOT NULL, code VARCHAR NOT NULL, message VARCHAR NOT NULL, "start" INTEGER, "end" INTEGER
);

-- What a method or a person decided about claims: same_event, same_story, copy_of, same_actor,
-- commitment_status, correction, retention, undo. `subject_id` is the claim (or report, or judgement) decided
-- about; `object_id` the other one of a pair, or the later claim that caused it; `field` and `value` (JSON) what
-- it says. An undone judgement stays; the row that undoes it has kind `undo` and names it in subject_id.
CREATE TABLE judgements (
    id VARCHAR PRIMARY KEY,
    number BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    object_id VARCHAR,
    field VARCHAR,
    value VARCHAR,
    score DOUBLE,
    explanation VARCHAR,                    -- how it was reached, in words
    why VARCHAR,                            -- a person's reason
    method_id VARCHAR,                      -- which method judged; null for a person
    person VARCHAR,                         -- who judged; null for a method
    decided_at VARCHAR,                     -- ISO 8601; for a method null (it decides the same at any time)
    recorded_at TIMESTAMP NOT NULL
);

-- What was done to this ledger: add, import, restore, backup.
CREATE TABLE runs (
    number BIGINT PRIMARY KEY,
    kind VARCHAR NOT NULL,
    what VARCHAR NOT NULL,                  -- inputs, or the file
    method_id VARCHAR,
    reports INTEGER NOT NULL,
    events INTEGER NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- Derived tables: what is too dear to be a view, written by `Ledger.write_table` from claims and judgements and
-- dropped by `rebuild_views`. Found by their bare names, as the views are.
CREATE SCHEMA derived;
