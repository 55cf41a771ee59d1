#pragma once

#include <vector>

#include "inquiry/periods_until.h"
#include "inquiry/risk_inquiry.h"

namespace kebao::inquiry {

/// The questions that risks are made of. Problems: those of metrics.

/// What all of them start from: nothing after `limit` is known.
struct RiskFrame {
  const metrics::MetricService& service;
  const AskedMetrics& asked;
  const metrics::QueryContext& context;
  const RiskRequest& request;
  metrics::Period next;
  CoveredDays known;  // days of which the data are whole, up to the end of the period

  double days_ahead() const { return next.limit.days - next.first.days; }
};

/// Of a metric without dimensions over the days [first, limit): nullopt where there is no row.
Result<metrics::Value> AskFigure(const AskedMetrics& asked, const metrics::QueryContext& context,
                                 const std::string& metric, LocalDay first, LocalDay limit);

/// Contacts of the next period, as many a day as in the last 28 known days. 0: none.
Result<double> ContactsAhead(const RiskFrame& frame, const metrics::QueryContext& context);

Result<std::vector<TargetRisk>> AskForTargets(const RiskFrame& frame);
Result<void> AskForOverload(const RiskFrame& frame, RiskAnswer* answer);
Result<TopicRisks> AskForTopics(const RiskFrame& frame);
Result<void> AskForEvents(const RiskFrame& frame, RiskAnswer* answer);

/// A finding of kind kRisk about more than can be borne, or less than is wanted.
analysis::Finding RiskFinding(const metrics::MetricSpec& metric, analysis::Subject subject,
                              analysis::Outcome outcome, const analysis::risk::RiskScore& score);

}  // namespace kebao::inquiry
