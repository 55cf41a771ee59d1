#include "app/report_rows.h"

#include <algorithm>
#include <optional>

#include "app/distinct_names.h"
#include "app/name_checks.h"
#include "app/pseudonym_key.h"
#include "app/report_audience.h"
#include "app/row_reader.h"
#include "metrics/answer/recorded_facts.h"
#include "metrics/metric_service.h"
#include "render/xlsx/rows_book.h"
#include "render/xlsx/xlsx_renderer.h"

namespace kebao::app {
namespace {

using metrics::MetricKind;
using metrics::MetricSpec;
using metrics::PartsOfMetric;
using metrics::SharedRows;
using render::RowsFigure;

/// A dimension that the figures are computed by.
struct By {
  const metrics::DimensionSpec* spec = nullptr;
  size_t column = 0;
};

RowsFigure::Kind KindOf(const MetricSpec& spec) {
  switch (spec.kind) {
    case MetricKind::kCount:
      return RowsFigure::Kind::kCount;
    case MetricKind::kSum:
      return RowsFigure::Kind::kSum;
    case MetricKind::kRatio:
      return spec.is_share ? RowsFigure::Kind::kMean : RowsFigure::Kind::kRatio;
    case MetricKind::kQuantile:
      return RowsFigure::Kind::kQuantile;
    case MetricKind::kMin:
      return RowsFigure::Kind::kMin;
    case MetricKind::kMax:
      return RowsFigure::Kind::kMax;
    default:
      KEBAO_ASSERT(spec.kind == MetricKind::kMean);
      return RowsFigure::Kind::kMean;
  }
}

RowsFigure::Format FormatOf(const MetricSpec& spec) {
  if (spec.unit == metrics::Unit::kShare) return RowsFigure::Format::kShare;
  const bool is_whole = spec.kind == MetricKind::kCount || spec.kind == MetricKind::kSum;
  return is_whole ? RowsFigure::Format::kInteger : RowsFigure::Format::kNumber;
}

class ReportRows {
 public:
  ReportRows(Session* session, const ReportPlan& plan, metrics::QueryContext context,
             const Texts& texts, const render::RenderTexts& words)
      : catalog_(*session->definitions().metrics),
        spec_(plan.spec.rows),
        context_(std::move(context)),
        texts_(texts),
        words_(words),
        directory_(session->warehouse().directory()),
        service_(session->warehouse().engine(), directory_, catalog_,
                 session->warehouse().Setting(metrics::kRecordedFactsSetting).value_or("")),
        labels_(catalog_, texts_, context_.zone) {}

  Result<render::Artifact> Write(const std::filesystem::path& file, render::RenderWorker& worker) {
    KEBAO_TRY_VOID(ResolveNames(directory_, catalog_, &context_));
    KEBAO_TRY(const SharedRows rows, service_.SharedRowsOf(context_, spec_.metrics));
    KEBAO_TRY(const std::vector<By> by, DimensionsOf(rows));
    RowReader reader(rows.columns, directory_, labels_, texts_, context_.zone,
                     RowReader::Words::kReaders);
    for (const By& one : by) NameApart(one, rows, &reader);
    KEBAO_TRY(const std::vector<render::RowsBlock> blocks, BlocksOf(rows, by, reader));
    render::RowsBook book(file, LayoutOf(rows, by, reader), words_);
    for (engine::ChunkView chunk; rows.rows->Next(&chunk);) {
      for (size_t row = 0; row < chunk.rows; ++row) book.AddRow(reader.Read(chunk, row));
    }
    render::Artifact artifact = book.Finish(
        blocks, worker, [this](const Problem& problem) { return texts_.Describe(problem).what; });
    TellLeftOut(rows, &artifact);
    return artifact;
  }

 private:
  /// Those of the template that the rows have.
  Result<std::vector<By>> DimensionsOf(const SharedRows& rows) const {
    std::vector<By> all;
    for (const std::string& id : spec_.dimensions) {
      KEBAO_TRY(const metrics::DimensionSpec* spec, catalog_.FindDimension(id));
      if (const auto column = rows.ColumnOfDimension(spec->column)) all.push_back({spec, *column});
    }
    return all;
  }

