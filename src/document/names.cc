#include "document/names.h"

#include <algorithm>
#include <array>

namespace kebao::document {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 7> kFormats = {
    "integer", "decimal_1", "decimal_2", "percent_1", "percent_points_1", "duration", "money"};
constexpr std::array<std::string_view, 4> kTones = {"neutral", "good", "bad", "muted"};
constexpr std::array<std::string_view, 12> kChartKinds = {
    "line",        "bar",       "horizontal_bar", "heat_map", "area",   "pie",
    "stacked_bar", "waterfall", "control",        "forecast", "sankey", "scatter"};
constexpr std::array<std::string_view, 3> kConditionalKinds = {"color_scale", "data_bar",
                                                               "threshold"};
constexpr std::array<std::string_view, 7> kDerivations = {
    "given", "difference", "relative", "share", "sample_size", "tally", "found"};
constexpr std::array<std::string_view, 6> kNameKinds = {"metric", "period", "dimension",
                                                        "value",  "day",    "event"};
constexpr std::array<std::string_view, 14> kClaimKinds = {
    "up",     "down",    "same",    "noise",  "highest", "lowest", "reached",
    "missed", "unclear", "overall", "rising", "falling", "above",  "below"};

template <class Enum, class Names>
std::optional<Enum> Find(const Names& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view NameOf(NumberFormat format) { return kFormats[static_cast<size_t>(format)]; }
std::string_view NameOf(Tone tone) { return kTones[static_cast<size_t>(tone)]; }
std::string_view NameOf(Chart::Kind kind) {
  const auto place = static_cast<size_t>(kind);
  return place < kChartKinds.size() ? kChartKinds[place] : "unknown";
}
std::string_view NameOf(ConditionalFormat::Kind kind) {
  return kConditionalKinds[static_cast<size_t>(kind)];
}
std::string_view NameOf(Derivation derivation) {
  return kDerivations[static_cast<size_t>(derivation)];
}
std::string_view NameOf(BoundName::Kind kind) { return kNameKinds[static_cast<size_t>(kind)]; }
std::string_view NameOf(Claim::Kind kind) { return kClaimKinds[static_cast<size_t>(kind)]; }

std::optional<NumberFormat> NumberFormatNamed(std::string_view name) {
  return Find<NumberFormat>(kFormats, name);
}
std::optional<Tone> ToneNamed(std::string_view name) { return Find<Tone>(kTones, name); }
std::optional<Chart::Kind> ChartKindNamed(std::string_view name) {
  return Find<Chart::Kind>(kChartKinds, name);
}
std::optional<ConditionalFormat::Kind> ConditionalFormatKindNamed(std::string_view name) {
  return Find<ConditionalFormat::Kind>(kConditionalKinds, name);
}
std::optional<Derivation> DerivationNamed(std::string_view name) {
  return Find<Derivation>(kDerivations, name);
}
std::optional<BoundName::Kind> BoundNameKindNamed(std::string_view name) {
  return Find<BoundName::Kind>(kNameKinds, name);
}
std::optional<Claim::Kind> ClaimKindNamed(std::string_view name) {
  return Find<Claim::Kind>(kClaimKinds, name);
}

}  // namespace kebao::document
