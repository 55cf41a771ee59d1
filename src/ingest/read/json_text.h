#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kebao::ingest {

/// The value of a JSON text; nullopt if it is not well-formed. Whole numbers too large for 64 bits
/// become texts with all their digits: they are identifiers, and a double would round them.
std::optional<nlohmann::json> ParseJson(std::string_view text);

/// The text of a JSON string with its quotes; the raw text if it is not well-formed.
std::string JsonStringText(std::string_view quoted);

/// Adds to `paths` every scalar path of `text` that is not there yet, in order of appearance; at
/// most `limit`. A text that is cut off gives the paths up to there.
void AddJsonPaths(std::string_view text, size_t limit, std::vector<std::string>& paths);

/// Bytes of the longest string in `value`.
size_t LongestText(const nlohmann::json& value);

}  // namespace kebao::ingest
