// How good and how fast forecasts are.
//   forecast_bench m4 [DATA] [--holdout] [--every N]   M4 hourly, official measures; --holdout: the
//   last 48 values of
//                                                       the training part are the test, for
//                                                       choosing anything
//   forecast_bench series [DATA]                        well-known series at rolling origins,
//   against R's forecast
//                                                       (bench/forecast_reference.csv,
//                                                       forecast_reference.R)
//   forecast_bench totals [DATA]                        the same series: chances that a whole
//   horizon sums to less than a target, and how often it did forecast_bench year one year of half
//   hours
// DATA: the folder of the data, by default under ../shared/data.
#include <fmt/format.h>
#include <sys/resource.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <numbers>
#include <numeric>
#include <sstream>

#include "analysis/forecast/accuracy.h"
#include "analysis/forecast/forecast.h"
#include "analysis/risk/total_prediction.h"
#include "forecast_tallies.h"

namespace {

namespace fs = std::filesystem;
using namespace kebao::analysis::forecast;

constexpr int kM4Horizon = 48;
constexpr double kNaive2Smape = 18.383;  // official, M4 hourly
constexpr double kNaive2Mase = 2.395;

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec) / 1e6;
}

/// Rows of fields without quotes; gzip or plain.
std::vector<std::vector<std::string>> ReadCsv(const fs::path& file) {
  gzFile in = gzopen(file.c_str(), "rb");
  if (in == nullptr) {
    fmt::print(stderr, "{}: cannot be read\n", file.string());
    std::exit(1);
  }
  std::string text, block(1 << 16, '\0');
  for (int got; (got = gzread(in, block.data(), static_cast<unsigned>(block.size()))) > 0;) {
    text.append(block, 0, static_cast<size_t>(got));
  }
  gzclose(in);
  std::erase(text, '"');
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    auto& row = rows.emplace_back();
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, ',');) row.push_back(field);
  }
  return rows;
}

std::map<std::string, Values> ReadM4(const fs::path& file) {
  std::map<std::string, Values> series;
  auto rows = ReadCsv(file);
  for (size_t r = 1; r < rows.size(); ++r) {
    for (size_t c = 1; c < rows[r].size(); ++c) {
      const auto& field = rows[r][c];
      if (!field.empty() && field != "NA") series[rows[r][0]].push_back(std::stod(field));
    }
  }
  return series;
}

Forecast MustForecast(const Values& values, std::vector<int> seasons, int horizon) {
  Series series{.values = {values.begin(), values.end()},
                .seasons = std::move(seasons),
                .is_non_negative = *std::ranges::min_element(values) >= 0};
  auto forecast = MakeForecast(series, {.horizon = horizon, .place = "bench"});
  if (!forecast) {
    fmt::print(stderr, "{}\n", forecast.error().code);
    std::exit(1);
  }
  return *std::move(forecast);
}

Values MeansOf(const Forecast& forecast) {
  Values means;
  for (const auto& point : forecast.points) means.push_back(point.mean);
  return means;
}

/// Mean errors of a method over series.
struct Score {
  double smape = 0;
  double mase = 0;
  double count = 0;

  void Add(double smape_of_one, double mase_of_one) {
    smape += smape_of_one;
    mase += mase_of_one;
    ++count;
  }
  std::string Text() const {
    return fmt::format("sMAPE {:7.3f}  MASE {:6.3f}  OWA {:.4f}", smape / count, mase / count,
                       Owa(smape / count, mase / count, kNaive2Smape, kNaive2Mase));
  }
};

void RunM4(const fs::path& data, bool is_holdout, size_t every) {
  const auto training = ReadM4(data / "Hourly-train.csv.gz");
  const auto tests = is_holdout ? training : ReadM4(data / "Hourly-test.csv.gz");
  Score score;
  std::map<std::string, double> weights;
  Coverage coverage;
  const double begin = CpuSeconds();
  size_t number = 0;
  for (const auto& [id, all] : training) {
    if (number++ % every != 0) continue;
    Values history = all;
    const auto& test = tests.at(id);
    const Values actual(test.end() - kM4Horizon, test.end());
    if (is_holdout) history.resize(history.size() - kM4Horizon);
    const auto forecast = MustForecast(history, {24, 168}, kM4Horizon);
    const auto means = MeansOf(forecast);
    score.Add(Smape(actual, means), Mase(actual, means, NaiveScale(history, 24)));
    coverage.Add(forecast, actual);
    for (const auto& candidate : forecast.candidates) weights[candidate.name] += candidate.weight;
  }
  const double seconds = CpuSeconds() - begin;
  fmt::print("M4 hourly, {} series, {}\n{}\n{}\n95 % by step:{}\n{:.1f} CPU seconds\n", score.count,
             is_holdout ? "hold-out of the training part" : "official test part", score.Text(),
             coverage.Text(), coverage.Steps(), seconds);
  for (const auto& [name, weight] : weights) {
    fmt::print("  weight {:.3f} {}\n", weight / score.count, name);
  }
}

struct Source {
  const char* name;
  size_t column;
  std::vector<int> seasons;
};

const std::vector<Source>& Sources() {
  static const std::vector<Source> kSources = {
      {"a10_monthly", 1, {12}},
      {"auscafe_monthly", 1, {12}},
      {"usmelec_monthly", 1, {12}},
      {"gasoline_weekly", 1, {52}},
      {"melb_walkers_daily", 1, {7, 365}},
      {"otexts_views_daily", 1, {7, 365}},
      {"taylor_halfhourly", 1, {48, 336}},
      {"elecdemand_halfhourly", 1, {48, 336}},
  };
  return kSources;
}

