// Random tables, written as CSV in random dialects and encodings, must read back as they were.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <random>

#include "ingest/read/csv_scanner.h"
#include "ingest/read/test_files.h"

namespace kebao::ingest {
namespace {

using testing::IsEmpty;
using testing_files::ReadAll;
using testing_files::ReadBack;

using Rows = std::vector<std::vector<std::string>>;

struct Dialect {
  char delimiter = ',';
  std::string newline = "\n";
  std::string encoding = "UTF-8";
  bool bom = false;
  bool quote_all = false;
  bool last_newline = true;
  bool gzip = false;
};

class Writer {
 private:
  size_t Below(size_t limit) {
    return std::uniform_int_distribution<size_t>(0, limit - 1)(random_);
  }
  template <class T>
  auto Pick(const T& choices) {
    return choices[Below(choices.size())];
  }

 public:
  explicit Writer(uint32_t seed) : random_(seed) {}

  Dialect RandomDialect() {
    Dialect dialect;
    dialect.delimiter = Pick(std::string(",;\t|"));
    dialect.newline = Pick(std::vector<std::string>{"\n", "\r\n"});
    dialect.encoding =
        Pick(std::vector<std::string>{"UTF-8", "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"});
    dialect.bom = dialect.encoding != "GB18030" && Below(2) == 0;
    dialect.quote_all = Below(3) == 0;
    dialect.last_newline = Below(4) != 0;
    dialect.gzip = Below(4) == 0;
    return dialect;
  }

  Rows RandomTable(bool with_newlines) {
    const size_t columns = 1 + Below(8);
    Rows table(1 + Below(60), std::vector<std::string>(columns));
    for (auto& row : table) {
      for (auto& cell : row) cell = RandomCell(with_newlines);
    }
    return table;
  }

  std::string Csv(const Rows& rows, const Dialect& dialect) {
    std::string text;
    for (size_t i = 0; i < rows.size(); ++i) {
      for (size_t j = 0; j < rows[i].size(); ++j) {
        if (j > 0) text += dialect.delimiter;
        text += Field(rows[i][j], dialect, rows[i].size() == 1);
      }
      if (i + 1 < rows.size() || dialect.last_newline) text += dialect.newline;
    }
    return text;
  }

 private:
  std::string RandomCell(bool with_newlines) {
    static const std::vector<std::string> kPieces = {"a",  "客服", "\"",     "\"\"",      ",", ";",
                                                     "|",  " ",    "\t",     "1.5",       "é", "😀",
                                                     "''", "订单", "=1+1()", "long text "};
    std::string cell;
    for (size_t i = Below(6); i > 0; --i) cell += Pick(kPieces);
    if (with_newlines && Below(5) == 0)
      cell += Pick(std::vector<std::string>{"\n", "\r\n", "\nx", "\r\n\"y"});
    if (Below(400) == 0) cell += std::string(100'000, 'z');
    return cell;
  }

  std::string Field(const std::string& cell, const Dialect& dialect, bool only) {
    const bool must = cell.find_first_of("\"\r\n") != std::string::npos ||
                      cell.find(dialect.delimiter) != std::string::npos || (only && cell.empty());
    if (!must && !dialect.quote_all) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
  }

  std::mt19937 random_;
};

std::string Encode(const std::string& text, const Dialect& dialect) {
  const std::string marked = (dialect.bom ? "\xEF\xBB\xBF" : "") + text;
  if (dialect.encoding == "UTF-8") return marked;
  UErrorCode error = U_ZERO_ERROR;
  std::string bytes(marked.size() * 4 + 16, '\0');
  const int32_t length = ucnv_convert(dialect.encoding.c_str(), "UTF-8", bytes.data(),
                                      static_cast<int32_t>(bytes.size()), marked.data(),
                                      static_cast<int32_t>(marked.size()), &error);
  EXPECT_TRUE(U_SUCCESS(error));
  bytes.resize(static_cast<size_t>(length));
  return bytes;
}

/// ICU's UTF-8 converter swallows a mark at the beginning, so it is put back.
std::string EncodeWithMark(const std::string& text, const Dialect& dialect) {
  Dialect plain = dialect;
  plain.bom = false;
  std::string bytes = Encode(text, plain);
  if (!dialect.bom) return bytes;
  if (dialect.encoding == "UTF-16LE") return "\xFF\xFE" + bytes;
  if (dialect.encoding == "UTF-16BE") return "\xFE\xFF" + bytes;
  return "\xEF\xBB\xBF" + bytes;
}

class CsvProperty : public testing::TestWithParam<uint32_t> {};

TEST_P(CsvProperty, TablesReadBackAsTheyWere) {
  const testing_files::TemporaryFolder folder;
  Writer writer(GetParam());
  const Dialect dialect = writer.RandomDialect();
  const Rows table = writer.RandomTable(true);
  const std::string bytes = EncodeWithMark(writer.Csv(table, dialect), dialect);
  ReadOptions options;
  options.delimiter = dialect.delimiter;
  options.quote = '"';
  options.has_header = false;
  options.encoding = dialect.encoding;
  options.max_field_bytes = 1 << 20;
  const auto file = folder.Write(dialect.gzip ? "t.csv.gz" : "t.csv",
                                 dialect.gzip ? testing_files::Gzip(bytes) : bytes);
  const ReadBack back = ReadAll(file, options);
  EXPECT_THAT(back.FaultCodes(), IsEmpty());
  EXPECT_EQ(back.rows, table);
}

INSTANTIATE_TEST_SUITE_P(Seeds, CsvProperty, testing::Range(1u, 200u));

/// Where the window ends must not matter.
TEST(CsvScanner, RecordsAcrossTheWindowsEdgeAreWhole) {
  Writer writer(7);
  Rows table;
  for (int i = 0; i < 30; ++i) table.push_back(writer.RandomTable(true)[0]);
  const std::string text = writer.Csv(table, {});
  for (size_t piece = 1; piece < 300; piece += 3) {
    class Drip final : public ByteSource {
     public:
      Drip(std::string_view all, size_t piece_bytes) : all_(all), piece_(piece_bytes) {}
      size_t Read(char* into, size_t capacity) override {
        const size_t count = std::min({piece_, capacity, all_.size()});
        all_.copy(into, count);
        all_.remove_prefix(count);
        return count;
      }
      int64_t file_bytes_read() const override { return 0; }

     private:
      std::string_view all_;
      size_t piece_;
    };
    ByteWindow window(std::make_unique<Drip>(text, piece));
    CsvScanner scanner(window, {});
    Rows rows;
    for (CsvRow row = scanner.Next(); row.status != CsvRow::Status::kEnd; row = scanner.Next()) {
      ASSERT_EQ(row.status, CsvRow::Status::kRow);
      rows.emplace_back(row.fields.begin(), row.fields.end());
    }
    ASSERT_EQ(rows, table) << "pieces of " << piece;
  }
}

}  // namespace
}  // namespace kebao::ingest
