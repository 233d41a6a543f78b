-- Corrected copies: the claims of each coding that a standing correction touches, with the corrections applied and
-- what was rejected left out. The views read them instead of the coding's own rows, which stay as they were coded.
-- Pure functions of claims and judgements: written again whenever a correction or a newer coding comes in.
CREATE TABLE corrected_codings (coding BIGINT PRIMARY KEY);

CREATE TABLE corrected_events AS SELECT *, 0::BIGINT AS base_row,
    NULL::STRUCT(field VARCHAR, old VARCHAR, new VARCHAR, judgement_id VARCHAR, person VARCHAR)[] AS corrections
FROM events LIMIT 0;

CREATE TABLE corrected_statements AS SELECT *, 0::BIGINT AS base_row,
    NULL::STRUCT(field VARCHAR, old VARCHAR, new VARCHAR, judgement_id VARCHAR, person VARCHAR)[] AS corrections
FROM statements LIMIT 0;

CREATE TABLE corrected_commitments AS SELECT *, 0::BIGINT AS base_row,
    NULL::STRUCT(field VARCHAR, old VARCHAR, new VARCHAR, judgement_id VARCHAR, person VARCHAR)[] AS corrections
FROM commitments LIMIT 0;
