#include "render/render_texts.h"

#include "base/yaml.h"

namespace kebao::render {

Result<RenderTexts> RenderTexts::Load(const std::filesystem::path& catalog,
                                      const std::string& language, const std::string& renderer,
                                      std::initializer_list<std::string_view> required) {
  KEBAO_TRY(const Yaml yaml,
            Yaml::Load(catalog / "texts" / language / "render" / (renderer + ".yaml")));
  KEBAO_TRY_VOID(yaml.AllowKeys(required));
  RenderTexts texts;
  for (const std::string_view key : required) {
    KEBAO_TRY(const Yaml node, yaml.Require(key));
    KEBAO_TRY(std::string text, node.AsText());
    texts.texts_.emplace(key, std::move(text));
  }
  return texts;
}

const std::string& RenderTexts::Get(std::string_view key) const {
  const auto found = texts_.find(key);
  KEBAO_ASSERT(found != texts_.end());
  return found->second;
}

std::string RenderTexts::Fill(std::string_view key,
                              const std::map<std::string, std::string>& arguments) const {
  std::string filled;
  std::string_view left = Get(key);
  while (!left.empty()) {
    const size_t open = left.find('{');
    const size_t close = open == left.npos ? left.npos : left.find('}', open);
    filled += left.substr(0, close == left.npos ? left.size() : open);
    if (close == left.npos) break;
    const auto argument = arguments.find(std::string(left.substr(open + 1, close - open - 1)));
    filled += argument == arguments.end() ? std::string(left.substr(open, close - open + 1))
                                          : argument->second;
    left.remove_prefix(close + 1);
  }
  return filled;
}

}  // namespace kebao::render
