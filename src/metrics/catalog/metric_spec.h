#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/event.h"
#include "domain/fact_schema.h"
#include "metrics/expression/expression.h"

namespace kebao::metrics {

/// In a derived metric's expression: total_conversations is `conversations` without any grouping.
inline constexpr std::string_view kTotalPrefix = "total_";

struct LocalizedText {
  std::string zh;
  std::string en;
  const std::string& In(std::string_view language) const { return language == "en" ? en : zh; }
};

enum class MetricKind : uint8_t {
  kCount,
  kSum,
  kRatio,
  kMean,
  kQuantile,
  kDistinct,
  kStock,
  kDerived,
  kMin,
  kMax,
};
std::string_view NameOf(MetricKind kind);

/// One aggregate over rows of the fact: value where condition. Null pointers: no value (count), no
/// condition.
struct AggregateSpec {
  enum class Function : uint8_t { kCount, kSum, kDistinct };
  Function function = Function::kCount;
  ExpressionPtr value;
  ExpressionPtr where;
};

/// What came into a stock again after it had left it: rows of another fact.
struct AgainSpec {
  domain::Fact fact = domain::Fact::kConversation;
  ExpressionPtr entered;
  ExpressionPtr left;
  ExpressionPtr where;
};

enum class Polarity : uint8_t { kNone, kUp, kDown };  // up: more is better
enum class EmptyRule : uint8_t { kNoValue, kZero };   // what a cell without rows shows
/// How a figure is written; the report turns it into text.
enum class Unit : uint8_t { kCount, kSeconds, kShare, kScore, kPoints, kMoney, kNumber };

/// One governed business number, checked against the facts. Immutable.
struct MetricSpec {
  std::string id;
  std::string
      topic;  // volume, time, outcome, quality, business, workload: chapters of the dictionary
  domain::Fact fact = domain::Fact::kConversation;
  MetricKind kind = MetricKind::kCount;
  AggregateSpec main;       // count, sum, mean, quantile, distinct, min, max; stock: `where`
  AggregateSpec numerator;  // ratio
  AggregateSpec denominator;
  bool is_share =
      false;         // ratio of two counts, numerator's rows among the denominator's: never above 1
  double scale = 1;  // ratio: multiplied (NPS: 100)
  double q = 0;      // quantile
  std::string clock;      // instant (or day) column that puts a row into a period; stocks have none
  ExpressionPtr entered;  // stock: counted from this instant …
  ExpressionPtr left;     // … up to this one (null: still in)
  std::optional<AgainSpec> again;
  ExpressionPtr derived;  // over metric ids
  std::vector<std::string> derived_from;
  std::vector<std::string>
      totals_from;  // derived: written total_<metric>, its value over all rows of the period
  bool is_cross_entity = false;  // derived: may mix entities and clocks
  Unit unit = Unit::kCount;
  std::string format;  // "integer", "duration", "percent1", "decimal2", "money"
  Polarity polarity = Polarity::kNone;
  int64_t min_n = 0;             // below: shown with its interval, never ranked, never alerted
  int64_t maturity_seconds = 0;  // a bucket is complete only this long after its end
  EmptyRule empty = EmptyRule::kNoValue;
  domain::KindSet needs;  // event kinds that the source must record
  std::vector<std::string>
      recorded_by;            // columns; one without any value in a source = not recorded there
  std::vector<double> edges;  // of the distribution; empty: chosen from the data
  LocalizedText name;
  LocalizedText formula;
  LocalizedText example;
  std::map<std::string, LocalizedText>
      rules;               // start, end, bot, pause, credit, anchor, denominator, empty → words
  std::string definition;  // canonical text of what is computed, for hashes and figure links
  std::string place;       // file:line:col
};

enum class DimensionKind : uint8_t { kCode, kAgent, kTeam, kSource, kWeekday, kHourOfDay };

struct DimensionSpec {
  std::string id;
  DimensionKind kind = DimensionKind::kCode;
  std::string column;  // of the facts; empty for what is computed from the clock
  LocalizedText name;
  std::map<std::string, LocalizedText> values;  // texts of known values: "chat" → 在线聊天 / Chat
  std::string place;
  bool is_computed() const {
    return kind == DimensionKind::kWeekday || kind == DimensionKind::kHourOfDay;
  }
};

}  // namespace kebao::metrics
