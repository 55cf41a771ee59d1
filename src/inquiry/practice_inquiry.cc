#include "inquiry/practice_inquiry.h"

#include <algorithm>

#include "inquiry/practice_examples.h"

namespace kebao::inquiry {
namespace {

using analysis::practice::BestGroup;
using analysis::practice::FeatureDifference;

bool IsRelative(const metrics::MetricSpec& metric) {
  return metric.unit == metrics::Unit::kSeconds || metric.unit == metrics::Unit::kMoney ||
         metric.unit == metrics::Unit::kNumber;
}

class PracticeAsker {
 public:
  PracticeAsker(const metrics::MetricService& service, const AskedMetrics& asked,
                const metrics::QueryContext& context, const PracticeRequest& request)
      : service_(service), asked_(asked), context_(context), request_(request) {
    context_.comparison.reset();
  }

  Result<PracticeAnswer> Ask() {
    KEBAO_TRY(people_, AskForPeople(asked_, context_, Everybody()));
    PracticeAnswer answer{{}, people_.not_comparable, people_.not_measured};
    for (const std::string& id : request_.plan.outcomes) {
      const PeopleByMetric* outcome = Find(id, "");
      if (outcome == nullptr) continue;
      KEBAO_TRY(PracticeOfOutcome practice, PracticeBy(*outcome));
      answer.outcomes.push_back(std::move(practice));
    }
    return answer;
  }

 private:
  /// All figures are compared at once, without what is made of several together.
  PeopleRequest Everybody() const {
    PeopleRequest request;
    request.by = request_.by;
    request.left_out = request_.left_out;
    request.plan.alike_in = request_.plan.alike_in;
    request.plan.hour_bands = request_.plan.hour_bands;
    request.plan.minimum_sample = request_.plan.minimum_sample;
    request.plan.metrics = request_.plan.features;
    for (const std::string& outcome : request_.plan.outcomes)
      if (std::ranges::find(request.plan.metrics, outcome, &ComparedMetric::metric) ==
          request.plan.metrics.end())
        request.plan.metrics.push_back({outcome, ""});
    return request;
  }

  const PeopleByMetric* Find(const std::string& id, const std::string& per) const {
    for (const PeopleByMetric& one : people_.metrics)
      if (one.metric->id == id && (one.per == nullptr ? per.empty() : one.per->id == per))
        return &one;
    return nullptr;
  }

  Result<PracticeOfOutcome> PracticeBy(const PeopleByMetric& outcome) {
    PracticeOfOutcome practice{outcome.metric, outcome.alike_in, {}, {}};
    if (outcome.metric->polarity == metrics::Polarity::kNone) {
      practice.group.outcome = BestGroup::Outcome::kNoDirection;
      return practice;
    }
    const bool is_up_good = outcome.metric->polarity != metrics::Polarity::kDown;
    practice.group =
        analysis::practice::FindBestGroup(outcome.now, is_up_good, request_.plan.group);
    if (practice.group.outcome != BestGroup::Outcome::kTold) return practice;
    for (const ComparedMetric& feature : request_.plan.features) {
      const PeopleByMetric* figure = Find(feature.metric, feature.per);
      if (figure == nullptr || figure->metric == outcome.metric) continue;
      practice.features.push_back(
          {*figure,
           analysis::practice::CompareFeature(figure->now, practice.group,
                                              IsRelative(*figure->metric), request_.plan.group),
           {},
           {}});
    }
    KEBAO_TRY_VOID(Conclude(&practice));
    return practice;
  }

  Result<void> Conclude(PracticeOfOutcome* practice) const {
    std::vector<FeatureDifference*> differences;
    for (PracticeFeature& feature : practice->features) differences.push_back(&feature.difference);
    analysis::practice::HoldFalseDiscoveries(differences);
    std::ranges::stable_sort(practice->features, {}, [](const PracticeFeature& feature) {
      return std::pair(feature.difference.outcome != FeatureDifference::Outcome::kTold,
                       feature.difference.p);
    });
    for (PracticeFeature& feature : practice->features) {
      feature.finding = FindingOf(feature);
      if (!request_.may_show_examples || !IsBeyondNoise(feature)) continue;
      KEBAO_TRY(feature.examples, FindExamples(service_, context_, request_.by,
                                               practice->group.best, feature, request_.plan));
    }
    return {};
  }

  static bool IsBeyondNoise(const PracticeFeature& feature) {
    return feature.difference.outcome == FeatureDifference::Outcome::kTold &&
           feature.difference.is_beyond_noise();
  }

  analysis::Finding FindingOf(const PracticeFeature& feature) const {
    const FeatureDifference& difference = feature.difference;
    analysis::Finding finding;
    finding.kind = analysis::Finding::Kind::kPractice;
    finding.metric = feature.by_metric.metric;
    finding.subject = {request_.by, ""};
    finding.outcome = difference.outcome != FeatureDifference::Outcome::kTold
                          ? analysis::Outcome::kTooFew
                      : !IsBeyondNoise(feature)        ? analysis::Outcome::kNoise
                      : difference.difference.size > 0 ? analysis::Outcome::kUp
                                                       : analysis::Outcome::kDown;
    const auto add = [&](const char* role, double figure, size_t n) {
      metrics::Value value;
      value.value = figure;
      value.n = static_cast<int64_t>(n);
      finding.evidence.push_back({role, finding.metric, finding.subject, false, value});
    };
    add("best", difference.best, difference.n_best);
    add("rest", difference.rest, difference.n_rest);
    finding.strength = {difference.difference.low,
                        difference.difference.high,
                        difference.difference.z,
                        IsBeyondNoise(feature),
                        difference.p,
                        difference.q};
    finding.impact = analysis::ImpactOf(*finding.metric, difference.best, difference.rest,
                                        IsBeyondNoise(feature));
    return finding;
  }

  const metrics::MetricService& service_;
  const AskedMetrics& asked_;
  metrics::QueryContext context_;
  const PracticeRequest& request_;
  PeopleAnswer people_;
};

}  // namespace

Result<PracticeAnswer> AskForPractice(const metrics::MetricService& service,
                                      const AskedMetrics& asked,
                                      const metrics::QueryContext& context,
                                      const PracticeRequest& request) {
  return PracticeAsker(service, asked, context, request).Ask();
}

}  // namespace kebao::inquiry
