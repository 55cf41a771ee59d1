#pragma once

#include <vector>

#include "document/document.h"

namespace kebao::document {

/// A paragraph that was made from findings, and where it stands. Both are the document's.
struct PlacedSentence {
  const Section* section;
  const Paragraph* paragraph;
};
/// In the order of the document.
std::vector<PlacedSentence> SentencesOf(const Document& document);

/// The figures that stand in the paragraph's text, in its order, without overlap. Of a text that
/// somebody wrote, none: the places are those of the generated one.
std::vector<const BoundFigure*> PrintedFigures(const Paragraph& paragraph);

}  // namespace kebao::document
