#include "base/fuzz_corpus.h"

#include <gtest/gtest.h>

#include "metrics/expression/fuzzed_expression.h"

namespace kebao::metrics {
namespace {

TEST(FuzzCorpus, ExpressionsAreHarmless) {
  EXPECT_GE(ReplayCorpus(KEBAO_SOURCE_DIR "/fuzz/corpus/expression", fuzzed::Expression), 5u);
}

}  // namespace
}  // namespace kebao::metrics
