#pragma once

#include "document/document.h"
#include "render/xlsx/book.h"

namespace kebao::render::xlsx {

/// Title, subject, creation time (the report time) and what the figures are a function of, as file
/// properties.
void SetDocumentProperties(Book& book, const document::Document& document);

}  // namespace kebao::render::xlsx
