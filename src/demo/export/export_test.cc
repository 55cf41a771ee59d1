#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/yaml.h"
#include "demo/bulk.h"
#include "demo/export/export_as.h"

namespace kebao::demo {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

const DemoCatalog& Catalog() {
  static const DemoCatalog catalog = LoadDemoCatalog(KEBAO_SOURCE_DIR "/catalog/demo").value();
  return catalog;
}

std::string Read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A second CSV reader, written for this test alone: rows of cells, quotes undone.
std::vector<std::vector<std::string>> ParseCsv(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool is_quoted = false;
  for (size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    std::string& cell = rows.back().back();
    if (is_quoted) {
      if (letter == '"' && at + 1 < text.size() && text[at + 1] == '"')
        cell += text[++at];
      else if (letter == '"')
        is_quoted = false;
      else
        cell += letter;
    } else if (letter == '"') {
      is_quoted = true;
    } else if (letter == ',') {
      rows.back().emplace_back();
    } else if (letter == '\n') {
      rows.push_back({""});
    } else {
      cell += letter;
    }
  }
  EXPECT_FALSE(is_quoted);
  rows.pop_back();
  return rows;
}

/// YAML reads JSON: an independent check that a line or page is well formed. Its size is limited to
/// 4 MiB.
Yaml ParseJson(const std::string& text) {
  auto parsed = Yaml::Parse(text, "json");
  EXPECT_TRUE(parsed.has_value()) << text.substr(0, 300);
  return *parsed;
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

int64_t Injected(const fs::path& folder, const std::string& file, const std::string& kind) {
  const Yaml dirt = ParseJson(Read(folder / "dirt.json"));
  const Yaml count = dirt.At("files").At(file).At(kind);
  return count.is_null() ? 0 : count.AsInt().value();
}

class Export : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "kebao-export-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  Story Make(std::string_view system, int64_t conversations = 3000) {
    DemoOptions options;
    options.conversations = conversations;
    options.days = 90;
    auto story = ExportAs(system, Catalog(), options, folder_);
    EXPECT_TRUE(story.has_value());
    return *story;
  }
  fs::path folder_;
};

TEST_F(Export, GenericHasOneRowForEachConversationAndItsDuplicates) {
  Make("generic");
  const auto rows = ParseCsv(Read(folder_ / "conversations.csv"));
  std::map<std::string, int> seen;
  for (size_t row = 1; row < rows.size(); ++row) {
    ASSERT_EQ(rows[row].size(), rows[0].size()) << row;
    ++seen[rows[row][0]];
  }
  EXPECT_EQ(seen.size(), 3000u);
  EXPECT_EQ(static_cast<int64_t>(rows.size()) - 1 - 3000,
            Injected(folder_, "conversations.csv", "duplicate_row"));
  EXPECT_GT(Injected(folder_, "conversations.csv", "duplicate_row"), 0);
}

TEST_F(Export, GenericDirtIsWhereItIsCounted) {
  Make("generic");
  const auto rows = ParseCsv(Read(folder_ / "conversations.csv"));
  const auto column = [&](std::string_view name) {
    return static_cast<size_t>(std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin());
  };
  std::set<std::string> slashed, impossible, blank;
  for (size_t row = 1; row < rows.size(); ++row) {
    const std::string& opened = rows[row][column("opened_at")];
    const std::string& resolved = rows[row][column("resolved_at")];
    if (opened.find('/') != std::string::npos) slashed.insert(rows[row][0]);
    if (!resolved.empty() && resolved < opened) impossible.insert(rows[row][0]);
    if (rows[row][column("issue_type")].empty()) blank.insert(rows[row][0]);
  }
  EXPECT_EQ(static_cast<int64_t>(slashed.size()),
            Injected(folder_, "conversations.csv", "other_time_format"));
  EXPECT_EQ(static_cast<int64_t>(impossible.size()),
            Injected(folder_, "conversations.csv", "resolved_before_opened"));
  EXPECT_EQ(static_cast<int64_t>(blank.size()),
            Injected(folder_, "conversations.csv", "missing_issue_type"));
}

TEST_F(Export, GenericMessagesBelongToConversations) {
  Make("generic", 1000);
  std::set<std::string> ids;
  for (const auto& row : ParseCsv(Read(folder_ / "conversations.csv"))) ids.insert(row[0]);
  const auto messages = ParseCsv(Read(folder_ / "messages.csv"));
  EXPECT_GT(messages.size(), 3000u);
  for (const auto& row : messages) {
    ASSERT_EQ(row.size(), 8u);
    ASSERT_TRUE(ids.contains(row[0]));
  }
}

