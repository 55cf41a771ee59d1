#include "analysis/attribution/change_of_quantile.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "analysis/attribution/mixture.h"
#include "analysis/attribution/shapley_weights.h"
#include "analysis/attribution/wide_number.h"

namespace kebao::analysis {
namespace {

constexpr size_t kMostPlayersOfAllOrders = 11;  // 2^11 quantiles
constexpr size_t kMostRotations = 16;

/// What changes, one after another: the mix (player 0), then the distribution of each segment.
class Game {
 public:
  Game(const Mixture& mixture, double q) : mixture_(mixture), q_(q) {}
  size_t players() const { return mixture_.size() + 1; }
  double Value(const std::vector<bool>& has_changed) const {
    return mixture_.Quantile(q_, has_changed[0], {has_changed.begin() + 1, has_changed.end()});
  }

 private:
  const Mixture& mixture_;
  double q_;
};

/// Adds what each player brings in this order.
void AddOrder(const Game& game, const std::vector<size_t>& order, std::vector<Wide>* parts) {
  std::vector<bool> has_changed(game.players(), false);
  Wide value = game.Value(has_changed);
  for (const size_t player : order) {
    has_changed[player] = true;
    const Wide next = game.Value(has_changed);
    (*parts)[player] += next - value;
    value = next;
  }
}

/// Every rotation puts every player in every place once, if all of them are taken; the reverses
/// make up for who is followed by whom.
std::vector<Wide> PartsOfSomeOrders(const Game& game) {
  std::vector<Wide> parts(game.players(), 0);
  std::vector<size_t> order(game.players());
  std::iota(order.begin(), order.end(), size_t{0});
  const size_t rotations = std::min(kMostRotations, order.size());
  for (size_t rotation = 0; rotation < rotations; ++rotation) {
    std::vector<size_t> rotated = order;
    std::ranges::rotate(rotated, rotated.begin() + static_cast<std::ptrdiff_t>(
                                                       rotation * order.size() / rotations));
    AddOrder(game, rotated, &parts);
    std::ranges::reverse(rotated);
    AddOrder(game, rotated, &parts);
  }
  for (Wide& part : parts) part /= static_cast<double>(2 * rotations);
  return parts;
}

std::vector<bool> MembersOf(size_t set, size_t players) {
  std::vector<bool> members(players);
  for (size_t i = 0; i < players; ++i) members[i] = (set >> i) & 1;
  return members;
}

/// Shapley's value: a player's mean part over all orders, by the sets that can go before it.
std::vector<Wide> PartsOfAllOrders(const Game& game) {
  const size_t players = game.players();
  std::vector<Wide> parts(players, 0);
  const ShapleyWeights weights = ShapleyWeightsFor(players);
  for (size_t set = 0; set < size_t{1} << players; ++set) {
    const Wide value = game.Value(MembersOf(set, players));
    const auto size = static_cast<size_t>(std::popcount(set));
    for (size_t i = 0; i < players; ++i)
      parts[i] +=
          (set >> i) & 1 ? weights.of_size[size - 1] * value : -weights.of_size[size] * value;
  }
  for (Wide& part : parts) part /= weights.orders;
  return parts;
}

bool IsUsable(std::span<const WeightedValue> values) {
  return std::ranges::all_of(values, [](const WeightedValue& value) {
    return std::isfinite(value.value) && std::isfinite(value.weight) && value.weight > 0;
  });
}

bool AreUsable(std::span<const SegmentValues> segments) {
  bool has_before = false;
  bool has_now = false;
  for (const auto& [before, now] : segments) {
    if (!IsUsable(before) || !IsUsable(now)) return false;
    has_before = has_before || !before.empty();
    has_now = has_now || !now.empty();
  }
  return has_before && has_now;
}

}  // namespace

std::optional<QuantileChange> DecomposeQuantile(std::span<const SegmentValues> segments, double q) {
  if (!(q >= 0 && q <= 1) || !AreUsable(segments)) return std::nullopt;
  const Mixture mixture(segments);
  const Game game(mixture, q);
  QuantileChange result;
  const bool has_all_orders = game.players() <= kMostPlayersOfAllOrders;
  if (!has_all_orders) result.method = QuantileChange::Method::kSomeOrders;
  result.before = game.Value(std::vector<bool>(game.players(), false));
  result.now = game.Value(std::vector<bool>(game.players(), true));
  result.change = static_cast<double>(Wide{result.now} - result.before);
  const std::vector<Wide> parts = has_all_orders ? PartsOfAllOrders(game) : PartsOfSomeOrders(game);
  result.mix_effect = static_cast<double>(parts[0]);
  for (size_t i = 1; i < parts.size(); ++i)
    result.rate_effects.push_back(static_cast<double>(parts[i]));
  if (!std::isfinite(result.change)) return std::nullopt;
  return result;
}

}  // namespace kebao::analysis
