#include "report/shares_above_one.h"

#include <gmock/gmock.h>

#include "report/narrative/narrative_fixture.h"

namespace kebao::report {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class SharesAboveOneTest : public NarrativeTest {
 protected:
  static metrics::Value Share(double value) {
    metrics::Value share;
    share.value = value;
    share.n = 5;
    return share;
  }

  /// The lines of a report with two rows of tiles of it.
  std::vector<std::string> LinesWith(const std::string& metric, const char* language = "en") {
    Template spec = OneSection({});
    spec.sections[0].blocks = {KpiBlock{{metric}}, KpiBlock{{metric}}};
    std::vector<std::string> texts;
    for (const document::Paragraph& line : SentencesOf(BuildOf(spec, language).value()))
      texts.push_back(line.text);
    return texts;
  }
};

TEST_F(SharesAboveOneTest, AreExplainedOnceByTheirDefinition) {
  values_["occupancy_rate"] = {Share(3.57), Share(0.8)};
  EXPECT_THAT(
      LinesWith("occupancy_rate"),
      ElementsAre("Occupancy is above 100% here because of how it is defined: Handle time ÷ "
                  "online time; above 100 % where conversations run side by side."));
  EXPECT_THAT(LinesWith("occupancy_rate", "zh-CN"),
              ElementsAre("占用率超过 100%，是因为它的算法：处理时长 ÷ "
                          "在线时长；同时接待多个会话时可超过 100 %。"));
}

TEST_F(SharesAboveOneTest, OthersNeedNoExplanation) {
  values_["occupancy_rate"] = {Share(1), Share(3)};
  EXPECT_THAT(LinesWith("occupancy_rate"), IsEmpty());
  values_["conversations"] = {Count(500), Count(100)};  // a change of 400 %
  EXPECT_THAT(LinesWith("conversations"), IsEmpty());
}

}  // namespace
}  // namespace kebao::report
