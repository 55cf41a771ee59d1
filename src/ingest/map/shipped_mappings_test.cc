#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "ingest/map/mapping_catalog.h"
#include "ingest/map/mapping_test_support.h"

/// Every fixture of ../shared/formats: what a person reads out of the file, written down by hand.
namespace kebao::ingest {
namespace {

using domain::Entity;
using domain::EventKind;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

#define FIXTURE_OR_SKIP(name, relative)                               \
  const std::filesystem::path name = SharedFile("formats/" relative); \
  if (name.empty()) GTEST_SKIP() << "no shared test material on this machine"

/// metric → value of the figures that pass `about`.
std::vector<std::string> Figures(const CollectingSink& sink, std::string_view field = "",
                                 std::string_view is = "") {
  std::vector<std::string> lines;
  for (const auto& record : sink.records) {
    if (record.entity != Entity::kSourceFigure) continue;
    if (!field.empty() && FieldText(record, field) != is) continue;
    lines.push_back(FieldText(record, "metric") + "=" + FieldText(record, "value"));
  }
  return lines;
}

TEST(ShippedMappings, AllParseAndNameEveryFieldAndKindCorrectly) {
  const std::filesystem::path folders[] = {ShippedMappings()};
  const auto catalog = MappingCatalog::Load(folders);
  ASSERT_TRUE(catalog.has_value()) << catalog.error().code << " " << catalog.error().place;
  EXPECT_GE(catalog->All().size(), 40U);
  for (const Mapping* mapping : catalog->All()) {
    EXPECT_NE(mapping->title_zh, mapping->name) << mapping->name;
    EXPECT_NE(mapping->title_en, mapping->name) << mapping->name;
  }
}

TEST(ShippedMappings, ZendeskTickets) {
  FIXTURE_OR_SKIP(file, "zendesk/incremental_tickets_cursor.json");
  const MappedFile mapped = MapWholeFile(file);
  EXPECT_EQ(mapped.mapping, "zendesk-tickets");
  EXPECT_THAT(
      DescribeAll(mapped.sink),
      UnorderedElementsAre("2026-01-05T02:00:00Z 35436 opened by agent customer=20978392",
                           "2026-01-05T03:00:00Z 35436 assigned agent=235323 team=98738 implied",
                           "2026-01-05T02:12:00Z 35436 agent_message by agent agent=235323 implied",
                           "2026-01-06T09:00:00Z 35436 resolved agent=235323 implied"));
  const auto& ticket = *mapped.sink.Find(Entity::kConversation, "35436");
  EXPECT_EQ(FieldText(ticket, "channel"), "email");
  EXPECT_EQ(FieldText(ticket, "tags"), "enterprise;退款");
  EXPECT_EQ(FieldText(ticket, "stated_transfers"), "1");
  EXPECT_EQ(FieldText(ticket, "stated_reopens"), "1");
  EXPECT_EQ(ticket.version, 1767690000000000);
  EXPECT_THAT(Figures(mapped.sink),
              UnorderedElementsAre(
                  "first_response_seconds_mean=720", "first_response_business_seconds_mean=720",
                  "first_resolution_seconds_mean=18000", "resolution_seconds_mean=111600",
                  "resolution_business_seconds_mean=54000", "requester_wait_seconds_mean=75600",
                  "agent_wait_seconds_mean=36000"));
}

TEST(ShippedMappings, ZendeskAuditsTellAgentsFromCustomers) {
  FIXTURE_OR_SKIP(file, "zendesk/ticket_audits.json");
  const MappedFile mapped = MapWholeFile(file);
  EXPECT_EQ(mapped.mapping, "zendesk-audits");
  EXPECT_THAT(
      DescribeAll(mapped.sink),
      UnorderedElementsAre(
          "2026-01-05T02:00:00Z 35436 opened by customer customer=20978392 id=1o",
          "2026-01-05T02:00:00Z 35436 status_open id=1",
          "2026-01-05T02:00:00Z 35436 customer_message by customer customer=20978392 "
          "text=请尽快处理 id=2",
          "2026-01-05T02:12:00Z 35436 agent_message by agent agent=235323 text=您好,正在处理 id=3",
          "2026-01-05T02:12:00Z 35436 status_open id=4",
          "2026-01-05T02:12:00Z 35436 assigned agent=235323 id=5",
          "2026-01-05T07:00:00Z 35436 resolved id=6",
          "2026-01-06T08:00:00Z 35436 customer_message by customer customer=20978392 text=又坏了 "
          "id=7",
          "2026-01-06T08:00:00Z 35436 status_open id=8"));
}

TEST(ShippedMappings, ZendeskRatingsAndMetricEvents) {
  FIXTURE_OR_SKIP(ratings, "zendesk/satisfaction_ratings.json");
  EXPECT_THAT(DescribeAll(MapWholeFile(ratings).sink),
              UnorderedElementsAre(
                  "2026-01-06T10:00:00Z 35436 survey_sent agent=235323 team=98738 id=offer1234",
                  "2026-01-06T10:00:00Z 35436 rated by customer agent=235323 team=98738 "
                  "customer=20978392 value=500 subject=csat text=很快 id=rating1234"));
  FIXTURE_OR_SKIP(metrics, "zendesk/ticket_metric_events.json");
  const MappedFile mapped = MapWholeFile(metrics);
  EXPECT_THAT(
      DescribeAll(mapped.sink),
      UnorderedElementsAre(
          "2026-01-05T02:00:01Z 35436 sla_applied value=3600 subject=reply_time id=metric2",
          "2026-01-05T06:00:00Z 35436 sla_breached subject=requester_wait_time id=metric6"));
  EXPECT_THAT(Figures(mapped.sink), ElementsAre("first_response_seconds_mean=720"));
}

TEST(ShippedMappings, FreshdeskExport) {
  FIXTURE_OR_SKIP(file, "freshdesk/tickets_export.csv");
  const MappedFile mapped = MapWholeFile(file);
  EXPECT_EQ(mapped.mapping, "freshdesk-tickets-csv");
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kOpened), 3);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kResolved), 1);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kMarkedSpam), 1);
  EXPECT_THAT(DescribeAll(mapped.sink),
              Contains("2026-01-07T01:05:00Z 1002 agent_message by agent agent=Li Lei implied"));
  EXPECT_EQ(FieldText(*mapped.sink.Find(Entity::kConversation, "1001"), "stated_handle_seconds"),
            "1200");
  EXPECT_EQ(FieldText(*mapped.sink.Find(Entity::kConversation, "1003"), "is_spam"), "true");
  EXPECT_EQ(FieldText(*mapped.sink.Find(Entity::kConversation, "1003"), "stated_handle_seconds"),
            "0");
  EXPECT_THAT(Figures(mapped.sink), UnorderedElementsAre("first_response_seconds_mean=720",
                                                         "resolution_seconds_mean=18000",
                                                         "first_response_seconds_mean=300"))
      << "blank durations are not 0";
}

