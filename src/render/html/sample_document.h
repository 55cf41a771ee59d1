#pragma once

#include <string>

#include "document/document.h"

namespace kebao::render::html {

/// A made-up work report with every kind of block, for tests and for looking at. Deterministic.
struct SampleOptions {
  std::string language = "zh-CN";
  int agents = 20;
  bool has_data = true;
  bool has_long_names = false;
};
document::Document SampleDocument(const SampleOptions& options);

}  // namespace kebao::render::html
