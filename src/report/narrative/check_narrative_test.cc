#include "report/narrative/check_narrative.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "report/narrative/narrative_fixture.h"

namespace kebao::report {
namespace {

using document::Claim;
using document::Document;
using document::Paragraph;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

/// Tells the truth, lets `lie` change one sentence, and sees what the checker says.
class CheckNarrativeTest : public NarrativeTest {
 protected:
  CheckNarrativeTest() {
    values_["first_response_seconds_median"] = {Seconds(45, 2412), Seconds(57, 2300)};
    values_["resolution_rate"] = {Rate(1868, 2000), Rate(1800, 2000)};
    values_["csat_rate"] = {Rate(182, 200), Rate(178, 200)};
    values_["conversations"] = {Count(1000), Count(1100)};
    by_dimension_["conversations"] = {{"chat", {Count(700), Count(600)}},
                                      {"phone", {Count(300), Count(500)}}};
    block_.changes = {"first_response_seconds_median", "resolution_rate", "csat_rate"};
    block_.shares = {{"conversations", "channel"}};
    block_.has_overview = true;
    block_.is_by_impact = false;
  }

  enum Sentence { kOverview, kWait, kResolution, kShare, kSteady };

  template <class Change>
  std::vector<Lie::Kind> Lies(Sentence which, Change change,
                              const std::string& language = "zh-CN") {
    Document document = *Build(block_, language);
    FigureIndex index;
    const FigureMaker figures(catalog_, *texts_, context_);
    const Labels labels(catalog_, *texts_, context_.zone);
    const Vocabulary vocabulary(catalog_, *texts_, labels, "kebao");
    for (const auto& query : asked_) EXPECT_TRUE(index.Add(Answer(query), figures));
    size_t seen = 0;
    for (document::Block& block : document.sections[0].blocks) {
      auto* sentence = std::get_if<Paragraph>(&block);
      if (sentence != nullptr && seen++ == which) change(*sentence);
    }
    std::vector<Lie::Kind> kinds;
    for (const Lie& lie : CheckNarrative(document, index, figures, vocabulary))
      kinds.push_back(lie.kind);
    return kinds;
  }

  static void Replace(Paragraph& sentence, const std::string& from, const std::string& to) {
    const size_t at = sentence.text.find(from);
    ASSERT_NE(at, std::string::npos) << sentence.text;
    ASSERT_EQ(from.size(), to.size());
    sentence.text.replace(at, from.size(), to);
  }

