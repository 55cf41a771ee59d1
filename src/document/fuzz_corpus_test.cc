#include "base/fuzz_corpus.h"

#include <gtest/gtest.h>

#include "document/fuzzed_document.h"

namespace kebao::document {
namespace {

TEST(FuzzCorpus, DocumentsAreHarmless) {
  EXPECT_GE(ReplayCorpus(KEBAO_SOURCE_DIR "/fuzz/corpus/document", fuzzed::DocumentJson), 2u);
}

}  // namespace
}  // namespace kebao::document
