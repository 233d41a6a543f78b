-- What is read: views over claims and judgements, in the order in which they build on each other.
-- They never show `number` or `recorded_at`: the same claims recorded in any order give the same rows. The views
-- that show `coding` or `row` (current_codings and those named *_rows) are for the queries of this program only.
-- Only SQL that every DuckDB from 1.4 on reads back as it was stored (no `if(...)`, which 1.4 does not find again).
-- Views of the stages to the right stand in files `views_link.sql`, `views_track.sql` beside this one.

-- The newest coding of each report: highest rank of the method's version, then the later recorded method.
CREATE VIEW current_codings AS
SELECT number AS coding, report_id, method_id FROM codings WHERE number NOT IN (SELECT coding FROM superseded_codings);

-- Judgements that nobody has undone.
CREATE VIEW standing_judgements AS
SELECT id, kind, subject_id, object_id, field, value, score, explanation, why, method_id, person, decided_at
FROM judgements j
WHERE kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM judgements u WHERE u.kind = 'undo' AND u.subject_id = j.id);

-- Reports with what their newest coding found; `text` is null and `retention` says so where it is withheld.
CREATE VIEW report_list AS
SELECT r.id, r.source, r.url, r.title, r.byline, r.publisher, r.published_at, r.published_basis, r.language,
       r.text_hash, r.text_length, t.text, CASE WHEN t.report_id IS NULL THEN 'withheld' ELSE 'full' END AS retention,
       k.method_id, k.events, k.statements, k.commitments, k.issues
FROM reports r
JOIN current_codings c ON c.report_id = r.id
JOIN codings k ON k.number = c.coding
LEFT JOIN texts t ON t.report_id = r.id;

-- Claims of the newest codings as they count: a coding that corrections touch is read from its corrected copy. `row`
-- is the row's number in its table; copies are numbered below zero.
CREATE VIEW current_event_rows AS
SELECT *, rowid AS row, NULL AS corrections FROM events
WHERE coding NOT IN (SELECT coding FROM superseded_codings UNION ALL SELECT coding FROM corrected_codings)
UNION ALL
SELECT * EXCLUDE (base_row, corrections), -1 - base_row, corrections FROM corrected_events;

CREATE VIEW current_statement_rows AS
SELECT *, rowid AS row, NULL AS corrections FROM statements
WHERE coding NOT IN (SELECT coding FROM superseded_codings UNION ALL SELECT coding FROM corrected_codings)
UNION ALL
SELECT * EXCLUDE (base_row, corrections), -1 - base_row, corrections FROM corrected_statements;

CREATE VIEW current_commitment_rows AS
SELECT *, rowid AS row, NULL AS corrections FROM commitments
WHERE coding NOT IN (SELECT coding FROM superseded_codings UNION ALL SELECT coding FROM corrected_codings)
UNION ALL
SELECT * EXCLUDE (base_row, corrections), -1 - base_row, corrections FROM corrected_commitments;

-- Event mentions of the newest codings, a row each, with the report they stand in. Dates are ISO. `day` is the first
-- day the event may have been on, and `day_basis` says what that rests on: text (its words give a date), published
-- (no words do; it was over when the report came out), report (only when it was told is known), or null.
CREATE VIEW coded_event_rows AS
SELECT e.row, e.coding, e.id, e.report_id, e.method_id, r.source, r.publisher, r.title, r.published_at,
       e.event_type, e.mode, e.contexts, e.cameo, e.quad_class, e.intensity, e.factuality, e.confidence,
       e.actors, e.recipients, e.actor_codes, e.recipient_codes,
       e."when"."from" AS when_from, e."when"."to" AS when_to, e."when".precision AS when_precision,
       e."when".basis AS when_basis, e."when".text AS when_text,
       coalesce(e."when"."from", e."when"."to", r.published_at[1:10]) AS day,
       CASE WHEN coalesce(e."when"."from", e."when"."to", r.published_at) IS NULL THEN NULL
            WHEN coalesce(e."when"."from", e."when"."to") IS NULL THEN 'report'
            WHEN e."when".basis = 'published' THEN 'published' ELSE 'text' END AS day_basis,
       e.place.text AS place, e.place.name AS place_name, e.place.country AS country,
       e.place.lat AS lat, e.place.lon AS lon, e.place.geonames_id AS geonames_id,
       e.speaker.code AS speaker_code, coalesce(e.speaker.name, e.speaker.text) AS speaker_name, e.statement_id,
       e.trigger.text AS trigger, e.trigger."start" AS trigger_start, e.trigger."end" AS trigger_end,
       e.sentence_start, e.sentence_end, e.rule, e.position, e.corrections
FROM current_event_rows e JOIN reports r ON r.id = e.report_id;

CREATE VIEW event_rows AS SELECT * EXCLUDE (coding) FROM coded_event_rows;
CREATE VIEW event_mentions AS SELECT * EXCLUDE (row) FROM event_rows;

