#include "report/narrative/edit_marks.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace kebao::report {
namespace {

using document::Document;
using document::Paragraph;

Document WithEdit(bool is_outdated) {
  Paragraph edited{"Well done, all."};
  edited.id = "a";
  edited.edit = document::SentenceEdit{"Calls: 3", {}, is_outdated};
  Document document;
  document.sections = {{"s", "", {Paragraph{"Fixed."}, edited}}};
  return document;
}

std::string TextAt(const Document& document, size_t index) {
  return std::get<Paragraph>(document.sections[0].blocks[index]).text;
}

TEST(EditMarks, StandBehindWhatTheFiguresHaveLeftAndNowhereElse) {
  const auto folder = std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog" / "texts";
  for (const char* language : {"en", "zh-CN"}) {
    const Texts texts = *Texts::Load(folder, language, Texts::OnMissing::kAbort);
    const Document marked = WithEditMarks(WithEdit(true), texts);
    EXPECT_EQ(TextAt(marked, 0), "Fixed.");
    EXPECT_TRUE(TextAt(marked, 1).starts_with("Well done, all."));
    EXPECT_GT(TextAt(marked, 1).size(), TextAt(WithEdit(true), 1).size());
    EXPECT_EQ(TextAt(WithEditMarks(WithEdit(false), texts), 1), "Well done, all.");
  }
}

}  // namespace
}  // namespace kebao::report
