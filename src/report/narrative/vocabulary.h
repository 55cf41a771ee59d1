#pragma once

#include <optional>
#include <string>

#include "document/document.h"
#include "metrics/catalog/metric_catalog.h"
#include "report/labels.h"

namespace kebao::report {

/// Every name and word that stands in a sentence, by its id: the one place that both the writer and
/// the checker of sentences ask.
class Vocabulary {
 public:
  /// All borrowed.
  Vocabulary(const metrics::MetricCatalog& catalog, const Texts& texts, const Labels& labels,
             std::string pack)
      : catalog_(catalog), texts_(texts), labels_(labels), pack_(std::move(pack)) {}

  /// The plain name of a metric, "this.month" or "compared.previous.month", a dimension's plural,
  /// "agent=王芳". Nullopt for what there is not.
  std::optional<std::string> Name(document::BoundName::Kind kind, const std::string& id) const;
  /// How a name begins inside a sentence: "mean reply time" of "Mean reply time", "CSAT" as it is.
  static std::string Inside(std::string name);
  /// By its key among the texts: "narrative.verb.seconds.down_good".
  std::string Word(const std::string& key) const { return texts_.Get(key); }
  std::string Pattern(const std::string& key) const { return texts_.Pattern(key); }
  const Texts& texts() const { return texts_; }

 private:
  std::optional<std::string> MetricName(const std::string& id) const;
  std::string ValueName(const std::string& dimension, const std::string& key) const;
  const metrics::MetricCatalog& catalog_;
  const Texts& texts_;
  const Labels& labels_;
  const std::string pack_;
};

/// The id of a dimension's value, and its part in a figure's provenance: "agent=王芳".
std::string ValueId(const std::string& dimension, const std::string& key);
/// "month", "week" …; "period" for those that are none.
std::string GrainId(metrics::Grain grain);

/// Class of words that suits a unit: "seconds", "count", "share", "amount".
std::string WordClass(metrics::Unit unit);
/// "up_good", "down_bad", "up_neutral" …: a direction and what it means for the metric.
std::string DirectionId(bool is_up, std::optional<bool> up_is_good);
std::optional<bool> UpIsGood(metrics::Polarity polarity);

/// Keys of words, as Vocabulary::Word takes them.
std::string VerbKey(metrics::Unit unit, bool is_up, std::optional<bool> up_is_good);
std::string MoreKey(metrics::Unit unit, bool is_up);
std::string MostKey(metrics::Unit unit, bool is_highest);
/// "narrative.overall.good", "narrative.overall.bad", "narrative.overall.mixed",
/// "narrative.overall.steady".
std::string OverallKey(double better, double worse);
/// The pattern of an overview whose word has the key, "narrative.overview.good"; with nothing left
/// unchanged "narrative.overview.good_all".
std::string OverviewKey(const std::string& overall, bool is_all_changed);
std::string TargetKey(document::Claim::Kind kind);
/// "narrative.trend.seconds.up" …
std::string TrendKey(metrics::Unit unit, bool is_up);
/// "narrative.unusual.above", "narrative.unusual.below"
std::string BeyondKey(bool is_above);

}  // namespace kebao::report