TEST(ShippedMappings, FreshdeskApi) {
  FIXTURE_OR_SKIP(tickets, "freshdesk/tickets_api_include_stats.json");
  const MappedFile mapped = MapWholeFile(tickets);
  EXPECT_THAT(DescribeAll(mapped.sink),
              UnorderedElementsAre(
                  "2026-01-05T02:00:00Z 1001 opened by customer customer=701",
                  "2026-01-05T02:00:00Z 1001 customer_message by customer customer=701 implied",
                  "2026-01-05T02:00:00Z 1001 assigned agent=88 team=5 implied",
                  "2026-01-05T02:12:00Z 1001 agent_message by agent agent=88 implied",
                  "2026-01-05T06:00:00Z 1001 customer_message by customer customer=701 implied",
                  "2026-01-05T06:58:00Z 1001 agent_message by agent agent=88 implied",
                  "2026-01-05T07:00:00Z 1001 resolved agent=88 implied",
                  "2026-01-05T10:00:00Z 1001 closed implied"));
  EXPECT_EQ(FieldText(*mapped.sink.Find(Entity::kConversation, "1001"), "priority"), "high");
  FIXTURE_OR_SKIP(conversations, "freshdesk/conversations.json");
  EXPECT_THAT(
      DescribeAll(MapWholeFile(conversations).sink),
      ElementsAre(
          "2026-01-05T02:12:00Z 1001 agent_message by agent agent=88 text=您好,已为您催单 id=50001",
          "2026-01-05T02:30:00Z 1001 note by agent agent=88 text=内部备注:已联系仓库 id=50002"));
  FIXTURE_OR_SKIP(ratings, "freshdesk/satisfaction_ratings.json");
  EXPECT_THAT(
      DescribeAll(MapWholeFile(ratings).sink),
      ElementsAre(
          "2026-01-05T11:00:00Z 1001 rated by customer agent=88 team=5 customer=701 value=500 "
          "subject=csat text=很快 id=rating1"));
}

