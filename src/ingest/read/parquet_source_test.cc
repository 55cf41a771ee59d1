#include <duckdb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/read/test_files.h"

namespace kebao::ingest {
namespace {

using testing::ElementsAre;
using testing_files::OpenProblem;
using testing_files::ReadAll;
using testing_files::ReadBack;
using testing_files::Slurp;
using testing_files::TemporaryFolder;

using Rows = std::vector<std::vector<std::string>>;

void WriteParquet(const std::filesystem::path& file, const std::string& select) {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  ASSERT_EQ(duckdb_open(nullptr, &database), DuckDBSuccess);
  ASSERT_EQ(duckdb_connect(database, &connection), DuckDBSuccess);
  const std::string sql = "COPY (" + select + ") TO '" + file.string() + "' (FORMAT parquet)";
  ASSERT_EQ(duckdb_query(connection, sql.c_str(), nullptr), DuckDBSuccess);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
}

TEST(ParquetSource, GivesEveryValueAsText) {
  const TemporaryFolder folder;
  WriteParquet(folder / "t*?.parquet",
               "SELECT 7 AS id, '客服, x' AS \"full name\", TIMESTAMP '2016-03-31 08:00:00' AS t, "
               "true AS ok,"
               " NULL::INTEGER AS n, TIMESTAMPTZ '2016-03-31 08:00:00+08' AS z");
  const ReadBack back = ReadAll(folder / "t*?.parquet");
  EXPECT_EQ(back.shape.kind, FileKind::kParquet);
  EXPECT_THAT(back.shape.columns, ElementsAre("id", "full name", "t", "ok", "n", "z"));
  EXPECT_EQ(back.rows,
            (Rows{{"7", "客服, x", "2016-03-31 08:00:00", "true", "", "2016-03-31 00:00:00+00"}}));
  EXPECT_THAT(back.originals,
              ElementsAre("7,\"客服, x\",2016-03-31 08:00:00,true,,2016-03-31 00:00:00+00"));
  const auto source = OpenFile(folder / "t*?.parquet", {});
  EXPECT_EQ((*source)->Next()->is_null[4], 1);
}

TEST(ParquetSource, StreamsManyRowsInOrder) {
  const TemporaryFolder folder;
  WriteParquet(folder / "t.parquet", "SELECT range AS id FROM range(300000)");
  const ReadBack back = ReadAll(folder / "t.parquet");
  ASSERT_EQ(back.rows.size(), 300'000u);
  EXPECT_EQ(back.rows[123'456][0], "123456");
  EXPECT_EQ(back.numbers.back(), 300'000);
}

TEST(ParquetSource, ReadsPackedAndRefusesDamagedFiles) {
  const TemporaryFolder folder;
  WriteParquet(folder / "t.parquet", "SELECT range AS id FROM range(3000)");
  const std::string bytes = Slurp(folder / "t.parquet");
  EXPECT_EQ(ReadAll(folder.Write("t.parquet.gz", testing_files::Gzip(bytes))).rows.size(), 3000u);
  EXPECT_EQ(OpenProblem(folder.Write("cut.parquet", bytes.substr(0, bytes.size() / 2))),
            "parquet.damaged");
}

}  // namespace
}  // namespace kebao::ingest
