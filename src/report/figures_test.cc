#include "report/figures.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <limits>

#include "domain/timing_catalog.h"

namespace kebao::report {
namespace {

using document::Tone;
using metrics::Value;

/// The shipped catalogue in English.
class FiguresTest : public testing::Test {
 protected:
  static std::filesystem::path Catalog() {
    return std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog";
  }

  const metrics::MetricSpec& Spec(const std::string& id) const { return **figures_.Spec(id); }

  static Value Measured(double value, int64_t n, double low, double high) {
    Value measured;
    measured.value = value;
    measured.n = n;
    measured.low = low;
    measured.high = high;
    return measured;
  }

  const std::vector<std::filesystem::path> folders_ = {Catalog()};
  const domain::TimingCatalog timings_ = domain::TimingCatalog::Load(folders_).value();
  const domain::FactCatalog facts_{timings_.Columns()};
  const metrics::MetricCatalog catalog_ = metrics::MetricCatalog::Load({folders_}, facts_).value();
  const Texts texts_ = Texts::Load(Catalog() / "texts", "en", Texts::OnMissing::kAbort).value();
  const metrics::QueryContext context_{.period = *metrics::ParsePeriod("2016-03"),
                                       .zone = TimeZone::Utc(),
                                       .scope = metrics::Scope::All()};
  const FigureMaker figures_{catalog_, texts_, context_};
};

TEST_F(FiguresTest, NothingToMeasureAndNotRecordedAreToldApart) {
  EXPECT_EQ(figures_.Make(Spec("csat_rate"), Value{}, "").text, "–");
  Value unrecorded;
  unrecorded.is_recorded = false;
  EXPECT_EQ(figures_.Make(Spec("csat_rate"), unrecorded, "").text, "not recorded");
  EXPECT_FALSE(figures_.Make(Spec("csat_rate"), unrecorded, "").raw.has_value());
}

TEST_F(FiguresTest, WhatSomeSourcesDoNotRecordIsMarked) {
  Value value = Measured(0.5, 10, 0.2, 0.8);
  EXPECT_EQ(figures_.Marked(Spec("csat_rate"), value, "").text, "50.0%");
  value.is_partial = true;
  EXPECT_EQ(figures_.Make(Spec("csat_rate"), value, "").text, "50.0%") << "in sentences no mark";
  EXPECT_EQ(figures_.Marked(Spec("csat_rate"), value, "").text, "50.0%†");
  EXPECT_TRUE(figures_.Marked(Spec("csat_rate"), value, "").is_partial);
  value.value.reset();
  EXPECT_EQ(figures_.Marked(Spec("csat_rate"), value, "").text, "–") << "nothing to mark";
}

TEST_F(FiguresTest, WhatIsNotFiniteIsNoValue) {
  for (const double odd :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
        -std::numeric_limits<double>::infinity()}) {
    for (const char* metric : {"csat_rate", "conversations", "first_response_seconds_mean"}) {
      Value value = Measured(odd, 10, odd, odd);
      value.is_partial = true;
      const document::Figure figure = figures_.Marked(Spec(metric), value, "");
      EXPECT_EQ(figure.text, "–") << metric;
      EXPECT_FALSE(figure.raw) << metric;
      EXPECT_FALSE(figures_.Change(Spec(metric), value, Measured(1, 10, 0, 2))) << metric;
      EXPECT_FALSE(figures_.Change(Spec(metric), Measured(1, 10, 0, 2), value)) << metric;
    }
  }
}

TEST_F(FiguresTest, MoneyIsInTheCurrencyGiven) {
  const auto text = [&](const std::string& currency) {
    return FigureMaker(catalog_, texts_, context_, currency)
        .Format(document::NumberFormat::kMoney, 123450);
  };
  EXPECT_EQ(text("CNY"), "CN¥1,234.50");
  EXPECT_EQ(text("USD"), "$1,234.50");
  EXPECT_EQ(text("CHF"), "CHF 1,234.50");
}

TEST_F(FiguresTest, SharesChangeInPercentagePoints) {
  const auto change = figures_.Change(Spec("csat_rate"), Measured(0.85, 500, 0.82, 0.88),
                                      Measured(0.80, 500, 0.76, 0.81));
  ASSERT_TRUE(change);
  EXPECT_EQ(change->text, "+5.0 pp");
  EXPECT_EQ(change->tone, Tone::kGood);
}

TEST_F(FiguresTest, LongerWaitIsBad) {
  const auto change = figures_.Change(Spec("first_response_seconds_median"),
                                      Measured(60, 900, 58, 62), Measured(40, 900, 38, 42));
  ASSERT_TRUE(change);
  EXPECT_EQ(change->text, "+50.0%");
  EXPECT_EQ(change->tone, Tone::kBad);
}

TEST_F(FiguresTest, DifferenceWithinTheIntervalsHasNoTone) {
  const auto change = figures_.Change(Spec("csat_rate"), Measured(0.85, 40, 0.71, 0.93),
                                      Measured(0.80, 40, 0.65, 0.90));
  ASSERT_TRUE(change);
  EXPECT_EQ(change->tone, Tone::kNeutral);
}

TEST_F(FiguresTest, NoRelativeChangeFromNothing) {
  Value none;
  none.value = 0;
  EXPECT_FALSE(figures_.Change(Spec("conversations"), Measured(5, 5, 5, 5), none));
  EXPECT_FALSE(figures_.Change(Spec("conversations"), Measured(5, 5, 5, 5), Value{}));
}

TEST_F(FiguresTest, FewerThanTheMinimumSampleIsMuted) {
  const auto& spec = Spec("csat_rate");
  ASSERT_GT(spec.min_n, 1);
  EXPECT_EQ(figures_.Make(spec, Measured(1, spec.min_n - 1, 0.5, 1), "").tone, Tone::kMuted);
  EXPECT_EQ(figures_.Make(spec, Measured(1, spec.min_n, 0.9, 1), "").tone, Tone::kNeutral);
}

TEST_F(FiguresTest, FigureSaysWhereItComesFrom) {
  const auto figure = figures_.Make(Spec("conversations"), Measured(5, 5, 5, 5), "agent=7");
  EXPECT_EQ(figure.provenance,
            (document::Provenance{"conversations", "kebao", "period=2016-03; agent=7"}));
}

}  // namespace
}  // namespace kebao::report
