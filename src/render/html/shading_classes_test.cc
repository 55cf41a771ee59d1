#include "render/html/shading_classes.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kebao::render::html {
namespace {

using document::ConditionalFormat;
using document::Figure;
using Kind = ConditionalFormat::Kind;

Figure Of(double raw) {
  Figure figure;
  figure.raw = raw;
  return figure;
}

document::Table TableOf(std::vector<double> values, ConditionalFormat format) {
  document::Table table{"t", "", {{"name", "", {}, ""}, {"x", "", {}, ""}}, {}, {}, {format}, ""};
  for (const double value : values) table.rows.push_back({std::string("r"), Of(value)});
  return table;
}

std::string ClassIn(std::vector<double> values, ConditionalFormat format, double value) {
  return ShadingClasses(TableShading(TableOf(std::move(values), format)).Of(1, Of(value)));
}

TEST(ShadingClasses, ScalesFromLeastOverMedianToMost) {
  const ConditionalFormat up{"x", Kind::kColorScale, true, {}};
  EXPECT_EQ(ClassIn({0, 10, 100}, up, 0), "s0");
  EXPECT_EQ(ClassIn({0, 10, 100}, up, 10), "");
  EXPECT_EQ(ClassIn({0, 10, 100}, up, 55), "s6");
  EXPECT_EQ(ClassIn({0, 10, 100}, up, 100), "s8");
}

TEST(ShadingClasses, TurnsTheScaleWhereLessIsBetter) {
  EXPECT_EQ(ClassIn({0, 10, 100}, {"x", Kind::kColorScale, false, {}}, 0), "s8");
}

TEST(ShadingClasses, LeavesEqualValuesUncoloured) {
  EXPECT_EQ(ClassIn({7, 7, 7}, {"x", Kind::kColorScale, true, {}}, 7), "");
}

TEST(ShadingClasses, MeasuresBarsFromZero) {
  const ConditionalFormat bar{"x", Kind::kDataBar, true, {}};
  EXPECT_EQ(ClassIn({50, 200}, bar, 50), "bar b25");
  EXPECT_EQ(ClassIn({50, 200}, bar, 200), "bar b100");
  EXPECT_EQ(ClassIn({-50, 25}, bar, -50), "bar b100 neg");
  EXPECT_EQ(ClassIn({0, 0}, bar, 0), "bar b0");
}

TEST(ShadingClasses, TakesTheThresholdItselfAsGood) {
  const ConditionalFormat up{"x", Kind::kThreshold, true, 0.9};
  EXPECT_EQ(ClassIn({1}, up, 0.9), "tone-good");
  EXPECT_EQ(ClassIn({1}, up, 0.89), "tone-bad");
  const ConditionalFormat down{"x", Kind::kThreshold, false, 60};
  EXPECT_EQ(ClassIn({1}, down, 60), "tone-good");
  EXPECT_EQ(ClassIn({1}, down, 61), "tone-bad");
}

TEST(ShadingClasses, GivesNothingWithoutAValueAColumnOrRows) {
  const TableShading shading(TableOf({1, 2}, {"x", Kind::kColorScale, true, {}}));
  EXPECT_EQ(ShadingClasses(shading.Of(1, Figure{})), "");
  EXPECT_EQ(ShadingClasses(shading.Of(1, Of(std::nan("")))), "");
  EXPECT_EQ(ShadingClasses(shading.Of(0, Of(1))), "");
  EXPECT_EQ(ClassIn({}, {"x", Kind::kColorScale, true, {}}, 1), "s8");
}

}  // namespace
}  // namespace kebao::render::html
