#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/texts.h"
#include "document/document.h"
#include "render/pdf/pdf_renderer.h"

namespace kebao::render::pdf_test {

/// Draws a small frame with the chart's title; refuses the chart with the id "refused".
class FrameDrawer : public ChartDrawer {
 public:
  Result<DrawnChart> Draw(const document::Chart& chart, ChartSize size,
                          const std::string& language) override;
};

const Texts& TextsOf(const std::string& language);
PdfFile Make(const document::Document& document, const PdfOptions& options = {});

bool HasPoppler();
/// The output of a poppler program ("pdftotext -raw") on these bytes; KEBAO_RENDER_OUT keeps them.
std::string Ask(const std::string& program, const std::string& bytes);
/// Pages in the order of reading.
std::vector<std::string> PageTexts(const std::string& bytes);
/// Without blanks, line breaks and form feeds: lines are broken where the page needs it.
std::string Packed(std::string_view text);

document::Document OneSection(std::vector<document::Block> blocks,
                              const std::string& language = "en");

}  // namespace kebao::render::pdf_test

#define KEBAO_NEEDS_POPPLER()                                                 \
  do {                                                                        \
    if (!pdf_test::HasPoppler()) {                                            \
      if (std::getenv("CI") != nullptr) FAIL() << "poppler-utils is missing"; \
      GTEST_SKIP() << "poppler-utils is not installed";                       \
    }                                                                         \
  } while (false)
