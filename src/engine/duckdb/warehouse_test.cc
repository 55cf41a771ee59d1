#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "engine/duckdb/open.h"

namespace kebao::engine::duckdb {
namespace {

using domain::CanonicalEvent;
using domain::CanonicalRecord;
using domain::Entity;
using domain::EventKind;
using domain::FieldValue;

class WarehouseTest : public testing::Test {
 protected:
  WarehouseTest() {
    std::filesystem::create_directories(folder_);
    warehouse_ = OpenInMemory(catalog_, TimeZone::Utc());
  }
  ~WarehouseTest() override { std::filesystem::remove_all(folder_); }

  static CanonicalEvent Message(const std::string& conversation, const std::string& id,
                                int64_t second, const std::string& text, int64_t row) {
    CanonicalEvent event;
    event.conversation_id = conversation;
    event.id = id;
    event.kind = EventKind::kCustomerMessage;
    event.at = Instant{second * kMicrosPerSecond};
    event.agent_id = "a1";
    event.text = text;
    event.row = row;
    return event;
  }

  static CanonicalRecord Conversation(const std::string& id, int64_t version,
                                      const std::string& channel, int64_t row) {
    CanonicalRecord record;
    record.id = id;
    record.version = version;
    record.fields = {{domain::FieldIndex(Entity::kConversation, "channel"), FieldValue(channel)}};
    record.row = row;
    return record;
  }

  static CanonicalRecord Agent(const std::string& id, const std::string& name,
                               const std::string& team) {
    CanonicalRecord record;
    record.entity = Entity::kAgent;
    record.id = id;
    record.fields = {{domain::FieldIndex(Entity::kAgent, "name"), FieldValue(name)},
                     {domain::FieldIndex(Entity::kAgent, "team"), FieldValue(team)}};
    record.row = 1;
    return record;
  }

  template <class... Rows>
  ImportRecord Import(const Rows&... rows) {
    const auto file = folder_ / ("s" + std::to_string(++files_) + ".duckdb");
    int64_t last_row = 0;
    {
      const auto writer = CreateStagedFile(file);
      ((writer->Accept(rows), last_row = std::max(last_row, rows.row)), ...);
      writer->Finish(last_row, 0, 0);
    }
    ImportDescription description;
    description.source = "test";
    description.file_hash = static_cast<uint64_t>(files_);
    const auto transaction = warehouse_->Begin();
    const ImportRecord record = transaction->Publish(file, description);
    transaction->Commit();
    return record;
  }

