#pragma once

#include <string>

#include "document/document.h"

namespace kebao::render {

/// A report as the template for agents makes it, for tests of renderers: deterministic, zh-CN or
/// en, any number of agents (0: a report without data).
struct SampleOptions {
  std::string language = "zh-CN";
  int agents = 20;
  bool has_long_names = false;
};
document::Document SampleDocument(const SampleOptions& options = {});

document::Figure MakeFigure(double raw, std::string text, document::NumberFormat format);
document::Figure MakeMissing(std::string text, document::NumberFormat format);

}  // namespace kebao::render
