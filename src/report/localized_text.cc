#include "report/localized_text.h"

namespace kebao::report {

Result<LocalizedText> ParseLocalized(const Yaml& node) {
  if (node.is_null()) return LocalizedText{};
  if (node.is_scalar()) return LocalizedText{node.TextOr(""), node.TextOr("")};
  KEBAO_TRY_VOID(node.AllowKeys({"zh", "en"}));
  KEBAO_TRY(const Yaml zh, node.Require("zh"));
  KEBAO_TRY(const Yaml en, node.Require("en"));
  return LocalizedText{zh.TextOr(""), en.TextOr("")};
}

}  // namespace kebao::report