-- Who fills which role of which event mention, a row each, with the characters that say it.
CREATE VIEW event_arguments AS
SELECT e.id AS event_id, e.report_id, 'actor' AS role, i - 1 AS position,
       e.actors[i]."start" AS "start", e.actors[i]."end" AS "end", e.actors[i].text AS text,
       e.actors[i].code AS code, e.actors[i].sectors AS sectors, e.actors[i].name AS name,
       e.actors[i].role AS office, e.actors[i].grounding AS grounding
FROM (SELECT id, report_id, actors, unnest(range(1, len(actors) + 1)) AS i FROM current_event_rows) e
UNION ALL
SELECT e.id, e.report_id, 'recipient', i - 1,
       e.recipients[i]."start", e.recipients[i]."end", e.recipients[i].text,
       e.recipients[i].code, e.recipients[i].sectors, e.recipients[i].name,
       e.recipients[i].role, e.recipients[i].grounding
FROM (SELECT id, report_id, recipients, unnest(range(1, len(recipients) + 1)) AS i FROM current_event_rows) e;

CREATE VIEW statement_rows AS
SELECT s.row, s.id, s.report_id, s.method_id, r.source, r.publisher, r.title, r.published_at, s.kind,
       s.speaker, s.speaker.code AS speaker_code, coalesce(s.speaker.name, s.speaker.text) AS speaker_name,
       s.cue.text AS cue, s.content, array_to_string([x.text for x in s.content], ' … ') AS words,
       s.addressees, s.language, s.event_id, s.position, s.corrections
FROM current_statement_rows s JOIN reports r ON r.id = s.report_id;

CREATE VIEW statement_list AS SELECT * EXCLUDE (row) FROM statement_rows;

-- Commitments as coded; what became of them is with the views of track.
CREATE VIEW commitment_rows AS
SELECT k.row, k.id, k.report_id, k.method_id, k.event_id, r.source, r.publisher, r.title, r.published_at,
       k."by", k."to", [x.code for x in k."by"] AS by_codes, [x.code for x in k."to"] AS to_codes,
       k.what, k.condition, k.due, k.what.text AS what_text, k.condition.text AS condition_text,
       k.due.text AS due_text, k.due."from" AS due_from, k.due."to" AS due_to, k.status, k.position, k.corrections
FROM current_commitment_rows k JOIN reports r ON r.id = k.report_id;

CREATE VIEW commitment_list AS SELECT * EXCLUDE (row) FROM commitment_rows;

-- Actors by country code and fullest name, with the number of event mentions on either side.
CREATE VIEW actors AS
SELECT code, coalesce(name, text) AS name, count(DISTINCT event_id) FILTER (role = 'actor') AS acts,
       count(DISTINCT event_id) FILTER (role = 'recipient') AS receives, count(DISTINCT report_id) AS reports,
       list_sort(list_distinct(flatten(list(sectors)))) AS sectors,
       list_sort(list(DISTINCT office) FILTER (office IS NOT NULL)) AS offices
FROM event_arguments
GROUP BY ALL;

-- Who to whom, a row for each ordered pair of country codes of each event mention. Acts without recipients and
-- with several actors (a meeting, a joint agreement) are reciprocal: each to each other.
CREATE VIEW dyad_events AS
SELECT id AS event_id, report_id, actor, recipient, day, day_basis, event_type, mode, quad_class, intensity,
       factuality, confidence
FROM (
    SELECT * EXCLUDE (acting), unnest(acting) AS actor
    FROM (SELECT id, report_id, day, day_basis, event_type, mode, quad_class, intensity, factuality, confidence,
                 CASE WHEN len(actor_codes) < 2 THEN actor_codes ELSE list_distinct(actor_codes) END AS acting,
                 unnest(CASE WHEN len(recipient_codes) = 1 THEN recipient_codes
                             WHEN len(recipient_codes) > 1 THEN list_distinct(recipient_codes)
                             ELSE list_distinct(actor_codes) END) AS recipient
          FROM event_rows)
)
WHERE actor <> recipient;

-- Kept tables, written when the views are defined and brought up to date with each change of claims (`kept.py`):
-- `newest_events` holds the newest event mentions of each code on either side, `actor_mentions` how many there are.
CREATE TABLE derived.dyad_counts (
    actor VARCHAR, recipient VARCHAR, month VARCHAR, events BIGINT, verbal_cooperation BIGINT,
    material_cooperation BIGINT, verbal_conflict BIGINT, material_conflict BIGINT,
    milli BIGINT                            -- the sum of intensities in thousandths
);

-- Who to whom by month: what was told as happening (factuality asserted). Months without events have no row.
CREATE VIEW dyad_months AS
SELECT actor, recipient, month, events, verbal_cooperation, material_cooperation, verbal_conflict, material_conflict,
       milli::DOUBLE / 1000 / events AS intensity
FROM derived.dyad_counts;
