#include "base/texts.h"

#include <algorithm>
#include <vector>

#include "base/yaml.h"

namespace kebao {
namespace {

using Keyed = std::map<std::string, std::string, std::less<>>;

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// The name of the argument that `text` starts with ("{name}…"), empty if it starts with none.
std::string_view LeadingArgument(std::string_view text) {
  const size_t close = text.find('}');
  if (!text.starts_with('{') || close == std::string_view::npos) return {};
  const std::string_view name = text.substr(1, close - 1);
  return std::ranges::all_of(name, IsNameCharacter) ? name : std::string_view{};
}

std::string Joined(const std::string& prefix, const std::string& key) {
  return prefix.empty() ? key : prefix + "." + key;
}

Result<void> Flatten(const Yaml& node, const std::string& key, Keyed& texts) {
  if (node.is_map()) {
    for (const auto& [name, child] : node.Entries()) {
      KEBAO_TRY_VOID(Flatten(child, Joined(key, name), texts));
    }
    return {};
  }
  KEBAO_TRY(std::string text, node.AsText());
  if (!texts.emplace(key, std::move(text)).second) {
    return MakeProblem("texts.duplicate_key", node.place(), {{"key", key}});
  }
  return {};
}

/// "html.yaml" → "html", "report/agent_work.yaml" → "report.agent_work", "problems/base.yaml" → "".
std::string KeyPrefix(std::filesystem::path relative) {
  if (*relative.begin() == "problems") return "";
  relative.replace_extension();
  std::string prefix;
  for (const auto& part : relative) prefix = Joined(prefix, part.string());
  return prefix;
}

Result<std::vector<std::filesystem::path>> TextFiles(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".yaml") files.push_back(at->path());
  }
  if (error || files.empty()) {
    return MakeProblem("texts.unreadable", folder.string(),
                       {{"detail", error ? error.message() : "*.yaml: 0"}});
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

Result<std::string> LanguageNamed(std::string_view name, std::string place) {
  const std::string_view language = name.substr(0, name.find_first_of("-_."));
  if (language == "zh") return "zh-CN";
  if (language == "en") return "en";
  return MakeProblem("language.unknown", std::move(place), {{"language", std::string(name)}});
}

Result<Texts> Texts::Load(const std::filesystem::path& folder, std::string language,
                          OnMissing on_missing) {
  const std::filesystem::path own = folder / language;
  Texts texts(std::move(language), on_missing);
  KEBAO_TRY(const auto files, TextFiles(own));
  for (const std::filesystem::path& file : files) {
    KEBAO_TRY(const Yaml root, Yaml::Load(file));
    if (root.is_null()) continue;
    KEBAO_TRY_VOID(Flatten(root, KeyPrefix(file.lexically_relative(own)), texts.texts_));
  }
  return texts;
}

std::string Texts::Get(std::string_view key, const TextArguments& arguments) const {
  const auto found = texts_.find(key);
  if (found != texts_.end()) return Fill(found->second, arguments);
  KEBAO_ASSERT(on_missing_ == OnMissing::kShowKey);
  return std::string(key);
}

std::string Texts::Pattern(std::string_view key) const {
  const auto found = texts_.find(key);
  if (found != texts_.end()) return found->second;
  KEBAO_ASSERT(on_missing_ == OnMissing::kShowKey);
  return std::string(key);
}

std::string Texts::Fill(std::string_view text, const TextArguments& arguments) const {
  std::string filled;
  while (!text.empty()) {
    const std::string_view name = LeadingArgument(text);
    const auto argument = name.empty() ? arguments.end() : arguments.find(std::string(name));
    if (argument != arguments.end()) {
      filled += argument->second;
      text.remove_prefix(name.size() + 2);
      continue;
    }
    KEBAO_ASSERT(name.empty() || on_missing_ == OnMissing::kShowKey);
    const size_t next = std::min(text.find('{', 1), text.size());
    filled += text.substr(0, next);
    text.remove_prefix(next);
  }
  return filled;
}

ProblemText Texts::DescribeCode(const std::string& code, const TextArguments& arguments) const {
  if (Has(code + ".what")) {
    return {Get(code + ".what", arguments), Get(code + ".advice", arguments)};
  }
  KEBAO_ASSERT(on_missing_ == OnMissing::kShowKey);
  std::string what = code;
  for (const auto& [name, value] : arguments) what += " " + name + "=" + value;
  return {what, ""};
}

ProblemText Texts::Describe(const Problem& problem) const {
  TextArguments arguments = problem.arguments;
  arguments.emplace("place", problem.place);
  return DescribeCode(problem.code, arguments);
}

ProblemText Texts::Describe(const WorldFailure& failure) const {
  return DescribeCode(failure.code(), {{"detail", failure.what()}});
}

}  // namespace kebao
