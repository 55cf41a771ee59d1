#include "metrics/catalog/metric_builder.h"

#include <fmt/format.h>

#include <array>

#include "metrics/catalog/metric_fields.h"
#include "metrics/expression/type_check.h"

namespace kebao::metrics {
namespace {

using Function = AggregateSpec::Function;

/// Builds one metric, field by field. Every method reads some fields of the raw entry into the
/// spec.
class Builder {
 public:
  Builder(const RawMetric& raw, const domain::FactCatalog& facts, const Words& words,
          const std::string& pack)
      : raw_(raw), facts_(facts), words_(words), pack_(pack) {}

  Result<MetricSpec> Run() {
    spec_.id = raw_.id;
    spec_.place = raw_.place();
    KEBAO_TRY(spec_.kind, ReadKind(raw_));
    KEBAO_TRY_VOID(ReadFact());
    KEBAO_TRY_VOID(ReadMeasure());
    KEBAO_TRY_VOID(ReadClock());
    KEBAO_TRY_VOID(ReadPresentation(raw_, &spec_));
    KEBAO_TRY_VOID(ReadRecorded());
    KEBAO_TRY_VOID(ReadTexts(raw_, words_, &spec_));
    spec_.definition = Definition();
    return std::move(spec_);
  }

 private:
  Result<void> ReadFact() {
    if (spec_.kind == MetricKind::kDerived) return {};
    const Yaml entity = raw_.Field("entity");
    if (entity.is_null()) return MakeProblem("yaml.missing_key", raw_.place(), {{"key", "entity"}});
    KEBAO_TRY(const std::string name, entity.AsText());
    const auto fact = facts_.FactNamed(name);
    if (!fact) return MakeProblem("metric.unknown_entity", entity.place(), {{"entity", name}});
    spec_.fact = *fact;
    return {};
  }

  Result<void> ReadMeasure() {
    switch (spec_.kind) {
      case MetricKind::kCount:
        return ReadWhere(raw_.Field("where"), &spec_.main.where);
      case MetricKind::kRatio:
        return ReadRatio();
      case MetricKind::kStock:
        return ReadStock();
      case MetricKind::kDerived:
        return ReadDerived();
      case MetricKind::kDistinct:
        spec_.main.function = Function::kDistinct;
        break;
      default:
        spec_.main.function = Function::kSum;
    }
    if (spec_.kind == MetricKind::kQuantile) KEBAO_TRY_VOID(ReadQuantile());
    KEBAO_TRY_VOID(ReadWhere(raw_.Field("where"), &spec_.main.where));
    return ReadValue(ValueField(), spec_.main.function, &spec_.main.value);
  }

  Yaml ValueField() const { return raw_.Field(raw_.is_business ? "business_value" : "value"); }

  Result<void> ReadQuantile() {
    spec_.q = raw_.statistic ? raw_.statistic->q : 0;
    const Yaml q = raw_.Field("q");
    if (!raw_.statistic) {
      KEBAO_TRY(spec_.q, q.AsReal());
    }
    if (spec_.q > 0 && spec_.q < 1) return {};
    return MakeProblem("metric.quantile_out_of_range", q.place(),
                       {{"q", fmt::format("{}", spec_.q)}});
  }

  Result<void> ReadRatio() {
    ExpressionPtr common;
    KEBAO_TRY_VOID(ReadWhere(raw_.Field("where"), &common));
    KEBAO_TRY_VOID(ReadPart("numerator", common, &spec_.numerator));
    KEBAO_TRY_VOID(ReadPart("denominator", common, &spec_.denominator));
    bool is_subset = true;
    if (const Yaml subset = raw_.Field("subset"); !subset.is_null()) {
      KEBAO_TRY(is_subset, subset.AsBool());
    }
    spec_.is_share = is_subset && spec_.numerator.function == Function::kCount &&
                     spec_.denominator.function == Function::kCount;
    if (spec_.is_share) {
      KEBAO_TRY(spec_.numerator.where, Both("numerator", "denominator"));
    }
    return {};
  }

  /// {count: where} | {sum: value, where: …} | {distinct: value, where: …}; `where` of the metric
  /// holds for both parts.
  Result<void> ReadPart(const char* key, const ExpressionPtr& common, AggregateSpec* part) {
    const Yaml node = raw_.Field(key);
    if (node.is_null()) return MakeProblem("yaml.missing_key", raw_.place(), {{"key", key}});
    KEBAO_TRY_VOID(node.AllowKeys({"sum", "distinct", "where"}));
    part->function = node.Has("sum")        ? Function::kSum
                     : node.Has("distinct") ? Function::kDistinct
                                            : Function::kCount;
    if (part->function != Function::kCount) {
      const Yaml value = node.At(node.Has("sum") ? "sum" : "distinct");
      KEBAO_TRY_VOID(ReadValue(value, part->function, &part->value));
    }
    KEBAO_TRY_VOID(ReadWhere(node.At("where"), &part->where));
    if (!common) return {};
    KEBAO_TRY(part->where, Both(key, ""));
    return {};
  }

