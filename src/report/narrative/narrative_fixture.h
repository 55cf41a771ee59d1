#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/timing_catalog.h"
#include "metrics/answer/statistics.h"
#include "report/build.h"
#include "report/narrative/check_narrative.h"

namespace kebao::report {

/// Reports on the shipped catalogue, of November 2025 against October, with answers as given.
class NarrativeTest : public testing::Test {
 protected:
  using Pair = std::pair<metrics::Value, metrics::Value>;  // this period and the one before

  static metrics::Value Count(int64_t count) {
    metrics::Value value;
    value.value = static_cast<double>(count);
    value.n = count;
    return value;
  }
  static metrics::Value Rate(int64_t good, int64_t n) {
    const auto interval =
        metrics::WilsonInterval(static_cast<double>(good), static_cast<double>(n));
    metrics::Value value;
    value.value = static_cast<double>(good) / static_cast<double>(n);
    value.n = n;
    value.low = interval.low;
    value.high = interval.high;
    return value;
  }
  /// Seconds with an interval of ± `half`.
  static metrics::Value Seconds(double seconds, int64_t n, double half = 1) {
    metrics::Value value;
    value.value = seconds;
    value.n = n;
    value.low = seconds - half;
    value.high = seconds + half;
    return value;
  }
  static metrics::Value Unfinished(metrics::Value value) {
    value.is_complete = false;
    return value;
  }

  /// A template of one section: tiles of `changes`, tables of what is asked by dimension, and the
  /// narrative.
  static Template OneSection(const NarrativeBlock& narrative) {
    Template spec;
    spec.id = "t";
    spec.place = "t.yaml";
    spec.sections = {{"overview", {"总览", "Overview"}, {}, {}}};
    auto& blocks = spec.sections[0].blocks;
    if (!narrative.changes.empty()) blocks.emplace_back(KpiBlock{narrative.changes});
    blocks.emplace_back(narrative);
    return spec;
  }

  metrics::ResultTable Answer(const metrics::Query& query) const {
    metrics::ResultTable table{query, {}};
    if (query.dimensions.empty()) {
      table.rows.push_back(Row(query, ""));
    } else {
      for (const auto& [key, values] : by_dimension_.at(query.metrics[0])) {
        metrics::Row row;
        row.keys = {key};
        row.key_codes = {0};
        row.values = {values.first};
        if (has_comparison_) row.compared = {values.second};
        table.rows.push_back(row);
      }
      table.rows.push_back(Row(query, ""));
      table.rows.back().is_total = true;
    }
    return table;
  }

  Result<document::Document> Build(const NarrativeBlock& narrative,
                                   const std::string& language = "zh-CN") {
    return BuildOf(OneSection(narrative), language);
  }

  Result<document::Document> BuildOf(const Template& spec, const std::string& language) {
    texts_ = Texts::Load(texts_folder_, language, Texts::OnMissing::kAbort).value();
    ReportRequest request{.context = context_};
    request.comparison_name = "previous";
    if (!has_comparison_) request.context.comparison.reset();
    const ReportSources sources{
        catalog_,
        *texts_,
        [this](const metrics::QueryContext&, const std::vector<metrics::Query>& queries)
            -> Result<std::vector<metrics::ResultTable>> {
          std::vector<metrics::ResultTable> tables;
          for (const auto& query : queries) tables.push_back(Answer(query));
          asked_ = queries;
          return tables;
        },
        {},
        "1",
        DataCoverage{{20000}, {21000}}};
    return BuildReport(spec, request, sources);
  }

  static std::vector<document::Paragraph> SentencesOf(const document::Document& document) {
    std::vector<document::Paragraph> sentences;
    for (const document::Block& block : document.sections[0].blocks)
      if (const auto* one = std::get_if<document::Paragraph>(&block)) sentences.push_back(*one);
    return sentences;
  }

  /// The texts of the sentences; a problem as its code.
  std::vector<std::string> Tell(const NarrativeBlock& narrative,
                                const std::string& language = "zh-CN") {
    const auto document = Build(narrative, language);
    if (!document) return {document.error().code};
    std::vector<std::string> texts;
    for (const auto& sentence : SentencesOf(*document)) texts.push_back(sentence.text);
    return texts;
  }

  static std::filesystem::path Shipped() {
    return std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog";
  }

  std::map<std::string, Pair> values_;
  std::map<std::string, std::vector<std::pair<std::string, Pair>>> by_dimension_;
  bool has_comparison_ = true;
  std::filesystem::path texts_folder_ = Shipped() / "texts";
  std::optional<Texts> texts_;
  std::vector<metrics::Query> asked_;

  const std::vector<std::filesystem::path> folders_ = {Shipped()};
  const domain::TimingCatalog timings_ = domain::TimingCatalog::Load(folders_).value();
  const domain::FactCatalog facts_{timings_.Columns()};
  const metrics::MetricCatalog catalog_ = metrics::MetricCatalog::Load({folders_}, facts_).value();
  const metrics::QueryContext context_{.period = *metrics::ParsePeriod("2025-11"),
                                       .comparison = metrics::ParsePeriod("2025-10").value(),
                                       .zone = TimeZone::Utc(),
                                       .scope = metrics::Scope::All()};

 private:
  metrics::Row Row(const metrics::Query& query, const std::string& key) const {
    metrics::Row row;
    if (!query.dimensions.empty()) row.keys = {key};
    for (const std::string& metric : query.metrics) {
      const auto found = values_.find(metric);
      const Pair pair = found == values_.end() ? Pair{} : found->second;
      row.values.push_back(pair.first);
      if (has_comparison_) row.compared.push_back(pair.second);
    }
    return row;
  }
};

}  // namespace kebao::report
