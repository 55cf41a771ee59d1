#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/texts.h"
#include "document/document.h"
#include "render/chart_drawer.h"
#include "render/pdf/flow.h"
#include "render/pdf/typesetter.h"

namespace kebao::render::pdf {

/// What the parts of one report share while it is laid out.
struct PageContext {
  const document::Document& document;
  const Texts& texts;
  Typesetter& type;
  ChartDrawer* drawer;                                      // may be null: charts become tables
  std::set<std::string, std::less<>> defined_metrics = {};  // those in the list of definitions
  std::vector<std::string> warnings = {};
  int unknown_glyphs_in_charts = 0;

  void Warn(std::string warning);
};

}  // namespace kebao::render::pdf
