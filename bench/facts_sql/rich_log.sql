-- The same with what desks have beside: bots and hand-offs (a twentieth never leave the bot), notes, pending and on hold,
-- customers who write twice or come back hours later, colleagues who answer, reopenings, conversations without an end,
-- surveys, comments: about 14 events a conversation.
CREATE TEMP TABLE shape AS SELECT unnest([0,7,11,3,5,7,6,14,12,5,5,6,10,8,13,12,5,6,15,5,17,6,15,25,24]) AS kind,
  unnest([1,3,3,4,1,3,2,2,2,1,1,2,2,2,2,1,1,2,2,1,1,2,2,4,1]) AS actor, unnest(range(25)) AS place;
CREATE TEMP VIEW made AS
  WITH luck AS (SELECT range AS key, (hash(range) % 31536000)::BIGINT AS start, hash(range, 1) AS luck FROM range({conversations})),
  flavour AS (SELECT key, start, luck % 20 = 0 AS is_bot_only, (luck >> 8) % 10 < 3 AS has_bot, (luck >> 16) % 5 = 0 AS has_note,
      (luck >> 20) % 4 = 0 AS is_pending, (luck >> 24) % 10 = 0 AS is_on_hold, (luck >> 28) % 20 = 0 AS is_unresolved,
      (luck >> 32) % 10 = 0 AS is_reopened, (luck >> 36) % 10 = 0 AS is_late, (luck >> 40) % 10 = 0 AS is_moved,
      (luck >> 44) % 20 = 0 AS has_colleague, (luck >> 48) % 256 AS rest FROM luck),
  event AS (SELECT f.*, s.*, CASE WHEN s.place >= 12 AND is_moved THEN 1 WHEN s.place = 11 AND has_colleague THEN 7 ELSE 0 END AS other
    FROM flavour f, shape s)
  SELECT key, start, place, CASE WHEN is_late AND place >= 16 THEN 10800 ELSE 0 END AS late,
    CASE WHEN kind = 15 AND is_bot_only THEN 3 ELSE actor END AS actor, kind,
    CASE WHEN kind IN (3, 6, 8, 10) OR (kind = 15 AND NOT is_bot_only) THEN (key % 500 + other) % 500 END AS agent,
    CASE WHEN kind = 24 AND rest % 4 = 0 THEN 'comment' END AS comment
  FROM event WHERE CASE
    WHEN is_bot_only AND place NOT IN (0, 1, 4, 5, 18, 23, 24) THEN false
    WHEN place = 1 THEN has_bot OR is_bot_only WHEN place = 2 THEN has_bot AND rest % 3 > 0 WHEN place = 5 THEN is_bot_only
    WHEN place IN (7, 8) THEN is_on_hold WHEN place = 10 THEN rest % 5 = 0 WHEN place = 12 THEN is_moved WHEN place = 13 THEN has_note
    WHEN place = 14 THEN is_pending WHEN place = 15 THEN is_pending AND rest % 5 > 0 WHEN place = 18 THEN NOT is_unresolved
    WHEN place IN (19, 20) THEN is_reopened AND NOT is_unresolved WHEN place = 21 THEN is_reopened AND NOT is_unresolved AND rest % 10 > 0
    WHEN place = 22 THEN is_reopened AND NOT is_unresolved AND rest % 5 > 0 WHEN place = 23 THEN rest % 3 = 0
    WHEN place = 24 THEN key % 3 = 0 ELSE true END;
