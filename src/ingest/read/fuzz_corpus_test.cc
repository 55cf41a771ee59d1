// Every input that once broke a reader, and the seeds of the fuzz targets, stay harmless.

#include "base/fuzz_corpus.h"

#include <gtest/gtest.h>

#include "ingest/map/fuzzed_mapping.h"
#include "ingest/read/fuzzed_inputs.h"

namespace kebao::ingest {
namespace {

const std::filesystem::path kCorpus = KEBAO_SOURCE_DIR "/fuzz/corpus";

TEST(FuzzCorpus, IsHarmless) {
  EXPECT_GE(ReplayCorpus(kCorpus / "csv", fuzzed::Csv), 6u);
  EXPECT_GE(ReplayCorpus(kCorpus / "json", fuzzed::Json), 5u);
  EXPECT_GE(ReplayCorpus(kCorpus / "mail", fuzzed::Mail), 2u);
  EXPECT_GE(ReplayCorpus(kCorpus / "xlsx", fuzzed::XlsxSheet), 1u);
  EXPECT_GE(ReplayCorpus(kCorpus / "mapping", fuzzed::MappingAndRows), 3u);
}

}  // namespace
}  // namespace kebao::ingest
