// Every sample file opens without options beyond those a mapping would give, and has as many
// records as its README says.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/read/test_files.h"

namespace kebao::ingest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing_files::ReadAll;
using testing_files::ReadBack;

struct Expected {
  const char* file;
  FileKind kind;
  size_t records;
  size_t columns = 0;  // 0 = not stated
  const char* first_column = "";
  const char* record_path = "";
  int skip_lines = 0;
  bool sessions = false;
  const char* mail_field = "";
};

void PrintTo(const Expected& expected, std::ostream* out) { *out << expected.file; }

class SharedFile : public testing::TestWithParam<Expected> {};

TEST_P(SharedFile, HasTheRecordsItsReadmeStates) {
  const auto shared = testing_files::SharedFolder();
  if (!shared) GTEST_SKIP() << "no shared sample data on this machine";
  const Expected& expected = GetParam();
  ReadOptions options;
  options.record_path = expected.record_path;
  options.skip_lines = expected.skip_lines;
  options.session_by_blank_line = expected.sessions;
  options.mail_field = expected.mail_field;
  const ReadBack back = ReadAll(*shared / expected.file, options);
  EXPECT_THAT(back.FaultCodes(), IsEmpty());
  EXPECT_EQ(back.shape.kind, expected.kind);
  EXPECT_EQ(back.rows.size() + back.trees.size(), expected.records);
  if (expected.columns > 0) {
    ASSERT_EQ(back.shape.columns.size(), expected.columns);
    EXPECT_EQ(back.shape.columns[0], expected.first_column);
  }
}

constexpr size_t kBlankLines = 1000;  // the README counts the lines between the 1,000 dialogues
constexpr FileKind kCsv = FileKind::kCsv;
constexpr FileKind kJson = FileKind::kJson;
constexpr FileKind kXlsx = FileKind::kXlsx;

INSTANTIATE_TEST_SUITE_P(
    Data, SharedFile,
    testing::Values(
        Expected{"data/callcentre-bank1999/calls_1999-02-01_to_13.tsv.gz", kCsv, 15868, 17,
                 "vru+line"},
        Expected{"data/conversations-twcs/twcs-AmazonHelp-100-outbound.xlsx", kXlsx, 100},
        Expected{"data/conversations-twcs/twcs-AmazonHelp-200-inbound.xlsx", kXlsx, 200},
        Expected{"data/conversations-twcs/twcs-AmazonHelp-preprocessed-183.xlsx", kXlsx, 183},
        Expected{"data/conversations-twcs/twcs-AppleSupport-100-outbound.xlsx", kXlsx, 100},
        Expected{"data/conversations-twcs/twcs-AppleSupport-200-inbound.xlsx", kXlsx, 200},
        Expected{"data/conversations-twcs/twcs-AppleSupport-preprocessed-116.xlsx", kXlsx, 116},
        Expected{"data/emails-spamassassin/easy-ham-1.jsonl.gz", FileKind::kNdjson, 2500, 5, "id"},
        Expected{"data/emails-spamassassin/easy-ham-1.jsonl.gz", FileKind::kMbox, 2500, 17,
                 "message_id", "", 0, false, "text"},
        Expected{"data/emails-spamassassin/spam-1.jsonl.gz", FileKind::kMbox, 500, 17, "message_id",
                 "", 0, false, "text"},
        Expected{"data/forecast-m4-hourly/Hourly-test.csv.gz", kCsv, 414, 49, "V1"},
        Expected{"data/forecast-m4-hourly/Hourly-train.csv.gz", kCsv, 414, 961, "V1"},
        Expected{"data/intents-banking77/banking77_train.csv.gz", kCsv, 10003, 2, "text"},
        Expected{"data/satisfaction-dialogues/MWOZ.txt.gz", kCsv, 24108 - kBlankLines, 6, "c1", "",
                 0, true},
        Expected{"data/satisfaction-dialogues/SGD.txt.gz", kCsv, 27666 - kBlankLines, 6, "c1", "",
                 0, true},
        Expected{"data/tickets-helpdesk-it/Helpdesk.csv.gz", kCsv, 21348, 10, "concept:name"},
        Expected{"data/tickets-rabobank2014/incident_activity.csv.gz", kCsv, 74879, 7,
                 "case:concept:name"},
        Expected{"data/tickets-servicenow/incident_event_log_opened_to_2016-04.csv.gz", kCsv,
                 101045, 36, "number"},
        Expected{"data/visits-google-analytics/google-analytics.csv.gz", kCsv, 92110, 6, "date"},
        Expected{"data/zh-ecommerce-dialogues/ECD_sample_test.tsv", kCsv, 1000},
        Expected{"data/zh-ecommerce-dialogues/ECD_sample_train.tsv", kCsv, 154},
        Expected{"data/zh-intents-smp2019/train.json.gz", kJson, 2579},
        Expected{"data/zh-sentiment/online_shopping_6_cats.csv.gz", kCsv, 36749, 3, "cat"},
        Expected{"data/zh-sentiment/waimai_10k.csv.gz", kCsv, 11987, 2, "label"}));

