#pragma once

#include <filesystem>

#include "base/problem.h"

namespace kebao::app {

/// What ships beside the program: catalog/ and charts/. $KEBAO_SHARE, else ../share/kebao of the
/// executable, else the source tree that it was built from.
struct ShareFolder {
  std::filesystem::path root;
  std::filesystem::path catalog() const { return root / "catalog"; }
  std::filesystem::path texts() const { return root / "catalog" / "texts"; }
  std::filesystem::path chart_folder() const { return root / "charts" / "dist"; }
};

/// Problem "share.missing".
Result<ShareFolder> FindShareFolder();
std::filesystem::path ExecutablePath();

}  // namespace kebao::app
