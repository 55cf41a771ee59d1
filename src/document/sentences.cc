#include "document/sentences.h"

#include <algorithm>

namespace kebao::document {

std::vector<PlacedSentence> SentencesOf(const Document& document) {
  std::vector<PlacedSentence> sentences;
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      const auto* paragraph = std::get_if<Paragraph>(&block);
      if (paragraph != nullptr && !paragraph->id.empty())
        sentences.push_back({&section, paragraph});
    }
  }
  return sentences;
}

std::vector<const BoundFigure*> PrintedFigures(const Paragraph& paragraph) {
  std::vector<const BoundFigure*> printed;
  if (paragraph.edit) return printed;
  for (const BoundFigure& bound : paragraph.figures)
    if (bound.place.size > 0) printed.push_back(&bound);
  std::ranges::sort(printed, {}, [](const BoundFigure* bound) { return bound->place.begin; });
  size_t end = 0;
  std::erase_if(printed, [&](const BoundFigure* bound) {
    const auto& [begin, size] = bound->place;
    if (begin < end || begin + size > paragraph.text.size()) return true;
    end = begin + size;
    return false;
  });
  return printed;
}

}  // namespace kebao::document