  /// The conjunction of the metric's `where` and those of the named parts, compiled anew.
  Result<ExpressionPtr> Both(const std::string& first, const std::string& second) {
    std::vector<Yaml> conditions = {raw_.Field("where"), raw_.Field(first).At("where")};
    if (!second.empty()) conditions.push_back(raw_.Field(second).At("where"));
    std::string text;
    std::string place = raw_.place();
    for (const Yaml& node : conditions) {
      if (node.is_null()) continue;
      KEBAO_TRY(const std::string part, node.AsText());
      text += (text.empty() ? "(" : " and (") + part + ")";
      place = node.place();
    }
    if (text.empty()) return ExpressionPtr();
    return CompileExpression({text, place}, Columns(), ValueKind::kBoolean);
  }

  Result<void> ReadStock() {
    KEBAO_TRY(spec_.entered, Instant("entered"));
    KEBAO_TRY(spec_.left, Instant("left"));
    KEBAO_TRY_VOID(ReadAgain(raw_.Field("again")));
    return ReadWhere(raw_.Field("where"), &spec_.main.where);
  }

  /// {entity: reopening, entered: …, left: …, where: …}; the metric's `where` holds for its rows,
  /// too.
  Result<void> ReadAgain(const Yaml& node) {
    if (node.is_null()) return {};
    KEBAO_TRY_VOID(node.AllowKeys({"entity", "entered", "left", "where"}));
    AgainSpec& again = spec_.again.emplace();
    KEBAO_TRY(const Yaml entity, node.Require("entity"));
    const auto fact = facts_.FactNamed(entity.TextOr(""));
    if (!fact)
      return MakeProblem("metric.unknown_entity", entity.place(), {{"entity", entity.TextOr("")}});
    again.fact = *fact;
    const IdentifierTypes columns = ColumnsOf(facts_.SchemaOf(*fact), pack_);
    const auto read = [&](const char* key, ValueKind kind, ExpressionPtr* part) -> Result<void> {
      KEBAO_TRY(const Yaml field, node.Require(key));
      KEBAO_TRY(const std::string text, field.AsText());
      KEBAO_TRY(*part, CompileExpression({text, field.place()}, columns, kind));
      return {};
    };
    KEBAO_TRY_VOID(read("entered", ValueKind::kInstant, &again.entered));
    KEBAO_TRY_VOID(read("left", ValueKind::kInstant, &again.left));
    KEBAO_TRY_VOID(read("where", ValueKind::kBoolean, &again.where));
    const Yaml common = raw_.Field("where");
    if (common.is_null()) return {};
    KEBAO_TRY(const std::string text, common.AsText());
    KEBAO_TRY_VOID(CompileExpression({text, common.place()}, columns, ValueKind::kBoolean));
    return {};
  }

  Result<ExpressionPtr> Instant(const char* key) {
    const Yaml node = raw_.Field(key);
    if (node.is_null()) return MakeProblem("yaml.missing_key", raw_.place(), {{"key", key}});
    return Compile(node, ValueKind::kInstant);
  }

  Result<void> ReadDerived() {
    const Yaml node = raw_.Field("expression");
    if (node.is_null())
      return MakeProblem("yaml.missing_key", raw_.place(), {{"key", "expression"}});
    KEBAO_TRY(const std::string text, node.AsText());
    if (const Yaml cross = raw_.Field("cross_entity"); !cross.is_null()) {
      KEBAO_TRY(spec_.is_cross_entity, cross.AsBool());
    }
    const auto any_metric = [](std::string_view name) -> std::optional<IdentifierType> {
      return IdentifierType{ValueKind::kReal, "", std::string(name)};
    };
    KEBAO_TRY(spec_.derived, CompileExpression({text, node.place()}, any_metric, ValueKind::kReal));
    for (const std::string& name : IdentifiersOf(*spec_.derived)) {
      const bool is_total = name.starts_with(kTotalPrefix);
      (is_total ? spec_.totals_from : spec_.derived_from)
          .push_back(is_total ? name.substr(kTotalPrefix.size()) : name);
    }
    return {};
  }

  Result<void> ReadWhere(const Yaml& node, ExpressionPtr* where) {
    if (node.is_null()) return {};
    KEBAO_TRY(*where, Compile(node, ValueKind::kBoolean));
    return {};
  }

