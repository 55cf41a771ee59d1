-- Opened, assigned, three or four exchanges, one in ten transferred, resolved, one in three rated: 10.3 events a conversation.
CREATE TEMP TABLE shape AS SELECT unnest([0,3,5,6,5,6,5,6,5,6,15,24]) AS kind,
  unnest([1,4,1,2,1,2,1,2,1,2,2,1]) AS actor, unnest(range(12)) AS place;
CREATE TEMP VIEW made AS
  SELECT c.key, c.start, s.place, 0 AS late, s.actor, CASE WHEN s.place = 6 AND c.key % 10 = 0 THEN 10 ELSE s.kind END AS kind,
    CASE WHEN s.kind IN (3, 6, 15) OR (s.place = 6 AND c.key % 10 = 0)
      THEN (c.key % 500 + CASE WHEN s.place >= 6 AND c.key % 10 = 0 THEN 1 ELSE 0 END) % 500 END AS agent, NULL::VARCHAR AS comment
  FROM (SELECT range AS key, (hash(range) % 31536000)::BIGINT AS start FROM range({conversations})) c, shape s
  WHERE (s.kind <> 24 OR c.key % 3 = 0) AND (s.place NOT IN (8, 9) OR c.key % 2 = 0);
