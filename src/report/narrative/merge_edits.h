#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace kebao::report {

/// Puts `text` in place of the generated sentence `id`, and remembers the figures that its writer
/// saw; what was outdated before is not so any more. An empty text, or the generated one, takes the
/// edit back; of a finding that is no more nothing is left then. False where there is no such
/// sentence.
bool EditSentence(document::Document* document, std::string_view id, std::string text);

/// The document as it was generated, without what anybody wrote.
document::Document WithoutEdits(document::Document document);

struct MergedEdits {
  document::Document document;
  std::vector<std::string> outdated;  // ids of sentences whose figures moved since they were edited
  /// Edits of which the section is gone. Everything else that was written is in the document.
  std::vector<document::Paragraph> homeless;
};

/// A refreshed report with what was written into the old one. Sentences are known by their id
/// (section, kind of finding, metric, subject). An edit whose figures read as they did when it was
/// written is kept as it is; one whose figures moved, or whose finding is no more, is kept and
/// flagged. A sentence whose finding is no more stands at its section's end. A pure function;
/// edits of `fresh` itself are not expected.
MergedEdits MergeEdits(const document::Document& edited, document::Document fresh);

}  // namespace kebao::report
