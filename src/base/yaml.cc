#include "base/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace kebao {
namespace {

constexpr uintmax_t kMaxFileBytes = 4u << 20;

}  // namespace

struct Yaml::Impl {
  YAML::Node node;
  std::shared_ptr<const std::string> file;
};

Yaml::Yaml(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

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

Result<std::vector<Yaml>> Yaml::LoadAll(const std::filesystem::path& file) {
  KEBAO_TRY(const std::string text, ReadSmallFile(file));
  const auto name = std::make_shared<const std::string>(file.string());
  try {
    std::vector<Yaml> documents;
    for (YAML::Node& node : YAML::LoadAll(text)) {
      documents.push_back(Yaml(std::make_shared<const Impl>(Impl{std::move(node), name})));
    }
    return documents;
  } catch (const YAML::Exception& error) {
    return SyntaxProblem(error, *name);
  }
}

Result<Yaml> Yaml::Load(const std::filesystem::path& file) {
  KEBAO_TRY(const std::string text, ReadSmallFile(file));
  return Parse(text, file.string());
}

Result<Yaml> Yaml::Parse(std::string_view text, std::string name) {
  try {
    YAML::Node node = YAML::Load(std::string(text));
    return Yaml(std::make_shared<const Impl>(
        Impl{std::move(node), std::make_shared<const std::string>(std::move(name))}));
  } catch (const YAML::Exception& error) {
    return SyntaxProblem(error, name);
  }
}

bool Yaml::is_map() const { return impl_->node.IsDefined() && impl_->node.IsMap(); }
bool Yaml::is_list() const { return impl_->node.IsDefined() && impl_->node.IsSequence(); }
bool Yaml::is_scalar() const { return impl_->node.IsDefined() && impl_->node.IsScalar(); }
bool Yaml::is_null() const { return !impl_->node.IsDefined() || impl_->node.IsNull(); }

std::string Yaml::place() const {
  if (!impl_->node.IsDefined() || impl_->node.Mark().is_null()) return *impl_->file;
  const YAML::Mark mark = impl_->node.Mark();
  return fmt::format("{}:{}:{}", *impl_->file, mark.line + 1, mark.column + 1);
}

bool Yaml::Has(std::string_view key) const { return !At(key).is_null(); }

Yaml Yaml::At(std::string_view key) const {
  YAML::Node child;
  if (is_map()) {
    const YAML::Node& self = impl_->node;  // const access: yaml-cpp would otherwise insert the key
    const YAML::Node found = self[std::string(key)];
    if (found.IsDefined()) child = found;
  }
  return Yaml(std::make_shared<const Impl>(Impl{child, impl_->file}));
}

std::vector<Yaml> Yaml::Items() const {
  std::vector<Yaml> items;
  if (!is_list()) return items;
  for (const YAML::Node& node : impl_->node) {
    items.push_back(Yaml(std::make_shared<const Impl>(Impl{node, impl_->file})));
  }
  return items;
}

std::vector<std::pair<std::string, Yaml>> Yaml::Entries() const {
  std::vector<std::pair<std::string, Yaml>> entries;
  if (!is_map()) return entries;
  for (const auto& entry : impl_->node) {
    entries.emplace_back(entry.first.Scalar(),
                         Yaml(std::make_shared<const Impl>(Impl{entry.second, impl_->file})));
  }
  return entries;
}

template <class T>
static Result<T> Convert(const YAML::Node& node, const std::string& place, const char* wanted) {
  T value{};
  if (!node.IsDefined() || !node.IsScalar() || !YAML::convert<T>::decode(node, value)) {
    return MakeProblem("yaml.type", place, {{"wanted", wanted}});
  }
  return value;
}

Result<std::string> Yaml::AsText() const {
  return Convert<std::string>(impl_->node, place(), "text");
}
Result<int64_t> Yaml::AsInt() const { return Convert<int64_t>(impl_->node, place(), "integer"); }
Result<double> Yaml::AsReal() const { return Convert<double>(impl_->node, place(), "number"); }
Result<bool> Yaml::AsBool() const { return Convert<bool>(impl_->node, place(), "true/false"); }

std::string Yaml::TextOr(std::string_view fallback) const {
  return is_scalar() ? impl_->node.Scalar() : std::string(fallback);
}

std::optional<std::string> Yaml::OptionalText() const {
  return is_scalar() && !is_null() ? std::optional(impl_->node.Scalar()) : std::nullopt;
}

Result<std::vector<std::string>> Yaml::AsTextList() const {
  std::vector<std::string> texts;
  if (is_null()) return texts;
  if (is_scalar()) return std::vector{impl_->node.Scalar()};
  if (!is_list()) return MakeProblem("yaml.type", place(), {{"wanted", "list"}});
  for (const Yaml& item : Items()) {
    KEBAO_TRY(texts.emplace_back(), item.AsText());
  }
  return texts;
}

Result<void> Yaml::AllowKeys(std::initializer_list<std::string_view> allowed) const {
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
