-- One row of each conversation, as it is written, and what the other facts take from it.
CREATE OR REPLACE TEMP TABLE conversation AS
  -- Kinds that most conversations lack are gathered apart: most rows then meet few aggregates.
  WITH event AS (SELECT conversation_key, min("at") AS first_activity_at, max("at") AS last_activity_at,
      min("at") FILTER (kind = 0) AS opened_at, min(actor) FILTER (kind = 0) AS opened_by,
      min("at") FILTER (kind = 5) AS first_asked_at, (count(*) FILTER (kind = 5))::INTEGER AS customer_messages,
      bit_or(1::BIGINT << kind) AS seen
    FROM event_log WHERE kind NOT IN (24, 25, 26, 27, 28, 29, 30) AND conversation_key >= {first} AND conversation_key < {limit}
    GROUP BY conversation_key),
  rare AS (SELECT conversation_key, max("at") AS last_at, bit_or(1::BIGINT << kind) AS rarely_seen,
      (count(*) FILTER (kind = 7))::INTEGER AS bot_messages, (count(*) FILTER (kind = 8))::INTEGER AS notes,
      (count(*) FILTER (kind = 25))::INTEGER AS surveys_sent, min("at") FILTER (kind = 7) AS first_bot_at,
      min("at") FILTER (kind = 11) AS handed_off_at, max("at") FILTER (kind IN (16, 34)) AS closed_at,
      arg_max(value, "at") FILTER (kind = 24 AND subject = getvariable('csat')) / 100 AS csat,
      arg_max(value, "at") FILTER (kind = 24 AND subject = getvariable('nps')) / 100 AS nps
    FROM event_log WHERE kind IN (7, 8, 11, 16, 24, 25, 26, 27, 28, 29, 30, 34)
      AND conversation_key >= {first} AND conversation_key < {limit} GROUP BY conversation_key),
  -- What stands after the last change, and what happened on the way.
  standing AS (SELECT conversation_key, min("at") AS first_state_at, max("at") AS last_state_at,
      max(owner) FILTER (is_last) AS last_owner, max(team_after) FILTER (is_last) AS last_team,
      bool_or(is_settled) FILTER (is_last) AS is_settled, max(status) FILTER (is_last) AS status,
      max(team) FILTER (is_owner_event AND next_owner_at = 'infinity') AS owner_team,
      (count(*) FILTER (is_transfer))::INTEGER AS transfers, (count(*) FILTER (team <> team_before))::INTEGER AS team_changes,
      min("at") FILTER (is_owner_event) AS assigned_at, (count(*) FILTER (is_resolution))::INTEGER AS resolutions,
      min("at") FILTER (is_resolution) AS first_resolved_at, max("at") FILTER (is_resolution) AS resolved_at,
      arg_max_null(resolver, "at") FILTER (is_resolution) AS resolved_by, sum(handled)::BIGINT AS handled,
      (sum(lasted) FILTER (NOT is_settled))::BIGINT AS unsettled
    FROM state GROUP BY conversation_key),
  paused AS (SELECT conversation_key, (sum(lasted) FILTER (status = 13))::BIGINT AS pending,
      (sum(lasted) FILTER (status = 14))::BIGINT AS on_hold
    FROM state WHERE NOT is_settled AND status <> 12 GROUP BY conversation_key),
  again AS (SELECT conversation_key, count(*)::INTEGER AS reopens, min(reopened_at) AS first_reopened_at,
      max(reopened_at) AS reopened_at, list(resolved_again_at) AS resolved_again FROM reopening GROUP BY conversation_key),
  reply AS (SELECT conversation_key, min(replied_at) AS first_reply_at, arg_min_null(agent, replied_at) AS first_reply_agent,
      count(*)::INTEGER AS agent_messages, count(asked_at)::INTEGER AS replies,
      min(replied_at) FILTER (asked_at IS NOT NULL) AS first_answered_at, sum(reply_seconds)::INTEGER AS reply_total_seconds,
      max(reply_seconds) AS max_reply_seconds, sum(restarted_reply_seconds)::INTEGER AS reply_total_seconds__chatwoot,
      max(restarted_reply_seconds) AS max_reply_seconds__chatwoot,
      1 + count(*) FILTER (epoch_us(asked_at) - epoch_us(reply_before) > 7200000000) AS interactions
    FROM message GROUP BY conversation_key),
  agents AS (SELECT conversation_key, count(*)::INTEGER AS agents, arg_max(agent, last_act_at) AS last_agent
    FROM part GROUP BY conversation_key),
  -- Chatwoot's clock of the first reply: the last hand-off or reopening before it, else where the bot resolved.
  restart AS (SELECT conversation_key, "at" AS restarted_at, kind = 15 AS is_by_bot FROM event_log
      WHERE (kind = 11 OR (kind = 15 AND actor = 3)) AND conversation_key >= {first} AND conversation_key < {limit}
    UNION ALL SELECT conversation_key, reopened_at, false FROM reopening),
  clock AS (SELECT conversation_key, coalesce(max(restarted_at) FILTER (NOT is_by_bot), max(restarted_at)) AS clock_started_at
    FROM restart JOIN reply USING (conversation_key) WHERE restarted_at < first_reply_at GROUP BY conversation_key),
  told AS (SELECT conversation_key, l.* EXCLUDE (record_key, agent, team, customer, is_spam, recorded_kinds), l.customer AS customer_key,
      coalesce(last_owner, l.agent, last_agent) AS agent, coalesce(last_team, l.team) AS event_team, l.recorded_kinds,
      e.* EXCLUDE (conversation_key, seen), s.* EXCLUDE conversation_key, p.* EXCLUDE conversation_key, g.* EXCLUDE (conversation_key, reopens),
      r.* EXCLUDE (conversation_key, agent_messages, replies), o.* EXCLUDE (conversation_key, bot_messages, notes, surveys_sent),
      last_agent, clock_started_at, next_contact_at,
      coalesce(agent_messages, 0) AS agent_messages, coalesce(bot_messages, 0) AS bot_messages, coalesce(notes, 0) AS notes,
      coalesce(surveys_sent, 0) AS surveys_sent, coalesce(replies, 0) AS replies, coalesce(agents, 0) AS agents,
      coalesce(reopens, 0) AS reopens, seen | coalesce(rarely_seen, 0) AS all_seen, all_seen | l.recorded_kinds AS recorded,
      coalesce(l.is_spam, false) OR is_in(all_seen, 27) AS is_spam, l.merged_into IS NOT NULL OR is_in(all_seen, 26) AS is_merged,
      CASE WHEN opened_by IN (1, 2) THEN opened_by = 2
        WHEN l.direction IS NOT NULL THEN coalesce(l.direction = getvariable('outbound'), false)
        ELSE coalesce(first_reply_at < coalesce(first_asked_at, 'infinity'), false) END AS is_agent_started,
      -- The last state lasts until the last activity.
      CASE WHEN NOT is_settled AND status = 12 AND last_owner IS NOT NULL
        THEN greatest(epoch_us(last_activity_at) - epoch_us(last_state_at), 0) ELSE 0 END AS tail,
      epoch_us(first_state_at) - epoch_us(first_activity_at) + coalesce(unsettled, 0) - coalesce(pending, 0) AS waited,
      least(first_reply_at, handed_off_at, first_resolved_at) AS bot_ended_at
    FROM event e JOIN conversation_log l ON e.conversation_key = l.record_key LEFT JOIN standing s USING (conversation_key)
      LEFT JOIN reply r USING (conversation_key) LEFT JOIN agents USING (conversation_key) LEFT JOIN again g USING (conversation_key)
      LEFT JOIN rare o USING (conversation_key) LEFT JOIN paused p USING (conversation_key) LEFT JOIN clock USING (conversation_key)
      LEFT JOIN next_contact USING (conversation_key)),
  judged AS (SELECT *, agent_messages = 0 AND bot_messages > 0 AND notes = 0 AS is_with_bot_only,
      first_reply_at IS NOT NULL AND (NOT is_agent_started OR replies > 0) AS is_answered FROM told)
  SELECT last_agent, last_owner, first_answered_at, event_team, tail,  -- not of the fact, but for what follows
    conversation_key, source, channel, direction, queue, issue_type, product, business_line, customer_type, priority, region, language,
    customer_key, agent, coalesce(owner_team, event_team) AS team, opened_at, first_reply_at, first_resolved_at, resolved_at,
    first_reopened_at, reopened_at, closed_at, greatest(last_activity_at, last_at) AS last_event_at, next_contact_at, is_spam, is_merged,
    customer_messages > 0 AND agent_messages > 0 AS is_valid, is_answered, is_agent_started,
    CASE WHEN is_in(recorded, 7) THEN is_with_bot_only END AS is_bot_only,
    CASE WHEN is_in(recorded, 15) OR is_in(recorded, 16) THEN coalesce(is_settled, false) END AS is_resolved,
    CASE WHEN is_in(recorded, 15) OR is_in(recorded, 16)
      THEN coalesce(is_settled AND reopens = 0 AND (is_with_bot_only OR interactions = 1), false) END AS is_one_contact,
    CASE WHEN is_in(recorded, 22) THEN is_in(all_seen, 22) AND first_reply_at IS NULL END AS is_abandoned,
    CASE WHEN is_in(recorded, 32) THEN is_in(all_seen, 32) AND NOT is_in(all_seen, 22) AND first_reply_at IS NULL END AS is_timed_out,
    CASE WHEN is_in(recorded, 23) THEN is_in(all_seen, 23) END AS is_escalated,
    CASE WHEN is_in(all_seen, 29) THEN false WHEN sla_met IS NOT NULL THEN sla_met
      WHEN is_in(all_seen, 28) AND is_in(recorded, 29) AND is_settled THEN true END AS is_sla_met,
    customer_messages, agent_messages, bot_messages, notes, replies, agents, coalesce(transfers, 0) AS transfers,
    coalesce(team_changes, 0) AS team_changes, reopens, surveys_sent, csat, nps, first_reply_agent, resolved_by, recorded_kinds,
    CASE WHEN handled IS NOT NULL OR tail > 0 THEN ((coalesce(handled, 0) + tail) // 1000000)::INTEGER END AS handle_seconds,
    CASE WHEN is_answered THEN 0 END AS hold_seconds, CASE WHEN is_answered THEN 0 END AS wrap_up_seconds,
    seconds(resolved_at, opened_at) AS resolution_seconds, seconds(first_resolved_at, opened_at) AS first_resolution_seconds,
    CASE WHEN resolved_again IS NULL THEN seconds(first_resolved_at, opened_at) ELSE seconds(first_resolved_at, opened_at)
      + coalesce(list_sum(list_transform(resolved_again, lambda again: seconds(again, opened_at))), 0) END AS resolutions_total_seconds,
    coalesce(resolutions, 0) AS resolutions_count, seconds(last_activity_at, first_activity_at) AS conversation_duration_seconds,
    CASE WHEN is_settled THEN (waited // 1000000)::INTEGER END AS requester_wait_seconds,
    CASE WHEN is_settled THEN (coalesce(pending, 0) // 1000000)::INTEGER END AS agent_wait_seconds,
    CASE WHEN is_settled THEN (coalesce(on_hold, 0) // 1000000)::INTEGER END AS on_hold_seconds,
    CASE WHEN NOT is_agent_started THEN seconds(CASE WHEN first_reply_at > first_asked_at THEN first_reply_at
      ELSE first_answered_at END, first_asked_at) END AS first_response_seconds,
    max_reply_seconds, reply_total_seconds, seconds(assigned_at, opened_at) AS time_to_assign_seconds,
    CASE WHEN first_bot_at < bot_ended_at THEN seconds(bot_ended_at, first_bot_at) END AS bot_duration_seconds,
    seconds(first_reply_at, coalesce(clock_started_at, opened_at)) AS first_response_seconds__chatwoot,
    max_reply_seconds__chatwoot, reply_total_seconds__chatwoot,
    seconds(first_reply_at, opened_at) AS first_response_seconds__freshdesk,
    CASE WHEN first_reply_at > opened_at THEN seconds(first_reply_at, opened_at) END AS first_response_seconds__zendesk
  FROM judged;
