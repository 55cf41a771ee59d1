#pragma once

#include <string>
#include <string_view>

#include "document/document.h"

namespace kebao::render {

/// Appends a text, made plain, safe against formula injection, and quoted where needed.
void AppendCsvText(std::string& line, std::string_view text);

/// The shortest decimal that reads back as the same number; "" for a figure without a finite value.
std::string CsvNumber(const document::Figure& figure);

/// Whether a spreadsheet might run the text: it begins, after blanks, with one of = + - @
/// (full-width forms too), a tab or a line break.
bool IsFormulaLike(std::string_view text);

}  // namespace kebao::render
