#pragma once

#include <string>
#include <vector>

#include "document/document.h"
#include "report/figures.h"
#include "report/narrative/figure_index.h"
#include "report/narrative/vocabulary.h"

namespace kebao::report {

/// What does not hold in a generated sentence.
struct Lie {
  enum class Kind : uint8_t {
    kText,        // what stands at a figure's place is not the figure's text
    kFormat,      // the text is not how that number is written; or the unit is not the metric's
    kArithmetic,  // a derived number is not what its figures give
    kUnfounded,   // no figure of the report or its answers has that provenance and value
    kName,        // a name is not what its id says
    kClaim,       // what a word says is not true of its figures
    kWord,        // the word is not the one for what is claimed
    kUnbound,     // a digit, unit or word of direction that is bound to nothing
  };
  Kind kind;
  std::string sentence;  // its text
  std::string what;      // the piece that does not hold
};

/// Recomputes every number and every word of direction of every generated sentence: figures as
/// given against `index`, derived ones from their parts, texts by the formatter, claims from the
/// figures and their intervals; and looks for digits, units and words of direction that nothing is
/// bound to. Sentences that somebody edited are his own. A pure function; empty: all holds.
std::vector<Lie> CheckNarrative(const document::Document& document, const FigureIndex& index,
                                const FigureMaker& figures, const Vocabulary& vocabulary);

}  // namespace kebao::report
