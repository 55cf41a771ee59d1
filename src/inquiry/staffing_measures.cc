#include <algorithm>
#include <cmath>

#include "analysis/difference.h"
#include "inquiry/ask_series.h"
#include "inquiry/staffing_parts.h"

namespace kebao::inquiry {
namespace {

constexpr double kDeviations95 = 1.959963984540054;

const std::vector<std::string>& Measures() {
  static const std::vector<std::string> kIds = {
      "conversations",           "handle_seconds_mean",
      "queue_wait_seconds_mean", "abandon_wait_seconds_mean",
      "bot_conversations",       "bot_handoff_rate"};
  return kIds;
}

std::optional<MeasuredValue> Measured(const metrics::Value& value) {
  if (!value.value || value.n == 0) return std::nullopt;
  return MeasuredValue{*value.value, value.n, value.low, value.high};
}

/// Of all contacts, those that the bot does not end alone.
std::optional<MeasuredValue> HumanShare(const metrics::Value& all, const metrics::Value& with_bot,
                                        const metrics::Value& handed_over) {
  if (!with_bot.value || *with_bot.value == 0 || !handed_over.value) return std::nullopt;
  const double alone = *with_bot.value * (1 - *handed_over.value);
  const analysis::Estimate share = analysis::ShareEstimate(*all.value - alone, *all.value);
  return MeasuredValue{share.value, all.n, share.low, share.high};
}

/// Mean patience, were it exponential: all time waited ÷ how many gave up. Those who were served
/// had more patience than they needed (Brown et al., JASA 100, 2005).
std::optional<MeasuredValue> PatienceOf(const metrics::Value& served, const metrics::Value& gave_up,
                                        int least) {
  if (!gave_up.value || gave_up.n < least) return std::nullopt;
  const auto lost = static_cast<double>(gave_up.n);
  const double waited =
      *gave_up.value * lost + served.value.value_or(0) * static_cast<double>(served.n);
  const double patience = waited / lost;
  if (!(patience > 0)) return std::nullopt;
  const double spread = std::exp(kDeviations95 / std::sqrt(lost));
  return MeasuredValue{patience, gave_up.n, patience / spread, patience * spread};
}

void ChooseHandleTime(const StaffingPlan& plan, ChannelStaffing* channel) {
  const ChannelPlan& own = channel->plan;
  const bool is_measured = channel->handle_seconds && channel->handle_seconds->value > 0;
  const bool is_work = is_measured && channel->handle_seconds->value <= plan.longest_handle_seconds;
  if (is_work) {
    channel->handle_seconds_used = analysis::staffing::HandleSecondsAlone(
        channel->handle_seconds->value, own.chats_at_once, own.slowdown);
  } else if (own.assumed_handle_seconds) {
    channel->handle_seconds_used = *own.assumed_handle_seconds;
    channel->is_handle_assumed = true;
  } else {
    channel->outcome = is_measured ? ChannelOutcome::kElapsedTime : ChannelOutcome::kNoHandleTime;
  }
}

}  // namespace

metrics::QueryContext OfChannel(metrics::QueryContext context, const std::string& channel) {
  context.filters.push_back({"channel", {channel}});
  return context;
}

Result<void> MeasureChannel(const metrics::MetricService& service,
                            const metrics::QueryContext& context, const StaffingPlan& plan,
                            CoveredDays days, ChannelStaffing* channel) {
  KEBAO_TRY(const metrics::ResultTable answer,
            AskSeries(service, context, {Measures(), {}, metrics::Grain::kNone, false}, days.first,
                      days.limit));
  if (answer.rows.empty() || answer.rows.front().values.front().value.value_or(0) == 0) {
    channel->outcome = ChannelOutcome::kNoContacts;
    return {};
  }
  const std::vector<metrics::Value>& values = answer.rows.front().values;
  channel->history_contacts = values[0].n;
  channel->handle_seconds = Measured(values[1]);
  channel->human_share = HumanShare(values[0], values[4], values[5]);
  if (channel->plan.kind != WorkKind::kBacklog)
    channel->patience_seconds = PatienceOf(values[2], values[3], plan.least_abandoned);
  ChooseHandleTime(plan, channel);
  return {};
}

}  // namespace kebao::inquiry
