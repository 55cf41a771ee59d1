#include "inquiry/risk_weeks.h"

#include <cmath>

namespace kebao::inquiry {
namespace {

using analysis::risk::FigureBlock;

constexpr int kDaysOfWeek = 7;

}  // namespace

std::vector<FigureBlock> WeeksOf(const analysis::PointSeries& daily, LocalDay first, int weeks) {
  std::vector<FigureBlock> blocks(static_cast<size_t>(weeks));
  for (FigureBlock& block : blocks) block.n = 0;
  for (const analysis::SeriesPoint& point : daily) {
    if (!analysis::IsUsable(point) || point.n <= 0) continue;
    FigureBlock& block = blocks[static_cast<size_t>(point.day.days - first.days) / kDaysOfWeek];
    block.value += *point.value * point.n;
    block.n += point.n;
  }
  for (size_t i = 0; i < blocks.size(); ++i) {
    blocks[i].at = static_cast<double>(i) + 1;
    if (blocks[i].n > 0) blocks[i].value /= blocks[i].n;
  }
  std::erase_if(blocks, [](const FigureBlock& block) { return block.n <= 0; });
  return blocks;
}

double CasesADay(const std::vector<FigureBlock>& weeks, size_t all) {
  double cases = 0;
  const auto from = static_cast<double>(all > kWeeksThatTellCases ? all - kWeeksThatTellCases : 0);
  for (const FigureBlock& week : weeks)
    if (week.at > from) cases += week.n;
  return cases / (kDaysOfWeek * (static_cast<double>(all) - from));
}

double LevelError(const analysis::PointSeries& weekly, const analysis::Direction& direction) {
  double squares = 0, n = 0;
  for (size_t i = 0; i < weekly.size(); ++i) {
    if (!analysis::IsUsable(weekly[i])) continue;
    const double back = static_cast<double>(weekly.size() - 1 - i);
    const double miss = *weekly[i].value - (direction.end - direction.slope * back);
    squares += miss * miss;
    ++n;
  }
  return n > 2 ? 2 * std::sqrt(squares / (n - 2) / n) : 0;
}

}  // namespace kebao::inquiry
