// What an import process writes, SQL reads; what is damaged is refused before anything is read from
// it.
#include "engine/duckdb/staged_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <sstream>

#include "base/problem.h"
#include "engine/duckdb/connection.h"
#include "engine/duckdb/staged_file_writer.h"
#include "engine/duckdb/translated_rows.h"

namespace kebao::engine::duckdb {
namespace {

namespace fs = std::filesystem;

const TableColumns kColumns = {{"number", ValueType::kInt64},  {"small", ValueType::kInt32},
                               {"is_so", ValueType::kBoolean}, {"share", ValueType::kReal},
                               {"at", ValueType::kInstant},    {"day", ValueType::kDay},
                               {"text", ValueType::kText}};

/// Row i: i, i % 7 (null where 0), i is even, i / 4, i seconds, day i % 100, "text i" or "" or
/// null.
ColumnBatch Batch(int64_t first, int64_t count) {
  ColumnBatch batch;
  for (const TableColumn& column : kColumns) batch.columns.emplace_back(column.type);
  for (int64_t row = first; row < first + count; ++row) {
    batch.columns[0].AppendInt64(row);
    row % 7 == 0 ? batch.columns[1].AppendNull()
                 : batch.columns[1].AppendInt32(static_cast<int32_t>(row % 7));
    batch.columns[2].AppendBoolean(row % 2 == 0);
    batch.columns[3].AppendReal(static_cast<double>(row) / 4);
    batch.columns[4].AppendInt64(row * 1'000'000);
    batch.columns[5].AppendInt32(static_cast<int32_t>(row % 100));
    if (row % 5 == 0) {
      batch.columns[6].AppendNull();
    } else {
      batch.columns[6].AppendText(row % 5 == 1 ? "" : "一段足够长的文字 " + std::to_string(row));
    }
  }
  return batch;
}

class StagedFileTest : public testing::Test {
 protected:
  StagedFileTest()
      : path_(fs::temp_directory_path() / ("kebao-staged-" + std::to_string(getpid()))),
        connection_(std::make_shared<Database>("", 0, 0, "")) {}
  ~StagedFileTest() override { fs::remove(path_); }

  void Write(int64_t slabs, int64_t rows) const {
    StagedFileWriter writer(path_);
    const size_t rows_table = writer.AddTable("rows", kColumns);
    writer.AddTable("nothing", {{"a", ValueType::kInt64}});
    for (int64_t slab = 0; slab < slabs; ++slab)
      writer.WriteSlab(rows_table, Batch(slab * rows, rows));
    writer.Finish();
  }

  std::string Bytes() const {
    std::ifstream file(path_, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }

  void Overwrite(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
  }

  ReadableRows Table(const std::string& name) const {
    return {connection_.row_sources(), StagedFile(path_).tables().at(name)};
  }

  std::string One(const std::string& sql) const { return connection_.Text(sql).value_or("null"); }

  fs::path path_;
  Connection connection_;
};

TEST_F(StagedFileTest, EveryValueComesBackOverSlabsAndVectors) {
  Write(3, 5000);
  const ReadableRows rows = Table("rows");
  EXPECT_EQ(One("SELECT count(*) || ' ' || count(DISTINCT number) FROM " + rows.Sql()),
            "15000 15000");
  EXPECT_EQ(One("SELECT count(*) FROM " + rows.Sql() +
                " WHERE small IS NOT DISTINCT FROM nullif(number % 7, 0) AND is_so = (number % 2 = "
                "0) AND share = number / 4 AND epoch_us(\"at\") = number * 1000000 AND day = DATE "
                "'1970-01-01' + (number % 100)::INTEGER AND text IS NOT DISTINCT FROM CASE number "
                "% 5 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE '一段足够长的文字 ' || number END"),
            "15000");
}

TEST_F(StagedFileTest, ColumnsAreReadInAnyOrderAndAlone) {
  Write(2, 3000);
  EXPECT_EQ(One("SELECT sum(small) || ' ' || max(number) FROM " + Table("rows").Sql()),
            "17997 5999");
  EXPECT_EQ(One("SELECT max(text) FROM " + Table("rows").Sql() + " WHERE number = 42"),
            "一段足够长的文字 42");
}

TEST_F(StagedFileTest, ATableWithoutRowsIsThere) {
  Write(0, 0);
  EXPECT_EQ(One("SELECT count(*) FROM " + Table("rows").Sql()), "0");
  EXPECT_EQ(One("SELECT count(*) FROM " + Table("nothing").Sql()), "0");
}

TEST_F(StagedFileTest, RowsThatAreNoLongerThereCannotBeRead) {
  Write(1, 10);
  const std::string sql = Table("rows").Sql();
  EXPECT_THROW(One("SELECT count(*) FROM " + sql), WorldFailure);
}

TEST_F(StagedFileTest, NumbersAreTranslatedAndThoseThatStandForNothingAreNull) {
  Write(1, 5000);
  const auto by_offset = std::make_shared<NumberTranslation>();
  *by_offset = {100, 4000, {}};
  const auto by_table = std::make_shared<NumberTranslation>();
  *by_table = {0, 3, {7, 8, 9}};
  const ReadableRows rows(
      connection_.row_sources(),
      std::make_shared<const TranslatedRows>(
          StagedFile(path_).tables().at("rows"),
          std::vector<std::shared_ptr<const NumberTranslation>>{
              by_offset, by_table, nullptr, nullptr, nullptr, nullptr, nullptr}));
  EXPECT_EQ(
      One("SELECT count(number) || ' ' || min(number) || ' ' || max(number) FROM " + rows.Sql()),
      "4000 100 4099");
  EXPECT_EQ(One("SELECT string_agg(DISTINCT small, ',' ORDER BY small) FROM " + rows.Sql()), "8,9");
}

TEST_F(StagedFileTest, ACutFileIsRefused) {
  Write(2, 3000);
  const std::string whole = Bytes();
  for (const size_t kept :
       {size_t{0}, size_t{7}, size_t{100}, whole.size() / 2, whole.size() - 1}) {
    Overwrite(whole.substr(0, kept));
    EXPECT_THROW(StagedFile{path_}, WorldFailure) << kept;
  }
}

TEST_F(StagedFileTest, AHostileFileIsRefusedOrReadWithoutHarm) {
  Write(2, 300);
  const std::string whole = Bytes();
  std::mt19937_64 random(5);
  for (int trial = 0; trial < 1000; ++trial) {
    std::string bytes = whole;
    const size_t tail = 1500;  // the directory, where a lie can do most
    for (int change = 0; change < 3; ++change) {
      const size_t from = random() % 2 == 0 ? bytes.size() - tail : 0;
      bytes[from + random() % (bytes.size() - from)] = static_cast<char>(random());
    }
    Overwrite(bytes);
    try {
      const StagedFile file(path_);
      for (const auto& [name, rows] : file.tables()) {
        const ReadableRows readable(connection_.row_sources(), rows);
        One("SELECT count(COLUMNS(*)) FROM " + readable.Sql());
      }
    } catch (const WorldFailure&) {
      continue;  // refused
    }
  }
}

}  // namespace
}  // namespace kebao::engine::duckdb
