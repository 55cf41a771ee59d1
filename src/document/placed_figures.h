#pragma once

#include <vector>

#include "document/diff.h"
#include "document/document.h"

namespace kebao::document {

struct PlacedFigure {
  std::string block_id;  // of the table or chart; empty: a tile
  std::string column_id;
  FigurePlace place;
  Figure figure;
};

/// The figures that DiffDocuments compares, in the order of the document.
std::vector<PlacedFigure> PlacedFigures(const Document& document);

}  // namespace kebao::document
