#include "render/json/json_renderer.h"

#include "render/output_file.h"

namespace kebao::render {

Artifact RenderJson(const document::Document& document, const std::filesystem::path& out) {
  OutputFile file(out);
  file.Write(document::ToJson(document));
  file.Commit();
  return {out, "application/json", {}};
}

}  // namespace kebao::render
