-- Who to whom in few narrow columns, a row for each ordered pair of codes of each asserted event mention: what
-- `dyad_months` counts. Written with the claims, by the same rule as the view `dyad_events`.
-- `month` is months since the year 0, `milli` the intensity in thousandths.
CREATE TABLE dyad_claims (
    coding BIGINT NOT NULL, actor VARCHAR NOT NULL, recipient VARCHAR NOT NULL, month INTEGER,
    quad TINYINT NOT NULL, milli INTEGER NOT NULL
);
CREATE TABLE corrected_dyad_claims AS SELECT * FROM dyad_claims;  -- of the corrected copies

INSERT INTO dyad_claims
SELECT coding, actor, recipient, day[1:4]::INTEGER * 12 + day[6:7]::INTEGER - 1, quad_class,
       (intensity * 1000)::INTEGER
FROM (
    SELECT * EXCLUDE (acting), unnest(acting) AS actor
    FROM (SELECT e.coding, e.quad_class, e.intensity,
                 coalesce(e."when"."from", e."when"."to", r.published_at[1:10]) AS day,
                 list_distinct(e.actor_codes) AS acting,
                 unnest(CASE WHEN len(e.recipient_codes) > 0 THEN list_distinct(e.recipient_codes)
                             ELSE list_distinct(e.actor_codes) END) AS recipient
          FROM events e JOIN reports r ON r.id = e.report_id
          WHERE e.factuality = 'asserted')
)
WHERE actor <> recipient;
