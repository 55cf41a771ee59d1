// Every input that once broke a reader, and the seeds of the fuzz targets, stay harmless.

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "ingest/read/fuzzed_inputs.h"
#include "ingest/read/test_files.h"

namespace kebao::ingest {
namespace {

size_t RunCorpus(const std::string& name, const std::function<void(std::string_view)>& run) {
  const auto folder = std::filesystem::path(KEBAO_SOURCE_DIR) / "fuzz/corpus" / name;
  size_t inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    SCOPED_TRACE(entry.path());
    run(testing_files::Slurp(entry.path()));
    ++inputs;
  }
  return inputs;
}

TEST(FuzzCorpus, IsHarmless) {
  EXPECT_GE(RunCorpus("csv", fuzzed::Csv), 6u);
  EXPECT_GE(RunCorpus("json", fuzzed::Json), 5u);
  EXPECT_GE(RunCorpus("mail", fuzzed::Mail), 2u);
  EXPECT_GE(RunCorpus("xlsx", fuzzed::XlsxSheet), 1u);
}

}  // namespace
}  // namespace kebao::ingest
