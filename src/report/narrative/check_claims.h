#pragma once

#include <string>

#include "document/document.h"
#include "report/figures.h"
#include "report/narrative/figure_index.h"
#include "report/narrative/vocabulary.h"

namespace kebao::report {

/// Whether the claim is true of the sentence's figures.
bool IsTrue(const document::Claim& claim, const document::Paragraph& sentence,
            const FigureIndex& index, const FigureMaker& figures);

/// Whether the word that stands for the claim is the right one: its key for what is claimed, its
/// text for its key, and that text among the words of its direction.
bool IsRightWord(const document::Claim& claim, const document::Paragraph& sentence,
                 const FigureMaker& figures, const Vocabulary& vocabulary);

/// "a b" → {"a", "b"}
std::vector<std::string> WordsOf(const std::string& list);

}  // namespace kebao::report
