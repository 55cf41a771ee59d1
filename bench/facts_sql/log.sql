-- The log as an import leaves it: one import, one source, rows in the order of conversations, nothing superseded.
-- made (key, start, place, late, actor, kind, agent, comment): plain_log.sql or rich_log.sql.
INSERT INTO event_log (import_id, source, row_number, conversation_key, identity, content, version, "at", kind, actor,
    is_observed, agent, team, value, subject, text)
  SELECT 1, 0, key * 32 + place, key, (hash(key * 32 + place) >> 1)::BIGINT, (hash(key * 32 + place) >> 1)::BIGINT, 0,
    make_timestamp(1451577600000000 + start * 1000000 + place * 61000000 + late::BIGINT * 1000000 + (hash(key + place) % 50000000)::BIGINT),
    kind, actor, true, agent::INTEGER, CASE WHEN kind = 3 THEN key % 20 END::INTEGER,
    CASE WHEN kind = 24 THEN 100 + 100 * (key % 5) END::INTEGER, CASE WHEN kind = 24 THEN 0 END::INTEGER, comment
  FROM made ORDER BY key, place;
INSERT INTO conversation_log (import_id, source, row_number, record_key, version, content, provided, recorded_kinds,
    channel, issue_type, customer)
  SELECT 1, 0, range, range, 0, range, 524287, 17179869183, 0, (range % 30)::INTEGER, (hash(range) % {conversations})::BIGINT
  FROM range({conversations});
INSERT INTO key_conversation SELECT range, 0, range::VARCHAR FROM range({conversations});
INSERT INTO import_ledger (import_id, root_id, is_withdrawn) VALUES (1, 1, false);
INSERT INTO source VALUES (0, 'bench');
INSERT INTO key_agent SELECT range, 0, range::VARCHAR FROM range(500);
INSERT INTO key_team SELECT range, 0, range::VARCHAR FROM range(20);
INSERT INTO dimension_value SELECT 'issue_type', range, 'type ' || range FROM range(30);
INSERT INTO dimension_value VALUES ('channel', 0, 'chat'), ('kind', 0, 'csat');
CHECKPOINT;