  int64_t Number(const std::string& sql) const {
    const auto stream =
        warehouse_->engine().Query("SELECT CAST(coalesce((" + sql + "), -1) AS BIGINT)");
    ChunkView chunk;
    EXPECT_TRUE(stream->Next(&chunk));
    return chunk.columns[0].Int64(0);
  }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("kebao-warehouse-" + std::to_string(getpid()));
  domain::FactCatalog catalog_{{}};
  std::unique_ptr<Warehouse> warehouse_;
  int files_ = 0;
};

TEST_F(WarehouseTest, CountsNewRowsAndRowsRepeatedInTheFile) {
  const ImportRecord record =
      Import(Conversation("c1", 0, "chat", 1), Message("c1", "m1", 5, "hi", 2),
             Message("c1", "m1", 5, "hi", 3), Message("c2", "", 7, "yo", 4));
  EXPECT_EQ(record.counts.read, 4);
  EXPECT_EQ(record.counts.inserted, 3);
  EXPECT_EQ(record.counts.duplicate, 1);
  EXPECT_EQ(Number("SELECT count(*) FROM event_log"), 2);
  EXPECT_EQ(warehouse_->data_version(), 1);
  EXPECT_EQ(warehouse_->directory().dimensions["channel"].texts, std::vector<std::string>{"chat"});
}

TEST_F(WarehouseTest, TellsUpdatedAndDuplicateRowsOfAKnownConversation) {
  Import(Conversation("c1", 1, "chat", 1), Message("c1", "m1", 5, "hi", 2));
  const ImportRecord record =
      Import(Conversation("c1", 2, "phone", 1), Message("c1", "m1", 5, "hi", 2),
             Message("c1", "m2", 9, "new", 3), Message("c3", "m3", 9, "new", 4));
  EXPECT_EQ(record.counts.updated, 1);
  EXPECT_EQ(record.counts.duplicate, 1);
  EXPECT_EQ(record.counts.inserted, 2);
  EXPECT_EQ(Number("SELECT count(*) FROM key_conversation"), 2);
  EXPECT_EQ(Number("SELECT count(DISTINCT conversation_key) FROM event_log"), 2);
}

TEST_F(WarehouseTest, MapsDimensionCodesThatTheFileNumbersDifferently) {
  Import(Conversation("c1", 0, "chat", 1), Conversation("c2", 0, "phone", 2));
  Import(Conversation("c3", 0, "phone", 1), Conversation("c4", 0, "email", 2),
         Conversation("c5", 0, "chat", 3));
  EXPECT_EQ(warehouse_->directory().dimensions["channel"].texts,
            (std::vector<std::string>{"chat", "phone", "email"}));
  EXPECT_EQ(Number("SELECT channel FROM conversation_log l JOIN key_conversation k USING "
                   "(record_key) WHERE id = 'c3'"),
            1);
  EXPECT_EQ(Number("SELECT channel FROM conversation_log l JOIN key_conversation k USING "
                   "(record_key) WHERE id = 'c5'"),
            0);
}

TEST_F(WarehouseTest, WithdrawnImportLeavesNoRows) {
  Import(Conversation("c1", 0, "chat", 1), Message("c1", "m1", 5, "hi", 2));
  const ImportRecord second = Import(Message("c1", "m2", 6, "more", 1), Agent("a1", "王芳", "t1"));
  EXPECT_EQ(warehouse_->directory().agents[0].name, "王芳");
  {
    const auto transaction = warehouse_->Begin();
    ASSERT_TRUE(transaction->Withdraw(second.id));
    EXPECT_EQ(transaction->TouchedRanges(1000).size(), 1u);
    transaction->Commit();
  }
  EXPECT_EQ(Number("SELECT count(*) FROM event_log"), 1);
  EXPECT_EQ(warehouse_->directory().agents[0].name, "a1");
  const auto transaction = warehouse_->Begin();
  EXPECT_EQ(transaction->Withdraw(second.id).error().code, "import.withdrawn");
  EXPECT_EQ(transaction->Withdraw(99).error().code, "import.unknown");
}

TEST_F(WarehouseTest, SameFileAgainKeepsItsRowsUntilBothAreWithdrawn) {
  const ImportRecord first = Import(Conversation("c1", 0, "chat", 1));
  ImportRecord again;
  {
    const auto transaction = warehouse_->Begin();
    again = transaction->PublishAgain(first, first.description);
    transaction->Commit();
  }
  EXPECT_EQ(again.counts.duplicate, 1);
  EXPECT_EQ(again.counts.inserted, 0);
  for (const int32_t id : {first.id, again.id}) {
    EXPECT_EQ(Number("SELECT count(*) FROM conversation_log"), 1);
    const auto transaction = warehouse_->Begin();
    ASSERT_TRUE(transaction->Withdraw(id));
    transaction->Commit();
  }
  EXPECT_EQ(Number("SELECT count(*) FROM conversation_log"), 0);
}

TEST_F(WarehouseTest, AbandonedTransactionChangesNothing) {
  Import(Conversation("c1", 0, "chat", 1));
  {
    const auto transaction = warehouse_->Begin();
    ASSERT_TRUE(transaction->Withdraw(1));
  }
  EXPECT_EQ(Number("SELECT count(*) FROM conversation_log"), 1);
  EXPECT_EQ(warehouse_->data_version(), 1);
}

TEST_F(WarehouseTest, FieldsMergeByVersionAndAbsentFieldsStay) {
  CanonicalRecord named = Agent("a1", "old", "t1");
  named.version = 2;
  CanonicalRecord later;
  later.entity = Entity::kAgent;
  later.id = "a1";
  later.version = 1;
  later.fields = {
      {domain::FieldIndex(Entity::kAgent, "name"), FieldValue(std::string("stale"))},
      {domain::FieldIndex(Entity::kAgent, "location"), FieldValue(std::string("上海"))}};
  Import(named);
  Import(later);
  EXPECT_EQ(warehouse_->directory().agents[0].name, "old");
  EXPECT_EQ(
      Number("SELECT count(*) FROM current_agent WHERE location = '上海' AND team IS NOT NULL"), 1);
}

TEST_F(WarehouseTest, ReadsNothingFromOutsideTheFolder) {
  EXPECT_THROW(warehouse_->engine().Query("SELECT * FROM read_csv('/etc/passwd')"), WorldFailure);
  EXPECT_THROW(warehouse_->engine().Query("COPY (SELECT 1) TO '/tmp/x.csv'"), WorldFailure);
}

}  // namespace
}  // namespace kebao::engine::duckdb
