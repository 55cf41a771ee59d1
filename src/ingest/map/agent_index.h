#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ingest/map/pattern.h"

namespace kebao::ingest {

struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using TextSet = std::unordered_set<std::string, TextHash, std::equal_to<>>;
template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

/// Tells agents' ids and addresses from customers'. Capitals do not matter.
class AgentIndex {
 public:
  void AddPattern(Pattern pattern) { patterns_.push_back(std::move(pattern)); }
  /// "support@example.com", "@example.com" (every address there), or an id.
  void Add(std::string_view id_or_domain);
  bool Has(std::string_view id);

 private:
  bool Find(const std::string& lower) const;

  TextSet ids_;
  TextSet domains_;
  std::vector<Pattern> patterns_;
  TextMap<bool> known_;  // answers given, at most kRemembered
};

/// Joins ids that answer each other into threads. Two passes: Join all, then RootOf.
class ThreadIndex {
 public:
  void Join(std::string_view child, std::string_view parent);
  /// The same for every member, whatever the order of the file: the member that answers nothing
  /// (the smallest of several). An id never joined is its own thread. The view lives as long as the
  /// index.
  std::string_view RootOf(std::string_view id);

 private:
  int NodeOf(std::string_view id);
  int FindSet(int node);
  void NameSets();

  TextMap<int> nodes_;
  std::vector<const std::string*> ids_;
  std::vector<int> parent_;
  std::vector<bool> is_answer_;
  std::vector<int> root_of_set_;  // filled by NameSets
  std::string own_;
};

}  // namespace kebao::ingest
