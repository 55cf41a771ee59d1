#pragma once

#include "render/pdf/page_context.h"

namespace kebao::render::pdf {

/// The whole report on pages: cover, contents, sections. Nothing is drawn yet.
Pages LayOut(PageContext& page);

}  // namespace kebao::render::pdf
