#include "base/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <fstream>
#include <map>
#include <sstream>

namespace kebao {
namespace {

constexpr uintmax_t kMaxFileBytes = 4u << 20;

}  // namespace

static Result<std::string> ReadSmallFile(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error || size > kMaxFileBytes) {
    return MakeProblem("yaml.unreadable", file.string(),
                       {{"detail", error ? error.message() : "larger than 4 MiB"}});
  }
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return MakeProblem("yaml.unreadable", file.string(), {{"detail", "read error"}});
  return std::move(text).str();
}

static std::unexpected<Problem> SyntaxProblem(const YAML::Exception& error,
                                              const std::string& name) {
  return MakeProblem("yaml.syntax",
                     fmt::format("{}:{}:{}", name, error.mark.line + 1, error.mark.column + 1),
                     {{"detail", error.msg}});
}

/// Plain data: the library's own nodes cost more than its parsing does.
struct Yaml::Node {
  enum class Kind : uint8_t { kNull, kScalar, kList, kMap };
  Kind kind = Kind::kNull;
  bool is_open = true;  // its end has not been read
  int line = -1;
  int column = -1;
  std::string scalar;
  std::vector<std::pair<const Node*, const Node*>> children;  // of a list: nullptr, item
};

struct Yaml::Document {
  std::string file;
  std::deque<Node> nodes;
};

class Yaml::Builder : public YAML::EventHandler {
 public:
  explicit Builder(std::string file) : document_(std::make_shared<Document>()) {
    document_->file = std::move(file);
  }
  Yaml Take() { return Yaml(std::move(document_), root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Close(Add(Node::Kind::kNull, mark, anchor));
  }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                const std::string& value) override {
    Node* node = Add(Node::Kind::kScalar, mark, anchor);
    node->scalar = value;
    Close(node);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const Node* node = anchors_.at(anchor);
    if (node->is_open) throw YAML::ParserException(mark, "an alias stands inside its own anchor");
    Hang(node);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open_.push_back(Add(Node::Kind::kList, mark, anchor));
  }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open_.push_back(Add(Node::Kind::kMap, mark, anchor));
  }
  void OnSequenceEnd() override { CloseLast(); }
  void OnMapEnd() override { CloseLast(); }

 private:
  Node* Add(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    Node* node = &document_->nodes.emplace_back();
    node->kind = kind;
    node->line = mark.line;
    node->column = mark.column;
    if (anchor != 0) anchors_[anchor] = node;
    Hang(node);
    return node;
  }

  /// In a map keys and values take turns.
  void Hang(const Node* node) {
    if (open_.empty()) {
      root_ = node;
      return;
    }
    auto& children = open_.back()->children;
    const bool is_value = open_.back()->kind == Node::Kind::kMap && !children.empty() &&
                          children.back().second == nullptr;
    if (is_value) {
      children.back().second = node;
    } else if (open_.back()->kind == Node::Kind::kMap) {
      children.emplace_back(node, nullptr);
    } else {
      children.emplace_back(nullptr, node);
    }
  }

  static void Close(Node* node) { node->is_open = false; }
  void CloseLast() {
    Close(open_.back());
    open_.pop_back();
  }

  std::shared_ptr<Document> document_;
  const Node* root_ = nullptr;
  std::vector<Node*> open_;
  std::map<YAML::anchor_t, const Node*> anchors_;
};

Yaml::Yaml(std::shared_ptr<const Document> document, const Node* node)
    : document_(std::move(document)), node_(node) {}

Result<std::vector<Yaml>> Yaml::Documents(const std::string& text, std::string name, size_t limit) {
  try {
    std::vector<Yaml> documents;
    std::istringstream in(text);
    YAML::Parser parser(in);
    while (documents.size() < limit) {
      Builder builder(name);
      if (!parser.HandleNextDocument(builder)) break;
      documents.push_back(builder.Take());
    }
    return documents;
  } catch (const YAML::Exception& error) {
    return SyntaxProblem(error, name);
  }
}

Result<std::vector<Yaml>> Yaml::LoadAll(const std::filesystem::path& file) {
  KEBAO_TRY(const std::string text, ReadSmallFile(file));
  return Documents(text, file.string(), SIZE_MAX);
}

