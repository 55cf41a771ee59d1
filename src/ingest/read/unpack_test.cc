#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include "ingest/read/test_files.h"

namespace kebao::ingest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing_files::Gzip;
using testing_files::OpenProblem;
using testing_files::ReadAll;
using testing_files::ReadBack;
using testing_files::Slurp;
using testing_files::TemporaryFolder;

std::string Rows(int count) {
  std::string text = "id,text\n";
  for (int i = 0; i < count; ++i)
    text += std::to_string(i) + ",text number " + std::to_string(int64_t{i} * 7919 % 1000) + "\n";
  return text;
}

void WriteZip(const std::filesystem::path& file,
              const std::vector<std::pair<std::string, std::string>>& members) {
  zip_t* archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  ASSERT_NE(archive, nullptr);
  for (const auto& [name, text] : members) {
    zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    ASSERT_GE(zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8), 0);
  }
  ASSERT_EQ(zip_close(archive), 0);
}

TEST(Unpack, ReadsGzipWithSeveralMembers) {
  const TemporaryFolder folder;
  const ReadBack back =
      ReadAll(folder.Write("t.csv.gz", Gzip(Rows(50'000)) + Gzip("50000,last\n")));
  EXPECT_EQ(back.rows.size(), 50'001u);
  EXPECT_THAT(back.faults, IsEmpty());
}

TEST(Unpack, ATornGzipGivesItsRowsAndSaysSo) {
  const TemporaryFolder folder;
  const std::string packed = Gzip(Rows(50'000));
  const ReadBack back = ReadAll(folder.Write("t.csv.gz", packed.substr(0, packed.size() / 2)));
  EXPECT_GT(back.rows.size(), 1000u);
  EXPECT_LT(back.rows.size(), 50'000u);
  EXPECT_THAT(back.FaultCodes(), ElementsAre("gzip.truncated"));
  EXPECT_EQ(OpenProblem(folder.Write("head.gz", packed.substr(0, 12))), "gzip.truncated");
}

TEST(Unpack, ADamagedGzipSaysSo) {
  const TemporaryFolder folder;
  std::string packed = Gzip(Rows(50'000));
  packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
  packed[packed.size() / 2 + 1] = static_cast<char>(packed[packed.size() / 2 + 1] ^ 0x55);
  const ReadBack back = ReadAll(folder.Write("t.csv.gz", packed));
  ASSERT_FALSE(back.faults.empty());
  EXPECT_EQ(back.faults.back().code, "gzip.damaged");
  EXPECT_THAT(ReadAll(folder.Write("tail.gz", Gzip(Rows(5)) + "garbage")).FaultCodes(),
              ElementsAre("gzip.damaged"));
}

TEST(Unpack, RefusesAGzipBomb) {
  const TemporaryFolder folder;
  const auto bomb = folder.Write("t.csv.gz", Gzip("id,text\n" + std::string(64 << 20, '\n')));
  ReadOptions options;
  options.max_unpack_ratio = 500;
  EXPECT_THAT(ReadAll(bomb, options).FaultCodes(), ElementsAre("archive.suspicious"));
  options = {};
  options.max_unpacked_bytes = 1 << 20;
  EXPECT_THAT(ReadAll(bomb, options).FaultCodes(), ElementsAre("archive.too_large"));
}

TEST(Unpack, ReadsTheFirstOrTheNamedMemberOfAZip) {
  const TemporaryFolder folder;
  WriteZip(folder / "t.zip",
           {{"__MACOSX/a.csv", "x"}, {"a.csv", Rows(3)}, {"客服/b.csv", Rows(5)}});
  EXPECT_EQ(ReadAll(folder / "t.zip").rows.size(), 3u);
  EXPECT_EQ(ReadAll(folder / "t.zip!客服/b.csv").rows.size(), 5u);
  EXPECT_EQ(OpenProblem(folder / "t.zip!c.csv"), "archive.member_missing");
}

TEST(Unpack, ReadsWrappingsInWrappings) {
  const TemporaryFolder folder;
  WriteZip(folder / "t.zip", {{"a.csv.gz", Gzip(Rows(3))}});
  EXPECT_EQ(ReadAll(folder / "t.zip").rows.size(), 3u);
  EXPECT_EQ(ReadAll(folder.Write("t.zip.gz", Gzip(Slurp(folder / "t.zip")))).rows.size(), 3u);
  std::string nested = Rows(3);
  for (int i = 0; i < 9; ++i) nested = Gzip(nested);
  EXPECT_EQ(OpenProblem(folder.Write("n.gz", nested)), "archive.suspicious");
}

TEST(Unpack, ADamagedZipSaysSo) {
  const TemporaryFolder folder;
  WriteZip(folder / "t.zip", {{"a.csv", Rows(20'000)}});
  std::string bytes = Slurp(folder / "t.zip");
  EXPECT_EQ(OpenProblem(folder.Write("cut.zip", bytes.substr(0, bytes.size() / 2))),
            "archive.damaged");
  EXPECT_EQ(OpenProblem(folder.Write("cut.xlsx", bytes.substr(0, bytes.size() / 2))),
            "xlsx.damaged");
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x55);
  const ReadBack back = ReadAll(folder.Write("bad.zip", bytes));
  ASSERT_FALSE(back.faults.empty());
  EXPECT_EQ(back.faults.back().code, "archive.damaged");
}

TEST(Unpack, RefusesWhatCannotBeRead) {
  const TemporaryFolder folder;
  EXPECT_EQ(OpenProblem(folder / "nothing.csv"), "file.missing");
  EXPECT_EQ(OpenProblem(folder / "."), "file.unreadable");
  EXPECT_EQ(OpenProblem(folder.Write("empty.csv", "")), "file.empty");
  EXPECT_EQ(OpenProblem(folder.Write("blank.csv", "\n \r\n")), "file.empty");
  EXPECT_EQ(OpenProblem(folder.Write("old.xls", "\xD0\xCF\x11\xE0\xA1\xB1 and so on")),
            "file.unknown_format");
  EXPECT_EQ(OpenProblem(folder.Write("a.pdf", "%PDF-1.7\n")), "file.unknown_format");
  ReadOptions options;
  options.encoding = "klingon-8";
  EXPECT_EQ(OpenProblem(folder.Write("t.csv", "a,b\n1,2\n"), options), "text.unknown_encoding");
}

TEST(Unpack, TheReaderMayStopBeforeTheEnd) {
  const TemporaryFolder folder;
  const auto source = OpenFile(folder.Write("t.csv.gz", Gzip(Rows(500'000))), {});
  ASSERT_TRUE(source);
  EXPECT_NE((*source)->Next(), nullptr);
}

}  // namespace
}  // namespace kebao::ingest
