#include "workspace/database.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "workspace/workspace.h"

namespace kebao::workspace {
namespace {

namespace fs = std::filesystem;

constexpr Migration kFirst = {1, "CREATE TABLE note (text TEXT NOT NULL) STRICT"};
constexpr Migration kSecond = {
    2, "ALTER TABLE note ADD COLUMN size INTEGER; UPDATE note SET size = 7"};
constexpr Migration kBroken = {2, "INSERT INTO note VALUES ('half'); SELECT nonsense"};

class DatabaseTest : public testing::Test {
 protected:
  DatabaseTest() { fs::create_directories(folder_); }
  ~DatabaseTest() override { fs::remove_all(folder_); }

  template <size_t N>
  Result<std::unique_ptr<Database>> Open(const std::array<Migration, N>& migrations) const {
    return Database::Open(file_, migrations);
  }
  void Write(const std::string& bytes) const { std::ofstream(file_, std::ios::binary) << bytes; }
  static std::string FirstText(Database* database, const char* sql) {
    Statement row = database->Prepare(sql);
    return row.Step() ? row.Text(0) : "(none)";
  }

  fs::path folder_ = fs::temp_directory_path() / ("kebao-database-" + std::to_string(getpid()));
  fs::path file_ = folder_ / "workspace.sqlite";
};

TEST_F(DatabaseTest, IsForItsOwnerOnly) {
  ASSERT_TRUE(Open(std::array{kFirst}));
  struct stat status {};
  ASSERT_EQ(stat(file_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(DatabaseTest, MigratesWhatAnOlderReleaseWrote) {
  { (*Open(std::array{kFirst}))->Run("INSERT INTO note VALUES (?)", {std::string_view("old")}); }
  const auto database = Open(std::array{kFirst, kSecond});
  ASSERT_TRUE(database);
  EXPECT_EQ(FirstText(database->get(), "SELECT text || size FROM note"), "old7");
}

TEST_F(DatabaseTest, AMigrationHappensWholeOrNotAtAll) {
  { ASSERT_TRUE(Open(std::array{kFirst})); }
  EXPECT_THROW((void)Open(std::array{kFirst, kBroken}), WorldFailure);
  const auto database = Open(std::array{kFirst});
  ASSERT_TRUE(database);
  EXPECT_EQ(FirstText(database->get(), "SELECT text FROM note"), "(none)");
}

TEST_F(DatabaseTest, RefusesWhatANewerReleaseWrote) {
  { ASSERT_TRUE(Open(std::array{kFirst, kSecond})); }
  const auto database = Open(std::array{kFirst});
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().code, "workspace.newer");
  EXPECT_EQ(database.error().arguments.at("version"), "2");
  EXPECT_EQ(database.error().arguments.at("known"), "1");
}

TEST_F(DatabaseTest, RefusesAFileThatIsNoDatabase) {
  Write(std::string(5000, 'x'));
  const auto database = Open(std::array{kFirst});
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().code, "workspace.damaged");
  EXPECT_EQ(database.error().place, file_.string());
}

TEST_F(DatabaseTest, SeesDamageInside) {
  {
    const auto database = Open(std::array{kFirst});
    EXPECT_TRUE((*database)->CheckWhole());
    Transaction transaction(database->get());
    for (int row = 0; row < 500; ++row)
      (*database)->Run("INSERT INTO note VALUES (?)", {std::string_view("abcdefghijklmnop")});
    transaction.Commit();
  }
  {
    std::fstream bytes(file_, std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekp(2 * 4096);
    bytes << std::string(4096, '\x55');
  }
  const auto database = Open(std::array{kFirst});
  ASSERT_TRUE(database);
  const auto checked = (*database)->CheckWhole();
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, "workspace.damaged");
}

TEST_F(DatabaseTest, RefusesAFolderThatCannotBeWritten) {
  const std::array migrations = {kFirst};
  const auto database = Database::Open(folder_ / "missing" / "workspace.sqlite", migrations);
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().code, "workspace.unwritable");
}

TEST_F(DatabaseTest, ATransactionWithoutCommitIsUndone) {
  const auto database = Open(std::array{kFirst});
  {
    Transaction transaction(database->get());
    (*database)->Run("INSERT INTO note VALUES ('gone')");
  }
  {
    Transaction transaction(database->get());
    (*database)->Run("INSERT INTO note VALUES ('kept')");
    transaction.Commit();
  }
  EXPECT_EQ(FirstText(database->get(), "SELECT group_concat(text) FROM note"), "kept");
}

TEST_F(DatabaseTest, GivesValuesBackAsTheyWere) {
  const auto database = Open(std::array{kFirst, kSecond});
  const std::string text("a\0b\xff客服", 10);
  (*database)->Run("INSERT INTO note VALUES (?, ?)",
                   {std::string_view(text), ValueOf(std::nullopt)});
  Statement row = (*database)->Prepare("SELECT text, size FROM note");
  ASSERT_TRUE(row.Step());
  EXPECT_EQ(row.Text(0), text);
  EXPECT_EQ(row.OptionalInteger(1), std::nullopt);
  EXPECT_FALSE(row.Step());
}

TEST_F(DatabaseTest, TheLogIsInTheFileOnceItIsClosed) {
  { (*Open(std::array{kFirst}))->Run("INSERT INTO note VALUES ('x')"); }
  EXPECT_FALSE(fs::exists(file_.string() + "-wal"));
}

}  // namespace
}  // namespace kebao::workspace
