-- What is read: views over claims and judgements, in the order in which they build on each other.
-- They never show `coding`, `number` or `recorded_at`: the same claims recorded in any order give the same rows.
-- Views of the stages to the right stand in files `views_link.sql`, `views_track.sql` beside this one.

-- The newest coding of each report: highest rank of the method's version, then the later recorded method.
CREATE OR REPLACE VIEW current_codings AS
SELECT c.number AS coding, c.report_id, c.method_id
FROM codings c JOIN methods m ON m.id = c.method_id
QUALIFY row_number() OVER (PARTITION BY c.report_id ORDER BY m.rank DESC, m.number DESC) = 1;

-- Judgements that nobody has undone.
CREATE OR REPLACE VIEW standing_judgements AS
SELECT id, kind, subject_id, object_id, field, value, score, explanation, why, method_id, person, decided_at
FROM judgements j
WHERE kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM judgements u WHERE u.kind = 'undo' AND u.subject_id = j.id);
