-- Conversation × agent: messages, changes of owner, resolutions and notes in one aggregation.
CREATE OR REPLACE TEMP TABLE part AS
  WITH act AS (
    SELECT conversation_key, agent, replied_at AS "at", 6 AS kind, asked_at IS NOT NULL AS is_answer,
      CASE WHEN asked_at IS NULL THEN NULL WHEN owner = agent THEN seconds(replied_at, greatest(asked_at, owner_since))
        ELSE reply_seconds END AS response_seconds, NULL::INTEGER AS team,
      NULL::TIMESTAMP AS left_at, NULL::TIMESTAMP AS resolved_at, NULL::TIMESTAMP AS reopened_at, NULL::BIGINT AS handled
      FROM message
    UNION ALL SELECT conversation_key, CASE WHEN is_resolution THEN resolver ELSE owner END,
      CASE WHEN is_owner_event OR is_resolution THEN "at" END, kind, false, NULL, team,
      CASE WHEN is_owner_event AND next_owner_at < 'infinity' THEN next_owner_at END, CASE WHEN is_resolution THEN "at" END,
      CASE WHEN is_resolution THEN next_status_at END,
      handled
      FROM state
    UNION ALL SELECT conversation_key, agent, "at", kind, false, NULL, team, NULL, NULL, NULL, NULL FROM event_log
      WHERE kind = 8 AND conversation_key >= {first} AND conversation_key < {limit})
  SELECT conversation_key, agent, min("at") AS joined_at, max("at") AS last_act_at, max(left_at) AS released_at,
    arg_min_null(team, "at") AS joined_team, (count(*) FILTER (kind = 6))::INTEGER AS agent_messages,
    (count(*) FILTER (is_answer))::INTEGER AS replies, arg_min(response_seconds, "at") AS response_seconds,
    min(resolved_at) AS own_resolved_at, min(reopened_at) AS own_reopened_at, sum(handled)::BIGINT AS handled
  FROM act WHERE agent IS NOT NULL GROUP BY ALL HAVING joined_at IS NOT NULL;
