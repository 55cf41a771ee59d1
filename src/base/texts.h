#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace kebao {

/// What a reader is told about a Problem or a failure: one line what, one line what to do.
struct ProblemText {
  std::string what;
  std::string advice;
};

using TextArguments = std::map<std::string, std::string>;

/// "zh", "zh-CN", "zh_CN.UTF-8" → "zh-CN"; "en", "en_US.UTF-8" → "en". Problem "language.unknown"
/// for anything else; `place` is where it stood.
Result<std::string> LanguageNamed(std::string_view name, std::string place);

/// Every sentence and word that a reader sees, in one language: catalog/texts/<language>/**/*.yaml.
/// A key is the file's path and the path inside the file, joined with dots ("html.nav.contents");
/// problems/*.yaml are keyed by their codes
/// ("yaml.syntax.what"). A text holds {named} arguments. Immutable, so thread-safe.
class Texts {
 public:
  /// What happens when a key or an argument is not there (a mistake of ours, refused by
  /// tools/check_texts as far as it can see): readers get the key or the {name} itself, tests die.
  enum class OnMissing { kShowKey, kAbort };

  /// `folder` is catalog/texts. Problems: those of Yaml; "texts.unreadable"; "texts.duplicate_key".
  static Result<Texts> Load(const std::filesystem::path& folder, std::string language,
                            OnMissing on_missing = OnMissing::kShowKey);

  const std::string& language() const { return language_; }
  bool Has(std::string_view key) const { return texts_.contains(key); }
  std::string Get(std::string_view key, const TextArguments& arguments = {}) const;
  /// A text as it is written, its {arguments} not filled.
  std::string Pattern(std::string_view key) const;

  /// Arguments: the problem's own and {place}.
  ProblemText Describe(const Problem& problem) const;
  /// Argument: {detail}.
  ProblemText Describe(const WorldFailure& failure) const;

 private:
  using Keyed = std::map<std::string, std::string, std::less<>>;

  Texts(std::string language, OnMissing on_missing)
      : language_(std::move(language)), on_missing_(on_missing) {}
  ProblemText DescribeCode(const std::string& code, const TextArguments& arguments) const;
  std::string Fill(std::string_view text, const TextArguments& arguments) const;

  std::string language_;
  OnMissing on_missing_;
  Keyed texts_;
};

}  // namespace kebao
