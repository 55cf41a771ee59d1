#include "workspace/report_archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "workspace/workspace.h"

namespace kebao::workspace {
namespace {

namespace fs = std::filesystem;

std::string Read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

class ReportArchiveTest : public testing::Test {
 protected:
  ReportArchiveTest() { fs::create_directories(archive_); }
  ~ReportArchiveTest() override { fs::remove_all(root_); }

  ReportArchive Open() const {
    auto database = OpenWorkspace(data_ / "workspace.sqlite");
    EXPECT_TRUE(database);
    return ReportArchive::Open(std::move(*database), archive_);
  }

  SourceFile File(const std::string& name, const std::string& bytes) const {
    std::ofstream(root_ / name, std::ios::binary) << bytes;
    return {root_ / name, "text/plain"};
  }

  NewSnapshot Weekly(const std::string& document = "{\"a\": 1}") const {
    return {.head = {.made_at = {1'000'001},
                     .template_id = "weekly",
                     .template_title = "周报",
                     .template_hash = "00ff",
                     .language = "zh-CN",
                     .audience = "team",
                     .period = "2026-W12",
                     .organisation = "客来",
                     .request = "{}",
                     .scope = "all",
                     .data_version = 7,
                     .data_watermark = "[1]",
                     .catalog_version = "c",
                     .report_time = {2'000'002},
                     .refreshed_from = 3,
                     .edited_from = {}},
            .template_text = "template: weekly\n",
            .document = document,
            .files = {File("a.html", "<p>客</p>"), File("b.bin", std::string("\0\xff\n", 3))}};
  }

  /// Every snapshot that is listed is whole, and nothing else lies there. How many there are.
  size_t CheckWhole(const std::string& document) const {
    const ReportArchive archive = Open();
    EXPECT_THAT(archive.Check(), testing::IsEmpty());
    const std::vector<ArchivedSnapshot> snapshots = archive.List();
    for (const ArchivedSnapshot& one : snapshots) {
      EXPECT_EQ(one.artifacts.size(), 3U);
      EXPECT_EQ(archive.Load(one.id)->document, document);
    }
    size_t folders = 0;
    for (const auto& entry : fs::directory_iterator(archive_)) folders += entry.is_directory();
    EXPECT_EQ(folders, snapshots.size());
    return snapshots.size();
  }

