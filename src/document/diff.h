#pragma once

#include <optional>
#include <string>
#include <vector>

#include "document/document.h"

namespace kebao::document {

/// Where a figure stands, as a reader finds it.
struct FigurePlace {
  std::string section_id;
  std::string section;  // title
  std::string block;    // title of the table or chart; empty: a tile
  std::string row;      // texts before the row's first figure, category, label of a tile
  std::string column;   // title of the column, name of the series, what a tile is compared with
  bool operator==(const FigurePlace&) const = default;
};

struct MovedFigure {
  FigurePlace place;
  Figure before;
  Figure after;
  std::optional<double> difference;  // raw, after − before; nullopt: one of them has no value
};

struct OneSidedFigure {
  FigurePlace place;
  Figure figure;
};

/// A sentence that was made from findings. Empty text: it is not in that document.
struct ChangedSentence {
  std::string section;  // title
  std::string id;
  std::string before;
  std::string after;
};

/// What two documents say differently, in the order of the documents.
struct DocumentDiff {
  std::vector<MovedFigure> moved;
  std::vector<OneSidedFigure> gone;  // in the first document only
  std::vector<OneSidedFigure> come;  // in the second only
  std::vector<ChangedSentence> sentences;
  std::vector<std::string> sections_gone;  // titles; their figures are among `gone`
  std::vector<std::string> sections_come;

  bool empty() const {
    return moved.empty() && gone.empty() && come.empty() && sentences.empty() &&
           sections_gone.empty() && sections_come.empty();
  }
};

/// A figure is known by its section, its table, chart or tile, the words of its row, its column
/// and its provenance; where several have all of that in common, by their order. It has moved
/// unless text and raw value are equal: there is no tolerance. Points of charts count as figures.
/// Tables none of whose figures has a metric are left out: they tell of imports, not of the
/// service; so are fixed texts and the document's properties. Sentences are known by section and
/// id.
DocumentDiff DiffDocuments(const Document& before, const Document& after);

}  // namespace kebao::document
