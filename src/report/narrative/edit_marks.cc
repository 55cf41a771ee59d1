#include "report/narrative/edit_marks.h"

namespace kebao::report {
namespace {

using document::Paragraph;

bool IsOutdated(const document::Block& block) {
  const auto* paragraph = std::get_if<Paragraph>(&block);
  return paragraph != nullptr && paragraph->edit && paragraph->edit->is_outdated;
}

}  // namespace

document::Document WithEditMarks(document::Document document, const Texts& texts) {
  for (document::Section& section : document.sections) {
    for (document::Block& block : section.blocks) {
      if (!IsOutdated(block)) continue;
      auto& paragraph = std::get<Paragraph>(block);
      paragraph.text = texts.Get("report.edit.outdated", {{"sentence", paragraph.text}});
    }
  }
  return document;
}

}  // namespace kebao::report
