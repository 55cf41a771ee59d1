#include "report/narrative/narrator.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "report/question_list.h"

namespace kebao::report {
namespace {

using analysis::Finding;
using analysis::Outcome;
using document::Paragraph;
using metrics::Value;

constexpr size_t kFewestForOverview = 3;
constexpr const char* kSteady = "narrative.list.steady";
constexpr const char* kIncomplete = "narrative.list.incomplete";

/// Counts of nothing, in neither period, say nothing.
bool IsNothing(const Value& now, const Value* before) {
  const auto is_empty = [](const Value& value) { return !value.value || *value.value == 0; };
  return now.n == 0 && is_empty(now) && (before == nullptr || is_empty(*before));
}

std::string IdOf(const std::string& section, const Finding& finding) {
  static constexpr std::array<std::string_view, 7> kKinds = {"change", "share",   "rank", "target",
                                                             "trend",  "anomaly", "cause"};
  const std::string_view kind = kKinds[static_cast<size_t>(finding.kind)];
  const std::string id = fmt::format("{}/{}/{}", section, kind, finding.metric->id);
  return finding.subject.dimension.empty() ? id : id + "/" + finding.subject.dimension;
}

/// The pattern that such findings share a sentence of; empty for those with one of their own.
std::string ListOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kSame:
    case Outcome::kNoise:
      return "narrative.list.steady";
    case Outcome::kTooFew:
      return "narrative.list.too_few";
    case Outcome::kIncomplete:
      return "narrative.list.incomplete";
    case Outcome::kNotMeasured:
      return "narrative.list.not_measured";
    case Outcome::kNoComparison:
      return "narrative.list.level";
    default:
      return "";
  }
}

/// "overview/steady"
std::string ListId(const std::string& section, std::string_view pattern) {
  return fmt::format("{}/{}", section, pattern.substr(pattern.rfind('.') + 1));
}

bool IsChange(const Finding& finding) { return finding.kind == Finding::Kind::kChange; }

bool IsOfAlike(const Finding& finding) {
  return finding.kind == Finding::Kind::kRank && finding.outcome == Outcome::kNoise;
}

bool IsOfOwnSentence(const Finding& finding, Outcome outcome) {
  if (IsOfAlike(finding)) return false;
  if (finding.kind == Finding::Kind::kTarget) return ListOf(outcome).empty();
  return !IsChange(finding) || ListOf(outcome).empty();
}

}  // namespace

PeriodNames PeriodNamesOf(const ReportRequest& request) {
  const std::string grain = GrainId(request.context.period.natural);
  const std::string comparison =
      request.comparison_name.empty() ? "previous" : request.comparison_name;
  return {"this." + grain, "compared." + comparison + "." + grain};
}

Narrator::Narrator(const ReportRequest& request, const metrics::MetricCatalog& catalog,
                   const FigureMaker& figures, const Vocabulary& vocabulary, bool is_covered)
    : catalog_(catalog),
      figures_(figures),
      sentences_(figures, vocabulary, PeriodNamesOf(request)),
      frame_{request.context.comparison.has_value(), is_covered} {}

Result<void> Narrator::FindWhole(const NarrativeBlock& block, const AnswerTo& answer_to,
                                 Findings* findings) const {
  const std::vector<std::string> metrics = WholeMetricsOf(block);
  if (metrics.empty()) return {};
  const metrics::ResultTable& answer = answer_to({metrics, {}, metrics::Grain::kNone, false});
  if (answer.rows.empty()) return {};
  const metrics::Row& row = answer.rows.front();
  for (size_t column = 0; column < metrics.size(); ++column) {
    KEBAO_TRY(const metrics::MetricSpec* spec, figures_.Spec(metrics[column]));
    const Value* before = column < row.compared.size() ? &row.compared[column] : nullptr;
    if (IsNothing(row.values[column], before)) continue;
    if (column < block.changes.size()) {
      if (auto found = analysis::FindChange(*spec, row, column, frame_))
        findings->push_back(std::move(*found));
    }
    for (const NarrativeBlock::Target& target : block.targets) {
      if (target.metric != spec->id) continue;
      if (auto found = analysis::FindTarget(*spec, row.values[column], target.target))
        findings->push_back(std::move(*found));
    }
  }
  return {};
}

bool Narrator::IsOfPeople(const std::string& dimension) const {
  const auto spec = catalog_.FindDimension(dimension);
  return spec && (*spec)->kind == metrics::DimensionKind::kAgent;
}

Result<void> Narrator::FindParts(const NarrativeBlock& block, const AnswerTo& answer_to,
                                 Findings* findings) const {
  for (const NarrativeBlock::ByDimension& item : block.shares) {
    KEBAO_TRY(const metrics::MetricSpec* spec, figures_.Spec(item.metric));
    if (auto found = analysis::FindShare(*spec, answer_to(QuestionOf(item)), frame_))
      findings->push_back(std::move(*found));
  }
  for (const NarrativeBlock::ByDimension& item : block.ranks) {
    KEBAO_TRY(const metrics::MetricSpec* spec, figures_.Spec(item.metric));
    if (auto found =
            analysis::FindRank(*spec, answer_to(QuestionOf(item)), !IsOfPeople(item.dimension)))
      findings->push_back(std::move(*found));
  }
  return {};
}