INSTANTIATE_TEST_SUITE_P(
    Formats, SharedFile,
    testing::Values(
        Expected{"formats/asterisk/cdr-csv_Master.csv", kCsv, 3, 18, "c1"},
        Expected{"formats/asterisk/cdr-custom_Master.csv", kCsv, 1, 18, "c1"},
        Expected{"formats/asterisk/queue_log", FileKind::kPipe, 14, 10, "c1"},
        Expected{"formats/chatwoot/agents_report.csv", kCsv, 3, 6, "Agent name", "", -1},
        Expected{"formats/chatwoot/agents_report.csv", kCsv, 3, 6, "Agent name", "", 2},
        Expected{"formats/chatwoot/breached_conversation.csv", kCsv, 1, 8, "Conversation ID", "",
                 -1},
        Expected{"formats/chatwoot/conversation_api.json", kJson, 1},
        Expected{"formats/chatwoot/conversation_traffic.csv", kCsv, 4, 4, "Start of the hour", "",
                 -1},
        Expected{"formats/chatwoot/csat_report.csv", kCsv, 4, 8, "Agent Name", "", -1},
        Expected{"formats/chatwoot/inboxes_report.csv", kCsv, 2, 5, "Inbox name", "", -1},
        Expected{"formats/chatwoot/summary_report_agent.json", kJson, 2},
        Expected{"formats/chatwoot/webhook_conversation_status_changed.json", kJson, 1},
        Expected{"formats/chatwoot/webhook_message_created.json", kJson, 1},
        Expected{"formats/freshdesk/conversations.json", kJson, 2},
        Expected{"formats/freshdesk/satisfaction_ratings.json", kJson, 1},
        Expected{"formats/freshdesk/tickets_api_include_stats.json", kJson, 1},
        Expected{"formats/freshdesk/tickets_export.csv", kCsv, 3, 28, "Ticket ID"},
        Expected{"formats/intercom/conversation_statistics.json", kJson, 1},
        Expected{"formats/mail/sample.mbox", FileKind::kMbox, 3, 13, "message_id"},
        Expected{"formats/meiqia/conversation_v1.json", kJson, 1},
        Expected{"formats/osticket/ticket_export.csv", kCsv, 1},
        Expected{"formats/tencent_desk/describe_im_cdr_list.json", kJson, 1},
        Expected{"formats/tencent_desk/describe_session_statistics.json", kJson, 1},
        Expected{"formats/wecom_kf/get_servicer_statistic.json", kJson, 1},
        Expected{"formats/zammad/report_tickets_columns.csv", kCsv, 1},
        Expected{"formats/zendesk/incremental_tickets_cursor.json", kJson, 1, 0, "", "tickets[]"},
        Expected{"formats/zendesk/satisfaction_ratings.json", kJson, 1, 0, "",
                 "satisfaction_ratings[]"},
        Expected{"formats/zendesk/ticket_audits.json", kJson, 4, 0, "", "audits[]"},
        Expected{"formats/zendesk/ticket_metric_events.json", kJson, 6, 0, "",
                 "ticket_metric_events[]"}));

TEST(SharedFile, UssDialoguesHaveThousandSessionsEach) {
  const auto shared = testing_files::SharedFolder();
  if (!shared) GTEST_SKIP() << "no shared sample data on this machine";
  ReadOptions options;
  options.session_by_blank_line = true;
  for (const char* file : {"MWOZ.txt.gz", "SGD.txt.gz"}) {
    const ReadBack back = ReadAll(*shared / "data/satisfaction-dialogues" / file, options);
    EXPECT_EQ(back.rows.front()[4], "1");
    EXPECT_EQ(back.rows.front()[5], "1");
    EXPECT_EQ(back.rows.back()[4], "1000") << file;
    EXPECT_EQ(back.rows.back()[0], "USER");
    EXPECT_EQ(back.rows.back()[1], "OVERALL");
  }
}

TEST(SharedFile, ForeignFormatsAreNamed) {
  const auto shared = testing_files::SharedFolder();
  if (!shared) GTEST_SKIP() << "no shared sample data on this machine";
  const auto opened = OpenFile(*shared / "data/conversations-twcs/twcs-AmazonHelp-183.xes.gz", {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "file.unknown_format");
  EXPECT_EQ(opened.error().arguments.at("format"), "XML");
}

TEST(SharedFile, MailsOfTheSampleAreReadInFull) {
  const auto shared = testing_files::SharedFolder();
  if (!shared) GTEST_SKIP() << "no shared sample data on this machine";
  const ReadBack back = ReadAll(*shared / "formats/mail/sample.mbox");
  size_t replies = 0;
  size_t automatic = 0;
  for (const auto& row : back.rows) {
    EXPECT_NE(row[0], "");
    EXPECT_TRUE(row[3].ends_with("Z")) << row[3];
    EXPECT_NE(row[11], "");
    EXPECT_EQ(row[11].find(">From"), std::string::npos);
    replies += !row[1].empty();
    automatic += row[8] == "auto-replied";
  }
  EXPECT_GE(replies, 1u);
  EXPECT_EQ(automatic, 1u);
}

}  // namespace
}  // namespace kebao::ingest
