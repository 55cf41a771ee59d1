-- Question runs: a window over messages and resolutions finds where runs begin and which messages answer; another over
-- what is left of them brings a run's beginning to its answer. Then who was responsible at the answer, and since when,
-- and a reopening between question and answer.
CREATE OR REPLACE TEMP TABLE message AS
  -- place: instant and kind in one number, which sorts faster than two columns and brings both along.
  WITH event AS (SELECT conversation_key, agent, place, lag(place) OVER event AS before
    FROM (SELECT conversation_key, agent, epoch_us("at") * 64 + kind AS place FROM event_log
      WHERE kind IN (5, 6, 15, 16) AND conversation_key >= {first} AND conversation_key < {limit})
    WINDOW event AS (PARTITION BY conversation_key ORDER BY place)),
  turn AS (SELECT conversation_key, agent, place, before, lag(place) OVER turn AS turn_before,
      last_value(CASE WHEN (place & 63) = 6 THEN place END IGNORE NULLS)
        OVER (turn ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reply_before
    FROM event WHERE (place & 63) = 6 OR ((place & 63) = 5 AND (before & 63) IS DISTINCT FROM 5)
    WINDOW turn AS (PARTITION BY conversation_key ORDER BY place)),
  message AS (SELECT conversation_key, agent, make_timestamp(place // 64) AS replied_at, make_timestamp(reply_before // 64) AS reply_before,
      CASE WHEN (before & 63) = 5 THEN make_timestamp(turn_before // 64) END AS asked_at,
      CASE WHEN (before & 63) = 5 THEN make_timestamp(before // 64) END AS last_asked_at
    FROM turn WHERE (place & 63) = 6)
  SELECT m.*, s.owner, s."at" AS owner_since, seconds(m.replied_at, m.asked_at) AS reply_seconds,
    CASE WHEN r.reopened_at IS NULL THEN reply_seconds ELSE seconds(m.replied_at, r.reopened_at) END AS restarted_reply_seconds
  FROM message m LEFT JOIN state s ON m.conversation_key = s.conversation_key AND s.is_owner_event AND m.replied_at >= s."at"
      AND m.replied_at < s.next_owner_at
    LEFT JOIN reopening r ON m.conversation_key = r.conversation_key AND r.reopened_at >= m.asked_at
      AND r.reopened_at < m.replied_at;