TEST(ShippedMappings, ChatwootReportsAreSourceFiguresAndNeverConversations) {
  FIXTURE_OR_SKIP(agents, "chatwoot/agents_report.csv");
  const MappedFile report = MapWholeFile(agents);
  EXPECT_THAT(report.sink.events, IsEmpty());
  EXPECT_EQ(report.sink.CountOf(Entity::kConversation), 0);
  EXPECT_THAT(Figures(report.sink, "agent", "Li Lei"),
              ElementsAre("conversations=87", "first_response_seconds_mean=58",
                          "resolution_seconds_mean=93600", "resolved_conversations=80",
                          "reply_seconds_mean=91"));
  EXPECT_THAT(Figures(report.sink, "agent", "Zhang San"),
              ElementsAre("conversations=0", "resolved_conversations=0"))
      << "-- is not 0";
  EXPECT_EQ(FieldText(report.sink.records.at(1), "period_start"), "2026-01-04T16:00:00Z");
  FIXTURE_OR_SKIP(inboxes, "chatwoot/inboxes_report.csv");
  EXPECT_THAT(Figures(MapWholeFile(inboxes).sink, "channel", "售后邮箱"),
              ElementsAre("conversations=39", "first_response_seconds_mean=7380",
                          "resolution_seconds_mean=104400"));
  FIXTURE_OR_SKIP(traffic, "chatwoot/conversation_traffic.csv");
  const MappedFile hours = MapWholeFile(traffic);
  EXPECT_EQ(hours.sink.CountOf(Entity::kSourceFigure), 12);
  EXPECT_THAT(Figures(hours.sink, "period_start", "2026-01-06T01:00:00Z"),
              ElementsAre("conversations=22"));
  FIXTURE_OR_SKIP(summary, "chatwoot/summary_report_agent.json");
  const MappedFile api =
      MapWholeFile(summary, "", {{"period_start", "2026-01-05"}, {"period_end", "2026-01-12"}});
  EXPECT_THAT(Figures(api.sink, "agent", "9"),
              ElementsAre("conversations=0", "resolved_conversations=0"));
  EXPECT_THROW(MapWholeFile(summary), std::runtime_error) << "the period must be told";
}

TEST(ShippedMappings, ChatwootConversationsWebhooksAndRatings) {
  FIXTURE_OR_SKIP(conversation, "chatwoot/conversation_api.json");
  const MappedFile api = MapWholeFile(conversation);
  EXPECT_EQ(api.mapping, "chatwoot-conversation");
  EXPECT_THAT(DescribeAll(api.sink),
              Contains("2026-01-05T02:01:42Z 1042 agent_message by agent agent=7 implied"));
  FIXTURE_OR_SKIP(status, "chatwoot/webhook_conversation_status_changed.json");
  EXPECT_THAT(DescribeAll(MapWholeFile(status).sink),
              ElementsAre("2026-01-05T02:00:00Z 1042 opened by customer customer=12",
                          "2026-01-05T02:26:40.123000Z 1042 assigned agent=7",
                          "2026-01-05T02:26:40.123000Z 1042 resolved"));
  FIXTURE_OR_SKIP(message, "chatwoot/webhook_message_created.json");
  const MappedFile webhook = MapWholeFile(message);
  EXPECT_THAT(DescribeAll(webhook.sink),
              ElementsAre("2026-01-05T01:59:58Z 1042 opened by customer customer=12 implied",
                          "2026-01-05T02:00:00Z 1042 customer_message by customer customer=12 "
                          "text=我的订单还没到 id=5118"));
  EXPECT_EQ(webhook.sink.Find(Entity::kConversation, "1042")->version, 1767578400000000)
      << "microseconds, whatever the form";
  FIXTURE_OR_SKIP(csat, "chatwoot/csat_report.csv");
  const MappedFile ratings = MapWholeFile(csat);
  EXPECT_EQ(ratings.sink.CountOf(EventKind::kRated), 3);
  EXPECT_EQ(RowsOf(ratings.quality, "ignored.report_footer"), 1);
  EXPECT_THAT(DescribeAll(ratings.sink), Contains("2026-01-07T08:02:10Z 1055 rated by customer "
                                                  "agent=lilei@example.com customer=+8613800000002 "
                                                  "value=200 subject=csat text=回复慢, 没解决"));
  FIXTURE_OR_SKIP(breached, "chatwoot/breached_conversation.csv");
  EXPECT_EQ(FieldText(*MapWholeFile(breached).sink.Find(Entity::kConversation, "1055"), "sla_met"),
            "false");
}

TEST(ShippedMappings, Meiqia) {
  FIXTURE_OR_SKIP(file, "meiqia/conversation_v1.json");
  const MappedFile mapped = MapWholeFile(file);
  EXPECT_THAT(
      DescribeAll(mapped.sink),
      Contains(
          "2026-01-05T02:00:45Z 555001 agent_message by agent agent=a-77 text=您好,请提供订单号"));
  const auto& conversation = *mapped.sink.Find(Entity::kConversation, "555001");
  EXPECT_EQ(FieldText(conversation, "stated_agent_messages"), "9") << "counts arrive as text";
  EXPECT_THAT(Figures(mapped.sink), ElementsAre("first_response_seconds_mean=42"));
}

