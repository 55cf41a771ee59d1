#pragma once

#include <vector>

#include "render/pdf/page_context.h"

namespace kebao::render::pdf {

/// One line for each anchor with a title: title, dots, page number, as a link. `first_page` is the
/// number printed on the page that anchors call 0; contents before it take no part in it.
/// The number of lines on a page does not depend on `first_page`.
void FlowContents(Flow& flow, const std::vector<Anchor>& anchors, size_t first_page,
                  PageContext& page);

}  // namespace kebao::render::pdf
