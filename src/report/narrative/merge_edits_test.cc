#include "report/narrative/merge_edits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kebao::report {
namespace {

using document::Document;
using document::Paragraph;
using document::Section;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Paragraph Sentence(const std::string& id, const std::string& value) {
  Paragraph sentence{"解决率为 " + value};
  sentence.id = id;
  document::BoundFigure bound;
  bound.figure.text = value;
  bound.figure.provenance.metric = "resolution_rate";
  bound.place = {13, value.size()};
  sentence.figures = {bound};
  return sentence;
}

Document With(std::vector<Paragraph> sentences, const std::string& section = "overview") {
  Document document;
  document.sections = {{section, "", {}}};
  for (Paragraph& sentence : sentences)
    document.sections[0].blocks.emplace_back(std::move(sentence));
  return document;
}

const Paragraph& At(const Document& document, size_t index) {
  return std::get<Paragraph>(document.sections[0].blocks[index]);
}

Document Edited(const std::string& value) {
  Document document = With({Sentence("a", value), Sentence("b", "1.0%")});
  EXPECT_TRUE(EditSentence(&document, "a", "解决率很好"));
  return document;
}

TEST(EditSentence, KeepsTheGeneratedOneAndCanBeTakenBack) {
  Document document = Edited("93.4%");
  EXPECT_EQ(At(document, 0).text, "解决率很好");
  EXPECT_EQ(At(document, 0).generated(), "解决率为 93.4%");
  EXPECT_TRUE(EditSentence(&document, "a", ""));
  EXPECT_EQ(At(document, 0).text, "解决率为 93.4%");
  EXPECT_FALSE(At(document, 0).edit);
  EXPECT_FALSE(EditSentence(&document, "c", "x"));
  EXPECT_FALSE(EditSentence(&document, "", "x"));
}

TEST(EditSentence, TakenBackNothingIsLeftOfAFindingThatIsNoMore) {
  Document document = MergeEdits(Edited("93.4%"), With({Sentence("b", "1.0%")})).document;
  ASSERT_THAT(document.sections[0].blocks, SizeIs(2));
  EXPECT_TRUE(EditSentence(&document, "a", ""));
  ASSERT_THAT(document.sections[0].blocks, SizeIs(1));
  EXPECT_EQ(At(document, 0).id, "b");
}

TEST(WithoutEdits, GivesWhatWasGenerated) {
  const Document plain = WithoutEdits(Edited("93.4%"));
  EXPECT_EQ(At(plain, 0).text, "解决率为 93.4%");
  EXPECT_FALSE(At(plain, 0).edit);
  EXPECT_EQ(At(plain, 1).text, "解决率为 1.0%");
  const Document orphaned = MergeEdits(Edited("93.4%"), With({Sentence("b", "1.0%")})).document;
  EXPECT_THAT(WithoutEdits(orphaned).sections[0].blocks, SizeIs(1));
}

TEST(MergeEdits, KeepsWhatWasWrittenWhereTheFiguresStand) {
  const MergedEdits merged =
      MergeEdits(Edited("93.4%"), With({Sentence("b", "2.0%"), Sentence("a", "93.4%")}));
  EXPECT_EQ(At(merged.document, 0).text, "解决率为 2.0%");
  EXPECT_EQ(At(merged.document, 1).text, "解决率很好");
  EXPECT_FALSE(At(merged.document, 1).edit->is_outdated);
  EXPECT_THAT(merged.outdated, IsEmpty());
}

TEST(MergeEdits, FlagsWhatTheFiguresHaveLeft) {
  const MergedEdits merged = MergeEdits(Edited("93.4%"), With({Sentence("a", "88.0%")}));
  EXPECT_EQ(At(merged.document, 0).text, "解决率很好");
  EXPECT_EQ(At(merged.document, 0).generated(), "解决率为 88.0%");
  EXPECT_TRUE(At(merged.document, 0).edit->is_outdated);
  EXPECT_THAT(merged.outdated, ElementsAre("a"));
}

TEST(MergeEdits, TheFlagStaysOverRefreshesUntilItIsWrittenAnew) {
  const MergedEdits once = MergeEdits(Edited("93.4%"), With({Sentence("a", "88.0%")}));
  MergedEdits twice = MergeEdits(once.document, With({Sentence("a", "88.0%")}));
  EXPECT_THAT(twice.outdated, ElementsAre("a"));
  EXPECT_TRUE(EditSentence(&twice.document, "a", "解决率变差，已安排培训"));
  EXPECT_THAT(MergeEdits(twice.document, With({Sentence("a", "88.0%")})).outdated, IsEmpty());
}

TEST(MergeEdits, AFigureThatComesBackFitsAgain) {
  const MergedEdits once = MergeEdits(Edited("93.4%"), With({Sentence("a", "88.0%")}));
  EXPECT_THAT(MergeEdits(once.document, With({Sentence("a", "93.4%")})).outdated, IsEmpty());
}

TEST(MergeEdits, AnEditWhoseFindingIsGoneIsNotLost) {
  const MergedEdits merged = MergeEdits(Edited("93.4%"), With({Sentence("b", "1.0%")}));
  ASSERT_THAT(merged.document.sections[0].blocks, SizeIs(2));
  EXPECT_EQ(At(merged.document, 1).text, "解决率很好");
  EXPECT_THAT(merged.outdated, ElementsAre("a"));
  const MergedEdits elsewhere = MergeEdits(Edited("93.4%"), With({}, "other"));
  ASSERT_THAT(elsewhere.homeless, SizeIs(1));
  EXPECT_EQ(elsewhere.homeless[0].text, "解决率很好");
}

}  // namespace
}  // namespace kebao::report
