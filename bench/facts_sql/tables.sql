-- Once, before the parts: the tables to be filled, and what hangs on several conversations.
CREATE TABLE sql_conversation AS FROM fact_conversation LIMIT 0;
CREATE TABLE sql_reply AS FROM fact_reply LIMIT 0;
CREATE TABLE sql_participation AS FROM fact_participation LIMIT 0;
CREATE TABLE sql_feedback AS FROM fact_feedback LIMIT 0;
CREATE TABLE sql_reopening AS FROM fact_reopening LIMIT 0;

CREATE OR REPLACE TEMP MACRO seconds(later, earlier) AS date_sub('second', earlier, later)::INTEGER;
CREATE OR REPLACE TEMP MACRO is_in(kinds, kind) AS ((kinds >> kind) & 1) = 1;
SET VARIABLE outbound = (SELECT code FROM dimension_value WHERE dimension = 'direction' AND text = 'outbound');
SET VARIABLE csat = (SELECT code FROM dimension_value WHERE dimension = 'kind' AND text = 'csat');
SET VARIABLE nps = (SELECT code FROM dimension_value WHERE dimension = 'kind' AND text = 'nps');

-- The customer's next conversation on the same matter after the last resolution. Before any fact is written, so that
-- no row is written twice. A source that says "closed" after "resolved" would need the windows of state.sql here.
CREATE OR REPLACE TEMP TABLE next_contact AS
  WITH contact AS (SELECT l.record_key AS conversation_key, l.customer, l.issue_type, e.opened_at, e.resolved_at
    FROM conversation_log l JOIN (SELECT conversation_key, min("at") FILTER (kind = 0) AS opened_at,
        max("at") FILTER (kind IN (15, 16)) AS resolved_at FROM event_log WHERE kind IN (0, 15, 16) GROUP BY ALL) e
      ON l.record_key = e.conversation_key WHERE l.customer IS NOT NULL)
  SELECT a.conversation_key, b.opened_at AS next_contact_at FROM contact a ASOF JOIN contact b
    ON a.customer = b.customer AND a.issue_type = b.issue_type AND a.resolved_at < b.opened_at WHERE a.resolved_at IS NOT NULL;
