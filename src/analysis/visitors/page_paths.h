#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/difference.h"
#include "analysis/visitors/page_visits.h"

namespace kebao::analysis::visitors {

/// Pages that were seen one after the other in one visit, or in so many.
struct SeenPath {
  std::vector<std::string> pages;
  double visits = 1;
};
/// "首页 > 商品页 → 订单页": pages between ">", "→" or "»", blanks around them dropped, the same
/// page twice in a row counted once. Empty for a text without a page.
std::vector<std::string> PagesOfPath(std::string_view path);

/// Visits of known customers put in order: those of one customer with at most `minutes` between one
/// and the next are one path. Those of one page are paths, too. `names`: of the page types, by
/// code; what is not stated ends a path.
std::vector<SeenPath> PathsOfCustomers(std::span<const PageVisit> visits,
                                       std::span<const std::string> names, double minutes);

struct CommonPath {
  std::vector<std::string> pages;
  double visits = 0;
  Estimate share;  // of all visits with a path; Wilson, 95 %
};
struct Step {
  std::string from;
  std::string to;  // empty: left
  double visits = 0;
  double seen = 0;  // how often `from` was seen
  Estimate share;   // of those; Wilson, 95 %
};
struct PathSummary {
  double visits = 0;
  std::vector<CommonPath> paths;  // by falling visits, at most `most`
  std::vector<Step> steps;        // likewise, leaving included
};
PathSummary SummarisePaths(std::span<const SeenPath> paths, size_t most);

}  // namespace kebao::analysis::visitors
