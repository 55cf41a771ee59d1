#include "document/figure_links.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/hash.h"

namespace kebao::document {
namespace {

constexpr std::string_view kBeforeId = "/f/";
constexpr char kBetweenHalves = '-';
/// Without letters that are taken for digits.
constexpr std::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int kNameLength = 10;
constexpr int kBitsPerLetter = 5;

std::string NameOfFigure(const Provenance& from) {
  return ShortName(from.metric + '\n' + from.pack + '\n' + from.filters);
}

/// Calls `see` with each figure and chart that has a metric. Figures and charts are as constant as
/// the blocks they stand in.
template <class See>
class Visitor {
 public:
  explicit Visitor(See see) : see_(std::move(see)) {}

  template <class AnyBlock>
  void operator()(AnyBlock& block) const {
    using Kind = std::remove_const_t<AnyBlock>;
    if constexpr (std::is_same_v<Kind, Paragraph>) {
      for (auto& bound : block.figures) Look(bound.figure);
    } else if constexpr (std::is_same_v<Kind, KpiRow>) {
      for (auto& kpi : block.items) LookAtTile(kpi);
    } else if constexpr (std::is_same_v<Kind, Chart>) {
      Look(block);
    } else if constexpr (std::is_same_v<Kind, Table>) {
      for (auto& row : block.rows) LookAtRow(row);
      if (block.total) LookAtRow(*block.total);
    }
  }

 private:
  void Look(auto& figure_or_chart) const {
    if (!figure_or_chart.provenance.metric.empty()) see_(figure_or_chart);
  }
  void LookAtTile(auto& kpi) const {
    Look(kpi.value);
    if (kpi.change) Look(*kpi.change);
  }
  void LookAtRow(auto& row) const {
    for (auto& cell : row)
      if (auto* figure = std::get_if<Figure>(&cell)) Look(*figure);
  }

  See see_;
};

template <class AnyDocument, class See>
void VisitFigures(AnyDocument& document, See see) {
  const Visitor<See> visitor(std::move(see));
  for (auto& section : document.sections)
    for (auto& block : section.blocks) std::visit(visitor, block);
}

Figure AsFigure(const Figure& figure) { return figure; }
Figure AsFigure(const Chart& chart) {
  Figure figure;
  figure.text = chart.title;
  figure.provenance = chart.provenance;
  return figure;
}

bool IsName(std::string_view half) {
  return half.size() == kNameLength && std::ranges::all_of(half, [](char letter) {
           return kLetters.find(letter) != std::string_view::npos;
         });
}

}  // namespace

std::string ShortName(std::string_view text) {
  uint64_t bits = HashBytes128(text).first;
  std::string name;
  for (int letter = 0; letter < kNameLength; ++letter, bits >>= kBitsPerLetter)
    name += kLetters[bits % kLetters.size()];
  return name;
}

void LinkFigures(Document* document, std::string_view base_url, std::string_view run) {
  const std::string before =
      std::string(base_url) + std::string(kBeforeId) + std::string(run) + kBetweenHalves;
  VisitFigures(*document, [&](auto& shown) {
    shown.provenance.link = base_url.empty() ? "" : before + NameOfFigure(shown.provenance);
  });
}

std::optional<FigureId> ParseFigureId(std::string_view text) {
  const size_t slash = text.rfind('/');
  if (slash != std::string_view::npos) text.remove_prefix(slash + 1);
  const size_t middle = text.find(kBetweenHalves);
  if (middle == std::string_view::npos) return std::nullopt;
  const std::string_view run = text.substr(0, middle);
  const std::string_view figure = text.substr(middle + 1);
  if (!IsName(run) || !IsName(figure)) return std::nullopt;
  return FigureId{std::string(run), std::string(figure)};
}

std::optional<Figure> FindFigure(const Document& document, std::string_view figure) {
  std::optional<Figure> found;
  VisitFigures(document, [&](const auto& shown) {
    const bool is_enough = found && found->raw;
    if (!is_enough && NameOfFigure(shown.provenance) == figure) found = AsFigure(shown);
  });
  return found;
}

}  // namespace kebao::document
