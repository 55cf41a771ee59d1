#pragma once

#include <filesystem>

#include "base/problem.h"
#include "document/document.h"
#include "render/artifact.h"
#include "render/render_texts.h"

namespace kebao::render {

/// For tests; the defaults are Excel's.
struct XlsxLimits {
  uint32_t rows_per_sheet = 1'048'576;
};

/// catalog/texts/<language>/render/xlsx.yaml.
Result<RenderTexts> LoadXlsxTexts(const std::filesystem::path& catalog,
                                  const std::string& language);

/// Writes the document as a workbook to the file `out`: a cover, one sheet per section, and the
/// figures behind the charts. Figures are numbers with native formats (durations in days, money in
/// major units, percentage points times 100; see xlsx/number_pattern.h); texts are never formulas
/// or links. The same document gives the same bytes.
///
/// Problems: "render.document_malformed", "render.too_many_columns". Throws WorldFailure
/// "output.*". Thread-safe.
Result<Artifact> RenderXlsx(const document::Document& document, const RenderTexts& texts,
                            const std::filesystem::path& out, XlsxLimits limits = {});

}  // namespace kebao::render
