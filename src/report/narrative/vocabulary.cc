#include "report/narrative/vocabulary.h"

#include <fmt/format.h>

#include "base/instant.h"

namespace kebao::report {

using document::BoundName;
using metrics::Unit;

std::optional<std::string> Vocabulary::MetricName(const std::string& id) const {
  const std::string plain = "narrative.plain." + id;
  if (texts_.Has(plain)) return texts_.Get(plain);
  const auto spec = catalog_.Find(id, pack_);
  if (!spec) return std::nullopt;
  return (*spec)->name.In(texts_.language());
}

std::string Vocabulary::ValueName(const std::string& dimension, const std::string& key) const {
  const std::string label = labels_.Value(dimension, key);
  const std::string pattern = "narrative.value." + dimension;
  return key.empty() || !texts_.Has(pattern) ? label : texts_.Get(pattern, {{"value", label}});
}

std::string Vocabulary::Inside(std::string name) {
  const auto is_capital = [&](size_t at) {
    return at < name.size() && name[at] >= 'A' && name[at] <= 'Z';
  };
  if (is_capital(0) && !is_capital(1)) name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

std::optional<std::string> Vocabulary::Name(BoundName::Kind kind, const std::string& id) const {
  switch (kind) {
    case BoundName::Kind::kMetric:
      return MetricName(id);
    case BoundName::Kind::kPeriod: {
      const std::string key = "narrative." + id;
      return texts_.Has(key) ? std::optional(texts_.Get(key)) : std::nullopt;
    }
    case BoundName::Kind::kDimension: {
      const std::string key = "narrative.dimension." + id;
      if (texts_.Has(key)) return texts_.Get(key);
      const auto label = labels_.Dimension(id);
      return label ? std::optional(*label) : std::nullopt;
    }
    case BoundName::Kind::kDay: {
      const auto day = ParseDay(id);
      return day ? std::optional(FormatDay(*day)) : std::nullopt;
    }
    case BoundName::Kind::kEvent:
      return id;  // in its user's words
    case BoundName::Kind::kValue: {
      const size_t split = id.find('=');
      if (split == std::string::npos) return std::nullopt;
      return ValueName(id.substr(0, split), id.substr(split + 1));
    }
  }
  return std::nullopt;
}

std::string ValueId(const std::string& dimension, const std::string& key) {
  return dimension + "=" + key;
}

std::string GrainId(metrics::Grain grain) {
  using enum metrics::Grain;
  switch (grain) {
    case kDay:
      return "day";
    case kWeek:
      return "week";
    case kMonth:
      return "month";
    case kQuarter:
      return "quarter";
    case kYear:
      return "year";
    case kNone:
    case kHour:
      return "period";
  }
  return "period";
}

std::string WordClass(Unit unit) {
  if (unit == Unit::kSeconds) return "seconds";
  if (unit == Unit::kCount) return "count";
  return unit == Unit::kShare ? "share" : "amount";
}

std::optional<bool> UpIsGood(metrics::Polarity polarity) {
  if (polarity == metrics::Polarity::kNone) return std::nullopt;
  return polarity == metrics::Polarity::kUp;
}

std::string DirectionId(bool is_up, std::optional<bool> up_is_good) {
  const char* meaning = !up_is_good ? "neutral" : *up_is_good == is_up ? "good" : "bad";
  return fmt::format("{}_{}", is_up ? "up" : "down", meaning);
}

std::string VerbKey(Unit unit, bool is_up, std::optional<bool> up_is_good) {
  return "narrative.verb." + WordClass(unit) + "." + DirectionId(is_up, up_is_good);
}

std::string MoreKey(Unit unit, bool is_up) {
  return "narrative.more." + WordClass(unit) + (is_up ? ".up" : ".down");
}

std::string MostKey(Unit unit, bool is_highest) {
  return "narrative.most." + WordClass(unit) + (is_highest ? ".highest" : ".lowest");
}

std::string OverallKey(double better, double worse) {
  if (better > 0 && worse > 0) return "narrative.overall.mixed";
  if (better > 0) return "narrative.overall.good";
  return worse > 0 ? "narrative.overall.bad" : "narrative.overall.steady";
}

std::string OverviewKey(const std::string& overall, bool is_all_changed) {
  const std::string kind = overall.substr(overall.rfind('.'));
  const bool is_steady = kind == ".steady";
  return "narrative.overview" + kind + (is_all_changed && !is_steady ? "_all" : "");
}

std::string TargetKey(document::Claim::Kind kind) {
  if (kind == document::Claim::Kind::kReached) return "narrative.target.reached";
  return kind == document::Claim::Kind::kMissed ? "narrative.target.missed"
                                                : "narrative.target.unclear";
}

std::string TrendKey(Unit unit, bool is_up) {
  return "narrative.trend." + WordClass(unit) + (is_up ? ".up" : ".down");
}

std::string BeyondKey(bool is_above) {
  return is_above ? "narrative.unusual.above" : "narrative.unusual.below";
}

}  // namespace kebao::report
