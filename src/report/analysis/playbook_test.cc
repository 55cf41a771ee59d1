#include "report/analysis/playbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace kebao::report {
namespace {

using analysis::Finding;
using analysis::Outcome;
namespace fs = std::filesystem;

class PlaybookTest : public testing::Test {
 protected:
  PlaybookTest() : folder_(fs::temp_directory_path() / ("kebao-playbook-" + std::string(Name()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    wait_.id = "wait";
    wait_.polarity = metrics::Polarity::kDown;
    volume_.id = "volume";
    volume_.polarity = metrics::Polarity::kNone;
  }
  ~PlaybookTest() override { fs::remove_all(folder_); }

  static const char* Name() {
    return testing::UnitTest::GetInstance()->current_test_info()->name();
  }
  Result<Playbook> Load(const std::string& text) {
    std::ofstream(folder_ / "own.yaml") << text;
    return LoadPlaybook(folder_);
  }
  static Finding Of(const metrics::MetricSpec& metric, Outcome outcome,
                    Finding::Kind kind = Finding::Kind::kChange) {
    Finding finding;
    finding.kind = kind;
    finding.metric = &metric;
    finding.outcome = outcome;
    return finding;
  }
  static std::string IdOf(const Suggestion* suggestion) {
    return suggestion == nullptr ? "" : suggestion->id;
  }

  const fs::path folder_;
  metrics::MetricSpec wait_;
  metrics::MetricSpec volume_;
};

constexpr const char* kTwo = R"(suggestions:
  - {id: team, kinds: [cause], dimensions: [team], what: a, who: b, effect: c, days: 7}
  - {id: any, metrics: [wait], what: a, who: b, effect: c, days: 14}
  - {id: more, metrics: [volume], when: up, what: a, who: b, effect: c, days: 14}
)";

TEST_F(PlaybookTest, TheFirstThatFitsIsGiven) {
  const auto playbook = Load(kTwo);
  ASSERT_TRUE(playbook);
  Finding cause = Of(wait_, Outcome::kUp, Finding::Kind::kCause);
  EXPECT_EQ(IdOf(SuggestionFor(cause, *playbook)), "any");
  cause.subject.dimension = "team";
  EXPECT_EQ(IdOf(SuggestionFor(cause, *playbook)), "team");
}

TEST_F(PlaybookTest, OnlyWhatGotWorseUnlessItSaysOtherwise) {
  const auto playbook = Load(kTwo);
  ASSERT_TRUE(playbook);
  EXPECT_EQ(IdOf(SuggestionFor(Of(wait_, Outcome::kDown), *playbook)), "");
  EXPECT_EQ(IdOf(SuggestionFor(Of(wait_, Outcome::kNoise), *playbook)), "");
  EXPECT_EQ(IdOf(SuggestionFor(Of(wait_, Outcome::kMissed, Finding::Kind::kTarget), *playbook)),
            "any");
  EXPECT_EQ(IdOf(SuggestionFor(Of(volume_, Outcome::kUp), *playbook)), "more");
  EXPECT_EQ(IdOf(SuggestionFor(Of(volume_, Outcome::kDown), *playbook)), "");
}

TEST_F(PlaybookTest, AWrongWordIsNamedWithItsPlace) {
  const auto word =
      Load("suggestions:\n  - {id: a, kinds: [because], what: a, who: b, effect: c, days: 7}\n");
  ASSERT_FALSE(word);
  EXPECT_EQ(word.error().code, "playbook.word");
  EXPECT_THAT(word.error().place, testing::HasSubstr("own.yaml:2"));
  const auto twice = Load(
      "suggestions:\n  - {id: a, what: a, who: b, effect: c, days: 7}\n"
      "  - {id: a, what: a, who: b, effect: c, days: 7}\n");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, "playbook.duplicate");
}

TEST_F(PlaybookTest, ThePlaybookThatShipsCanBeRead) {
  const auto playbook = LoadPlaybook(fs::path(KEBAO_SOURCE_DIR) / "catalog" / "playbook");
  ASSERT_TRUE(playbook) << playbook.error().code << " " << playbook.error().place;
  EXPECT_GT(playbook->size(), 20U);
  for (const Suggestion& one : *playbook) {
    EXPECT_NE(one.what.zh, one.what.en) << one.id;
    EXPECT_FALSE(one.who.en.empty() || one.effect.en.empty()) << one.id;
  }
  EXPECT_TRUE(LoadPlaybook(folder_ / "nowhere")->empty());
}

}  // namespace
}  // namespace kebao::report
