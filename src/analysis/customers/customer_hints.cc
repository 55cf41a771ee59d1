#include "analysis/customers/customer_hints.h"

#include <algorithm>
#include <map>

namespace kebao::analysis::customers {
namespace {

constexpr double kMicrosOfDay = static_cast<double>(kMicrosPerDay);

double DaysBetween(Instant from, Instant to) {
  return static_cast<double>(to.micros - from.micros) / kMicrosOfDay;
}

class HintMaker {
 public:
  HintMaker(const CustomerHistory& history, const HintRules& rules)
      : history_(history), rules_(rules) {}

  std::vector<Hint> Make() {
    TellOpenCases();
    TellRepeatedIssues();
    TellBadRating();
    TellLeftUnserved();
    TellRecentOrder();
    TellStanding(HintKind::kFrequent, history_.contact_standing, rules_.frequent);
    TellStanding(HintKind::kValuable, history_.order_standing, rules_.valuable);
    return std::move(hints_);
  }

 private:
  bool IsRecent(Instant at, double days) const { return DaysBetween(at, history_.as_at) <= days; }

  void TellOpenCases() {
    if (history_.open.empty()) return;
    Hint hint{HintKind::kOpenCase, "", {}, history_.open.front().since, history_.open.back().since};
    for (const OpenCase& open : history_.open) hint.ids.push_back(open.id);
    const bool is_one_issue = std::ranges::all_of(history_.open, [&](const OpenCase& open) {
      return open.issue_type == history_.open.front().issue_type;
    });
    if (is_one_issue) hint.issue_type = history_.open.front().issue_type;
    hints_.push_back(std::move(hint));
  }

  /// Of each issue type, the contacts that lie within the days before its last one.
  void TellRepeatedIssues() {
    std::map<std::string, std::vector<const PastContact*>> by_issue;
    for (const PastContact& contact : history_.contacts)
      if (!contact.issue_type.empty()) by_issue[contact.issue_type].push_back(&contact);
    const size_t first = hints_.size();
    for (const auto& [issue, contacts] : by_issue) {
      const Instant last = contacts.back()->opened_at;
      if (!IsRecent(last, rules_.recent_days)) continue;
      Hint hint{HintKind::kRepeatedIssue, issue, {}, last, last};
      for (const PastContact* contact : contacts) {
        if (DaysBetween(contact->opened_at, last) > rules_.same_issue_days) continue;
        hint.since = std::min(hint.since, contact->opened_at);
        hint.ids.push_back(contact->id);
      }
      if (hint.ids.size() >= rules_.same_issue_contacts) hints_.push_back(std::move(hint));
    }
    std::stable_sort(hints_.begin() + static_cast<std::ptrdiff_t>(first), hints_.end(),
                     [](const Hint& a, const Hint& b) { return a.ids.size() > b.ids.size(); });
  }

  void TellBadRating() {
    if (history_.ratings.empty()) return;
    const PastRating& last = history_.ratings.back();
    if (last.score <= rules_.bad_rating && IsRecent(last.at, rules_.recent_days))
      hints_.push_back({HintKind::kBadRating, "", {last.id}, last.at, last.at, last.score});
  }

  void TellLeftUnserved() {
    if (history_.contacts.empty()) return;
    const PastContact& last = history_.contacts.back();
    if (last.is_abandoned.value_or(false) && IsRecent(last.opened_at, rules_.recent_days))
      hints_.push_back(
          {HintKind::kLeftUnserved, last.issue_type, {last.id}, last.opened_at, last.opened_at});
  }

  void TellRecentOrder() {
    if (history_.orders.empty()) return;
    const PastOrder& last = history_.orders.back();
    const bool was_in_contact =
        !history_.contacts.empty() && history_.contacts.back().opened_at >= last.at;
    if (!was_in_contact && IsRecent(last.at, rules_.order_days))
      hints_.push_back({HintKind::kRecentOrder, "", {last.id}, last.at, last.at});
  }

  void TellStanding(HintKind kind, const std::optional<Standing>& standing, double least) {
    if (!standing || standing->customers < 2 || standing->share_fewer() < least) return;
    hints_.push_back({kind, "", {}, {}, {}, standing->share_fewer()});
  }

  const CustomerHistory& history_;
  const HintRules& rules_;
  std::vector<Hint> hints_;
};

}  // namespace

Standing StandingAmong(double own, std::span<const double> totals) {
  Standing standing{own, 0, 0, static_cast<int64_t>(totals.size())};
  for (const double total : totals) {
    standing.fewer += total < own;
    standing.same += total == own;
  }
  if (standing.same > 0) --standing.same;  // itself
  return standing;
}

std::vector<Hint> HintsFor(const CustomerHistory& history, const HintRules& rules) {
  return HintMaker(history, rules).Make();
}

}  // namespace kebao::analysis::customers