TEST(ShippedMappings, IntercomZammadAndOsTicket) {
  FIXTURE_OR_SKIP(intercom, "intercom/conversation_statistics.json");
  const MappedFile chat = MapWholeFile(intercom);
  EXPECT_EQ(chat.mapping, "intercom-conversations");
  EXPECT_THAT(
      Figures(chat.sink),
      UnorderedElementsAre("first_response_seconds_mean=102", "first_resolution_seconds_mean=1600",
                           "resolution_seconds_mean=1600", "reply_seconds_median=95"));
  EXPECT_EQ(chat.sink.CountOf(EventKind::kClosed), 1);
  FIXTURE_OR_SKIP(zammad, "zammad/report_tickets_columns.csv");
  const MappedFile ticket = MapWholeFile(zammad);
  EXPECT_EQ(ticket.mapping, "zammad-tickets");
  EXPECT_THAT(DescribeAll(ticket.sink), Contains("2026-01-05T07:00:00Z 67001 closed implied"));
  FIXTURE_OR_SKIP(osticket, "osticket/ticket_export.csv");
  const MappedFile old = MapWholeFile(osticket);
  EXPECT_EQ(old.mapping, "osticket-tickets");
  EXPECT_EQ(FieldText(*old.sink.Find(Entity::kConversation, "123456"), "sla_met"), "true");
}

TEST(ShippedMappings, TencentAndWeCom) {
  FIXTURE_OR_SKIP(chats, "tencent_desk/describe_im_cdr_list.json");
  EXPECT_THAT(
      DescribeAll(MapWholeFile(chats).sink),
      Contains("2026-01-05T02:10:10Z a97d3e1f-0000-4000-8000-000000000001 rated by customer "
               "agent=agent1@example.com customer=1299314544 value=500 subject=csat implied"));
  FIXTURE_OR_SKIP(totals, "tencent_desk/describe_session_statistics.json");
  const MappedFile statistics = MapWholeFile(totals);
  EXPECT_THAT(statistics.sink.events, IsEmpty());
  EXPECT_THAT(Figures(statistics.sink), Contains("valid_conversations=80"));
  FIXTURE_OR_SKIP(wecom, "wecom_kf/get_servicer_statistic.json");
  EXPECT_THAT(Figures(MapWholeFile(wecom).sink), Contains("csat_response_rate=0.6"));
}

TEST(ShippedMappings, AsteriskTellsTheTwoOrdersOfOneFileName) {
  FIXTURE_OR_SKIP(csv, "asterisk/cdr-csv_Master.csv");
  const MappedFile first = MapWholeFile(csv);
  EXPECT_EQ(first.mapping, "asterisk-cdr-csv");
  EXPECT_EQ(first.sink.CountOf(EventKind::kAbandoned), 2);
  FIXTURE_OR_SKIP(custom, "asterisk/cdr-custom_Master.csv");
  const MappedFile second = MapWholeFile(custom);
  EXPECT_EQ(second.mapping, "asterisk-cdr-custom");
  EXPECT_EQ(second.sink.events.at(1).agent_id, "SIP/8008");
  EXPECT_EQ(first.sink.events.at(1).conversation_id, second.sink.events.at(1).conversation_id);
}

TEST(ShippedMappings, AsteriskQueueLog) {
  FIXTURE_OR_SKIP(file, "asterisk/queue_log");
  const MappedFile mapped = MapWholeFile(file);
  EXPECT_EQ(mapped.quality.ignored, 3);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kQueued), 4);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kTransferred), 1);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kTimedOut), 1);
  EXPECT_THAT(
      DescribeAll(mapped.sink),
      Contains("2026-01-05T02:00:25Z 1767578420.101 offered agent=SIP/8007 team=support value=5"))
      << "RINGNOANSWER is in milliseconds";
}

TEST(ShippedMappings, MailThreadsAndAutomaticAnswers) {
  FIXTURE_OR_SKIP(file, "mail/sample.mbox");
  const MappedFile mapped = MapWholeFile(file);
  std::set<std::string> threads;
  for (const auto& event : mapped.sink.events) threads.insert(event.conversation_id);
  EXPECT_THAT(threads, ElementsAre("m1@example.com"));
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kAutoReply), 1);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kAgentMessage), 1);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kCustomerMessage), 1);
}

}  // namespace
}  // namespace kebao::ingest
