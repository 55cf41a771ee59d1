#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "document/document.h"

namespace kebao::document {

/// An address leads back to one figure of one report: {base_url}/f/{id}. The id is made of the
/// report's run (what was asked, of which data, when) and of the figure's metric, pack and filters.
/// It holds no secret and opens nothing: who may see the figure is asked when it is opened.

/// Gives every figure and chart that has a metric its address, also those of sentences. `run`:
/// letters and digits. `base_url`: without a slash at its end; with an empty one addresses are
/// taken away.
void LinkFigures(Document* document, std::string_view base_url, std::string_view run);

/// The two halves of a figure's id.
struct FigureId {
  std::string run;
  std::string figure;
};
/// Reads an id, or an address that ends in one. Nullopt for anything else.
std::optional<FigureId> ParseFigureId(std::string_view id_or_address);

/// The figure that an id's second half names; of a chart, one with its text as title and without a
/// value. Nullopt where the document has none.
std::optional<Figure> FindFigure(const Document& document, std::string_view figure);

/// Letters and digits that a text is known by: 50 bits of its hash, base 32.
std::string ShortName(std::string_view text);

}  // namespace kebao::document
