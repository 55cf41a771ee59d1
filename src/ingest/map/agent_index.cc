#include "ingest/map/agent_index.h"

namespace kebao::ingest {
namespace {

constexpr size_t kRemembered = 200'000;

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

}  // namespace

void AgentIndex::Add(std::string_view id_or_domain) {
  if (id_or_domain.empty()) return;
  if (id_or_domain.starts_with('@')) {
    domains_.insert(Lower(id_or_domain.substr(1)));
  } else {
    ids_.insert(Lower(id_or_domain));
  }
  known_.clear();
}

bool AgentIndex::Has(std::string_view id) {
  if (const auto known = known_.find(id); known != known_.end()) return known->second;
  const bool is_agent = Find(Lower(id));
  if (known_.size() >= kRemembered) known_.clear();
  known_.emplace(id, is_agent);
  return is_agent;
}

bool AgentIndex::Find(const std::string& lower) const {
  if (ids_.contains(lower)) return true;
  if (const size_t at = lower.rfind('@');
      at != std::string::npos && domains_.contains(lower.substr(at + 1))) {
    return true;
  }
  for (const Pattern& pattern : patterns_) {
    if (pattern.IsFoundIn(lower)) return true;
  }
  return false;
}

int ThreadIndex::NodeOf(std::string_view id) {
  const auto [entry, is_new] =
      nodes_.try_emplace(std::string(id), static_cast<int>(parent_.size()));
  if (is_new) {
    ids_.push_back(&entry->first);
    parent_.push_back(entry->second);
    is_answer_.push_back(false);
  }
  return entry->second;
}

int ThreadIndex::FindSet(int node) {
  while (parent_[static_cast<size_t>(node)] != node) {
    int& parent = parent_[static_cast<size_t>(node)];
    parent = parent_[static_cast<size_t>(parent)];
    node = parent;
  }
  return node;
}

void ThreadIndex::Join(std::string_view child, std::string_view parent) {
  if (child.empty() || parent.empty() || child == parent) return;
  const int child_node = NodeOf(child);
  is_answer_[static_cast<size_t>(child_node)] = true;
  const int parent_set = FindSet(NodeOf(parent));
  parent_[static_cast<size_t>(FindSet(child_node))] = parent_set;
  root_of_set_.clear();
}

void ThreadIndex::NameSets() {
  root_of_set_.assign(parent_.size(), -1);
  const auto is_better = [&](int candidate, int best) {
    if (best < 0) return true;
    const bool candidate_answers = is_answer_[static_cast<size_t>(candidate)];
    const bool best_answers = is_answer_[static_cast<size_t>(best)];
    if (candidate_answers != best_answers) return best_answers;
    return *ids_[static_cast<size_t>(candidate)] < *ids_[static_cast<size_t>(best)];
  };
  for (int node = 0; node < static_cast<int>(parent_.size()); ++node) {
    int& best = root_of_set_[static_cast<size_t>(FindSet(node))];
    if (is_better(node, best)) best = node;
  }
}

std::string_view ThreadIndex::RootOf(std::string_view id) {
  const auto found = nodes_.find(id);
  if (found == nodes_.end()) {
    own_ = id;
    return own_;
  }
  if (root_of_set_.empty()) NameSets();
  return *ids_[static_cast<size_t>(root_of_set_[static_cast<size_t>(FindSet(found->second))])];
}

}  // namespace kebao::ingest
