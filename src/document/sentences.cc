#include "document/sentences.h"

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

}  // namespace kebao::document
