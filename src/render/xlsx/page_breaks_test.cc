#include "render/xlsx/page_breaks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kebao::render::xlsx {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

PrintedRows Rows(size_t count, std::vector<RowSpan> kept) {
  return {std::vector<double>(count, 1.0), std::move(kept), 10};
}

TEST(PageBreaks, AreLeftToTheProgramWhereNothingIsKept) {
  EXPECT_THAT(PageBreaks(Rows(50, {})), IsEmpty());
}

TEST(PageBreaks, StandBeforeAChartThatWouldBeCut) {
  EXPECT_THAT(PageBreaks(Rows(40, {{3, 9}, {9, 15}, {15, 19}})), ElementsAre(9));
  EXPECT_THAT(PageBreaks(Rows(40, {{4, 10}})), IsEmpty());
}

TEST(PageBreaks, StandAtTheEndOfEachPageAboveTheLastChart) {
  EXPECT_THAT(PageBreaks(Rows(40, {{22, 26}})), ElementsAre(10, 20));
}

TEST(PageBreaks, CountRowsThatRepeat) {
  PrintedRows rows = Rows(40, {{17, 20}});
  EXPECT_THAT(PageBreaks(rows), ElementsAre(10));
  rows.repeated = 2;
  EXPECT_THAT(PageBreaks(rows), ElementsAre(10, 17));
}

TEST(PageBreaks, LetWhatIsTallerThanAPageBeCut) {
  EXPECT_THAT(PageBreaks(Rows(40, {{2, 22}, {22, 30}})), ElementsAre(10, 20));
}

}  // namespace
}  // namespace kebao::render::xlsx
