#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "ingest/map/mapping_test_support.h"

/// The real files of ../shared/data. The expected numbers were counted with a Python script over
/// the raw files that knows nothing of Kebao (distinct rows of the named columns), not copied from
/// what the mapper gives.
namespace kebao::ingest {
namespace {

using domain::Entity;
using domain::EventKind;
using testing::Contains;

#define DATA_OR_SKIP(name, relative)                               \
  const std::filesystem::path name = SharedFile("data/" relative); \
  if (name.empty()) GTEST_SKIP() << "no shared test material on this machine"

int64_t DistinctOf(const CollectingSink& sink, EventKind kind) {
  std::set<std::string> lines;
  for (const auto& event : sink.events) {
    if (event.kind == kind) lines.insert(Describe(event));
  }
  return static_cast<int64_t>(lines.size());
}

int64_t DistinctOf(const CollectingSink& sink, Entity entity) {
  std::set<std::string> ids;
  for (const auto& record : sink.records) {
    if (record.entity == entity) ids.insert(record.id);
  }
  return static_cast<int64_t>(ids.size());
}

TEST(RealFiles, ServiceNowIncidents) {
  DATA_OR_SKIP(file, "tickets-servicenow/incident_event_log_opened_to_2016-04.csv.gz");
  const MappedFile mapped = MapWholeFile(file);
  EXPECT_EQ(mapped.mapping, "servicenow-incidents");
  EXPECT_EQ(mapped.quality.read, 101045);
  EXPECT_EQ(mapped.quality.mapped, 101045);
  EXPECT_EQ(DistinctOf(mapped.sink, Entity::kConversation), 17136);
  EXPECT_EQ(DistinctOf(mapped.sink, Entity::kAgent), 200);
  EXPECT_EQ(DistinctOf(mapped.sink, Entity::kTeam), 72);
  EXPECT_EQ(DistinctOf(mapped.sink, Entity::kSourceFigure), 15906);
  EXPECT_EQ(DistinctOf(mapped.sink, EventKind::kOpened), 17139)
      << "three incidents changed their caller";
  EXPECT_EQ(DistinctOf(mapped.sink, EventKind::kAssigned), 95315);
  EXPECT_EQ(DistinctOf(mapped.sink, EventKind::kStatusOpen), 49238);
  EXPECT_EQ(DistinctOf(mapped.sink, EventKind::kStatusPending), 10966);
  EXPECT_EQ(DistinctOf(mapped.sink, EventKind::kStatusOnHold), 785);
  EXPECT_EQ(DistinctOf(mapped.sink, EventKind::kResolved), 17652);
  EXPECT_EQ(DistinctOf(mapped.sink, EventKind::kClosed), 17184);
  EXPECT_EQ(RowsOf(mapped.quality, "suspicious.agent_missing"), 1462);
  EXPECT_EQ(RowsOf(mapped.quality, "missing", "assigned_to"), 19172);
  // 0000045: closed 5/3/2016 12:00 in Shanghai's zone (--tz was not given).
  EXPECT_THAT(DescribeAll(mapped.sink), Contains("2016-03-05T04:00:00Z 0000045 closed"));
}

TEST(RealFiles, RabobankActivities) {
  DATA_OR_SKIP(file, "tickets-rabobank2014/incident_activity.csv.gz");
  const MappedFile mapped = MapWholeFile(file);
  EXPECT_EQ(mapped.mapping, "rabobank-activities");
  EXPECT_EQ(mapped.quality.read, 74879);
  EXPECT_EQ(DistinctOf(mapped.sink, Entity::kConversation), 7459);
  EXPECT_EQ(DistinctOf(mapped.sink, Entity::kTeam), 210);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kClosed), 8060);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kReopened), 428);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kResolved), 238);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kAssigned), 7456 + 14184 + 8346);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kAgentMessage), 1023 + 592);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kCustomerMessage), 615 + 9);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kNote), 8878 + 5845 + 770 + 164 + 5);
}

TEST(RealFiles, ItalianHelpDesk) {
  DATA_OR_SKIP(file, "tickets-helpdesk-it/Helpdesk.csv.gz");
  const MappedFile mapped = MapWholeFile(file);
  EXPECT_EQ(mapped.mapping, "helpdesk-italy");
  EXPECT_EQ(mapped.quality.read, 21348);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kOpened), 4580);
  EXPECT_EQ(DistinctOf(mapped.sink, Entity::kAgent), 22);
  EXPECT_EQ(DistinctOf(mapped.sink, EventKind::kStatusOpen), 10118);
  EXPECT_EQ(DistinctOf(mapped.sink, EventKind::kResolved), 4897);
  EXPECT_EQ(DistinctOf(mapped.sink, EventKind::kClosed), 4561);
  EXPECT_EQ(DistinctOf(mapped.sink, EventKind::kStatusPending), 1450);
  EXPECT_EQ(DistinctOf(mapped.sink, EventKind::kStatusOnHold), 189);
}