  fs::path root_ = fs::temp_directory_path() / ("kebao-archive-" + std::to_string(getpid()));
  fs::path data_ = root_ / "data";
  fs::path archive_ = data_ / "archive";
};

TEST_F(ReportArchiveTest, GivesBackWhatWasStored) {
  std::string document;
  for (int n = 0; n < 20'000; ++n) document += std::to_string(n * 7919);
  const int64_t id = Open().Store(Weekly(document));
  const auto loaded = Open().Load(id);
  ASSERT_TRUE(loaded);
  const SnapshotHead& head = loaded->snapshot.head;
  EXPECT_EQ(head.made_at, Instant{1'000'001});
  EXPECT_EQ(head.template_id, "weekly");
  EXPECT_EQ(head.template_title, "周报");
  EXPECT_EQ(head.template_hash, "00ff");
  EXPECT_EQ(head.language, "zh-CN");
  EXPECT_EQ(head.audience, "team");
  EXPECT_EQ(head.period, "2026-W12");
  EXPECT_EQ(head.organisation, "客来");
  EXPECT_EQ(head.scope, "all");
  EXPECT_EQ(head.data_version, 7);
  EXPECT_EQ(head.data_watermark, "[1]");
  EXPECT_EQ(head.catalog_version, "c");
  EXPECT_EQ(head.report_time, Instant{2'000'002});
  EXPECT_EQ(head.refreshed_from, 3);
  EXPECT_EQ(head.edited_from, std::nullopt);
  EXPECT_EQ(loaded->template_text, "template: weekly\n");
  EXPECT_EQ(loaded->document, document);
}

TEST_F(ReportArchiveTest, CopiesTheFilesByteForByte) {
  ReportArchive archive = Open();
  const int64_t id = archive.Store(Weekly());
  File("a.html", "written over since");
  const auto files = archive.CopyFiles(id, root_ / "out" / "deep");
  ASSERT_TRUE(files);
  EXPECT_THAT(*files, testing::ElementsAre(root_ / "out" / "deep" / "a.html",
                                           root_ / "out" / "deep" / "b.bin"));
  EXPECT_EQ(Read((*files)[0]), "<p>客</p>");
  EXPECT_EQ(Read((*files)[1]), std::string("\0\xff\n", 3));
}

TEST_F(ReportArchiveTest, ListsTheNewestFirst) {
  ReportArchive archive = Open();
  NewSnapshot monthly = Weekly();
  monthly.head.template_id = "monthly";
  archive.Store(Weekly());
  archive.Store(monthly);
  archive.Store(Weekly());
  const auto ids = [&](const std::string& id) {
    std::vector<int64_t> found;
    for (const ArchivedSnapshot& snapshot : archive.List(id)) found.push_back(snapshot.id);
    return found;
  };
  EXPECT_THAT(ids(""), testing::ElementsAre(3, 2, 1));
  EXPECT_THAT(ids("weekly"), testing::ElementsAre(3, 1));
  EXPECT_THAT(ids("none"), testing::IsEmpty());
  EXPECT_EQ(archive.List().front().artifacts.size(), 2U);
}

TEST_F(ReportArchiveTest, ARemovedSnapshotIsGoneAndItsNumberIsNotGivenAgain) {
  const int64_t first = Open().Store(Weekly());
  ReportArchive archive = Open();
  const int64_t second = archive.Store(Weekly());
  ASSERT_TRUE(archive.Remove(second));
  EXPECT_FALSE(fs::exists(archive_ / std::to_string(second)));
  EXPECT_TRUE(fs::exists(archive_ / std::to_string(first)));
  EXPECT_EQ(archive.Load(second).error().code, "snapshot.unknown");
  EXPECT_EQ(archive.CopyFiles(second, root_ / "out").error().code, "snapshot.unknown");
  EXPECT_EQ(archive.Remove(second).error().arguments.at("snapshot"), std::to_string(second));
  EXPECT_EQ(Open().Store(Weekly()), second + 1);
}

TEST_F(ReportArchiveTest, AChangedOrMissingFileIsSaid) {
  ReportArchive archive = Open();
  const int64_t id = archive.Store(Weekly());
  EXPECT_THAT(archive.Check(), testing::IsEmpty());
  const fs::path file = archive_ / std::to_string(id) / "b.bin";
  std::ofstream(file, std::ios::binary) << std::string("\0\xfe\n", 3);
  const auto files = archive.CopyFiles(id, root_ / "out");
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().code, "snapshot.damaged");
  EXPECT_EQ(files.error().place, file.string());
  EXPECT_FALSE(fs::exists(root_ / "out" / "a.html"));
  fs::remove(file);
  ASSERT_EQ(archive.Check().size(), 1U);
}

TEST_F(ReportArchiveTest, ASnapshotIsNeverAltered) {
  Open().Store(Weekly());
  const auto database = OpenWorkspace(data_ / "workspace.sqlite");
  EXPECT_THROW((*database)->Run("UPDATE snapshot SET period = '2026-W13'"), WorldFailure);
  EXPECT_THROW((*database)->Run("UPDATE artifact SET bytes = 0"), WorldFailure);
}

TEST_F(ReportArchiveTest, LeftoversOfACrashAreRemovedAndNothingElse) {
  const int64_t id = Open().Store(Weekly());
  for (const char* name : {".new", "77", "notes"}) fs::create_directories(archive_ / name / "x");
  Open();
  EXPECT_FALSE(fs::exists(archive_ / ".new"));
  EXPECT_FALSE(fs::exists(archive_ / "77"));
  EXPECT_TRUE(fs::exists(archive_ / "notes"));
  EXPECT_TRUE(fs::exists(archive_ / std::to_string(id) / "a.html"));
}

TEST_F(ReportArchiveTest, AFileThatCannotBeReadLeavesNothingBehind) {
  NewSnapshot snapshot = Weekly();
  snapshot.files.push_back({root_ / "missing.pdf", "application/pdf"});
  ReportArchive archive = Open();
  EXPECT_THROW(archive.Store(snapshot), WorldFailure);
  EXPECT_THAT(archive.List(), testing::IsEmpty());
  EXPECT_EQ(archive.Store(Weekly()), 1);
}

TEST_F(ReportArchiveTest, FilesAreForTheOwnerOnly) {
  const int64_t id = Open().Store(Weekly());
  const auto mode = [](const fs::path& path) {
    struct stat status {};
    EXPECT_EQ(stat(path.c_str(), &status), 0);
    return status.st_mode & 0777;
  };
  EXPECT_EQ(mode(archive_ / std::to_string(id)), 0700U);
  EXPECT_EQ(mode(archive_ / std::to_string(id) / "a.html"), 0600U);
}

/// A child stores for ever and is killed; a little later every time, until enough was stored.
TEST_F(ReportArchiveTest, KilledAtAnyMomentASnapshotIsWholeOrNotThere) {
  constexpr size_t kEnough = 6;
  constexpr int kMostRounds = 60;
  const std::string document(300'000, 'd');
  NewSnapshot snapshot = Weekly(document);
  snapshot.files.push_back(File("large.bin", std::string(1'000'000, 'x')));
  size_t stored = 0;
  int round = 0;
  for (; round < kMostRounds && stored < kEnough; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      ReportArchive archive = Open();
      while (true) archive.Store(snapshot);
    }
    usleep(static_cast<useconds_t>(3000 + round * 4000));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    stored = CheckWhole(document);
  }
  EXPECT_GE(stored, kEnough) << "in " << round << " rounds";
}

}  // namespace
}  // namespace kebao::workspace
