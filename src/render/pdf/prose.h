#pragma once

#include <string>

#include "document/document.h"
#include "render/pdf/page_context.h"

namespace kebao::render::pdf {

/// A section's title, on a rule, with its entry in contents and outline. `room` is what should
/// follow on the same page; there is at least some.
void FlowSectionTitle(Flow& flow, const document::Section& section, size_t index, double room,
                      PageContext& page);
void FlowHeading(Flow& flow, const document::Heading& heading, PageContext& page);
/// The title of a chart or a table. `key` names it for links (empty: it is in no list), `room` is
/// what must follow on the same page.
void FlowBlockTitle(Flow& flow, const std::string& key, const std::string& title, double room,
                    PageContext& page);
void FlowParagraph(Flow& flow, const document::Paragraph& paragraph, PageContext& page);
/// What FlowNote will take, in a place of this width.
double NoteHeight(const std::string& note, double width, PageContext& page);
/// Small text below a block; nothing where it is empty.
void FlowNote(Flow& flow, const std::string& note, PageContext& page);

}  // namespace kebao::render::pdf
