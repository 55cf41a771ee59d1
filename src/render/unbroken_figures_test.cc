#include "render/unbroken_figures.h"

#include <gtest/gtest.h>

namespace kebao::render {
namespace {

document::Paragraph Sentence() {
  document::Paragraph sentence{"Waiting 4 m 25 s, not 5 m."};
  document::BoundFigure wait;
  wait.place = {8, 8};
  sentence.figures = {wait, {}};
  return sentence;
}

TEST(UnbrokenFigures, OnlyInsideFigures) {
  EXPECT_EQ(WithUnbrokenFigures(Sentence()), "Waiting 4\u00a0m\u00a025\u00a0s, not 5 m.");
}

TEST(UnbrokenFigures, WhatSomebodyWroteStays) {
  document::Paragraph sentence = Sentence();
  sentence.edit = document::SentenceEdit{sentence.text, {}, false};
  sentence.text = "A long wait of some minutes.";
  EXPECT_EQ(WithUnbrokenFigures(sentence), sentence.text);
}

TEST(UnbrokenFigures, OfOneFigure) {
  EXPECT_EQ(Unbroken("4 分 25 秒"), "4\u00a0分\u00a025\u00a0秒");
}

}  // namespace
}  // namespace kebao::render
