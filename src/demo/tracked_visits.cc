#include <fmt/format.h>

#include <cmath>

#include "demo/page_types.h"
#include "demo/people_records.h"

namespace kebao::demo {
namespace {

using domain::Entity;

constexpr uint64_t kTrackedStream = 42;
constexpr double kBeforeContact = 0.3;  // of contacts that are no calls
constexpr double kBrowsing = 0.8;       // visits without a contact, for each conversation
constexpr EpochSeconds kLongestBefore = 4 * 3600;
constexpr size_t kHome = 0;

using Weights = std::array<double, kPages.size()>;
/// By the team of the issue: before buying, after it, technical, complaints.
constexpr Weights kBuying = {1, 5, 3, 0.5, 0.5};
constexpr Weights kBought = {1, 1, 0.5, 2, 5};
constexpr Weights kTechnical = {1, 1, 0.3, 5, 1};
constexpr Weights kComplaining = {1, 0.5, 0.3, 3, 3};

const Weights& WeightsOf(int team) {
  if (team == 0) return kBuying;
  if (team == 3) return kTechnical;
  return team == 4 ? kComplaining : kBought;
}

Weights OfEverybody() {
  Weights weights{};
  for (size_t page = 0; page < kPages.size(); ++page) weights[page] = kPages[page].share;
  return weights;
}

size_t Draw(const Weights& weights, Random& random) {
  double all = 0;
  for (const double weight : weights) all += weight;
  double left = all * random.Uniform();
  for (size_t page = 0; page + 1 < weights.size(); ++page) {
    left -= weights[page];
    if (left < 0) return page;
  }
  return weights.size() - 1;
}

/// Visits of customers who are logged in, one row each.
class TrackedVisits {
 public:
  TrackedVisits(const Desk& desk, const Conversation& talk, RecordBuilder& records)
      : desk_(desk),
        talk_(talk),
        records_(records),
        random_(Random::Stream(talk.seed, kTrackedStream, 0)) {}

  void Emit() {
    const int team = desk_.catalog().issues[static_cast<size_t>(talk_.issue)].team;
    if (talk_.channel != Channel::kPhone && random_.Chance(kBeforeContact))
      EmitVisit("a", talk_.customer, talk_.opened_at - random_.Between(60, kLongestBefore),
                WeightsOf(team));
    if (!random_.Chance(kBrowsing)) return;
    const auto other =
        static_cast<int64_t>(random_.Below(static_cast<uint32_t>(desk_.customer_count())));
    EmitVisit("b", other, talk_.opened_at - random_.Between(0, 6 * 3600), OfEverybody());
  }

 private:
  /// Most come by the home page, and stay as long as the page holds them.
  void EmitVisit(std::string_view mark, int64_t customer, EpochSeconds at, const Weights& weights) {
    const size_t page = Draw(weights, random_);
    const bool is_by_home = page != kHome && random_.Chance(0.6);
    const double stay = -std::log(1 - random_.Uniform()) * kPages[page].dwell_seconds;
    if (at < desk_.line().begin() || at >= desk_.line().end()) return;
    std::string id;
    WriteCustomerId(customer, id);
    records_.Start(Entity::kVisit) = fmt::format("W{}-{}", talk_.number, mark);
    records_.At("visited_at", ToInstant(at));
    records_.Text("customer", id);
    records_.Text("page_type", kPages[page].name);
    records_.Text(
        "region",
        desk_.catalog().regions[static_cast<size_t>(desk_.CustomerOf(customer).region)].name);
    records_.Text("entry", is_by_home ? "直接访问" : "自然搜索");
    records_.Integer("visits", 1);
    records_.Integer("visitors", 1);
    records_.Integer("page_views", is_by_home ? 2 : 1);
    records_.Integer("dwell_seconds", 1 + static_cast<int64_t>(stay));
    records_.Text("path", is_by_home ? fmt::format("{} > {}", kPages[kHome].name, kPages[page].name)
                                     : std::string(kPages[page].name));
    records_.Emit(ToInstant(at).micros);
  }

  const Desk& desk_;
  const Conversation& talk_;
  RecordBuilder& records_;
  Random random_;
};

}  // namespace

void EmitTrackedVisits(const Desk& desk, const Conversation& talk, RecordBuilder& records) {
  TrackedVisits(desk, talk, records).Emit();
}

}  // namespace kebao::demo
