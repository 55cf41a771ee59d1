#include "demo/story.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/yaml.h"
#include "demo/desk.h"
#include "demo/generate.h"
#include "demo/service_year.h"

namespace kebao::demo {
namespace {

using domain::EventKind;

const DemoCatalog& Catalog() {
  static const DemoCatalog catalog = LoadDemoCatalog(KEBAO_SOURCE_DIR "/catalog/demo").value();
  return catalog;
}

/// A year of 60 000 conversations, with the story or calm.
class Year {
 public:
  explicit Year(bool with_story) : desk_(Catalog(), Options(with_story)), year_(desk_) {
    for (int day = 0; day < desk_.line().days(); ++day) {
      year_.PlayDay(day, [this](const Conversation& talk) { talks_.push_back(talk); });
    }
  }
  static const Year& WithStory() {
    static const Year year(true);
    return year;
  }
  static const Year& Calm() {
    static const Year year(false);
    return year;
  }
  static DemoOptions Options(bool with_story) {
    DemoOptions options;
    options.conversations = 60'000;
    options.with_story = with_story;
    return options;
  }

  const Desk& desk() const { return desk_; }
  const ServiceYear& played() const { return year_; }
  using Test = std::function<bool(const Conversation&)>;
  int64_t Count(const Test& test) const {
    return std::count_if(talks_.begin(), talks_.end(), test);
  }
  double Mean(const Test& test, const std::function<double(const Conversation&)>& value) const {
    double sum = 0;
    int64_t count = 0;
    for (const Conversation& talk : talks_) {
      if (test(talk)) sum += value(talk), ++count;
    }
    EXPECT_GT(count, 30);
    return sum / static_cast<double>(std::max<int64_t>(1, count));
  }

