#include "app/rows_of_figure.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace kebao::app {
namespace {

constexpr std::string_view kBetween = "; ";

std::vector<std::string> Parts(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const size_t end = text.find(kBetween);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + kBetween.size());
  }
}

/// As a POSIX shell takes it.
std::string Quoted(const std::string& word) {
  const bool is_plain = !word.empty() && std::ranges::all_of(word, [](unsigned char letter) {
    return std::isalnum(letter) != 0 || letter >= 0x80 ||
           std::string_view("_-.=:/+,").find(static_cast<char>(letter)) != std::string_view::npos;
  });
  if (is_plain) return word;
  std::string quoted = "'";
  for (const char letter : word) quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
  return quoted + "'";
}

/// Of a number that an analysis found, the rows it is about: "issue_type=退款" of "effect: share of
/// issue_type=退款".
std::string WhatWasFound(const std::string& part) {
  if (!part.starts_with("effect: ") && !part.starts_with("found: ")) return part;
  const size_t of = part.find(" of ");
  return of == std::string::npos ? part : part.substr(of + 4);
}

/// What a figure's filters add to those of its report, "dimension=value" each; nullopt where they
/// are none that rows can be chosen by.
std::optional<std::vector<std::string>> OwnFilters(const document::Figure& figure) {
  std::vector<std::string> parts = Parts(figure.provenance.filters);
  if (parts.empty() || !parts.front().starts_with("period=")) return std::nullopt;
  parts.erase(parts.begin());
  if (!parts.empty()) parts.front() = WhatWasFound(parts.front());
  const bool are_filters = std::ranges::all_of(parts, [](const std::string& part) {
    return part.find('=') != std::string::npos && !part.starts_with("bucket=") &&
           !part.starts_with("day=") && part.find(" + ") == std::string::npos &&
           !part.ends_with('=');
  });
  return are_filters ? std::optional(parts) : std::nullopt;
}

}  // namespace

std::string RowsOfFigure(const document::Figure& figure, const MakeReportOptions& request,
                         const workspace::SnapshotHead& head) {
  const auto own = OwnFilters(figure);
  if (!own || !figure.raw || !head.audience.empty()) return "";
  std::string command = "kebao rows " + figure.provenance.metric;
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) command += " " + std::string(option) + " " + Quoted(value);
  };
  const QueryOptions& query = request.query;
  add("--period", query.period);
  add("--from", query.from);
  add("--to", query.to);
  for (const std::string& filter : query.filters) add("--filter", filter);
  for (const std::string& filter : *own) add("--filter", filter);
  for (const std::string& source : query.sources) add("--source", source);
  if (figure.provenance.pack != "kebao") add("--pack", figure.provenance.pack);
  add("--tz", query.zone);
  add("--as-of", FormatInstantUtc(head.report_time));
  return command;
}

}  // namespace kebao::app
