#pragma once

#include <string>
#include <vector>

namespace kebao::metrics {

/// The known name with the fewest single-character edits to `name`, for "did you mean"; empty
/// without any.
std::string NearestName(const std::string& name, const std::vector<std::string>& known);

}  // namespace kebao::metrics
