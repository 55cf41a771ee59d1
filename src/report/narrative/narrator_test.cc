#include "report/narrative/narrator.h"

#include <gmock/gmock.h>

#include "report/narrative/narrative_fixture.h"

namespace kebao::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using NarratorTest = NarrativeTest;

NarrativeBlock Changes(std::vector<std::string> metrics) {
  NarrativeBlock block;
  block.changes = std::move(metrics);
  return block;
}

TEST_F(NarratorTest, SaysTheConclusionThenTheFiguresThenWhatTheyRestOn) {
  values_["first_response_seconds_median"] = {Seconds(45, 2412), Seconds(57, 2300)};
  EXPECT_THAT(
      Tell(Changes({"first_response_seconds_median"})),
      ElementsAre("客户首次等待（中位数）缩短到 45 秒，比上月少 12 秒（-21.1%，n = 2,412）。"));
  EXPECT_THAT(Tell(Changes({"first_response_seconds_median"}), "en"),
              ElementsAre("Median wait for a first response shortened to 45 s, 12 s shorter than "
                          "the month before (-21.1%, n = 2,412)."));
}

TEST_F(NarratorTest, SharesChangeInPercentagePointsAndWordsFollowPolarity) {
  values_["resolution_rate"] = {Rate(1868, 2000), Rate(1800, 2000)};
  values_["bad_review_rate"] = {Rate(100, 1000), Rate(40, 1000)};
  EXPECT_THAT(Tell(Changes({"resolution_rate", "bad_review_rate"})),
              ElementsAre("差评率上升到 10.0%，比上月高 6.0 个百分点（n = 1,000）。",
                          "解决率提高到 93.4%，比上月高 3.4 个百分点（n = 2,000）。"));
  EXPECT_THAT(Tell(Changes({"resolution_rate", "bad_review_rate"}), "en"),
              ElementsAre("Bad review rate worsened to 10.0%, 6.0 pp higher than the month before "
                          "(n = 1,000).",
                          "Resolution rate improved to 93.4%, 3.4 pp higher than the month before "
                          "(n = 2,000)."));
  std::swap(values_["bad_review_rate"].first, values_["bad_review_rate"].second);
  EXPECT_THAT(Tell(Changes({"bad_review_rate"})),
              ElementsAre("差评率下降到 4.0%，比上月低 6.0 个百分点（n = 1,000）。"));
}

TEST_F(NarratorTest, CountsHaveNoSampleAndGrowFromNothing) {
  values_["conversations"] = {Count(2412), Count(2100)};
  values_["complaints"] = {Count(9), Count(0)};
  EXPECT_THAT(
      Tell(Changes({"conversations", "complaints"})),
      ElementsAre("投诉数增加到 9，上月为 0。", "会话数增加到 2,412，比上月多 312（+14.9%）。"));
}

TEST_F(NarratorTest, WhatMayBeNoiseIsNotClaimed) {
  values_["csat_rate"] = {Rate(182, 200), Rate(178, 200)};
  values_["fcr_rate"] = {Rate(700, 1000), Rate(700, 1000)};
  EXPECT_THAT(
      Tell(Changes({"csat_rate", "fcr_rate"})),
      ElementsAre(
          "与上月相比没有明显变化（差异在正常波动内）：满意度为 91.0%、首次解决率为 70.0%。"));
}

TEST_F(NarratorTest, AnUnfinishedPeriodIsNotCompared) {
  values_["resolution_rate"] = {Unfinished(Rate(100, 200)), Rate(1800, 2000)};
  EXPECT_THAT(Tell(Changes({"resolution_rate"})),
              ElementsAre("本月或上月的数据尚不完整，暂不比较；目前解决率为 50.0%。"));
}

