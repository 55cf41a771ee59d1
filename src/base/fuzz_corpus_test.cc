#include "base/fuzz_corpus.h"

#include <gtest/gtest.h>

#include "base/fuzzed_times.h"

namespace kebao {
namespace {

TEST(FuzzCorpus, TimesAreHarmless) {
  EXPECT_GE(ReplayCorpus(KEBAO_SOURCE_DIR "/fuzz/corpus/time", fuzzed::Time), 8u);
}

}  // namespace
}  // namespace kebao
