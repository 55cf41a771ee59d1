#include "analysis/visitors/page_paths.h"

#include <algorithm>
#include <array>
#include <map>

namespace kebao::analysis::visitors {
namespace {

constexpr std::array<std::string_view, 3> kBetween = {">", "→", "»"};
constexpr double kMicrosOfMinute = 60.0 * static_cast<double>(kMicrosPerSecond);

std::string_view Trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

void Append(std::string_view page, std::vector<std::string>* pages) {
  if (page.empty() || (!pages->empty() && pages->back() == page)) return;
  pages->emplace_back(page);
}

template <class Rows>
void KeepMost(Rows* rows, size_t most) {
  std::ranges::stable_sort(*rows, std::greater<>(), [](const auto& row) { return row.visits; });
  if (rows->size() > most) rows->resize(most);
}

}  // namespace

std::vector<std::string> PagesOfPath(std::string_view path) {
  std::vector<std::string> pages;
  while (true) {
    size_t end = std::string_view::npos;
    size_t width = 0;
    for (const std::string_view sign : kBetween) {
      const size_t at = path.find(sign);
      if (at < end) end = at, width = sign.size();
    }
    Append(Trimmed(path.substr(0, end)), &pages);
    if (end == std::string_view::npos) return pages;
    path.remove_prefix(end + width);
  }
}

std::vector<SeenPath> PathsOfCustomers(std::span<const PageVisit> visits,
                                       std::span<const std::string> names, double minutes) {
  std::vector<const PageVisit*> order;
  for (const PageVisit& visit : visits)
    if (visit.customer) order.push_back(&visit);
  std::ranges::stable_sort(
      order, {}, [](const PageVisit* visit) { return std::pair(*visit->customer, visit->at); });
  std::vector<SeenPath> paths;
  const PageVisit* last = nullptr;
  for (const PageVisit* visit : order) {
    const bool is_stated = visit->page >= 0 && static_cast<size_t>(visit->page) < names.size();
    const bool goes_on =
        last != nullptr && last->customer == visit->customer &&
        static_cast<double>(visit->at.micros - last->at.micros) <= minutes * kMicrosOfMinute;
    if (is_stated && (!goes_on || paths.empty())) paths.emplace_back();
    if (is_stated) Append(names[static_cast<size_t>(visit->page)], &paths.back().pages);
    last = is_stated ? visit : nullptr;
  }
  return paths;
}

PathSummary SummarisePaths(std::span<const SeenPath> paths, size_t most) {
  PathSummary summary;
  std::map<std::vector<std::string>, double> by_path;
  std::map<std::pair<std::string, std::string>, double> by_step;
  std::map<std::string, double> seen;
  for (const SeenPath& path : paths) {
    if (path.pages.empty() || !(path.visits > 0)) continue;
    summary.visits += path.visits;
    by_path[path.pages] += path.visits;
    for (size_t i = 0; i < path.pages.size(); ++i) {
      seen[path.pages[i]] += path.visits;
      by_step[{path.pages[i], i + 1 < path.pages.size() ? path.pages[i + 1] : ""}] += path.visits;
    }
  }
  for (const auto& [pages, visits] : by_path)
    summary.paths.push_back({pages, visits, ShareEstimate(visits, summary.visits)});
  for (const auto& [step, visits] : by_step) {
    const double of = seen[step.first];
    summary.steps.push_back({step.first, step.second, visits, of, ShareEstimate(visits, of)});
  }
  KeepMost(&summary.paths, most);
  KeepMost(&summary.steps, most);
  return summary;
}

}  // namespace kebao::analysis::visitors
