-- Codings of a report that a newer method's coding has replaced in the views: read by every view, so a table.
-- Once superseded, always: the row is written in the transaction that brings the newer coding.
CREATE TABLE superseded_codings (coding BIGINT PRIMARY KEY);

INSERT INTO superseded_codings
SELECT c.number FROM codings c JOIN methods m ON m.id = c.method_id
QUALIFY row_number() OVER (PARTITION BY c.report_id ORDER BY m.rank DESC, m.number DESC) > 1;
