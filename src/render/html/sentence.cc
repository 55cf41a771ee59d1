#include "render/html/sentence.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "document/sentences.h"
#include "render/html/figure_text.h"

namespace kebao::render::html {
namespace {

using document::BoundFigure;
using document::Claim;
using document::Derivation;
using document::Figure;
using document::Paragraph;

bool IsDirection(const Claim& claim) {
  using enum Claim::Kind;
  return claim.kind == kUp || claim.kind == kDown || claim.kind == kSame || claim.kind == kNoise;
}

std::string NameAndText(const Figure& figure, const PageContext& page) {
  return fmt::format("{} {}", page.NameOf(figure.provenance.metric), figure.text);
}

class Evidence {
 public:
  Evidence(const Paragraph& paragraph, const PageContext& page)
      : paragraph_(paragraph), page_(page) {}

  std::string Of(const BoundFigure& bound) {
    switch (bound.derivation) {
      case Derivation::kGiven:
        AddGiven(bound);
        break;
      case Derivation::kTally:
        AddTallied(bound);
        break;
      case Derivation::kFound:
        AddFound(bound);
        break;
      case Derivation::kSampleSize:
        Add(page_.texts().Get("html.sample_of", {{"figure", Named(bound.first)}}));
        AddSource(FigureAt(bound.first));
        break;
      case Derivation::kDifference:
        AddComputed("html.difference_of", bound);
        break;
      case Derivation::kRelative:
        AddComputed("html.relative_of", bound);
        break;
      case Derivation::kShare:
        AddComputed("html.share_of", bound);
        break;
    }
    return fmt::format("{}", fmt::join(lines_, "\n"));
  }

 private:
  const Figure& FigureAt(size_t index) const { return paragraph_.figures[index].figure; }
  std::string Named(size_t index) const { return NameAndText(FigureAt(index), page_); }

  void Add(std::string line) {
    if (!line.empty()) lines_.push_back(std::move(line));
  }

  void AddSource(const Figure& figure) {
    const document::Provenance& from = figure.provenance;
    if (from.metric.empty()) return;
    Add(page_.texts().Get(
        "html.source", {{"metric", from.metric}, {"pack", from.pack}, {"filters", from.filters}}));
  }

  void AddGiven(const BoundFigure& bound) {
    Add(NameAndText(bound.figure, page_));
    Add(FigureNote(bound.figure, page_));
    for (const Claim& claim : paragraph_.claims) {
      const bool is_compared = IsDirection(claim) && &paragraph_.figures[claim.first] == &bound;
      if (!is_compared) continue;
      AddCompared(FigureAt(claim.second));
      break;
    }
    AddSource(bound.figure);
  }

  void AddFound(const BoundFigure& bound) {
    Add(page_.texts().Get("html.found", {{"figure", NameAndText(bound.figure, page_)}}));
    Add(FigureNote(bound.figure, page_));
    AddSource(bound.figure);
  }

  void AddCompared(const Figure& before) {
    const std::string note = FigureNote(before, page_);
    Add(page_.texts().Get(note.empty() ? "html.compared_with" : "html.compared_with_note",
                          {{"value", before.text}, {"note", note}}));
  }

  void AddComputed(const std::string& key, const BoundFigure& bound) {
    const Figure& first = FigureAt(bound.first);
    const Figure& second = FigureAt(bound.second);
    Add(page_.NameOf(first.provenance.metric));
    Add(page_.texts().Get(key, {{"first", first.text}, {"second", second.text}}));
    AddSource(Given(bound.first));
    AddSource(Given(bound.second));
  }

  /// What a figure is computed from in the end: the first one that was answered.
  const Figure& Given(size_t index) const {
    const BoundFigure& bound = paragraph_.figures[index];
    return bound.derivation == Derivation::kGiven ? bound.figure : FigureAt(bound.first);
  }

  /// The metrics that were counted.
  void AddTallied(const BoundFigure& bound) {
    const auto verdict = static_cast<document::Verdict>(bound.first);
    std::vector<std::string> counted;
    for (const Claim& claim : paragraph_.claims) {
      if (!IsDirection(claim) || !claim.up_is_good) continue;
      if (verdict == document::Verdict::kAny || verdict == document::VerdictOf(claim))
        counted.push_back(Named(claim.first));
    }
    Add(fmt::format("{}", fmt::join(counted, "\n")));
  }

  const Paragraph& paragraph_;
  const PageContext& page_;
  std::vector<std::string> lines_;
};

}  // namespace

std::string EvidenceOf(const Paragraph& paragraph, const BoundFigure& bound,
                       const PageContext& page) {
  return Evidence(paragraph, page).Of(bound);
}

void WriteSentence(HtmlWriter& html, const Paragraph& paragraph, const PageContext& page) {
  html.Open("p", {{"class", Classes({"prose", ToneClass(paragraph.tone)})}});
  const std::string_view text = paragraph.text;
  size_t at = 0;
  for (const BoundFigure* bound : document::PrintedFigures(paragraph)) {
    const auto& [begin, size] = bound->place;
    html.Text(text.substr(at, begin - at));
    const std::string& link = bound->figure.provenance.link;
    html.Element(link.empty() ? "span" : "a",
                 {{"class", "bound"},
                  {"tabindex", "0"},
                  {"href", link},
                  {"data-evidence", EvidenceOf(paragraph, *bound, page)}},
                 text.substr(begin, size));
    at = begin + size;
  }
  html.Text(text.substr(at));
  html.Close();
}

}  // namespace kebao::render::html
