#pragma once

#include <filesystem>
#include <vector>

#include "base/problem.h"
#include "document/document.h"
#include "render/artifact.h"
#include "render/render_texts.h"

namespace kebao::render {

/// catalog/texts/<language>/render/csv.yaml.
Result<RenderTexts> LoadCsvTexts(const std::filesystem::path& catalog, const std::string& language);

/// Writes every table, KPI row, chart and definition list of the document to a file of its own in
/// `folder`:
/// `<ArtifactStem>.<block id>.csv`.
///
/// UTF-8 with a byte order mark (Excel needs it), CRLF, quoted as RFC 4180 says. Figures are raw
/// values in full precision with the unit in the header: seconds, fractions (12.3 % is 0.123; so
/// are percentage points), money in major units. No value is an empty field. A column whose figures
/// have different units is followed by a column of units, and a table with figures that are not
/// complete ends with a column that names them. Texts that a spreadsheet would run as a formula
/// begin with an apostrophe.
///
/// Problem "render.document_malformed"; throws WorldFailure "output.*". Thread-safe.
Result<std::vector<Artifact>> RenderCsv(const document::Document& document,
                                        const RenderTexts& texts,
                                        const std::filesystem::path& folder);

}  // namespace kebao::render
