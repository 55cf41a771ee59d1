#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace kebao {

/// A node of a YAML file that knows its place ("catalog/metrics/volume.yaml:12:3"), so that every
/// refusal can say where. Hides the YAML library. Read-only; cheap to copy. Aliases are resolved;
/// an alias inside its own anchor and files over 4 MiB are refused.
class Yaml {
 public:
  /// Problems: "yaml.unreadable", "yaml.syntax".
  static Result<Yaml> Load(const std::filesystem::path& file);
  /// All documents of a file separated by `---`.
  static Result<std::vector<Yaml>> LoadAll(const std::filesystem::path& file);
  static Result<Yaml> Parse(std::string_view text, std::string name);

  bool is_map() const;
  bool is_list() const;
  bool is_scalar() const;
  /// Absent, or written as ~ / null.
  bool is_null() const;
  std::string place() const;

  bool Has(std::string_view key) const;
  /// A null node where the key is absent.
  Yaml At(std::string_view key) const;
  std::vector<Yaml> Items() const;
  std::vector<std::pair<std::string, Yaml>> Entries() const;

  /// The conversions give Problem "yaml.type" with the place.
  Result<std::string> AsText() const;
  Result<int64_t> AsInt() const;
  Result<double> AsReal() const;  // .nan and .inf are no numbers
  Result<bool> AsBool() const;
  std::string TextOr(std::string_view fallback) const;
  std::optional<std::string> OptionalText() const;
  /// A list of scalars, or one scalar taken as a list of one; empty where null.
  Result<std::vector<std::string>> AsTextList() const;

  /// Problem "yaml.unknown_key" naming the first key that is not among `allowed`: a typing mistake
  /// must not pass.
  Result<void> AllowKeys(std::initializer_list<std::string_view> allowed) const {
    return AllowKeys(std::span(allowed.begin(), allowed.size()));
  }
  Result<void> AllowKeys(std::span<const std::string_view> allowed) const;
  /// Problem "yaml.missing_key".
  Result<Yaml> Require(std::string_view key) const;

 private:
  struct Node;
  struct Document;
  class Builder;
  Yaml(std::shared_ptr<const Document> document, const Node* node);
  static Result<std::vector<Yaml>> Documents(const std::string& text, std::string name,
                                             size_t limit);
  template <class T>
  Result<T> Converted(const char* wanted) const;

  std::shared_ptr<const Document> document_;
  const Node* node_;  // of the document; nullptr: absent
};

}  // namespace kebao
