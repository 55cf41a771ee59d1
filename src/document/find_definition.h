#pragma once

#include <string_view>

#include "document/document.h"

namespace kebao::document {

/// How the document defines a metric. Nullptr where it does not.
const Definition* FindDefinition(const Document& document, std::string_view metric);

}  // namespace kebao::document