TEST_F(NarratorTest, ThatDataAreNotCompleteYetIsSaidOnce) {
  values_["conversations"] = {Unfinished(Count(900)), Count(2100)};
  values_["complaints"] = {Unfinished(Count(9)), Count(20)};
  Template spec = OneSection(Changes({"conversations"}));
  spec.sections.push_back({"later", {"其后", "Later"}, {}, {}});
  spec.sections[1].blocks.emplace_back(Changes({"complaints"}));
  const auto told = [&](const char* language) {
    const document::Document document = BuildOf(spec, language).value();
    std::vector<std::string> texts;
    for (const document::Section& section : document.sections)
      for (const document::Block& block : section.blocks)
        if (const auto* one = std::get_if<document::Paragraph>(&block)) texts.push_back(one->text);
    return texts;
  };
  EXPECT_THAT(told("en"),
              ElementsAre("Data are not complete in both periods, so nothing is compared "
                          "with the month before yet; this month so far: conversations "
                          "at 900.",
                          "This month so far: complaints at 9."));
  EXPECT_THAT(told("zh-CN"), ElementsAre("本月或上月的数据尚不完整，暂不比较；目前会话数为 900。",
                                         "本月目前投诉数为 9。"));
}

TEST_F(NarratorTest, SaysThatTheComparisonIsMissing) {
  values_["resolution_rate"] = {Rate(100, 200), {}};
  EXPECT_THAT(Tell(Changes({"resolution_rate"})),
              ElementsAre("上月没有可比的数据，只列本月：解决率为 50.0%。"));
  has_comparison_ = false;
  EXPECT_THAT(Tell(Changes({"resolution_rate"})), ElementsAre("本月解决率为 50.0%。"));
}

TEST_F(NarratorTest, TooFewCasesAreNotCompared) {
  values_["csat_rate"] = {Rate(3, 4), Rate(1, 5)};
  EXPECT_THAT(Tell(Changes({"csat_rate"})),
              ElementsAre("样本太少，不宜与上月比较：满意度为 75.0%（n = 4）。"));
}

TEST_F(NarratorTest, WithoutFiguresThereIsNothingToSay) {
  values_["conversations"] = {Count(0), Count(0)};
  EXPECT_THAT(Tell(Changes({"conversations", "csat_rate"})), IsEmpty());
}

TEST_F(NarratorTest, TheOverviewCountsWhatGotBetterAndWorse) {
  values_["resolution_rate"] = {Rate(1868, 2000), Rate(1800, 2000)};
  values_["csat_rate"] = {Rate(182, 200), Rate(178, 200)};
  values_["complaints"] = {Count(90), Count(20)};
  NarrativeBlock block = Changes({"resolution_rate", "csat_rate", "complaints"});
  block.has_overview = true;
  EXPECT_EQ(
      Tell(block)[0],
      "本月有好有坏：3 项主要指标中，与上月相比好转 1 项、变差 1 项，其余 1 项没有明显变化。");
  EXPECT_EQ(
      Tell(block, "en")[0],
      "This month was mixed: against the month before, of 3 key figures 1 improved, 1 worsened "
      "and 1 did not change noticeably.");
  values_["complaints"].first = Count(20);
  EXPECT_EQ(Tell(block)[0],
            "本月总体向好：3 项主要指标中，1 项比上月好转，其余 2 项没有明显变化。");
  values_["resolution_rate"].first = Rate(1800, 2000);
  EXPECT_EQ(Tell(block)[0], "本月总体平稳：3 项主要指标与上月相比都没有明显变化。");
  EXPECT_EQ(
      Tell(block, "en")[0],
      "This month was steady overall: none of 3 key figures changed noticeably from the month "
      "before.");
}

TEST_F(NarratorTest, TheLimitKeepsWhatMattersMost) {
  values_["resolution_rate"] = {Rate(1868, 2000), Rate(1800, 2000)};
  values_["complaints"] = {Count(90), Count(20)};
  values_["conversations"] = {Count(2412), Count(2100)};
  NarrativeBlock block = Changes({"conversations", "resolution_rate", "complaints"});
  block.limit = 1;
  EXPECT_THAT(Tell(block), ElementsAre(HasSubstr("投诉数增加到 90")));
  block.limit = 2;
  EXPECT_THAT(Tell(block),
              ElementsAre(HasSubstr("投诉数增加到 90"),
                          "此外，与上月相比，解决率提高到 93.4%、会话数增加到 2,412。"));
  block.limit = 5;
  block.is_by_impact = false;
  EXPECT_THAT(Tell(block)[0], HasSubstr("会话数"));
}

