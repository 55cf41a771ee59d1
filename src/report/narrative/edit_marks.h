#pragma once

#include "base/texts.h"
#include "document/document.h"

namespace kebao::report {

/// The document for its readers: a sentence of somebody's whose figures have moved since it was
/// written ends with a mark that says so. The places of figures and names are not touched, since
/// they are those of the generated text.
document::Document WithEditMarks(document::Document document, const Texts& texts);

}  // namespace kebao::report
