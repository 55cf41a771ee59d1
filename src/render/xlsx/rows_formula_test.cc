#include "render/xlsx/rows_formula.h"

#include <gtest/gtest.h>

namespace kebao::render::xlsx {
namespace {

using Kind = RowsFigure::Kind;

RowsFigure Figure(Kind kind) {
  RowsFigure figure{.kind = kind, .title = "f", .value = 27};
  if (kind == Kind::kRatio) figure.denominator = 28;
  if (kind == Kind::kQuantile) figure.quantile = 0.9;
  return figure;
}

const RowsFormulas& Formulas() {
  static const RowsFormulas formulas("它's", 10);
  return formulas;
}

TEST(RowsFormula, ReadsAColumnOfAQuotedSheet) {
  EXPECT_EQ(Formulas().OfAll(Figure(Kind::kCount)).text, "COUNT('它''s'!$AB$2:$AB$10)");
  EXPECT_EQ(Formulas().OfAll(Figure(Kind::kQuantile)).text,
            "IFERROR(PERCENTILE('它''s'!$AB$2:$AB$10,0.9),\"\")");
  RowsFigure ratio = Figure(Kind::kRatio);
  ratio.scale = 100;
  EXPECT_EQ(Formulas().OfAll(ratio).text,
            "IFERROR(SUM('它''s'!$AB$2:$AB$10)/SUM('它''s'!$AC$2:$AC$10)*100,\"\")");
}

TEST(RowsFormula, ComparesAPlainKeyByCriteria) {
  const RowsFormula mean = Formulas().OfGroup(Figure(Kind::kMean), 3, "$A7", "王芳");
  EXPECT_FALSE(mean.is_array);
  EXPECT_EQ(mean.text, "IFERROR(AVERAGEIFS('它''s'!$AB$2:$AB$10,'它''s'!$D$2:$D$10,$A7),\"\")");
  const RowsFormula median = Formulas().OfGroup(Figure(Kind::kQuantile), 3, "$A7", "王芳");
  EXPECT_TRUE(median.is_array);
  EXPECT_EQ(median.text,
            "IFERROR(PERCENTILE(IF(('它''s'!$D$2:$D$10=$A7)*ISNUMBER('它''s'!$AB$2:$AB$10),"
            "'它''s'!$AB$2:$AB$10),0.9),\"\")");
}

TEST(RowsFormula, ComparesAnyOtherKeyLetterByLetter) {
  for (const Kind kind : {Kind::kCount, Kind::kSum, Kind::kMean, Kind::kRatio, Kind::kMin}) {
    const RowsFormula formula = Formulas().OfGroup(Figure(kind), 3, "$A7", "=1+1");
    EXPECT_TRUE(formula.is_array);
    EXPECT_NE(formula.text.find("EXACT('它''s'!$D$2:$D$10,$A7)"), std::string::npos);
    EXPECT_EQ(formula.text.find("1+1"), std::string::npos);
  }
}

TEST(RowsFormula, ASumOfNothingIsZeroOnlyWhereTheDefinitionSaysSo) {
  RowsFigure sum = Figure(Kind::kSum);
  EXPECT_TRUE(Formulas().OfAll(sum).text.starts_with("IF(COUNT("));
  sum.is_zero_when_empty = true;
  EXPECT_TRUE(Formulas().OfAll(sum).text.starts_with("SUM("));
}

TEST(RowsFormula, KnowsWhatCriteriaWouldReadOtherwise) {
  for (const char* plain : {"王芳", "Ann Lee", "不-满意", "not stated"})
    EXPECT_TRUE(IsPlainCriterion(plain)) << plain;
  for (const char* other : {"", "007", "=a", ">b", "a*", "a?", "a~", "TRUE", "false", "3月5日", "é",
                            "ａ", "-a", " a", "a ", "10%", "\xff"})
    EXPECT_FALSE(IsPlainCriterion(other)) << other;
  EXPECT_FALSE(IsPlainCriterion(std::string(300, 'a')));
}

}  // namespace
}  // namespace kebao::render::xlsx
