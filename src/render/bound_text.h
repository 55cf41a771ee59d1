#pragma once

#include <string>

#include "base/number_format.h"
#include "document/document.h"

namespace kebao::render {

/// A bound of an interval, which has no text of its own in the document. Money: no currency is
/// known.
std::string BoundText(double value, document::NumberFormat format, const NumberFormatter& numbers);

}  // namespace kebao::render
