#include "document/diff.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "document/placed_figures.h"
#include "document/sentences.h"

namespace kebao::document {
namespace {

using FigureKey = std::tuple<std::string, std::string, std::string, std::string, std::string,
                             std::string, std::string>;
/// Figures that have everything but their value in common, in order.
using FigureIndex = std::map<FigureKey, std::vector<const PlacedFigure*>>;

FigureKey FigureKeyOf(const PlacedFigure& placed) {
  const Provenance& from = placed.figure.provenance;
  return {placed.place.section_id,
          placed.block_id,
          placed.place.row,
          placed.column_id,
          from.metric,
          from.pack,
          from.filters};
}

FigureIndex FiguresByKey(const std::vector<PlacedFigure>& figures) {
  FigureIndex index;
  for (const PlacedFigure& placed : figures) index[FigureKeyOf(placed)].push_back(&placed);
  return index;
}

bool ReadAlike(const Figure& a, const Figure& b) { return a.text == b.text && a.raw == b.raw; }

/// Two agents of one name may have changed places: what reads alike on both sides has not moved.
void TakeOutAlike(std::vector<const PlacedFigure*>* before,
                  std::vector<const PlacedFigure*>* after) {
  std::erase_if(*before, [&](const PlacedFigure* one) {
    const auto same = std::ranges::find_if(
        *after, [&](const PlacedFigure* other) { return ReadAlike(one->figure, other->figure); });
    if (same == after->end()) return false;
    after->erase(same);
    return true;
  });
}

std::optional<double> Difference(const Figure& before, const Figure& after) {
  if (!before.raw || !after.raw) return std::nullopt;
  return *after.raw - *before.raw;
}

class Differ {
 public:
  Differ(const Document& before, const Document& after) : before_(before), after_(after) {}

  DocumentDiff Run() {
    DiffFigures();
    DiffSentences();
    DiffSections();
    return std::move(diff_);
  }

 private:
  void DiffFigures() {
    const std::vector<PlacedFigure> old_figures = PlacedFigures(before_);
    const std::vector<PlacedFigure> new_figures = PlacedFigures(after_);
    FigureIndex old_index = FiguresByKey(old_figures);
    FigureIndex new_index = FiguresByKey(new_figures);
    std::map<const PlacedFigure*, const PlacedFigure*> moved;  // old → new; nullptr: gone
    for (auto& [key, before] : old_index) {
      std::vector<const PlacedFigure*>& after = new_index[key];
      TakeOutAlike(&before, &after);
      for (size_t index = 0; index < before.size(); ++index)
        moved[before[index]] = index < after.size() ? after[index] : nullptr;
      after.erase(after.begin(),
                  after.begin() + static_cast<ptrdiff_t>(std::min(before.size(), after.size())));
    }
    for (const PlacedFigure& old : old_figures) {
      const auto found = moved.find(&old);
      if (found != moved.end()) PutOld(old, found->second);
    }
    PutNew(new_figures, new_index);
  }

  void PutOld(const PlacedFigure& old, const PlacedFigure* now) {
    if (now == nullptr) {
      diff_.gone.push_back({old.place, old.figure});
    } else {
      diff_.moved.push_back(
          {now->place, old.figure, now->figure, Difference(old.figure, now->figure)});
    }
  }

  /// What is left in the index has no counterpart.
  void PutNew(const std::vector<PlacedFigure>& figures, const FigureIndex& left) {
    for (const PlacedFigure& placed : figures) {
      const auto& alone = left.at(FigureKeyOf(placed));
      if (std::ranges::find(alone, &placed) != alone.end())
        diff_.come.push_back({placed.place, placed.figure});
    }
  }

  using SentenceKey = std::pair<std::string, std::string>;  // section, sentence
  using SentenceIndex = std::map<SentenceKey, const Paragraph*>;

  static SentenceKey KeyOf(const PlacedSentence& sentence) {
    return {sentence.section->id, sentence.paragraph->id};
  }

  static SentenceIndex IndexOf(const std::vector<PlacedSentence>& sentences) {
    SentenceIndex index;
    for (const PlacedSentence& sentence : sentences)
      index.emplace(KeyOf(sentence), sentence.paragraph);
    return index;
  }

  void DiffSentences() {
    const std::vector<PlacedSentence> before = SentencesOf(before_);
    const std::vector<PlacedSentence> after = SentencesOf(after_);
    const SentenceIndex old_ones = IndexOf(before);
    const SentenceIndex new_ones = IndexOf(after);
    for (const auto& [section, old] : before) {
      const auto now = new_ones.find({section->id, old->id});
      const std::string text = now == new_ones.end() ? "" : now->second->text;
      if (text != old->text) diff_.sentences.push_back({section->title, old->id, old->text, text});
    }
    for (const auto& [section, now] : after) {
      if (!old_ones.contains({section->id, now->id}))
        diff_.sentences.push_back({section->title, now->id, "", now->text});
    }
  }

  void DiffSections() {
    diff_.sections_gone = TitlesOnlyIn(before_, after_);
    diff_.sections_come = TitlesOnlyIn(after_, before_);
  }

  static std::vector<std::string> TitlesOnlyIn(const Document& one, const Document& other) {
    std::vector<std::string> titles;
    for (const Section& section : one.sections) {
      if (std::ranges::find(other.sections, section.id, &Section::id) == other.sections.end())
        titles.push_back(section.title);
    }
    return titles;
  }

  const Document& before_;
  const Document& after_;
  DocumentDiff diff_;
};

}  // namespace

DocumentDiff DiffDocuments(const Document& before, const Document& after) {
  return Differ(before, after).Run();
}

}  // namespace kebao::document