/// One line of forecast_reference.csv.
struct Reference {
  int scale = 0;
  int horizon = 0;
  size_t origin = 0;
  std::array<double, 4> mase{};
};

std::map<std::string, std::vector<Reference>> ReadReferences() {
  std::map<std::string, std::vector<Reference>> result;
  const auto rows = ReadCsv(fs::path(KEBAO_SOURCE_DIR) / "bench/forecast_reference.csv");
  for (size_t r = 1; r < rows.size(); ++r) {
    const auto& row = rows[r];
    Reference reference{std::stoi(row[1]), std::stoi(row[2]), std::stoul(row[3]), {}};
    for (size_t i = 0; i < 4; ++i) reference.mase[i] = std::stod(row[4 + i]);
    result[row[0]].push_back(reference);
  }
  return result;
}

Values ReadColumn(const fs::path& file, size_t column) {
  Values values;
  const auto rows = ReadCsv(file);
  for (size_t r = 1; r < rows.size(); ++r) values.push_back(std::stod(rows[r].at(column)));
  return values;
}

void RunSeries(const fs::path& data) {
  fmt::print("{:24}{:>8}{:>8}{:>8}{:>8}{:>8}\n", "MASE", "Kebao", "snaive", "theta", "damped",
             "ets");
  Coverage all;
  std::array<double, 5> logs{};
  const auto references = ReadReferences();
  for (const auto& source : Sources()) {
    const auto values = ReadColumn(data / fmt::format("{}.csv.gz", source.name), source.column);
    std::array<double, 5> sums{};
    Coverage coverage;
    const double begin = CpuSeconds();
    for (const auto& reference : references.at(source.name)) {
      const auto middle = values.begin() + static_cast<std::ptrdiff_t>(reference.origin);
      const Values history(values.begin(), middle);
      const Values actual(middle, middle + reference.horizon);
      const auto forecast = MustForecast(history, source.seasons, reference.horizon);
      sums[0] += Mase(actual, MeansOf(forecast), NaiveScale(history, reference.scale));
      for (size_t i = 0; i < 4; ++i) sums[i + 1] += reference.mase[i];
      coverage.Add(forecast, actual);
      all.Add(forecast, actual);
    }
    fmt::print("{:24}", source.name);
    const double count = static_cast<double>(references.at(source.name).size());
    for (size_t i = 0; i < 5; ++i) {
      fmt::print("{:8.3f}", sums[i] / count);
      logs[i] += std::log(sums[i] / count) / static_cast<double>(Sources().size());
    }
    fmt::print("  {} {:.2f} s each\n", coverage.Text(), (CpuSeconds() - begin) / count);
  }
  fmt::print("{:24}", "geometric mean");
  for (const double value : logs) fmt::print("{:8.3f}", std::exp(value));
  fmt::print("\n{}\n", all.Text());
}

double SumOf(const Values& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

/// Targets: what came over as many steps before, and up to a tenth less and more.
void RunTotals(const fs::path& data) {
  namespace risk = kebao::analysis::risk;
  Calibration all;
  double inside = 0, count = 0;
  const auto references = ReadReferences();
  for (const auto& source : Sources()) {
    const auto values = ReadColumn(data / fmt::format("{}.csv.gz", source.name), source.column);
    double inside_of_source = 0;
    for (const auto& reference : references.at(source.name)) {
      const auto middle = values.begin() + static_cast<std::ptrdiff_t>(reference.origin);
      const Values history(values.begin(), middle);
      const double came = SumOf({middle, middle + reference.horizon});
      const double before = SumOf({middle - reference.horizon, middle});
      const auto forecast = MustForecast(history, source.seasons, reference.horizon);
      const auto told = risk::PredictTotal(forecast, 0, risk::Gathering::kSum);
      if (!told) continue;
      for (const double part : {0.9, 0.95, 0.98, 1.0, 1.02, 1.05, 1.1})
        all.Add(told->ChanceBelow(part * before), came < part * before);
      inside_of_source += told->low() <= came && came <= told->high() ? 1 : 0;
      ++count;
    }
    inside += inside_of_source;
    fmt::print("{:24} inside 95 %: {} of {}\n", source.name, inside_of_source,
               references.at(source.name).size());
  }
  fmt::print("inside 95 %: {} of {}\n", inside, count);
  all.Print();
}

void RunYear() {
  Values values;
  for (int i = 0; i < 17'520; ++i) {
    const double day = std::sin(2 * std::numbers::pi * i / 48), week = i / 48 % 7 < 5 ? 1 : 0.5;
    values.push_back(std::round((30 + 25 * day) * week + (i * 7919) % 11));
  }
  const double begin = CpuSeconds();
  const auto forecast = MustForecast(values, {48, 336}, 336);
  fmt::print("a year of half hours, a week ahead: {:.2f} CPU seconds, MASE in back-test {:.3f}\n",
             CpuSeconds() - begin, forecast.backtest.mase);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const std::string what = arguments.empty() ? "" : arguments[0];
  fs::path data = fs::path(KEBAO_SOURCE_DIR) / "../shared/data";
  if (!fs::exists(data)) data = "/work/shared/data";
  data /= what == "m4" ? "forecast-m4-hourly" : "forecast-series";
  bool is_holdout = false;
  size_t every = 1;
  for (size_t i = 1; i < arguments.size(); ++i) {
    if (arguments[i] == "--holdout") {
      is_holdout = true;
    } else if (arguments[i] == "--every") {
      every = std::stoul(arguments.at(++i));
    } else {
      data = arguments[i];
    }
  }
  if (what == "m4") {
    RunM4(data, is_holdout, every);
  } else if (what == "series") {
    RunSeries(data);
  } else if (what == "totals") {
    RunTotals(data);
  } else {
    RunYear();
  }
}