TEST_F(NarratorTest, TheLargestPartAndItsShare) {
  values_["conversations"] = {Count(1000), Count(1000)};
  by_dimension_["conversations"] = {{"chat", {Count(700), Count(600)}},
                                    {"phone", {Count(300), Count(400)}}};
  NarrativeBlock block;
  block.shares = {{"conversations", "channel"}};
  EXPECT_THAT(Tell(block), ElementsAre("按渠道看，会话数最多的是在线聊天：700，占 70.0%，比上月高 "
                                       "10.0 个百分点。"));
  EXPECT_THAT(
      Tell(block, "en"),
      ElementsAre("Among channels, Chat has the most conversations: 700, 70.0% of the whole, "
                  "10.0 pp higher than the month before."));
}

TEST_F(NarratorTest, APartThatIsLargestByChanceIsNoNews) {
  values_["bad_reviews"] = {Count(18), {}};
  by_dimension_["bad_reviews"] = {};
  for (int issue = 0; issue < 9; ++issue)
    by_dimension_["bad_reviews"].push_back({"类型" + std::to_string(issue), {Count(2), {}}});
  by_dimension_["bad_reviews"][4].second.first = Count(4);
  NarrativeBlock block;
  block.shares = {{"bad_reviews", "issue_type"}};
  EXPECT_THAT(Tell(block), IsEmpty());
  by_dimension_["bad_reviews"][4].second.first = Count(12);
  EXPECT_THAT(Tell(block), ElementsAre(HasSubstr("差评数最多的是类型4：12")));
}

TEST_F(NarratorTest, HoursAreTimesOfTheDay) {
  values_["conversations"] = {Count(100), {}};
  by_dimension_["conversations"] = {{"9", {Count(70), {}}}, {"10", {Count(30), {}}}};
  NarrativeBlock block;
  block.shares = {{"conversations", "hour_of_day"}};
  EXPECT_THAT(Tell(block), ElementsAre(HasSubstr("最多的是 9 时：70")));
  EXPECT_THAT(Tell(block, "en"), ElementsAre(HasSubstr("9:00 has the most conversations")));
}

TEST_F(NarratorTest, RanksInWhichNobodyStandsOutShareASentence) {
  values_["csat_rate"] = {Rate(170, 200), {}};
  values_["resolution_rate"] = {Rate(190, 200), {}};
  by_dimension_["csat_rate"] = {{"甲", {Rate(85, 100), {}}}, {"乙", {Rate(85, 100), {}}}};
  by_dimension_["resolution_rate"] = {{"甲", {Rate(95, 100), {}}}, {"乙", {Rate(95, 100), {}}}};
  NarrativeBlock block;
  block.ranks = {{"csat_rate", "channel"}, {"csat_rate", "issue_type"}};
  EXPECT_THAT(
      Tell(block),
      ElementsAre("满意度在各渠道、问题类型之间的差异都在正常波动内，总体为 85.0%（n = 200）。"));
  block.ranks = {{"csat_rate", "team"}, {"resolution_rate", "team"}};
  EXPECT_THAT(
      Tell(block),
      ElementsAre("各小组之间，满意度（总体 85.0%）、解决率（总体 95.0%）的差异都在正常波动内。"));
  EXPECT_THAT(Tell(block, "en"),
              ElementsAre("The teams do not differ beyond normal variation in CSAT (overall "
                          "85.0%), resolution rate (overall 95.0%)."));
}

TEST_F(NarratorTest, RanksNameThoseWhoStandOut) {
  values_["csat_rate"] = {Rate(500, 605), {}};
  by_dimension_["csat_rate"] = {{"王芳", {Rate(195, 200), {}}},
                                {"李雷", {Rate(180, 200), {}}},
                                {"客服 12", {Rate(120, 200), {}}},
                                {"新人", {Rate(5, 5), {}}}};
  NarrativeBlock block;
  block.ranks = {{"csat_rate", "agent"}};
  EXPECT_THAT(Tell(block),
              ElementsAre("样本足够的客服中，满意度最高的是王芳（97.5%，n = 200），总体为 "
                          "82.6%。"));
}

