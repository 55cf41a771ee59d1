#include "render/json/json_renderer.h"

#include "render/text_file.h"

namespace kebao::render {

Artifact RenderJson(const document::Document& document, const std::filesystem::path& out) {
  WriteTextFile(out, document::ToJson(document));
  return {out, "application/json", {}};
}

}  // namespace kebao::render