std::vector<Paragraph> Narrator::Overview(const std::string& section,
                                          const Findings& findings) const {
  std::vector<const Finding*> compared;
  for (const Finding& finding : findings) {
    const bool is_compared = IsChange(finding) && finding.Of("before") != nullptr;
    if (is_compared && finding.metric->polarity != metrics::Polarity::kNone)
      compared.push_back(&finding);
  }
  if (compared.size() < kFewestForOverview) return {};
  return {sentences_.TellOverview(compared, section + "/overview")};
}

Narrator::Findings Narrator::Spoken(Findings findings, bool is_by_impact) const {
  std::erase_if(findings, [&](const Finding& finding) {
    return !IsOfOwnSentence(finding, sentences_.OutcomeOf(finding));
  });
  if (is_by_impact) {
    std::ranges::stable_sort(findings, std::ranges::greater{},
                             [](const Finding& finding) { return finding.impact; });
  }
  return findings;
}

std::vector<Paragraph> Narrator::OneByOne(const std::string& section, const Findings& findings,
                                          size_t room) {
  // Changes beyond the room share one sentence, the last.
  const bool has_rest = findings.size() > room;
  const size_t own = has_rest ? std::max<size_t>(room, 2) - 1 : findings.size();
  std::vector<Paragraph> paragraphs;
  std::vector<const Finding*> rest;
  for (size_t index = 0; index < findings.size(); ++index) {
    if (index < own) {
      paragraphs.push_back(sentences_.Tell(findings[index], IdOf(section, findings[index])));
      if (IsChange(findings[index])) told_changes_.insert(findings[index].metric->id);
    } else if (IsChange(findings[index])) {
      rest.push_back(&findings[index]);
    }
  }
  if (rest.size() == 1 && room > 1) {
    paragraphs.push_back(sentences_.Tell(*rest.front(), IdOf(section, *rest.front())));
    told_changes_.insert(rest.front()->metric->id);
  } else if (!rest.empty() && room > 1) {
    constexpr const char* kRest = "narrative.list.rest";
    paragraphs.push_back(sentences_.TellTogether(kRest, rest, ListId(section, kRest)));
  }
  return paragraphs;
}

std::vector<Paragraph> Narrator::Alike(const std::string& section, const Findings& findings) const {
  std::vector<const Finding*> ranks;
  std::map<std::string, std::vector<const Finding*>> by_dimension;
  for (const Finding& finding : findings) {
    if (!IsOfAlike(finding)) continue;
    ranks.push_back(&finding);
    by_dimension[finding.subject.dimension].push_back(&finding);
  }
  if (ranks.empty()) return {};
  const metrics::MetricSpec& metric = *ranks.front()->metric;
  const bool is_of_one_metric = std::ranges::all_of(
      ranks, [&](const Finding* rank) { return rank->metric->id == metric.id; });
  if (is_of_one_metric && ranks.size() > 1)
    return {sentences_.TellAlikeOf(metric, ranks, fmt::format("{}/alike/{}", section, metric.id))};
  std::vector<Paragraph> paragraphs;
  for (const auto& [dimension, alike] : by_dimension) {
    paragraphs.push_back(
        alike.size() == 1
            ? sentences_.Tell(*alike.front(), IdOf(section, *alike.front()))
            : sentences_.TellAlikeBy(dimension, alike, section + "/alike/" + dimension));
  }
  return paragraphs;
}

std::vector<Paragraph> Narrator::Together(const std::string& section, const Findings& findings) {
  std::vector<Paragraph> paragraphs;
  for (const char* list : {"narrative.list.level", "narrative.list.not_measured", kIncomplete,
                           kSteady, "narrative.list.too_few"}) {
    std::vector<const Finding*> alike;
    for (const Finding& finding : findings) {
      if (IsChange(finding) && ListOf(sentences_.OutcomeOf(finding)) == list)
        alike.push_back(&finding);
    }
    if (alike.empty()) continue;
    for (const Finding* finding : alike) told_changes_.insert(finding->metric->id);
    std::string pattern = list;
    if (pattern == kSteady && std::exchange(has_explained_noise_, true)) pattern += "_again";
    if (pattern == kIncomplete && std::exchange(has_explained_gaps_, true)) pattern += "_again";
    paragraphs.push_back(sentences_.TellTogether(pattern, alike, ListId(section, list)));
  }
  return paragraphs;
}

Result<std::vector<Paragraph>> Narrator::Tell(const std::string& section,
                                              const NarrativeBlock& block,
                                              const AnswerTo& answer_to) {
  Findings findings;
  KEBAO_TRY_VOID(FindWhole(block, answer_to, &findings));
  KEBAO_TRY_VOID(FindParts(block, answer_to, &findings));
  std::vector<Paragraph> paragraphs;
  if (block.has_overview) paragraphs = Overview(section, findings);
  std::erase_if(findings, [&](const Finding& finding) {
    return IsChange(finding) && told_changes_.contains(finding.metric->id);
  });
  std::vector<Paragraph> last = Alike(section, findings);
  std::ranges::move(Together(section, findings), std::back_inserter(last));
  const auto limit = static_cast<size_t>(std::max(block.limit, 1));
  const size_t taken = paragraphs.size() + last.size();
  const std::vector<Paragraph> middle = OneByOne(
      section, Spoken(std::move(findings), block.is_by_impact), limit > taken ? limit - taken : 1);
  paragraphs.insert(paragraphs.end(), middle.begin(), middle.end());
  paragraphs.insert(paragraphs.end(), last.begin(), last.end());
  std::erase_if(paragraphs, [&](const Paragraph& one) { return !said_.insert(one.id).second; });
  return paragraphs;
}

}  // namespace kebao::report