TEST_F(NarratorTest, ThingsMayBeTheWorstToo) {
  values_["csat_rate"] = {Rate(500, 605), {}};
  by_dimension_["csat_rate"] = {{"退款 7 天", {Rate(195, 200), {}}},
                                {"物流", {Rate(180, 200), {}}},
                                {"型号 12", {Rate(120, 200), {}}}};
  NarrativeBlock block;
  block.ranks = {{"csat_rate", "issue_type"}};
  EXPECT_THAT(
      Tell(block),
      ElementsAre("样本足够的问题类型中，满意度最高的是退款 7 天（97.5%，n = 200），最低的是型号 "
                  "12（60.0%，n = 200），总体为 82.6%。"));
}

TEST_F(NarratorTest, TargetsAreReachedMissedOrUnclear) {
  values_["resolution_rate"] = {Rate(1868, 2000), {}};
  NarrativeBlock block;
  const auto tell = [&](double target) {
    block.targets = {{"resolution_rate", target}};
    return Tell(block);
  };
  EXPECT_THAT(tell(0.9), ElementsAre("解决率为 93.4%，达到 90.0% 的目标（n = 2,000）。"));
  EXPECT_THAT(tell(0.96), ElementsAre("解决率为 93.4%，没有达到 96.0% 的目标（n = 2,000）。"));
  EXPECT_THAT(tell(0.93),
              ElementsAre("解决率为 93.4%，尚不能断定是否达到 93.0% 的目标（n = 2,000）。"));
}

/// Reports must not fail over what is unusual and true.
TEST_F(NarratorTest, UnusualDataAreNoLies) {
  values_["qa_score_mean"] = {Seconds(85.57, 900, 0.01), Seconds(85.60, 900, 0.01)};
  EXPECT_THAT(Tell(Changes({"qa_score_mean"})), ElementsAre(HasSubstr("比上月低 0.03")));
  values_["conversations"] = {Count(60), Count(60)};
  NarrativeBlock share;
  share.shares = {{"conversations", "channel"}};
  by_dimension_["conversations"] = {{"chat", {Count(50), Count(50)}}, {"", {Count(10), Count(10)}}};
  EXPECT_THAT(Tell(share), ElementsAre(HasSubstr("在线聊天")));
  by_dimension_["conversations"][1].second.first = Count(90);
  values_["conversations"] = {Count(140), Count(140)};
  EXPECT_THAT(Tell(share), ElementsAre("大部分会话数没有记录渠道：90，占 64.3%。"));
  values_["csat_rate"] = {Rate(500, 605), {}};
  by_dimension_["csat_rate"] = {{"王芳", {Rate(195, 200), {}}},
                                {"王芳", {Rate(120, 200), {}}},
                                {"上升 30%", {Rate(180, 200), {}}}};
  NarrativeBlock rank;
  rank.ranks = {{"csat_rate", "agent"}};
  EXPECT_THAT(Tell(rank), ElementsAre(HasSubstr("满意度最高的是王芳（97.5%")));
  by_dimension_["csat_rate"][2].second.first = Rate(2000, 2002);
  EXPECT_THAT(Tell(rank), ElementsAre(HasSubstr("上升 30%（99.9%")));
}

TEST_F(NarratorTest, SentencesHaveIdsThatStay) {
  values_["conversations"] = {Count(2412), Count(2100)};
  values_["csat_rate"] = {Rate(182, 200), Rate(178, 200)};
  const auto sentences = SentencesOf(*Build(Changes({"conversations", "csat_rate"})));
  ASSERT_THAT(sentences, SizeIs(2));
  EXPECT_EQ(sentences[0].id, "overview/change/conversations");
  EXPECT_EQ(sentences[1].id, "overview/steady");
}

}  // namespace
}  // namespace kebao::report
