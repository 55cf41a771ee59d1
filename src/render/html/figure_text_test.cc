#include "render/html/figure_text.h"

#include <gtest/gtest.h>

#include "render/bound_text.h"

namespace kebao::render::html {
namespace {

using document::Figure;
using document::NumberFormat;

class FigureTextTest : public testing::Test {
 protected:
  std::string Bound(double value, NumberFormat format) {
    return BoundText(value, format, page_.numbers());
  }

  Texts texts_ = Texts::Load(std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog/texts", "en",
                             Texts::OnMissing::kAbort)
                     .value();
  PageContext page_{document::Document{}, texts_};
};

TEST_F(FigureTextTest, WritesBoundsInEveryFormat) {
  EXPECT_EQ(Bound(1234567, NumberFormat::kInteger), "1,234,567");
  EXPECT_EQ(Bound(-1234.56, NumberFormat::kDecimal1), "-1,234.6");
  EXPECT_EQ(Bound(4.375, NumberFormat::kDecimal2), "4.38");
  EXPECT_EQ(Bound(0.9123, NumberFormat::kPercent1), "91.2%");
  EXPECT_EQ(Bound(-0.012, NumberFormat::kPercentPoints1), "-1.2 pp");
  EXPECT_EQ(Bound(59.4, NumberFormat::kDuration), "59 s");
  EXPECT_EQ(Bound(59.6, NumberFormat::kDuration), "1 m 00 s");
  EXPECT_EQ(Bound(3725, NumberFormat::kDuration), "1 h 02 m");
  EXPECT_EQ(Bound(123456, NumberFormat::kMoney), "1,234.56");
}

TEST_F(FigureTextTest, SaysWhatAFigureRestsOn) {
  Figure figure;
  figure.format = NumberFormat::kPercent1;
  EXPECT_EQ(FigureNote(figure, page_), "");
  figure.n = 1200;
  figure.low = 0.91;
  figure.high = 0.94;
  figure.is_complete = false;
  EXPECT_EQ(FigureNote(figure, page_), "n = 1,200 · 95% interval 91.0% to 94.0% · period not over");
}

}  // namespace
}  // namespace kebao::render::html
