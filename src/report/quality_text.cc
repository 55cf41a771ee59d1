#include "report/quality_text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace kebao::report {
namespace {

constexpr std::array<std::string_view, 6> kByConcern = {"rejected",   "ignored", "repaired",
                                                        "suspicious", "missing", "converted"};
/// Codes without a known kind (unreadable, impossible_time, unmapped …) are doubts.
constexpr int kDoubt = 3;

std::string_view KindOf(std::string_view code) { return code.substr(0, code.find('.')); }

/// A reason is a word of a mapping's rule, or the code of a problem, which has a sentence.
std::string ReasonText(const Texts& texts, const std::string& reason,
                       const TextArguments& arguments) {
  if (!texts.Has(reason + ".what")) return reason;
  const std::string& column = arguments.at("column");
  return texts.Describe(Problem{reason, column.empty() ? "…" : column, arguments}).what;
}

}  // namespace

std::string QualityText(const Texts& texts, const std::string& code, const std::string& column,
                        const std::string& example) {
  const TextArguments arguments = {{"column", column}, {"value", example}};
  if (texts.Has("quality." + code)) return texts.Get("quality." + code, arguments);
  const std::string kind(KindOf(code));
  if (texts.Has("quality.kind." + kind)) {
    return texts.Get(
        "quality.kind." + kind,
        {{"reason",
          ReasonText(texts, code.substr(std::min(kind.size() + 1, code.size())), arguments)}});
  }
  return texts.Describe(Problem{code, column, {{"column", column}, {"value", example}}}).what;
}

int QualityRank(const std::string& code) {
  const std::string_view kind = KindOf(code);
  if (kind == "repeated") return static_cast<int>(kByConcern.size());
  for (size_t rank = 0; rank < kByConcern.size(); ++rank) {
    if (kByConcern[rank] == kind) return static_cast<int>(rank);
  }
  return kDoubt;
}

}  // namespace kebao::report
