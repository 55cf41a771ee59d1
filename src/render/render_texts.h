#pragma once

#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace kebao::render {

/// The words that a renderer adds of its own (sheet names, notes, warnings), in the document's
/// language.
class RenderTexts {
 public:
  /// Reads `catalog`/texts/<language>/render/<renderer>.yaml; a key of `required` that is absent is
  /// Problem "yaml.missing_key".
  static Result<RenderTexts> Load(const std::filesystem::path& catalog, const std::string& language,
                                  const std::string& renderer,
                                  std::initializer_list<std::string_view> required);

  /// The key must be among those required at load.
  const std::string& Get(std::string_view key) const;
  /// Get with each {name} replaced by its argument.
  std::string Fill(std::string_view key, const std::map<std::string, std::string>& arguments) const;

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace kebao::render
