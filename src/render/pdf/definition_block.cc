#include "render/pdf/definition_block.h"

#include <algorithm>

namespace kebao::render::pdf {
namespace {

using document::Definition;

constexpr double kGutter = 20;
constexpr double kBetween = 7;
constexpr Style kName{8.5, true, kInk};
constexpr Style kId{6.5, false, kInkFaint};
constexpr Style kFormula{7.8, false, kInk};
constexpr Style kDetails{7, false, kInkSoft};

struct Item {
  const Definition* definition;
  std::vector<SetTextPtr> parts;
  double height = 0;
};

Item SetItem(const Definition& definition, double width, PageContext& page) {
  Item item{&definition, {}, 0};
  const auto add = [&](const std::string& text, const Style& style, bool is_justified) {
    if (text.empty()) return;
    item.parts.push_back(page.type.Set(text, style, width, {.is_justified = is_justified}));
    item.height += item.parts.back()->height();
  };
  add(definition.name, kName, false);
  add(definition.metric, kId, false);
  add(definition.formula, kFormula, true);
  add(definition.details, kDetails, true);
  return item;
}

/// Half of all, so that the columns are equally long, or the rest of the page.
double ColumnHeight(const std::vector<Item>& items, double room) {
  double total = 0;
  double tallest = 0;
  for (const Item& item : items) {
    total += item.height + kBetween;
    tallest = std::max(tallest, item.height);
  }
  return std::min(room, total / 2 + tallest / 2 + kBetween);
}

}  // namespace

void FlowDefinitions(Flow& flow, const document::DefinitionList& list, PageContext& page) {
  if (list.items.empty()) return;
  flow.Gap(6);
  flow.Need(120);
  std::vector<Item> items;
  const double width = (flow.width() - kGutter) / 2;
  for (const Definition& one : list.items) items.push_back(SetItem(one, width, page));
  flow.BeginColumns(2, kGutter, ColumnHeight(items, flow.Room()));
  for (const Item& item : items) {
    flow.Need(std::min(item.height, flow.FullRoom()));
    flow.MarkAnchor("metric-" + item.definition->metric, "", 2);
    for (const SetTextPtr& part : item.parts) flow.PutText(part, "P");
    flow.Advance(kBetween);
  }
  flow.EndColumns();
}

}  // namespace kebao::render::pdf
