#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/problem.h"

namespace kebao::document {

/// The neutral tree of a report. Made by `report`, read by `render`; plain data with a versioned
/// JSON form. One document is in one language. Renderers print `text` as it stands and use raw
/// values only for native numbers, charts and sorting.

/// Where a figure comes from; kept so that each number can be traced.
struct Provenance {
  std::string metric;     // metric id; empty for labels
  std::string pack;       // definition pack, "kebao" by default
  std::string filters;    // canonical query text: "period=2016-03; by=agent; agent=…"
  std::string link = {};  // where the live system shows it (figure_links.h); empty: nowhere
  bool operator==(const Provenance&) const = default;
};

enum class NumberFormat : uint8_t {
  kInteger,
  kDecimal1,
  kDecimal2,
  kPercent1,        // raw 0.123 → 12.3%
  kPercentPoints1,  // raw 0.012 → +1.2 百分点 / +1.2 pp
  kDuration,        // raw seconds → 1 小时 02 分 / 1h 02m
  kMoney,           // raw minor units
};

enum class Tone : uint8_t { kNeutral, kGood, kBad, kMuted };

/// One figure: a raw value and its formatted text.
struct Figure {
  std::optional<double> raw;  // nullopt: no value (text says why: "–", "未记录")
  std::string text;
  NumberFormat format = NumberFormat::kInteger;
  std::optional<int64_t> n;   // sample size
  std::optional<double> low;  // 95 % interval
  std::optional<double> high;
  bool is_complete = true;     // false: the period or its maturity has not ended
  bool is_partial = false;     // true: some sources do not record it; the text ends with "†"
  Tone tone = Tone::kNeutral;  // from polarity and thresholds
  Provenance provenance;
};

using Cell = std::variant<std::string, Figure>;

struct TableColumn {
  std::string id;  // stable: "agent", "first_response_seconds_mean"
  std::string title;
  std::optional<NumberFormat>
      format;        // set for number columns: right-aligned, native number format
  std::string note;  // definition in one line, shown as tooltip / footnote
};

/// Scale colouring or bars over one number column.
struct ConditionalFormat {
  enum class Kind : uint8_t { kColorScale, kDataBar, kThreshold };
  std::string column;  // TableColumn::id
  Kind kind = Kind::kColorScale;
  bool up_is_good = true;
  std::optional<double> threshold;
};

struct Table {
  std::string id;  // stable: used for CSV names and sheet names
  std::string title;
  std::vector<TableColumn> columns;
  std::vector<std::vector<Cell>> rows;
  std::optional<std::vector<Cell>> total;  // re-evaluated, never summed from the rows
  std::vector<ConditionalFormat> formats;
  std::string note;  // e.g. "n < 30 is shown in grey"
};

struct Kpi {
  std::string label;
  Figure value;
  std::optional<Figure> change;  // against the comparison period, with tone by polarity
  std::string change_label;      // "环比", "vs previous month"
  std::string note;
};
struct KpiRow {
  std::vector<Kpi> items;
};

/// A chart as data: kind and fields; drawn by charts/ (HTML …) or natively (XLSX). Never drawn in
/// C++.
struct Series {
  std::string name;
  NumberFormat format = NumberFormat::kInteger;
  std::vector<std::optional<double>> values;  // one per category (grids: row-major rows × columns)
  std::vector<std::string> texts;             // formatted, same length
  std::vector<bool> incomplete;               // same length or empty; drawn dashed
  std::string role;                           // "current", "previous", "" …
};
/// A point of a chart that stands out, and what is said of it.
struct PointMark {
  size_t category = 0;
  std::string text;
  bool operator==(const PointMark&) const = default;
};
/// Where a scatter is cut into four.
struct Quadrants {
  double across = 0;
  double up = 0;
  std::string across_text;
  std::string up_text;
  std::vector<std::string> labels;  // four: right top, left top, left bottom, right bottom; or none
  bool operator==(const Quadrants&) const = default;
};
struct Chart {
  enum class Kind : uint8_t {
    kLine,
    kBar,
    kHorizontalBar,
    kHeatMap,
    kArea,
    kPie,         // one series; shares of a whole
    kStackedBar,  // parts of a whole per category
    kWaterfall,   // one series: levels (`totals`) and, between them, changes
    kControl,     // roles current, center, lower, upper; `marks` stand out
    kForecast,    // roles current, forecast, lower, upper
    kSankey,      // as a heat map: how much goes from a row to a column; no value: nothing
    kScatter,     // two series, across and up; the categories are the points' names
  };
  std::string id;
  Kind kind = Kind::kLine;
  std::string title;
  std::string category_title;
  std::vector<std::string> categories;  // x labels (heat map: columns)
  std::vector<std::string> rows;        // of a grid only: y labels
  std::vector<Series> series;
  Provenance provenance;
  std::string summary;  // one sentence; also the text for screen readers
  std::optional<bool>
      up_is_good;  // of the metric shown, where it has a direction; decides the colours
  std::vector<size_t> totals = {};          // waterfall only: the categories that are levels
  std::vector<PointMark> marks = {};        // control only
  std::optional<Quadrants> quadrants = {};  // scatter only
};
/// Whether its one series has rows × categories values, row by row.
constexpr bool IsGrid(Chart::Kind kind) {
  return kind == Chart::Kind::kHeatMap || kind == Chart::Kind::kSankey;
}

/// A part of a generated text: bytes [begin, begin + size). Size 0: it does not stand in the text.
struct TextSpan {
  size_t begin = 0;
  size_t size = 0;
  bool operator==(const TextSpan&) const = default;
};

/// How a figure of a sentence follows from others of the same sentence.
enum class Derivation : uint8_t {
  kGiven,       // as answered: found again by its provenance
  kDifference,  // first − second; stands without sign, the word beside it says the direction
  kRelative,    // (first − second) ÷ second; stands with its sign
  kShare,       // first ÷ second
  kSampleSize,  // n of first
  kTally,       // how many of the sentence's claims of direction have the verdict `first`
  kFound,       // as an analysis found it: found again among its findings by its provenance
};

/// A figure that a sentence rests on.
struct BoundFigure {
  Figure figure;
  TextSpan place;  // size 0: not printed; others are computed from it
  Derivation derivation = Derivation::kGiven;
  size_t first = 0;  // indexes among the sentence's figures
  size_t second = 0;
};

/// A name in a sentence; digits inside are no figures.
struct BoundName {
  enum class Kind : uint8_t { kMetric, kPeriod, kDimension, kValue, kDay, kEvent };
  TextSpan place;
  Kind kind = Kind::kMetric;
  std::string id;  // metric id, "previous.month", dimension id, "agent=王芳", ISO day, title
};

/// What a claim of direction (up, down, same, noise) means for a metric that has a good direction.
enum class Verdict : uint8_t { kSteady, kBetter, kWorse, kAny };

/// A word that says how two figures stand to each other. What is claimed is true of the figures
/// first and second of the sentence.
struct Claim {
  enum class Kind : uint8_t {
    kUp,       // first > second, beyond noise
    kDown,     // first < second, beyond noise
    kSame,     // they read the same
    kNoise,    // the difference cannot be told from noise
    kHighest,  // no other row of the same question has more than first; second is not used
    kLowest,
    kReached,  // first is on the good side of second, a target
    kMissed,   // on the bad side
    kUnclear,  // the interval of first holds second
    kOverall,  // first: how many claims of the sentence are for the better, second: for the worse
    kRising,   // first, a trend, is above 0 with its whole interval; second is not used
    kFalling,  // … below 0
    kAbove,    // first lies above the interval of second, an expectation; where both are the
               // same figure, a difference, that is above 0 with its whole interval
    kBelow,    // … below it
  };
  TextSpan place;
  Kind kind = Kind::kUp;
  size_t first = 0;
  size_t second = 0;
  std::optional<bool> up_is_good;
  std::string word;  // key of the word among the texts; empty where none is printed
};

/// Of a claim of direction about a metric that has a good one; without one: steady.
Verdict VerdictOf(const Claim& claim);

/// What someone wrote in place of a generated sentence.
struct SentenceEdit {
  std::string generated;             // the text as it was generated from the present figures
  std::vector<Figure> figures_then;  // that the writer saw
  bool is_outdated = false;          // the figures have moved since, or are gone
};

/// A paragraph of a report. One that was made from findings has an id, the same in every refresh of
/// the report, and what its words rest on.
struct Paragraph {
  std::string text;
  Tone tone = Tone::kNeutral;
  std::string id = {};  // "overview/change/csat_rate"; empty: fixed text
  std::vector<BoundFigure> figures = {};
  std::vector<BoundName> names = {};
  std::vector<Claim> claims = {};
  /// Set: `text` is somebody's, and the places above are those in `edit->generated`.
  std::optional<SentenceEdit> edit = {};

