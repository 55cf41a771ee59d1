#pragma once

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "domain/timing_catalog.h"
#include "engine/duckdb/open.h"
#include "engine/stored_type.h"
#include "metrics/answer/recorded_facts.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/metric_service.h"
#include "metrics/rollup/keep_rollups.h"

namespace kebao::metrics {

/// For tests: the columns of the shipped timings, and the shipped catalogue over fact tables that
/// the test fills itself.
inline std::vector<std::pair<domain::Fact, domain::FactColumn>> TestTimingColumns() {
  const std::filesystem::path folders[] = {std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog"};
  return domain::TimingCatalog::Load(folders).value().Columns();
}

class TestWarehouse {
 public:
  explicit TestWarehouse(const std::filesystem::path& catalog_folder)
      : facts_(TestTimingColumns()),
        folder_(std::filesystem::temp_directory_path() / "kebao-metrics-test") {
    std::filesystem::create_directories(folder_);
    warehouse_ = engine::duckdb::OpenInMemory(facts_, TimeZone::Find("Europe/Berlin").value());
    auto loaded = MetricCatalog::Load({{catalog_folder}}, facts_);
    if (!loaded)
      throw WorldFailure(loaded.error().code, loaded.error().place + Arguments(loaded.error()));
    catalog_ = std::make_unique<MetricCatalog>(*std::move(loaded));
    FillDirectory();
    service_ = std::make_unique<MetricService>(warehouse_->engine(), directory_, *catalog_);
  }

  const MetricService& service() const { return *service_; }
  const MetricCatalog& catalog() const { return *catalog_; }
  const domain::FactCatalog& facts() const { return facts_; }
  const engine::Directory& directory() const { return directory_; }
  const engine::Engine& engine() const { return warehouse_->engine(); }

  /// Appends rows; a column that `value` leaves alone is null. value(column, row,
  /// &column_to_append_to) → appended?
  template <class Fill>
  void Append(domain::Fact fact, size_t rows, Fill fill) {
    engine::ColumnBatch batch;
    for (const domain::FactColumn& column : facts_.SchemaOf(fact).columns) {
      engine::Column& target = batch.columns.emplace_back(engine::StoredType(column.type));
      for (size_t row = 0; row < rows; ++row) {
        if (!fill(column, row, &target)) target.AppendNull();
      }
    }
    const auto transaction = warehouse_->Begin();
    transaction->AppendFacts(fact, batch);
    transaction->FinishFacts();
    transaction->Commit();
  }

  /// Makes the roll-ups of the catalogue, or brings their definitions in step with it.
  void RollUp(const RollupPolicy& policy = {.min_rows_per_cell = 0}) {
    const auto transaction = warehouse_->Begin();
    KeepRollups(transaction.get(), *catalog_, directory_, policy);
    transaction->Commit();
    directory_.rollups = warehouse_->directory().rollups;
    service_ = std::make_unique<MetricService>(warehouse_->engine(), directory_, *catalog_);
  }

  /// What the facts record, as the warehouse keeps it.
  std::string KeepRecorded() {
    const auto transaction = warehouse_->Begin();
    KeepRecordedFacts(transaction.get(), facts_);
    transaction->Commit();
    return warehouse_->Setting(kRecordedFactsSetting).value();
  }

  /// Every fact with random rows between `from` and `to` (µs): nulls, ties, skew, all codes.
  void AppendRandom(size_t rows, int64_t from, int64_t to, unsigned seed) {
    std::mt19937 random(seed);
    for (const domain::FactSchema& schema : facts_.All()) {
      Append(schema.fact, rows,
             [&](const domain::FactColumn& column, size_t, engine::Column* target) {
               return AppendRandomValue(column, from, to, &random, target);
             });
    }
  }

 private:
  static std::string Arguments(const Problem& problem) {
    std::string text;
    for (const auto& [name, value] : problem.arguments) text += " " + name + "=" + value;
    return text;
  }

  void FillDirectory() {
    for (const domain::FactSchema& schema : facts_.All()) {
      for (const domain::FactColumn& column : schema.columns) {
        if (column.type == domain::ColumnType::kCode)
          directory_.dimensions[column.name].texts = {"phone", "乙", "甲"};
      }
    }
    directory_.dimensions["kind"].texts = {"csat", "nps", "complaint"};
    directory_.dimensions["state"].texts = {"online", "busy", "break"};
    for (const char* name : {"张伟", "李娜", "王芳", "安琪"})
      directory_.agents.push_back({name, "s1", name, false});
    directory_.teams = {{"售前", "s1", "t1"}, {"售后", "s1", "t2"}};
    directory_.sources = {"s1", "s2"};
  }

  static bool AppendRandomValue(const domain::FactColumn& column, int64_t from, int64_t to,
                                std::mt19937* random, engine::Column* target) {
    using domain::ColumnType;
    const auto below = [&](int64_t limit) {
      return std::uniform_int_distribution<int64_t>(0, limit - 1)(*random);
    };
    const bool is_always_there =
        column.name == "source" || column.name == "opened_at" || column.name == "conversation_key";
    if (!is_always_there && below(6) == 0) return false;
    switch (column.type) {
      case ColumnType::kBoolean:
        target->AppendBoolean(below(3) != 0);
        return true;
      case ColumnType::kInteger:
        target->AppendInt32(static_cast<int32_t>(below(4) == 0 ? below(200000) : below(8)));
        return true;
      case ColumnType::kBigint:
        target->AppendInt64(below(60));
        return true;
      case ColumnType::kReal:
        target->AppendReal(static_cast<double>(below(41)) / 4);
        return true;
      case ColumnType::kInstant:
        target->AppendInt64(from + below((to - from) / 1000) * 1000);
        return true;
      case ColumnType::kDay:
        target->AppendInt32(static_cast<int32_t>((from + below(to - from)) / kMicrosPerDay));
        return true;
      case ColumnType::kCode:
        target->AppendInt32(static_cast<int32_t>(below(3)));
        return true;
      case ColumnType::kAgent:
        target->AppendInt32(static_cast<int32_t>(below(4)));
        return true;
      case ColumnType::kTeam:
      case ColumnType::kSource:
        target->AppendInt32(static_cast<int32_t>(below(2)));
        return true;
      case ColumnType::kText:
        return false;
    }
    return false;
  }

  domain::FactCatalog facts_;
  std::filesystem::path folder_;
  std::unique_ptr<engine::Warehouse> warehouse_;
  std::unique_ptr<MetricCatalog> catalog_;
  engine::Directory directory_;
  std::unique_ptr<MetricService> service_;
};

inline QueryContext ContextOf(const std::string& period,
                              Comparison comparison = Comparison::kPrevious,
                              const char* zone = "Europe/Berlin") {
  const Period parsed = ParsePeriod(period).value();
  return {.period = parsed,
          .comparison = ComparisonPeriod(parsed, comparison),
          .filters = {},
          .sources = {},
          .pack = "kebao",
          .zone = TimeZone::Find(zone).value(),
          .week_start = 1,
          .report_time = Instant{DayFromCivil({2030, 1, 1}).days * kMicrosPerDay},
          .scope = Scope::All()};
}

}  // namespace kebao::metrics
