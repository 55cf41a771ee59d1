#include "render/text_file.h"

#include <fstream>

#include "base/problem.h"

namespace kebao::render {

void WriteTextFile(const std::filesystem::path& file, std::string_view text) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  stream.close();
  if (!stream) throw WorldFailure("render.write", file.string());
}

}  // namespace kebao::render