  const std::string& generated() const { return edit ? edit->generated : text; }
};
struct Heading {
  int level = 2;
  std::string text;
};
struct Definition {
  std::string metric;
  std::string name;
  std::string formula;
  std::string details;  // events, credit, clock, unit, direction, empty rule
};
struct DefinitionList {
  std::vector<Definition> items;
};

using Block = std::variant<Heading, Paragraph, KpiRow, Chart, Table, DefinitionList>;

/// One section = one sheet in XLSX, one CSV per table, one anchor in HTML.
struct Section {
  std::string id;  // "overview", "agents", "trend", "load", "channels", "quality", "definitions"
  std::string title;
  std::vector<Block> blocks;
};

struct Document {
  int schema_version = 1;
  std::string template_id;  // "agent-work"
  std::string title;
  std::string subtitle;       // organisation, period in words, comparison
  std::string language;       // "zh-CN" | "en"
  std::string period_id;      // "2016-03": used in file names
  std::string audience;       // id: used in file names; may be empty
  std::string audience_name;  // "管理层版"; may be empty
  std::vector<std::pair<std::string, std::string>>
      properties;  // 口径, 时区, 数据截至, 生成时间 … in display order
  std::vector<Section> sections;
  // What the figures are a function of.
  std::string data_version;
  std::string catalog_version;
  std::string report_time;  // ISO 8601 UTC
  std::string time_zone;

  const std::string& shown_audience() const {
    return audience_name.empty() ? audience : audience_name;
  }
};

/// Stable JSON (docs/report-json.md), indented, UTF-8; ill-formed bytes become U+FFFD, and numbers
/// that are not finite null.
std::string ToJson(const Document& document);
/// The part of that JSON which describes one chart, on one line: the spec that charts/ draws.
std::string ToJson(const Chart& chart);
/// Reads what ToJson wrote. Unknown keys are ignored, since later releases may add some. `place`
/// names the text in problems: "document.syntax", "document.shape" (a key is missing or of another
/// type), "document.newer" (schema_version).
Result<Document> ParseDocument(std::string_view json, std::string_view place);

}  // namespace kebao::document
