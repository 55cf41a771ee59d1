#include "render/pdf/layout.h"

#include <iterator>

#include "render/pdf/contents.h"
#include "render/pdf/cover.h"
#include "render/pdf/prose.h"
#include "render/pdf/section.h"

namespace kebao::render::pdf {
namespace {

void NoteDefinedMetrics(PageContext& page) {
  for (const document::Section& section : page.document.sections)
    for (const document::Block& block : section.blocks)
      if (const auto* list = std::get_if<document::DefinitionList>(&block))
        for (const document::Definition& one : list->items) page.defined_metrics.insert(one.metric);
}

Pages LayOutCover(PageContext& page) {
  Flow flow;
  FlowCover(flow, page);
  if (page.document.sections.empty()) {
    flow.Gap(20);
    FlowNote(flow, page.texts.Get("render.pdf.empty_document"), page);
  }
  return flow.Take();
}

Pages LayOutSections(PageContext& page) {
  Flow flow;
  for (size_t i = 0; i < page.document.sections.size(); ++i)
    FlowSection(flow, page.document.sections[i], i, page);
  return flow.Take();
}

/// `before` is the number of pages in front of the contents. Laid out twice, since the contents
/// push away what they name.
Pages LayOutContents(const std::vector<Anchor>& anchors, size_t before, PageContext& page) {
  Flow trial;
  FlowContents(trial, anchors, 0, page);
  const size_t own = trial.Take().pages.size();
  Flow flow;
  FlowContents(flow, anchors, before + own + 1, page);
  return flow.Take();
}

void Append(Pages& pages, Pages more) {
  for (Anchor& anchor : more.anchors) {
    anchor.page += pages.pages.size();
    pages.anchors.push_back(std::move(anchor));
  }
  pages.pages.insert(pages.pages.end(), std::make_move_iterator(more.pages.begin()),
                     std::make_move_iterator(more.pages.end()));
}

}  // namespace

Pages LayOut(PageContext& page) {
  NoteDefinedMetrics(page);
  Pages pages = LayOutCover(page);
  if (page.document.sections.empty()) return pages;
  Pages sections = LayOutSections(page);
  Append(pages, LayOutContents(sections.anchors, pages.pages.size(), page));
  Append(pages, std::move(sections));
  return pages;
}

}  // namespace kebao::render::pdf
