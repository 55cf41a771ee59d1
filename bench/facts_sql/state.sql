-- Owners, teams, status, resolutions, reopenings: one window pass over the events that change them.
-- Kinds (domain/event.h): 3 assigned, 4 accepted, 10 transferred, 12 open, 13 pending, 14 on hold, 15 resolved, 16 closed,
-- 17 reopened.
CREATE OR REPLACE TEMP TABLE state AS
  WITH event AS (SELECT conversation_key, "at", kind, actor, agent, team,
      kind IN (3, 4, 10) AND agent IS NOT NULL AS is_owner_event,
      CASE WHEN kind IN (12, 17) THEN 12 WHEN kind IN (13, 14) THEN kind END AS status
    FROM event_log WHERE kind IN (3, 4, 10, 12, 13, 14, 15, 16, 17) AND conversation_key >= {first} AND conversation_key < {limit}),
  seen AS (SELECT *,
      last_value(CASE WHEN is_owner_event THEN agent END IGNORE NULLS) OVER before AS owner_before,
      last_value(team IGNORE NULLS) OVER before AS team_before,
      coalesce(last_value(CASE WHEN kind IN (15, 16) THEN true WHEN status IS NOT NULL THEN false END IGNORE NULLS)
        OVER before, false) AS was_settled,
      coalesce(last_value(status IGNORE NULLS) OVER before, 12) AS status_before,
      lead("at") OVER event AS next_at,
      coalesce(first_value(CASE WHEN is_owner_event THEN "at" END IGNORE NULLS) OVER after, 'infinity') AS next_owner_at,
      first_value(CASE WHEN status IS NOT NULL THEN "at" END IGNORE NULLS) OVER after AS next_status_at
    FROM event
    WINDOW event AS (PARTITION BY conversation_key ORDER BY "at", kind),
      before AS (PARTITION BY conversation_key ORDER BY "at", kind ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
      after AS (PARTITION BY conversation_key ORDER BY "at", kind ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING))
  SELECT * EXCLUDE (status, status_before), epoch_us(next_at) - epoch_us("at") AS lasted, CASE WHEN is_owner_event THEN agent ELSE owner_before END AS owner,
    coalesce(status, status_before) AS status,
    kind IN (15, 16) OR (was_settled AND status IS NULL) AS is_settled,
    kind IN (15, 16) AND NOT was_settled AS is_resolution,
    status IS NOT NULL AND was_settled AS is_reopening,
    is_owner_event AND (agent <> owner_before OR (owner_before IS NULL AND kind = 10)) AS is_transfer,
    coalesce(team, team_before) AS team_after, next_at IS NULL AS is_last,
    CASE WHEN agent IS NOT NULL THEN agent WHEN actor IN (0, 2) THEN owner_before END AS resolver,
    CASE WHEN NOT is_settled AND coalesce(status, status_before) = 12 AND owner IS NOT NULL THEN lasted END AS handled
  FROM seen;
-- What did not hold, and what came after: only where something was opened again.
CREATE OR REPLACE TEMP TABLE reopening AS
  SELECT * EXCLUDE is_reopening FROM (SELECT conversation_key, is_reopening, lag("at") OVER turn AS resolved_at,
      "at" AS reopened_at, lead("at") OVER turn AS resolved_again_at
    FROM state WHERE (is_resolution OR is_reopening)
      AND conversation_key IN (SELECT conversation_key FROM state WHERE is_reopening)
    WINDOW turn AS (PARTITION BY conversation_key ORDER BY "at", kind)) WHERE is_reopening;