  std::vector<std::string> IdsOf(const metrics::RowColumn& column) const {
    std::vector<std::string> ids;
    if (column.type == domain::ColumnType::kAgent) {
      for (const auto& agent : directory_.agents) ids.push_back(agent.id);
    } else if (column.type == domain::ColumnType::kTeam) {
      for (const auto& team : directory_.teams) ids.push_back(team.id);
    } else if (column.type == domain::ColumnType::kSource) {
      ids = directory_.sources;
    } else {
      const auto found = directory_.dimensions.find(column.name);
      if (found != directory_.dimensions.end()) ids = found->second.texts;
    }
    return ids;
  }

  /// Two who are called alike would be one to a formula.
  void NameApart(const By& by, const SharedRows& rows, RowReader* reader) const {
    const std::string none = labels_.Value(by.spec->id, "");
    reader->SetNames(by.column,
                     DistinctNames(reader->names(by.column), IdsOf(rows.columns[by.column]), none),
                     none);
  }

  std::string WithUnit(const MetricSpec& spec, const std::string& title) const {
    if (spec.unit == metrics::Unit::kSeconds)
      return words_.Fill("rows_seconds", {{"figure", title}});
    if (spec.unit == metrics::Unit::kMoney)
      return words_.Fill("rows_minor_units", {{"figure", title}});
    return title;
  }

  std::string TitleOf(const MetricSpec& spec) const {
    return WithUnit(spec, spec.name.In(texts_.language()));
  }

  /// Columns that hold a figure's parts are called after the figure, or after what they hold.
  std::vector<std::string> TitlesOf(const SharedRows& rows, const RowReader& reader) const {
    std::vector<std::string> titles = reader.titles();
    for (auto parts = rows.metrics.rbegin(); parts != rows.metrics.rend(); ++parts) {
      const MetricSpec& spec = *parts->metric;
      const std::string figure = spec.name.In(texts_.language());
      const std::string key = "columns." + rows.columns[parts->value].name;
      titles[parts->value] = texts_.Has(key) ? WithUnit(spec, texts_.Get(key)) : TitleOf(spec);
      if (!parts->denominator) continue;
      titles[parts->value] = words_.Fill("rows_numerator", {{"figure", figure}});
      titles[*parts->denominator] = words_.Fill("rows_denominator", {{"figure", figure}});
    }
    return titles;
  }

  RowsFigure FigureOf(const PartsOfMetric& parts) const {
    const MetricSpec& spec = *parts.metric;
    return {.kind = KindOf(spec),
            .title = TitleOf(spec),
            .value = parts.value,
            .denominator = parts.denominator,
            .scale = spec.kind == MetricKind::kRatio ? spec.scale : 1,
            .quantile = spec.q,
            .is_zero_when_empty = spec.empty == metrics::EmptyRule::kZero,
            .format = FormatOf(spec)};
  }

  /// The first count and the first mean by the first two dimensions.
  std::optional<render::RowsPivot> PivotOf(const SharedRows& rows,
                                           const std::vector<By>& by) const {
    if (by.size() < 2) return std::nullopt;
    render::RowsPivot pivot{by[0].column, by[1].column, std::nullopt, std::nullopt};
    for (const PartsOfMetric& parts : rows.metrics) {
      if (parts.metric->kind == MetricKind::kCount && !pivot.sum) pivot.sum = parts.value;
      if (parts.metric->kind == MetricKind::kMean && !pivot.mean) pivot.mean = parts.value;
    }
    return pivot.sum || pivot.mean ? std::optional(pivot) : std::nullopt;
  }

  render::RowsBookLayout LayoutOf(const SharedRows& rows, const std::vector<By>& by,
                                  const RowReader& reader) const {
    render::RowsBookLayout layout{TitlesOf(rows, reader), {}, PivotOf(rows, by)};
    for (const PartsOfMetric& parts : rows.metrics) layout.figures.push_back(FigureOf(parts));
    return layout;
  }