TEST_F(Export, ZendeskPagesAreJsonAndEndTheStream) {
  Make("zendesk", 2000);
  const Yaml page = ParseJson(Read(folder_ / "tickets-001.json"));
  EXPECT_TRUE(page.At("end_of_stream").AsBool().value());
  const auto tickets = page.At("tickets").Items();
  EXPECT_GT(tickets.size(), 200u);
  std::set<std::string> ids;
  for (const Yaml& ticket : tickets) ids.insert(ticket.At("id").TextOr(""));
  const int64_t repeated = Injected(folder_, "tickets.json", "duplicate_ticket") +
                           Injected(folder_, "tickets.json", "older_version");
  EXPECT_EQ(static_cast<int64_t>(tickets.size() - ids.size()), repeated);
  const auto audits = ParseJson(Read(folder_ / "ticket_audits-001.json")).At("audits").Items();
  ASSERT_GT(audits.size(), 500u);
  for (const Yaml& audit : audits) ASSERT_TRUE(ids.contains(audit.At("ticket_id").TextOr("")));
  EXPECT_TRUE(fs::exists(folder_ / "satisfaction_ratings-001.json"));
}

TEST_F(Export, FreshdeskLeavesDurationsBlank) {
  Make("freshdesk");
  const auto rows = ParseCsv(Read(folder_ / "tickets_export.csv"));
  EXPECT_EQ(rows[0].size(), 28u);
  EXPECT_GT(rows.size(), 800u);
  for (const auto& row : rows) ASSERT_EQ(row.size(), 28u);
  EXPECT_GT(Injected(folder_, "tickets_export.csv", "blank_duration"), 100);
}

TEST_F(Export, ChatwootLinesAreJsonAndTheReportIsInWords) {
  Make("chatwoot", 1000);
  const auto conversations = Lines(Read(folder_ / "conversations.ndjson"));
  EXPECT_GT(conversations.size(), 500u);
  for (const std::string& line : conversations)
    ASSERT_TRUE(ParseJson(line).At("meta").Has("sender"));
  int64_t broken = 0;
  for (const std::string& line : Lines(Read(folder_ / "webhooks.ndjson"))) {
    ASSERT_THAT(line, StartsWith("{\"event\": \""));
    if (line.back() != '}') ++broken;
    ASSERT_TRUE(line.back() != '}' || ParseJson(line).Has("event"));
  }
  EXPECT_EQ(broken, Injected(folder_, "webhooks.ndjson", "truncated_line"));
  const std::string report = Read(folder_ / "agents_report.csv");
  EXPECT_THAT(
      report,
      StartsWith(
          "Reporting period 2025-01-01 to 2025-04-01\n\nAgent name,Assigned conversations,"));
  EXPECT_THAT(report, HasSubstr(" seconds,"));
}

TEST_F(Export, ChatwootFiguresAgreeWithItsOwnRows) {
  Make("chatwoot", 1000);
  int64_t reported = 0;
  for (const Yaml& agent : ParseJson(Read(folder_ / "summary_reports_agent.json")).Items()) {
    reported += agent.At("conversations_count").AsInt().value();
  }
  std::set<std::string> assigned;
  for (const std::string& line : Lines(Read(folder_ / "conversations.ndjson"))) {
    const Yaml conversation = ParseJson(line);
    if (!conversation.At("meta").At("assignee").is_null())
      assigned.insert(conversation.At("id").TextOr(""));
  }
  EXPECT_EQ(reported, static_cast<int64_t>(assigned.size()));
}

TEST_F(Export, MeiqiaLinesAreJsonWithCountsAsText) {
  Make("meiqia", 1000);
  const auto lines = Lines(Read(folder_ / "conversations.ndjson"));
  EXPECT_GT(lines.size(), 400u);
  for (const std::string& line : lines) {
    const Yaml conversation = ParseJson(line);
    ASSERT_EQ(conversation.At("conv_start_tm").TextOr("").size(), 19u);
    ASSERT_TRUE(conversation.At("conv_content").is_list());
  }
  EXPECT_THAT(lines[0], HasSubstr("\"conv_agent_msg_count\": \""));
}

TEST_F(Export, StatusLogComesInTwoEncodings) {
  Make("status-log");
  const auto rows = ParseCsv(Read(folder_ / "status_history.csv"));
  EXPECT_EQ(rows[0][3], "changed_at");
  for (const auto& row : rows) ASSERT_EQ(row.size(), 12u);
  const std::string encoded = Read(folder_ / "工单流水_gbk.csv");
  EXPECT_THAT(encoded, StartsWith("\xc1\xf7\xcb\xae\xba\xc5,"));  // 流水号 in GBK
  const auto lines = static_cast<int64_t>(Lines(encoded).size());
  EXPECT_EQ(static_cast<int64_t>(rows.size()) - lines,
            Injected(folder_, "status_history.csv", "duplicate_row"));
}