Result<Yaml> Yaml::Load(const std::filesystem::path& file) {
  KEBAO_TRY(const std::string text, ReadSmallFile(file));
  return Parse(text, file.string());
}

Result<Yaml> Yaml::Parse(std::string_view text, std::string name) {
  KEBAO_TRY(std::vector<Yaml> documents, Documents(std::string(text), name, 1));
  return documents.empty() ? Builder(std::move(name)).Take() : std::move(documents.front());
}

bool Yaml::is_map() const { return node_ != nullptr && node_->kind == Node::Kind::kMap; }
bool Yaml::is_list() const { return node_ != nullptr && node_->kind == Node::Kind::kList; }
bool Yaml::is_scalar() const { return node_ != nullptr && node_->kind == Node::Kind::kScalar; }
bool Yaml::is_null() const { return node_ == nullptr || node_->kind == Node::Kind::kNull; }

std::string Yaml::place() const {
  if (node_ == nullptr || node_->line < 0) return document_->file;
  return fmt::format("{}:{}:{}", document_->file, node_->line + 1, node_->column + 1);
}

bool Yaml::Has(std::string_view key) const { return !At(key).is_null(); }

Yaml Yaml::At(std::string_view key) const {
  if (is_map()) {
    for (const auto& [name, value] : node_->children) {
      if (name->kind == Node::Kind::kScalar && name->scalar == key) return Yaml(document_, value);
    }
  }
  return Yaml(document_, nullptr);
}

std::vector<Yaml> Yaml::Items() const {
  std::vector<Yaml> items;
  if (!is_list()) return items;
  items.reserve(node_->children.size());
  for (const auto& [none, item] : node_->children) items.push_back(Yaml(document_, item));
  return items;
}

std::vector<std::pair<std::string, Yaml>> Yaml::Entries() const {
  std::vector<std::pair<std::string, Yaml>> entries;
  if (!is_map()) return entries;
  entries.reserve(node_->children.size());
  for (const auto& [name, value] : node_->children)
    entries.emplace_back(name->scalar, Yaml(document_, value));
  return entries;
}

template <class T>
Result<T> Yaml::Converted(const char* wanted) const {
  T value{};
  if (!is_scalar() || !YAML::convert<T>::decode(YAML::Node(node_->scalar), value))
    return MakeProblem("yaml.type", place(), {{"wanted", wanted}});
  return value;
}

Result<std::string> Yaml::AsText() const {
  if (!is_scalar()) return MakeProblem("yaml.type", place(), {{"wanted", "text"}});
  return node_->scalar;
}
Result<int64_t> Yaml::AsInt() const { return Converted<int64_t>("integer"); }
Result<double> Yaml::AsReal() const {
  KEBAO_TRY(const double value, Converted<double>("number"));
  if (!std::isfinite(value)) return MakeProblem("yaml.type", place(), {{"wanted", "number"}});
  return value;
}
Result<bool> Yaml::AsBool() const { return Converted<bool>("true/false"); }

std::string Yaml::TextOr(std::string_view fallback) const {
  return is_scalar() ? node_->scalar : std::string(fallback);
}

std::optional<std::string> Yaml::OptionalText() const {
  return is_scalar() ? std::optional(node_->scalar) : std::nullopt;
}

Result<std::vector<std::string>> Yaml::AsTextList() const {
  std::vector<std::string> texts;
  if (is_null()) return texts;
  if (is_scalar()) return std::vector{node_->scalar};
  if (!is_list()) return MakeProblem("yaml.type", place(), {{"wanted", "list"}});
  for (const Yaml& item : Items()) {
    KEBAO_TRY(texts.emplace_back(), item.AsText());
  }
  return texts;
}

Result<void> Yaml::AllowKeys(std::span<const std::string_view> allowed) const {
  for (const auto& [key, value] : Entries()) {
    if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) {
      return MakeProblem("yaml.unknown_key", value.place(), {{"key", key}});
    }
  }
  return {};
}

Result<Yaml> Yaml::Require(std::string_view key) const {
  if (!Has(key)) return MakeProblem("yaml.missing_key", place(), {{"key", std::string(key)}});
  return At(key);
}

}  // namespace kebao