  Result<std::vector<render::RowsBlock>> BlocksOf(const SharedRows& rows, const std::vector<By>& by,
                                                  const RowReader& reader) const {
    std::vector<std::string> metrics;
    for (const PartsOfMetric& parts : rows.metrics) metrics.push_back(parts.metric->id);
    std::vector<metrics::Query> queries = {{metrics, {}, metrics::Grain::kNone, false}};
    for (const By& one : by)
      queries.push_back({metrics, {one.spec->id}, metrics::Grain::kNone, false});
    KEBAO_TRY(const metrics::Answers answers, service_.Answer(context_, queries));
    std::vector<render::RowsBlock> blocks = {{words_.Get("rows_total"), std::nullopt, {}}};
    AddGroups(answers.tables[0], {}, &blocks[0]);
    for (size_t index = 0; index < by.size(); ++index) {
      blocks.push_back({by[index].spec->name.In(texts_.language()), by[index].column, {}});
      const std::string none = labels_.Value(by[index].spec->id, "");
      AddGroups(
          answers.tables[index + 1],
          [&](const metrics::Row& row) {
            const int64_t code = row.key_codes[0];
            return code < 0 ? none : reader.names(by[index].column)[static_cast<size_t>(code)];
          },
          &blocks.back());
    }
    return blocks;
  }

  void AddGroups(const metrics::ResultTable& table,
                 const std::function<std::string(const metrics::Row&)>& name,
                 render::RowsBlock* block) const {
    for (const metrics::Row& row : table.rows) {
      render::RowsGroup group{name ? name(row) : block->title, {}};
      for (const metrics::Value& value : row.values)
        group.answers.push_back({value.value, value.is_recorded});
      block->groups.push_back(std::move(group));
    }
  }

  void TellLeftOut(const SharedRows& rows, render::Artifact* artifact) const {
    for (const std::string& id : rows.left_out) {
      const auto spec = catalog_.Find(id, context_.pack);
      artifact->warnings.push_back(words_.Fill(
          "warning_rows_left_out", {{"figure", spec ? (*spec)->name.In(texts_.language()) : id}}));
    }
  }

  const metrics::MetricCatalog& catalog_;
  const report::RowsSpec& spec_;
  metrics::QueryContext context_;
  const Texts& texts_;
  const render::RenderTexts& words_;
  const engine::Directory directory_;
  const metrics::MetricService service_;
  const report::Labels labels_;
};

/// As MakeReport asks.
Result<metrics::QueryContext> ContextOf(Session* session, const ReportPlan& plan) {
  report::ReportRequest request = plan.request;
  request.context.comparison.reset();
  request.context.data_version = session->warehouse().data_version();
  if (request.audience) {
    KEBAO_TRY(const HashKey key, PseudonymKey(session->folder()));
    KEBAO_TRY_VOID(SettleAudience(session->warehouse().directory(), key, &request));
  }
  return std::move(request.context);
}

}  // namespace

Result<void> CheckRowsFormat(const report::Template& spec, const report::ReportRequest& request) {
  if (spec.rows.metrics.empty())
    return MakeProblem("cli.rows_template", "--format", {{"template", spec.id}});
  using Names = report::Audience::Names;
  if (request.audience &&
      (request.audience->agents != Names::kReal || request.audience->teams != Names::kReal))
    return MakeProblem("cli.rows_audience", "--format", {{"audience", request.audience->id}});
  return {};
}

RowsWriter RowsOfReport(Session* session, const ReportPlan& plan) {
  return [session, &plan](const std::filesystem::path& file,
                          render::RenderWorker& worker) -> Result<render::Artifact> {
    KEBAO_TRY(const Texts texts, Texts::Load(session->share().texts(), plan.language));
    KEBAO_TRY(const render::RenderTexts words,
              render::LoadXlsxTexts(session->share().catalog(), plan.language));
    KEBAO_TRY(metrics::QueryContext context, ContextOf(session, plan));
    return ReportRows(session, plan, std::move(context), texts, words).Write(file, worker);
  };
}

}  // namespace kebao::app