TEST_F(Export, QueueLogIsInOrderAndEveryCallEnters) {
  Make("asterisk");
  std::set<std::string> entered;
  int64_t last = 0;
  for (const std::string& line : Lines(Read(folder_ / "queue_log"))) {
    std::vector<std::string> parts(1);
    for (const char letter : line) {
      if (letter == '|')
        parts.emplace_back();
      else
        parts.back() += letter;
    }
    ASSERT_GE(parts.size(), 5u);
    ASSERT_GE(std::stoll(parts[0]), last);
    last = std::stoll(parts[0]);
    if (parts[4] == "ENTERQUEUE") entered.insert(parts[1]);
    const bool was_waiting = parts[4] == "CONNECT" || parts[4] == "ABANDON";
    ASSERT_TRUE(!was_waiting || entered.contains(parts[1])) << line;
  }
  EXPECT_GT(entered.size(), 300u);
  const auto calls = ParseCsv(Read(folder_ / "Master.csv"));
  for (const auto& call : calls) ASSERT_EQ(call.size(), 18u);
  EXPECT_EQ(static_cast<int64_t>(calls.size()) - Injected(folder_, "Master.csv", "duplicate_row"),
            static_cast<int64_t>(entered.size()));
}

TEST_F(Export, MboxSeparatesMailsByAnEmptyLine) {
  Make("mbox");
  const auto lines = Lines(Read(folder_ / "support.mbox"));
  int64_t mails = 0, ids = 0;
  for (size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].starts_with("From ")) {
      ASSERT_TRUE(at == 0 || lines[at - 1].empty());
      ++mails;
    }
    ids += lines[at].starts_with("Message-ID: ");
  }
  EXPECT_GT(mails, 300);
  EXPECT_EQ(mails, ids);
}

TEST_F(Export, TemplatesCoverWhatPeopleTypeIn) {
  Make("templates");
  for (const char* name : {"roster", "shifts", "agent-states", "qa", "assessments", "follow-ups",
                           "costs", "known-events", "orders", "feedback"}) {
    const auto rows = ParseCsv(Read(folder_ / (std::string(name) + ".csv")));
    EXPECT_GT(rows.size(), 1u) << name;
    for (const auto& row : rows) ASSERT_EQ(row.size(), rows[0].size()) << name;
  }
}

TEST_F(Export, RosterNamesEachAgentWithTheTeam) {
  Make("templates", 500);
  std::set<std::string> agents;
  for (const auto& row : ParseCsv(Read(folder_ / "roster.csv"))) {
    agents.insert(row[0]);
    ASSERT_FALSE(row[1].empty());
    ASSERT_TRUE(row[3] == "team" || row[3].ends_with("组")) << row[3];
  }
  EXPECT_GT(agents.size(), 45u);
}

TEST_F(Export, TheTruthIsWrittenBeside) {
  const Story story = Make("generic", 500);
  EXPECT_THAT(Read(folder_ / "story.yaml"), HasSubstr("id: lock_defect"));
  EXPECT_EQ(story.conversations, 500);
}

TEST_F(Export, SameOptionsSameFiles) {
  Make("generic", 500);
  const std::string first = Read(folder_ / "conversations.csv") + Read(folder_ / "messages.csv");
  Make("generic", 500);
  EXPECT_EQ(Read(folder_ / "conversations.csv") + Read(folder_ / "messages.csv"), first);
}

TEST_F(Export, RefusesAnUnknownSystem) {
  const auto story = ExportAs("lotus", Catalog(), {}, folder_);
  ASSERT_FALSE(story.has_value());
  EXPECT_EQ(story.error().code, "demo.unknown_system");
  EXPECT_THAT(story.error().arguments.at("systems"), HasSubstr("zendesk, freshdesk"));
}

TEST_F(Export, BulkWritesTheRowsAskedFor) {
  ASSERT_TRUE(WriteBulkCsv({1000, 10, 1}, folder_).has_value());
  const auto conversations = ParseCsv(Read(folder_ / "conversations.csv"));
  const auto messages = ParseCsv(Read(folder_ / "messages.csv"));
  EXPECT_EQ(conversations.size(), 1001u);
  EXPECT_EQ(messages.size(), 10'001u);
  for (const auto& row : messages) ASSERT_EQ(row.size(), 6u);
  EXPECT_EQ(WriteBulkCsv({0, 10, 1}, folder_).error().code, "demo.bad_options");
}

}  // namespace
}  // namespace kebao::demo