  Result<void> ReadValue(const Yaml& node, Function function, ExpressionPtr* value) {
    if (node.is_null()) return MakeProblem("yaml.missing_key", raw_.place(), {{"key", "value"}});
    const bool is_distinct = function == Function::kDistinct;
    KEBAO_TRY(*value, Compile(node, is_distinct ? ValueKind::kNull : ValueKind::kReal));
    const ValueKind kind = (*value)->type;
    const bool is_countable =
        kind == ValueKind::kInteger || kind == ValueKind::kReal || kind == ValueKind::kCode;
    if (is_countable) return {};
    return MakeProblem("expression.type", node.place(),
                       {{"wanted", "integer"}, {"found", std::string(NameOf(kind))}});
  }

  /// Words that would make an aggregate of aggregates are names of no column: they are refused with
  /// a reason of their own.
  Result<ExpressionPtr> Compile(const Yaml& node, ValueKind wanted) {
    KEBAO_TRY(const std::string text, node.AsText());
    for (const std::string_view function :
         {"sum", "avg", "count", "min", "max", "median", "mean", "quantile"}) {
      const size_t at = text.find(std::string(function) + "(");
      if (at != std::string::npos && (at == 0 || text[at - 1] == ' ' || text[at - 1] == '(')) {
        return MakeProblem("metric.aggregate_of_aggregate",
                           PlaceAt(node.place(), static_cast<int>(at)),
                           {{"metric", raw_.id}, {"function", std::string(function)}});
      }
    }
    return CompileExpression({text, node.place()}, Columns(), wanted);
  }

  IdentifierTypes Columns() const { return ColumnsOf(facts_.SchemaOf(spec_.fact), pack_); }

  Result<void> ReadClock() {
    if (spec_.kind == MetricKind::kDerived || spec_.kind == MetricKind::kStock) return {};
    const Yaml clock = raw_.Field("clock");
    if (clock.is_null()) return MakeProblem("yaml.missing_key", raw_.place(), {{"key", "clock"}});
    KEBAO_TRY(spec_.clock, clock.AsText());
    const auto type = Columns()(spec_.clock);
    if (!type)
      return MakeProblem("expression.unknown_name", clock.place(), {{"name", spec_.clock}});
    if (type->kind == ValueKind::kInstant || type->kind == ValueKind::kDay) return {};
    return MakeProblem("expression.type", clock.place(),
                       {{"wanted", "instant"}, {"found", std::string(NameOf(type->kind))}});
  }

  Result<void> ReadRecorded() {
    const Yaml listed = raw_.Field("recorded_by");
    if (listed.is_null()) {
      for (const std::string& name : NeededColumns()) spec_.recorded_by.push_back(name);
      if (!spec_.clock.empty()) spec_.recorded_by.push_back(spec_.clock);
      return {};
    }
    for (const Yaml& item : listed.Items()) {
      KEBAO_TRY(const std::string name, item.AsText());
      const auto type = Columns()(name);
      if (!type) return MakeProblem("expression.unknown_name", item.place(), {{"name", name}});
      spec_.recorded_by.push_back(type->column);
    }
    return {};
  }

  /// Columns whose complete absence means that the figure cannot be known: all but dimensions and
  /// computed names.
  std::set<std::string> NeededColumns() const {
    std::set<std::string> names;
    for (const ExpressionPtr& part : Parts()) {
      if (part) names.merge(IdentifiersThatMustBeKnown(*part));
    }
    const IdentifierTypes columns = Columns();
    std::erase_if(names, [&](const std::string& name) {
      return name == "report_time" || name == "local_day" || name == "agent_day" ||
             columns(name)->kind == ValueKind::kCode;
    });
    return names;
  }

  std::array<ExpressionPtr, 8> Parts() const {
    return {spec_.main.value,        spec_.main.where,
            spec_.numerator.value,   spec_.numerator.where,
            spec_.denominator.value, spec_.denominator.where,
            spec_.entered,           spec_.left};
  }

  std::string Definition() const {
    std::string text = fmt::format("{} {} {}", raw_.id, NameOf(spec_.kind), pack_);
    for (const char* key : {"entity", "value", "business_value", "where", "q", "clock", "entered",
                            "left", "expression", "scale", "subset"}) {
      if (const auto field = raw_.Field(key).OptionalText())
        text += fmt::format(" {}={}", key, *field);
    }
    for (const char* part : {"numerator", "denominator", "again"}) {
      for (const auto& [key, node] : raw_.Field(part).Entries()) {
        text += fmt::format(" {}.{}={}", part, key, node.TextOr(""));
      }
    }
    return text;
  }

  const RawMetric& raw_;
  const domain::FactCatalog& facts_;
  const Words& words_;
  const std::string& pack_;
  MetricSpec spec_;
};

}  // namespace

Result<MetricSpec> BuildMetric(const RawMetric& raw, const domain::FactCatalog& facts,
                               const Words& words, const std::string& pack) {
  return Builder(raw, facts, words, pack).Run();
}

}  // namespace kebao::metrics
