#include "report/narrative/risk_sentences.h"

#include "report/narrative/finder.h"

namespace kebao::report {
namespace {

using document::BoundName;
using document::NumberFormat;
using inquiry::RiskAnswer;
using inquiry::RiskWarning;
using Kind = inquiry::RiskWarning::Kind;

const char* KeyOf(const RiskAnswer& answer, const RiskWarning& warning) {
  switch (warning.kind) {
    case Kind::kTarget:
      return "narrative.risk.target";
    case Kind::kDegradation:
      return "narrative.risk.degradation";
    case Kind::kShortage:
      return "narrative.risk.shortage";
    case Kind::kPersonLoad:
      return "narrative.risk.person";
    case Kind::kTopic:
      return "narrative.risk.topic";
    case Kind::kEvent:
      break;
  }
  return answer.events[warning.at].load.is_same_name ? "narrative.risk.event"
                                                     : "narrative.risk.event_of_kind";
}

void AddRange(NumberFormat format, double low, double high, Finder* finder) {
  finder->Number("low", format, low);
  finder->Number("high", format, high);
}

void AddTarget(const inquiry::TargetRisk& risk, Finder* finder) {
  SetInterval(risk.miss.low, risk.miss.high, &finder->Value("middle", risk.miss.middle));
  finder->Value("low", risk.miss.low);
  finder->Value("high", risk.miss.high);
  finder->Value("target", risk.plan.target);
}

void AddPerson(const inquiry::PersonLoadRisk& risk, Finder* finder) {
  finder->Count("load", risk.load.load);
  finder->Count("due", risk.load.expected);
  finder->Number("ratio", NumberFormat::kDecimal2, risk.ratio);
  AddRange(NumberFormat::kDecimal2, risk.low, risk.high, finder);
}

void AddTopic(const inquiry::TopicRisk& risk, Finder* finder) {
  finder->Part("first", risk.rise.shares.front());
  finder->Part("last", risk.rise.shares.back());
  finder->Effect("difference", NumberFormat::kPercentPoints1, risk.rise.difference.size);
  if (risk.rise.difference.is_tested()) {
    finder->Effect("low", NumberFormat::kPercentPoints1, *risk.rise.difference.low);
    finder->Effect("high", NumberFormat::kPercentPoints1, *risk.rise.difference.high);
  }
  finder->Count("n", risk.history.counts.back());
  finder->Count("periods", static_cast<double>(risk.rise.shares.size()));
}

void AddEvent(const inquiry::EventRisk& risk, Finder* finder) {
  finder->Number("ratio", NumberFormat::kDecimal2, risk.load.ratio);
  AddRange(NumberFormat::kDecimal2, risk.load.low, risk.load.high, finder);
  finder->Count("like", static_cast<double>(risk.load.like.size()));
}

std::string WhatOf(const RiskAnswer& answer, const RiskWarning& warning) {
  const analysis::Finding& finding = FindingOf(answer, warning);
  const std::string of = finding.subject.key.empty()
                             ? ""
                             : "; " + ValueId(finding.subject.dimension, finding.subject.key);
  return std::string(KeyOf(answer, warning)).substr(std::string_view("narrative.").size()) + "/" +
         std::to_string(warning.at) + of;
}

}  // namespace

const analysis::Finding& FindingOf(const RiskAnswer& answer, const RiskWarning& warning) {
  switch (warning.kind) {
    case Kind::kTarget:
      return answer.targets[warning.at].finding;
    case Kind::kDegradation:
      return answer.targets[warning.at].breach_finding;
    case Kind::kShortage:
      return answer.shortage->finding;
    case Kind::kPersonLoad:
      return answer.people[warning.at].finding;
    case Kind::kTopic:
      return answer.topics.rising[warning.at].finding;
    case Kind::kEvent:
      break;
  }
  return answer.events[warning.at].finding;
}

FoundFigures FiguresOf(const RiskAnswer& answer, const RiskWarning& warning,
                       const metrics::MetricSpec& contacts, const FigureMaker& figures) {
  const metrics::MetricSpec* metric = FindingOf(answer, warning).metric;
  Finder finder(metric == nullptr ? contacts : *metric, figures, WhatOf(answer, warning));
  finder.Part("probability", warning.score.probability);
  finder.Number("size", NumberFormat::kDecimal2, warning.score.size);
  finder.Count("contacts", warning.score.contacts);
  finder.Count("score", warning.score.value());
  switch (warning.kind) {
    case Kind::kTarget:
      AddTarget(answer.targets[warning.at], &finder);
      break;
    case Kind::kDegradation:
      finder.Value("target", answer.targets[warning.at].plan.target);
      break;
    case Kind::kShortage: {
      const analysis::risk::Shortage& shortage = answer.shortage->shortage;
      finder.Count("lacking", shortage.lacking);
      AddRange(NumberFormat::kInteger, shortage.low, shortage.high, &finder);
      break;
    }
    case Kind::kPersonLoad:
      AddPerson(answer.people[warning.at], &finder);
      break;
    case Kind::kTopic:
      AddTopic(answer.topics.rising[warning.at], &finder);
      break;
    case Kind::kEvent:
      AddEvent(answer.events[warning.at], &finder);
      break;
  }
  return finder.Take();
}

/// "平均首次响应（在线聊天）": a target may be one of some rows only.
Piece RiskSentences::NameOf(const inquiry::TargetRisk& risk) const {
  return [this, &risk](SentenceBuilder& sentence) {
    const Piece metric = parts_.Named(BoundName::Kind::kMetric, risk.metric->id);
    if (risk.plan.filters.empty()) return metric(sentence);
    const Piece values = [this, &risk](SentenceBuilder& list) {
      const char* separator = nullptr;
      for (const metrics::Filter& filter : risk.plan.filters)
        for (const std::string& value : filter.values) {
          if (separator != nullptr) list.Say(vocabulary_.Pattern(separator));
          parts_.Named(BoundName::Kind::kValue, ValueId(filter.dimension, value))(list);
          separator = "narrative.list.names";
        }
    };
    sentence.Fill(vocabulary_.Pattern("narrative.risk.of_some"),
                  {{"metric", metric}, {"values", values}});
  };
}

/// {metric}, {part}, {day}, {earliest}, {event}: those that the kind has.
void RiskSentences::AddNames(const RiskAnswer& answer, const RiskWarning& warning,
                             const std::string& event, Pieces* pieces) const {
  const analysis::Finding& finding = FindingOf(answer, warning);
  if (finding.metric != nullptr)
    (*pieces)["metric"] = parts_.Named(BoundName::Kind::kMetric, finding.metric->id);
  if (warning.kind == Kind::kTarget || warning.kind == Kind::kDegradation)
    (*pieces)["metric"] = NameOf(answer.targets[warning.at]);
  if (!finding.subject.key.empty())
    (*pieces)["part"] = parts_.Named(BoundName::Kind::kValue,
                                     ValueId(finding.subject.dimension, finding.subject.key));
  if (warning.kind == Kind::kDegradation) {
    const inquiry::TargetRisk& risk = answer.targets[warning.at];
    (*pieces)["day"] = parts_.Named(BoundName::Kind::kDay, FormatDay(risk.likely));
    (*pieces)["earliest"] = parts_.Named(BoundName::Kind::kDay, FormatDay(risk.earliest));
  }
  if (warning.kind == Kind::kEvent) {
    (*pieces)["event"] = parts_.Named(BoundName::Kind::kEvent, event);
    (*pieces)["day"] =
        parts_.Named(BoundName::Kind::kDay, FormatDay(answer.events[warning.at].event.first));
  }
}

document::Paragraph RiskSentences::Tell(const RiskAnswer& answer, const RiskWarning& warning,
                                        const std::string& next, const std::string& event,
                                        std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(answer, warning, contacts_, figures_), &sentence);
  pieces["next"] = parts_.Named(BoundName::Kind::kPeriod, next);
  AddNames(answer, warning, event, &pieces);
  sentence.Fill(vocabulary_.Pattern(KeyOf(answer, warning)), pieces);
  return sentence.Take(std::move(id), document::Tone::kBad);
}

}  // namespace kebao::report