 private:
  Desk desk_;
  ServiceYear year_;
  std::vector<Conversation> talks_;
};

int DayOf(int month, int day) {
  return DayFromCivil({2025, month, day}).days - DayFromCivil({2025, 1, 1}).days;
}

Year::Test Between(int first, int last, Year::Test test) {
  return
      [=](const Conversation& talk) { return first <= talk.day && talk.day <= last && test(talk); };
}

int IssueNamed(std::string_view name) {
  for (size_t issue = 0; issue < Catalog().issues.size(); ++issue) {
    if (Catalog().issues[issue].name == name) return static_cast<int>(issue);
  }
  return -1;
}

bool IsLockDefect(const Conversation& talk) {
  return talk.issue == IssueNamed("产品故障") &&
         Catalog().products[static_cast<size_t>(talk.product)].name == "智能门锁S2";
}

double Opinion(const Conversation& talk) { return talk.opinion; }
double Wait(const Conversation& talk) { return talk.wait_seconds; }
bool Any(const Conversation&) { return true; }
bool IsServedChat(const Conversation& talk) {
  return talk.channel == Channel::kChat && talk.last_agent >= 0;
}

TEST(Story, DefectWeekIsFullOfTheDefect) {
  const auto share = [](const Year& year) {
    return static_cast<double>(year.Count(Between(DayOf(3, 10), DayOf(3, 16), IsLockDefect))) /
           static_cast<double>(year.Count(Between(DayOf(3, 10), DayOf(3, 16), Any)));
  };
  EXPECT_GT(share(Year::WithStory()), 0.06);
  EXPECT_LT(share(Year::Calm()), 0.02);
}

TEST(Story, DefectLowersSatisfaction) {
  const double during =
      Year::WithStory().Mean(Between(DayOf(3, 10), DayOf(3, 16), IsLockDefect), Opinion);
  const double otherwise =
      Year::WithStory().Mean(Between(DayOf(4, 1), DayOf(12, 31), IsLockDefect), Opinion);
  EXPECT_LT(during, otherwise - 0.5);
}

TEST(Story, OutageHoursAreFullOfErrors) {
  const auto count = [](const Year& year) {
    return year.Count(Between(DayOf(5, 21), DayOf(5, 21), [&](const Conversation& talk) {
      const int hour = year.desk().line().HourOf(talk.opened_at);
      return talk.issue == IssueNamed("系统报错") && hour >= 14 && hour < 17;
    }));
  };
  EXPECT_GT(count(Year::WithStory()), 20);
  EXPECT_LT(count(Year::Calm()), 10);
}

TEST(Story, RefundQuestionsBecomeFewerWithThePolicy) {
  const auto drop = [](const Year& year) {
    const auto is_refund = [](const Conversation& talk) {
      return talk.issue == IssueNamed("退款退货");
    };
    const auto share = [&](int first, int last) {
      return static_cast<double>(year.Count(Between(first, last, is_refund))) /
             static_cast<double>(year.Count(Between(first, last, Any)));
    };
    return share(DayOf(9, 1), DayOf(12, 31)) / share(DayOf(4, 1), DayOf(6, 30));
  };
  EXPECT_LT(drop(Year::WithStory()), 0.75);
  EXPECT_GT(drop(Year::Calm()), 0.85);
}

TEST(Story, TyphoonConcernsGuangdong) {
  const auto share = [](const Year& year) {
    const auto is_hit = [](const Conversation& talk) {
      return talk.issue == IssueNamed("物流配送") &&
             Catalog().regions[static_cast<size_t>(talk.region)].name == "广东";
    };
    return static_cast<double>(year.Count(Between(DayOf(7, 20), DayOf(7, 25), is_hit))) /
           static_cast<double>(year.Count(Between(DayOf(7, 20), DayOf(7, 25), Any)));
  };
  EXPECT_GT(share(Year::WithStory()), 2.5 * share(Year::Calm()));
}

TEST(Story, SinglesDayOverloadsTheQueue) {
  const auto wait = [](const Year& year) {
    return year.Mean(Between(DayOf(11, 10), DayOf(11, 12), IsServedChat), Wait);
  };
  const double usual =
      Year::WithStory().Mean(Between(DayOf(10, 13), DayOf(10, 31), IsServedChat), Wait);
  EXPECT_GT(wait(Year::WithStory()), 2 * usual);
  EXPECT_GT(wait(Year::WithStory()), 1.3 * wait(Year::Calm()));
}

double FirstReplySeconds(const Conversation& talk) {
  EpochSeconds accepted = 0;
  for (const PlannedEvent& event : talk.events) {
    if (event.kind == EventKind::kAccepted) accepted = event.at;
    if (event.kind == EventKind::kAgentMessage && accepted > 0)
      return static_cast<double>(event.at - accepted);
  }
  return 0;
}

TEST(Story, TheNewTeamIsSlow) {
  const Year& year = Year::WithStory();
  const auto served_by = [&](bool is_new) {
    return Between(DayOf(8, 1), DayOf(12, 31), [&year, is_new](const Conversation& talk) {
      const auto accepted = std::find_if(
          talk.events.begin(), talk.events.end(),
          [](const PlannedEvent& event) { return event.kind == EventKind::kAccepted; });
      if (!IsServedChat(talk) || accepted == talk.events.end()) return false;
      return (Catalog().teams[static_cast<size_t>(accepted->team)].name == "外包支援组") == is_new;
    });
  };
  EXPECT_GT(year.Mean(served_by(true), FirstReplySeconds),
            1.6 * year.Mean(served_by(false), FirstReplySeconds));
  EXPECT_FALSE(Year::Calm().desk().roster().IsTeamUsed(6));
}

TEST(Story, TheCoachedAgentImproves) {
  const auto served = [](int first, int last) {
    return Between(first, last, [](const Conversation& talk) {
      return IsServedChat(talk) && talk.last_agent == 1 && talk.transfers == 0;
    });
  };
  const auto gain = [&](const Year& year, const std::function<double(const Conversation&)>& value) {
    return year.Mean(served(DayOf(6, 19), DayOf(12, 31)), value) -
           year.Mean(served(0, DayOf(6, 15)), value);
  };
  EXPECT_GT(gain(Year::WithStory(), Opinion), 0.4);
  EXPECT_LT(gain(Year::Calm(), Opinion), 0.25);
  EXPECT_LT(gain(Year::WithStory(), FirstReplySeconds), -2);
}

TEST(Story, YamlTellsEveryEffectAndReadsBack) {
  Story story{Year::Options(true), Year::WithStory().played().effects(), 60'000, 1, 1};
  const auto yaml = Yaml::Parse(StoryYaml(story), "story.yaml");
  ASSERT_TRUE(yaml.has_value());
  const auto effects = yaml->At("effects").Items();
  ASSERT_EQ(effects.size(), Catalog().effects.size());
  for (const Yaml& effect : effects)
    EXPECT_GT(effect.At("conversations").AsInt().value(), 0) << effect.At("id").TextOr("");
  EXPECT_EQ(effects[0].At("start").TextOr(""), "2025-03-10T00:00:00");
  EXPECT_EQ(effects[0].At("end").TextOr(""), "2025-03-17T00:00:00");
}

TEST(Story, TheCalmVariantHasNone) {
  Story story{Year::Options(false), Year::Calm().played().effects(), 60'000, 1, 1};
  EXPECT_TRUE(story.effects.empty());
  EXPECT_NE(StoryYaml(story).find("effects: []"), std::string::npos);
}

}  // namespace
}  // namespace kebao::demo
