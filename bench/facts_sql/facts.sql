-- Into the tables.
INSERT INTO sql_conversation BY NAME
  SELECT * EXCLUDE (last_agent, last_owner, first_answered_at, event_team, tail) FROM conversation;
INSERT INTO sql_reply BY NAME
  SELECT c.conversation_key, c.source, c.channel, c.direction, c.queue, c.issue_type, c.product, c.business_line,
    c.customer_type, c.priority, c.region, c.language, c.customer_key, c.opened_at, c.is_spam, c.is_merged,
    m.agent, c.event_team AS team, m.asked_at, m.last_asked_at, m.replied_at, m.replied_at = c.first_answered_at AS is_first,
    m.reply_seconds, seconds(m.replied_at, m.last_asked_at) AS last_message_reply_seconds,
    m.restarted_reply_seconds AS reply_seconds__chatwoot, m.owner AS agent__chatwoot, c.event_team AS team__chatwoot
  FROM message m JOIN conversation c USING (conversation_key) WHERE m.asked_at IS NOT NULL;
INSERT INTO sql_participation BY NAME
  SELECT c.conversation_key, c.source, c.channel, c.direction, c.queue, c.issue_type, c.product, c.business_line,
    c.customer_type, c.priority, c.region, c.language, c.customer_key, c.opened_at, c.is_spam, c.is_merged,
    p.agent, coalesce(p.joined_team, c.event_team) AS team, p.joined_at,
    CASE WHEN p.agent IS DISTINCT FROM c.last_owner THEN greatest(p.last_act_at, p.released_at)
      WHEN c.is_resolved THEN greatest(p.last_act_at, c.resolved_at) END AS left_at,
    p.agent_messages, p.replies, p.agent_messages > 0 AS is_served, coalesce(p.agent = c.first_reply_agent, false) AS is_first_responder,
    p.agent = c.last_agent AS is_last, p.own_resolved_at IS NOT NULL AS is_resolver, p.own_resolved_at,
    p.released_at IS NOT NULL AS is_transferred_out, p.own_reopened_at IS NOT NULL AS is_reopened, p.own_reopened_at,
    c.is_resolved, c.first_resolved_at, c.resolved_at, c.first_reopened_at, c.reopened_at, c.is_valid,
    CASE WHEN p.agent = c.last_owner AND c.tail > 0 THEN ((coalesce(p.handled, 0) + c.tail) // 1000000)::INTEGER
      ELSE (p.handled // 1000000)::INTEGER END AS participation_handle_seconds,
    p.response_seconds AS participation_first_response_seconds
  FROM part p JOIN conversation c USING (conversation_key);
INSERT INTO sql_feedback BY NAME
  WITH rated AS (SELECT conversation_key, "at", agent, team, subject, value, text IS NOT NULL AS has_comment,
      lead("at") OVER (PARTITION BY conversation_key, subject ORDER BY "at") IS NULL AS is_latest
    FROM event_log WHERE kind = 24 AND conversation_key >= {first} AND conversation_key < {limit}),
  replier AS (SELECT r.conversation_key, r."at", arg_max(m.agent, m.replied_at) AS agent
    FROM rated r JOIN message m ON m.conversation_key = r.conversation_key AND m.replied_at <= r."at" GROUP BY ALL)
  SELECT c.conversation_key, c.source, c.channel, c.direction, c.queue, c.issue_type, c.product, c.business_line,
    c.customer_type, c.priority, c.region, c.language, c.customer_key, c.opened_at,
    coalesce(r.agent, p.agent, c.agent) AS agent, coalesce(r.team, c.event_team) AS team, r."at" AS rated_at, r.subject AS kind,
    r.value / 100 AS score, r.is_latest, r.has_comment
  FROM rated r JOIN conversation c USING (conversation_key)
    LEFT JOIN replier p ON p.conversation_key = r.conversation_key AND p."at" = r."at";
INSERT INTO sql_reopening BY NAME
  SELECT c.conversation_key, c.source, c.channel, c.direction, c.queue, c.issue_type, c.product, c.business_line,
    c.customer_type, c.priority, c.region, c.language, c.customer_key, c.opened_at, c.is_spam, c.is_merged,
    c.agent, c.team, c.is_resolved, r.* EXCLUDE conversation_key
  FROM reopening r JOIN conversation c USING (conversation_key);
