#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kebao {

/// The known names that `name` may have been meant for, likeliest first, at most `limit`: equal but
/// for case, containing it or contained in it, or a few typing mistakes away (at most a third of
/// its characters). Empty where nothing is near. UTF-8.
std::vector<std::string> NearNames(std::string_view name, std::span<const std::string> known,
                                   size_t limit = 3);

}  // namespace kebao
