-- Pairs by month are counted in a table kept beside the views (`kept.py`), which needs no narrow copies of the claims.
DROP TABLE dyad_claims;
DROP TABLE corrected_dyad_claims;