TEST(RealFiles, BankCallsAndTheirDirt) {
  DATA_OR_SKIP(file, "callcentre-bank1999/calls_1999-02-01_to_13.tsv.gz");
  const MappedFile mapped = MapWholeFile(file);
  EXPECT_EQ(mapped.mapping, "call-centre-log");
  EXPECT_EQ(mapped.quality.read, 15868);
  EXPECT_EQ(mapped.quality.ignored, 136);
  EXPECT_EQ(RowsOf(mapped.quality, "ignored.phantom_call"), 136);
  EXPECT_EQ(RowsOf(mapped.quality, "suspicious.repeated_call_id"), 5375);
  EXPECT_EQ(RowsOf(mapped.quality, "suspicious.negative_duration"), 14)
      << "the fifteenth is a phantom";
  EXPECT_EQ(RowsOf(mapped.quality, "suspicious.served_by_nobody"), 219);
  EXPECT_EQ(RowsOf(mapped.quality, "suspicious.service_without_start"), 23);
  EXPECT_EQ(RowsOf(mapped.quality, "suspicious.service_after_hang_up"), 43);
  EXPECT_EQ(DistinctOf(mapped.sink, Entity::kConversation), 15732);
  EXPECT_EQ(DistinctOf(mapped.sink, Entity::kAgent), 24);
  EXPECT_EQ(RowsOf(mapped.quality, "suspicious.left_in_voice_unit"), 964);
  EXPECT_EQ(RowsOf(mapped.quality, "out_of_order_time"), 29)
      << "served before they joined the queue";
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kAccepted), 19461) << "6492 queued calls imply a second";
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kAbandoned), 1757);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kQueued), 14768) << "offered: queued or served at once";
  // Past midnight: answered 23:52:20 on 8 February, ended 0:00:55 on the 9th, Israel time.
  EXPECT_THAT(DescribeAll(mapped.sink), Contains(testing::HasSubstr("1999-02-08T22:00:55Z")));
}

TEST(RealFiles, Tweets) {
  DATA_OR_SKIP(labelled, "conversations-twcs/twcs-AmazonHelp-200-inbound.xlsx");
  const MappedFile inbound = MapWholeFile(labelled);
  EXPECT_EQ(inbound.mapping, "tweets");
  EXPECT_EQ(inbound.sink.CountOf(EventKind::kCustomerMessage), 200);
  EXPECT_EQ(FieldText(*inbound.sink.Find(Entity::kConversation, "1101935"), "issue_type"),
            "Delivery");
  DATA_OR_SKIP(plain, "conversations-twcs/twcs-AmazonHelp-preprocessed-183.xlsx");
  const MappedFile both = MapWholeFile(plain);
  EXPECT_EQ(both.quality.read, 183);
  EXPECT_EQ(both.quality.rejected, 0);
  EXPECT_THAT(DescribeAll(both.sink),
              Contains(testing::StartsWith("2017-10-29T06:16:40Z 19137 customer_message")))
      << "an Excel day number";
}

TEST(RealFiles, Mails) {
  DATA_OR_SKIP(file, "emails-spamassassin/easy-ham-1.jsonl.gz");
  const MappedFile mapped =
      MapWholeFile(file, "", {{"own_addresses", "@kernel.crashing.org,rssfeeds@example.com"}});
  EXPECT_EQ(mapped.mapping, "mail-json-lines");
  EXPECT_EQ(mapped.quality.read, 2500);
  EXPECT_EQ(mapped.quality.mapped, 2500);
  DATA_OR_SKIP(spam_file, "emails-spamassassin/spam-1.jsonl.gz");
  const MappedFile spam = MapWholeFile(spam_file);
  EXPECT_EQ(spam.quality.read, 500);
  EXPECT_EQ(spam.quality.rejected, RowsOf(spam.quality, "missing", "date"))
      << "no date that can be read";
  EXPECT_EQ(spam.sink.rejected.size(), static_cast<size_t>(spam.quality.rejected));
}

TEST(RealFiles, DialoguesWithoutTimesAskForOne) {
  DATA_OR_SKIP(file, "satisfaction-dialogues/MWOZ.txt.gz");
  EXPECT_THROW(MapWholeFile(file), std::runtime_error) << "no time is invented";
  const MappedFile mapped = MapWholeFile(file, "", {{"at", "2026-01-05 09:00"}});
  EXPECT_EQ(mapped.mapping, "dialogues-uss");
  EXPECT_EQ(DistinctOf(mapped.sink, Entity::kConversation), 1000);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kCustomerMessage), 11553);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kBotMessage), 10555);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kRated), 3488);
}

TEST(RealFiles, TaobaoDialogues) {
  DATA_OR_SKIP(file, "zh-ecommerce-dialogues/ECD_sample_train.tsv");
  const MappedFile mapped = MapWholeFile(file, "", {{"at", "2026-01-05 09:00"}});
  EXPECT_EQ(mapped.mapping, "dialogues-ecd");
  EXPECT_EQ(mapped.quality.read, 154);
  EXPECT_EQ(mapped.quality.ignored, 77);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kCustomerMessage), 410);
  EXPECT_EQ(mapped.sink.CountOf(EventKind::kAgentMessage), 410);
}

TEST(RealFiles, Visits) {
  DATA_OR_SKIP(file, "visits-google-analytics/google-analytics.csv.gz");
  const MappedFile mapped = MapWholeFile(file);
  EXPECT_EQ(mapped.sink.CountOf(Entity::kVisit), 92110);
  int64_t visits = 0;
  for (const auto& record : mapped.sink.records) visits += std::stoll(FieldText(record, "visits"));
  EXPECT_EQ(visits, 293919);
}

}  // namespace
}  // namespace kebao::ingest
