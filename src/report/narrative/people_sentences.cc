#include "report/narrative/people_sentences.h"

#include <algorithm>

namespace kebao::report {
namespace {

using analysis::people::LoadStanding;
using analysis::people::PersonLoad;
using analysis::people::Quadrant;
using document::BoundName;
using document::Claim;
using document::Paragraph;
using document::Tone;
using inquiry::PeopleByMetric;

const char* KeyOf(Quadrant quadrant) {
  switch (quadrant) {
    case Quadrant::kBothGood:
      return "narrative.people.both_good";
    case Quadrant::kFirstOnly:
      return "narrative.people.first_only";
    case Quadrant::kSecondOnly:
      return "narrative.people.second_only";
    default:
      return "narrative.people.neither";
  }
}

Tone ToneOf(Quadrant quadrant) {
  if (quadrant == Quadrant::kBothGood) return Tone::kGood;
  return quadrant == Quadrant::kNeither ? Tone::kBad : Tone::kNeutral;
}

}  // namespace

Piece PeopleSentences::MetricName(const PeopleByMetric& compared) const {
  return parts_.Named(BoundName::Kind::kMetric, compared.metric->id);
}

/// Counts are told by what they are counted per.
std::string PeopleSentences::PatternOf(const char* name, const PeopleByMetric& compared) const {
  const std::string key = std::string("narrative.people.") + name;
  return vocabulary_.Pattern(compared.per == nullptr ? key : key + "_per");
}

Paragraph PeopleSentences::TellStanding(const PeopleByMetric& compared,
                                        const analysis::people::PersonStanding& person,
                                        std::string id) const {
  const bool is_above = person.standing == analysis::people::Standing::kAbove;
  SentenceBuilder sentence;
  Pieces pieces;
  Claim claim{.kind = is_above ? Claim::Kind::kAbove : Claim::Kind::kBelow};
  for (const auto& [name, figure] : FiguresOf(compared, person, by_, figures_)) {
    const size_t held = parts_.HoldFound(figure, &sentence);
    if (name == "difference") claim.first = claim.second = held;
    pieces[name] = Printed(held);
  }
  claim.up_is_good = UpIsGood(compared.metric->polarity);
  claim.word = BeyondKey(is_above);
  pieces["beyond"] = parts_.Worded(claim);
  pieces["part"] = parts_.Named(BoundName::Kind::kValue, ValueId(by_, person.key));
  pieces["metric"] = MetricName(compared);
  if (compared.per != nullptr)
    pieces["per"] = parts_.Named(BoundName::Kind::kMetric, compared.per->id);
  sentence.Fill(PatternOf("standing", compared), pieces);
  return sentence.Take(std::move(id), report::ToneOf(is_above, claim.up_is_good));
}

Paragraph PeopleSentences::TellMove(const PeopleByMetric& compared,
                                    const analysis::people::PersonMove& move,
                                    std::string id) const {
  const bool is_up = move.standing == analysis::people::Standing::kAbove;
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(compared, move, by_, figures_), &sentence);
  pieces["part"] = parts_.Named(BoundName::Kind::kValue, ValueId(by_, move.key));
  pieces["metric"] = MetricName(compared);
  if (compared.per != nullptr)
    pieces["per"] = parts_.Named(BoundName::Kind::kMetric, compared.per->id);
  sentence.Fill(PatternOf("moved", compared), pieces);
  return sentence.Take(std::move(id), report::ToneOf(is_up, UpIsGood(compared.metric->polarity)));
}

/// "王芳（162，应有 124）、…"
SentenceBuilder PeopleSentences::Overloaded(const inquiry::LoadOfTeam& load) const {
  SentenceBuilder list(true);
  size_t told = 0;
  for (const PersonLoad* person : OverloadedIn(load)) {
    if (told == kMostOverloadedNamed) break;
    if (told++ > 0) list.Say(vocabulary_.Pattern("narrative.list.names"));
    Pieces pieces = parts_.FoundPieces(FiguresOf(load, *person, by_, figures_), &list);
    pieces["part"] = parts_.Named(BoundName::Kind::kValue, ValueId(by_, person->key));
    list.Fill(vocabulary_.Pattern("narrative.people.overloaded_one"), pieces);
  }
  return list;
}

Paragraph PeopleSentences::TellLoad(const inquiry::LoadOfTeam& load, std::string id) const {
  SentenceBuilder sentence;
  Pieces pieces = parts_.FoundPieces(FiguresOf(load, figures_), &sentence);
  pieces["metric"] = parts_.Named(BoundName::Kind::kMetric, load.metric->id);
  sentence.Fill(vocabulary_.Pattern("narrative.people.load"), pieces);
  const bool is_any = !OverloadedIn(load).empty();
  const SentenceBuilder list = Overloaded(load);
  pieces["list"] = [&list](SentenceBuilder& whole) { whole.Append(list); };
  sentence.Fill(
      vocabulary_.Pattern(is_any ? "narrative.people.overloaded" : "narrative.people.even"),
      pieces);
  if (pieces.contains("after"))
    sentence.Fill(vocabulary_.Pattern("narrative.people.after_moves"), pieces);
  return sentence.Take(std::move(id), is_any ? Tone::kBad : Tone::kNeutral);
}

Paragraph PeopleSentences::TellQuadrant(Quadrant quadrant, const metrics::MetricSpec& first,
                                        const metrics::MetricSpec& second,
                                        const std::vector<std::string>& keys,
                                        std::string id) const {
  SentenceBuilder names(true);
  for (const std::string& key : keys) {
    if (key != keys.front()) names.Say(vocabulary_.Pattern("narrative.list.names"));
    parts_.Named(BoundName::Kind::kValue, ValueId(by_, key))(names);
  }
  SentenceBuilder sentence;
  sentence.Fill(vocabulary_.Pattern(KeyOf(quadrant)),
                {{"names", [&names](SentenceBuilder& whole) { whole.Append(names); }},
                 {"first", parts_.Named(BoundName::Kind::kMetric, first.id)},
                 {"second", parts_.Named(BoundName::Kind::kMetric, second.id)}});
  return sentence.Take(std::move(id), ToneOf(quadrant));
}

}  // namespace kebao::report