  NarrativeBlock block_;
};

TEST_F(CheckNarrativeTest, TheTruthHolds) {
  for (const char* language : {"zh-CN", "en"})
    EXPECT_THAT(Lies(
                    kWait, [](Paragraph&) {}, language),
                IsEmpty());
}

TEST_F(CheckNarrativeTest, WrongNumberInTheText) {
  EXPECT_THAT(Lies(kWait, [](Paragraph& s) { Replace(s, "45 秒", "44 秒"); }),
              ElementsAre(Lie::Kind::kText));
  EXPECT_THAT(Lies(kWait, [](Paragraph& s) { Replace(s, "12 秒", "13 秒"); }),
              ElementsAre(Lie::Kind::kText));
}

TEST_F(CheckNarrativeTest, WrongNumberInTheTextAndItsFigure) {
  const auto lies = Lies(kWait, [](Paragraph& s) {
    Replace(s, "45 秒", "44 秒");
    s.figures[0].figure.text = "44 秒";
    s.figures[0].figure.raw = 44;
  });
  EXPECT_THAT(lies, Contains(Lie::Kind::kUnfounded));
  EXPECT_THAT(lies, Contains(Lie::Kind::kArithmetic));
}

TEST_F(CheckNarrativeTest, NumberThatIsRoundedOtherwise) {
  EXPECT_THAT(Lies(kResolution,
                   [](Paragraph& s) {
                     Replace(s, "93.4%", "93.5%");
                     s.figures[0].figure.text = "93.5%";
                   }),
              ElementsAre(Lie::Kind::kFormat));
}

TEST_F(CheckNarrativeTest, WrongUnit) {
  EXPECT_THAT(Lies(kWait,
                   [](Paragraph& s) {
                     Replace(s, "45 秒", "45 分");
                     s.figures[0].figure.text = "45 分";
                   }),
              ElementsAre(Lie::Kind::kFormat));
  EXPECT_THAT(Lies(kResolution,
                   [](Paragraph& s) {
                     for (auto& bound : s.figures) {
                       if (bound.derivation != document::Derivation::kDifference) continue;
                       bound.figure.format = document::NumberFormat::kPercent1;
                       bound.figure.text = "3.4%";
                       s.text.replace(bound.place.begin, bound.place.size, "3.4%");
                       bound.place.size = 4;
                       for (auto& other : s.figures)
                         if (other.place.begin > bound.place.begin)
                           other.place.begin -= std::string("3.4 个百分点").size() - 4;
                     }
                   }),
              ElementsAre(Lie::Kind::kFormat));
}

TEST_F(CheckNarrativeTest, WrongDirectionWord) {
  EXPECT_THAT(Lies(kWait, [](Paragraph& s) { Replace(s, "缩短到", "延长到"); }),
              ElementsAre(Lie::Kind::kWord));
  EXPECT_THAT(Lies(kWait, [](Paragraph& s) { Replace(s, "比上月少", "比上月多"); }),
              ElementsAre(Lie::Kind::kWord));
  EXPECT_THAT(Lies(
                  kResolution, [](Paragraph& s) { Replace(s, "improved", "worsened"); }, "en"),
              ElementsAre(Lie::Kind::kWord));
}

TEST_F(CheckNarrativeTest, WrongDirectionAndItsClaim) {
  EXPECT_THAT(Lies(kWait,
                   [](Paragraph& s) {
                     Replace(s, "缩短到", "延长到");
                     s.claims[0].kind = Claim::Kind::kUp;
                     s.claims[0].word = "narrative.verb.seconds.up_bad";
                   }),
              ElementsAre(Lie::Kind::kClaim));
}

TEST_F(CheckNarrativeTest, WrongPolarity) {
  EXPECT_THAT(Lies(kResolution,
                   [](Paragraph& s) {
                     Replace(s, "提高到", "上升到");
                     s.claims[0].up_is_good = false;
                     s.claims[0].word = "narrative.verb.share.up_bad";
                   }),
              ElementsAre(Lie::Kind::kWord));
}

TEST_F(CheckNarrativeTest, AClaimOnWhatMayBeNoise) {
  EXPECT_THAT(Lies(kSteady, [](Paragraph& s) { s.claims[0].kind = Claim::Kind::kUp; }),
              Contains(Lie::Kind::kClaim));
  EXPECT_THAT(Lies(kWait, [](Paragraph& s) { s.claims[0].kind = Claim::Kind::kNoise; }),
              Contains(Lie::Kind::kClaim));
}

TEST_F(CheckNarrativeTest, AnUnfinishedFigureCompared) {
  EXPECT_THAT(Lies(kWait, [](Paragraph& s) { s.figures[0].figure.is_complete = false; }),
              Contains(Lie::Kind::kClaim));
}

TEST_F(CheckNarrativeTest, UnboundDigitsUnitsAndDirections) {
  const auto added = [&](const char* text) {
    return Lies(kWait, [&](Paragraph& s) { s.text += text; });
  };
  EXPECT_THAT(added("预计下月 4"), ElementsAre(Lie::Kind::kUnbound));
  EXPECT_THAT(added("预计下月４"), ElementsAre(Lie::Kind::kUnbound));
  EXPECT_THAT(added("持续上升"), ElementsAre(Lie::Kind::kUnbound));
  EXPECT_THAT(added("几个百分点"), ElementsAre(Lie::Kind::kUnbound));
  EXPECT_THAT(added("服务好转"), ElementsAre(Lie::Kind::kUnbound));
  EXPECT_THAT(added("值得肯定"), IsEmpty());
}

TEST_F(CheckNarrativeTest, WrongSampleSize) {
  EXPECT_THAT(Lies(kWait,
                   [](Paragraph& s) {
                     Replace(s, "2,412", "2,413");
                     s.figures.back().figure.raw = 2413;
                     s.figures.back().figure.text = "2,413";
                   }),
              ElementsAre(Lie::Kind::kArithmetic));
  EXPECT_THAT(Lies(kWait,
                   [](Paragraph& s) {
                     Replace(s, "2,412", "2,413");
                     s.figures[0].figure.n = 2413;
                     s.figures.back().figure.raw = 2413;
                     s.figures.back().figure.text = "2,413";
                   }),
              ElementsAre(Lie::Kind::kUnfounded));
}

TEST_F(CheckNarrativeTest, WrongName) {
  EXPECT_THAT(Lies(kResolution, [](Paragraph& s) { Replace(s, "解决率", "满意度"); }),
              ElementsAre(Lie::Kind::kName));
  EXPECT_THAT(Lies(kWait, [](Paragraph& s) { Replace(s, "上月", "上周"); }),
              ElementsAre(Lie::Kind::kName));
}

TEST_F(CheckNarrativeTest, NotTheLargest) {
  const auto lies = Lies(kShare, [](Paragraph& s) {
    s.figures[0].figure.raw = 300;
    s.figures[0].figure.provenance.filters = "period=2025-11; channel=phone";
  });
  EXPECT_THAT(lies, Contains(Lie::Kind::kClaim));
}

TEST_F(CheckNarrativeTest, WrongCountsInTheOverview) {
  EXPECT_THAT(Lies(kOverview,
                   [](Paragraph& s) {
                     Replace(s, "2 项比", "3 项比");
                     for (auto& bound : s.figures) {
                       if (bound.derivation != document::Derivation::kTally || bound.first != 1)
                         continue;
                       bound.figure.raw = 3;
                       bound.figure.text = "3";
                     }
                   }),
              ElementsAre(Lie::Kind::kArithmetic));
  EXPECT_THAT(Lies(kOverview, [](Paragraph& s) { Replace(s, "总体向好", "总体走弱"); }),
              ElementsAre(Lie::Kind::kWord));
}

TEST_F(CheckNarrativeTest, AnEditedSentenceIsItsWriters) {
  EXPECT_THAT(Lies(kWait,
                   [](Paragraph& s) {
                     s.edit = document::SentenceEdit{s.text, {}, false};
                     s.text = "大约 50 秒";
                   }),
              IsEmpty());
}

/// A catalogue whose own words say the opposite: the report is refused.
TEST_F(CheckNarrativeTest, TextsThatTurnADirectionRound) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("kebao-lying-texts-" + std::to_string(getpid()));
  std::filesystem::copy(Shipped() / "texts", folder, std::filesystem::copy_options::recursive);
  const auto file = folder / "zh-CN" / "narrative.yaml";
  std::ostringstream content;
  content << std::ifstream(file).rdbuf();
  std::string texts = content.str();
  const std::string truth = "down_good: \"缩短到\"";
  texts.replace(texts.find(truth), truth.size(), "down_good: \"延长到\"");
  std::ofstream(file) << texts;
  texts_folder_ = folder;
  const auto document = Build(block_);
  std::filesystem::remove_all(folder);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, "report.sentence");
  EXPECT_EQ(document.error().arguments.at("piece"), "延长到");
}

}  // namespace
}  // namespace kebao::report
