#include "demo/arrivals.h"

#include <algorithm>

namespace kebao::demo {
namespace {

constexpr uint64_t kArrivalStream = 21;
constexpr uint64_t kConversationStream = 22;
constexpr double kMostRepeats = 0.25;  // of a day's conversations
constexpr int kRegionAttempts = 400;
constexpr double kSpamShare = 0.03;  // of e-mails
constexpr double kUrgentShare = 0.04;
constexpr double kOutboundShare = 0.015;
constexpr double kMergedShare = 0.006;  // of tickets and e-mails

bool Occurs(const IssueSpec& issue, const ProductSpec& product) {
  return std::find(issue.business_lines.begin(), issue.business_lines.end(),
                   product.business_line) != issue.business_lines.end();
}

}  // namespace

Arrivals::Arrivals(const Desk& desk)
    : desk_(desk), repeats_(static_cast<size_t>(desk.line().days())) {
  MakeCombinations();
  MakeChannelChoices();
  std::vector<double> weights;
  for (const WeightedName& queue : desk.catalog().chat_queues) weights.push_back(queue.weight);
  queue_choice_ = WeightedChoice(weights);
}

void Arrivals::MakeCombinations() {
  const DemoCatalog& catalog = desk_.catalog();
  std::vector<double> weights;
  for (size_t issue = 0; issue < catalog.issues.size(); ++issue) {
    double sum = 0;
    for (const ProductSpec& product : catalog.products)
      sum += Occurs(catalog.issues[issue], product) ? product.weight : 0;
    for (size_t product = 0; product < catalog.products.size(); ++product) {
      if (!Occurs(catalog.issues[issue], catalog.products[product])) continue;
      combinations_.push_back({static_cast<int>(issue), static_cast<int>(product)});
      weights.push_back(catalog.issues[issue].weight * catalog.products[product].weight / sum);
    }
  }
  combination_choice_ = WeightedChoice(weights);
}

/// Easy matters are asked in a chat; hard ones come as tickets, complaints by phone.
void Arrivals::MakeChannelChoices() {
  for (const IssueSpec& issue : desk_.catalog().issues) {
    std::array<double, kChannelCount> weights = desk_.catalog().channel_weights;
    const double ease = 1 - issue.difficulty;
    weights[static_cast<size_t>(Channel::kTicket)] *= 0.4 + 1.6 * issue.difficulty;
    weights[static_cast<size_t>(Channel::kEmail)] *= 0.5 + 1.2 * issue.difficulty;
    weights[static_cast<size_t>(Channel::kPhone)] *= 0.6 + 1.1 * issue.difficulty;
    weights[static_cast<size_t>(Channel::kChat)] *= 0.75 + 0.4 * ease;
    channel_choices_.emplace_back(weights);
  }
}

const std::vector<Arrivals::Arrival>& Arrivals::PlanDay(int day) {
  day_ = day;
  number_in_day_ = 0;
  arrivals_.clear();
  Random random = Random::Stream(desk_.options().seed, kArrivalStream,
                                 static_cast<uint64_t>(desk_.line().LocalDayOf(day).days));
  const int64_t quota = desk_.volume().QuotaOf(day, desk_.options().conversations);
  std::vector<Matter>& repeats = repeats_[static_cast<size_t>(day)];
  const auto repeat_count =
      std::min(repeats.size(), static_cast<size_t>(static_cast<double>(quota) * kMostRepeats));
  for (size_t index = 0; index < repeat_count; ++index)
    arrivals_.push_back({repeats[index].at, static_cast<int>(index)});
  std::array<double, 24> weights;
  for (int hour = 0; hour < 24; ++hour)
    weights[static_cast<size_t>(hour)] = desk_.volume().WeightOf(day, hour);
  const WeightedChoice hours(weights);
  const EpochSeconds last = desk_.line().StartOf(day + 1) - 1;  // a day of 23 hours is shorter
  while (static_cast<int64_t>(arrivals_.size()) < quota) {
    const auto hour = static_cast<EpochSeconds>(hours.Pick(random));
    arrivals_.push_back(
        {std::min(last, desk_.line().StartOf(day) + hour * 3600 + random.Below(3600)), -1});
  }
  std::sort(arrivals_.begin(), arrivals_.end(), [](const Arrival& a, const Arrival& b) {
    return a.at != b.at ? a.at < b.at : a.repeat < b.repeat;
  });
  return arrivals_;
}

void Arrivals::Fill(const Arrival& arrival, Conversation& conversation) {
  conversation.number = ++number_;
  conversation.day = day_;
  conversation.number_in_day = ++number_in_day_;
  conversation.opened_at = arrival.at;
  Random random =
      Random::Stream(desk_.options().seed, kConversationStream, static_cast<uint64_t>(number_));
  const Matter matter =
      arrival.repeat >= 0 ? repeats_[static_cast<size_t>(day_)][static_cast<size_t>(arrival.repeat)]
                          : DrawMatter(arrival.at, random);
  const Customer customer = desk_.CustomerOf(matter.customer);
  conversation.issue = matter.issue;
  conversation.product = matter.product;
  conversation.region = customer.region;
  conversation.customer = matter.customer;
  conversation.customer_type = customer.type;
  conversation.order_number = matter.order_number;
  conversation.channel = DrawChannel(matter.issue, random);
  const bool is_written =
      conversation.channel == Channel::kTicket || conversation.channel == Channel::kEmail;
  conversation.queue =
      conversation.channel == Channel::kChat ? static_cast<int>(queue_choice_.Pick(random)) : -1;
  conversation.is_spam = conversation.channel == Channel::kEmail && random.Chance(kSpamShare);
  conversation.is_urgent = random.Chance(kUrgentShare);
  conversation.is_outbound =
      !is_written && conversation.channel != Channel::kPhone && random.Chance(kOutboundShare);
  const bool is_merged =
      is_written && !conversation.is_spam && number_ > 1 && random.Chance(kMergedShare);
  conversation.merged_into = is_merged ? number_ - 1 : 0;
  conversation.seed = random.Next();
  conversation.events.clear();
  conversation.first_team = conversation.last_agent = -1;
  conversation.transfers = 0;
  conversation.is_resolved = false;
  conversation.wait_seconds = conversation.opinion = 0;
  conversation.served_until = arrival.at;
}

Arrivals::Matter Arrivals::DrawMatter(EpochSeconds at, Random& random) const {
  while (true) {
    const StoryEffect* effect = DrawSurplus(at, random);
    const Combination drawn = DrawCombination(effect, random);
    const int64_t customer = DrawCustomer(effect != nullptr ? effect->region : -1, random);
    if (effect == nullptr && IsSpared(drawn, desk_.CustomerOf(customer).region, at, random))
      continue;
    return {at, drawn.issue, drawn.product, customer, 2'025'000'000 + random.Below(400'000'000)};
  }
}

const StoryEffect* Arrivals::DrawSurplus(EpochSeconds at, Random& random) const {
  double total = 1;
  for (const StoryEffect& effect : desk_.effects()) {
    const bool adds = effect.HoldsAt(at) && effect.IsAboutConversations() &&
                      !effect.IsEverywhere() && effect.spec.volume_factor > 1;
    if (adds) total += (effect.spec.volume_factor - 1) * effect.base_share;
  }
  if (total == 1) return nullptr;
  double target = random.Uniform() * total - 1;
  for (const StoryEffect& effect : desk_.effects()) {
    if (target < 0) return nullptr;
    const bool adds = effect.HoldsAt(at) && effect.IsAboutConversations() &&
                      !effect.IsEverywhere() && effect.spec.volume_factor > 1;
    if (!adds) continue;
    target -= (effect.spec.volume_factor - 1) * effect.base_share;
    if (target < 0) return &effect;
  }
  return nullptr;
}

/// An effect with a volume factor below 1 keeps some conversations from happening.
bool Arrivals::IsSpared(const Combination& drawn, int region, EpochSeconds at,
                        Random& random) const {
  const int line = desk_.catalog().products[static_cast<size_t>(drawn.product)].business_line;
  for (const StoryEffect& effect : desk_.effects()) {
    const bool spares = effect.HoldsAt(at) && effect.IsAboutConversations() &&
                        effect.spec.volume_factor < 1 &&
                        effect.Matches(drawn.issue, drawn.product, line, region);
    if (spares && random.Chance(1 - effect.spec.volume_factor)) return true;
  }
  return false;
}

Arrivals::Combination Arrivals::DrawCombination(const StoryEffect* effect, Random& random) const {
  while (true) {
    const Combination drawn = combinations_[combination_choice_.Pick(random)];
    const int line = desk_.catalog().products[static_cast<size_t>(drawn.product)].business_line;
    if (effect == nullptr || effect->Matches(drawn.issue, drawn.product, line, effect->region))
      return drawn;
  }
}

/// Few customers write often, most seldom. −1: from any region.
int64_t Arrivals::DrawCustomer(int region, Random& random) const {
  int64_t customer = 0;
  for (int attempt = 0; attempt < kRegionAttempts; ++attempt) {
    const double place = random.Uniform();
    customer = static_cast<int64_t>(static_cast<double>(desk_.customer_count()) * place * place);
    if (region < 0 || desk_.CustomerOf(customer).region == region) break;
  }
  return customer;
}

Channel Arrivals::DrawChannel(int issue, Random& random) const {
  return static_cast<Channel>(channel_choices_[static_cast<size_t>(issue)].Pick(random));
}

void Arrivals::PlanRepeat(const Conversation& conversation, EpochSeconds at) {
  const int day = desk_.line().DayOf(at);
  if (day >= desk_.line().days() || day <= day_) return;
  repeats_[static_cast<size_t>(day)].push_back({at, conversation.issue, conversation.product,
                                                conversation.customer, conversation.order_number});
}

}  // namespace kebao::demo
