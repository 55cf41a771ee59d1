#include "app/share_folder.h"

#include <cstdlib>
#include <vector>

namespace kebao::app {
namespace {

std::vector<std::filesystem::path> Candidates() {
  std::vector<std::filesystem::path> candidates;
  if (const char* given = std::getenv("KEBAO_SHARE"); given != nullptr && *given != '\0')
    return {given};
  candidates.push_back(ExecutablePath().parent_path().parent_path() / "share" / "kebao");
  candidates.push_back(KEBAO_SOURCE_DIR);
  return candidates;
}

}  // namespace

std::filesystem::path ExecutablePath() { return std::filesystem::read_symlink("/proc/self/exe"); }

Result<ShareFolder> FindShareFolder() {
  for (const std::filesystem::path& candidate : Candidates()) {
    if (std::filesystem::is_directory(candidate / "catalog" / "texts"))
      return ShareFolder{candidate};
  }
  return MakeProblem("share.missing", Candidates().front().string());
}

}  // namespace kebao::app
