#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "render/sample_document.h"

namespace kebao::render {

/// Numbers that look like data and are the same everywhere.
class Numbers {
 public:
  double Next(double low, double high) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return low + (high - low) * static_cast<double>(state_ >> 40) / static_cast<double>(1 << 24);
  }
  int NextInt(int low, int high) { return static_cast<int>(Next(low, high + 1)); }

 private:
  uint64_t state_ = 42;
};

class SampleBuilder {
 public:
  explicit SampleBuilder(const SampleOptions& options)
      : options_(options), is_zh_(options.language == "zh-CN") {}
  document::Document Build();

 private:
  std::string T(const char* zh, const char* en) const { return is_zh_ ? zh : en; }
  document::Figure Count(double value) const {
    return MakeFigure(value, fmt::format("{:.0f}", value), document::NumberFormat::kInteger);
  }
  document::Figure Share(double value) const {
    return MakeFigure(value, fmt::format("{:.1f}%", value * 100),
                      document::NumberFormat::kPercent1);
  }
  document::Figure Seconds(double value) const;
  document::Figure ChangeOf(double value, document::Tone tone) const;
  std::string AgentName(int index) const;

  document::Section Overview();
  document::Section Agents();
  document::Section Trend();
  document::Section Load();
  document::Section Channels();
  document::Section Quality();
  document::Section Definitions();
  document::Table AgentTable();
  document::Chart AgentChart();
  document::Kpi MakeKpi(const char* zh, const char* en, document::Figure value, double change,
                        document::Tone tone);

  SampleOptions options_;
  bool is_zh_;
  Numbers numbers_;
};

}  // namespace kebao::render
