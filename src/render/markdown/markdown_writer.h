#pragma once

#include <string>
#include <vector>

#include "base/texts.h"
#include "document/document.h"
#include "render/markdown/markdown_text.h"

namespace kebao::render::markdown {

/// Writes the blocks of a document one after the other, with one empty line between.
class MarkdownWriter {
 public:
  explicit MarkdownWriter(const Texts& texts) : texts_(texts) {}

  void Heading(int level, const std::string& text);
  /// Nothing where the text is empty.
  void Paragraph(const std::string& text);
  /// The same, with its figures leading to the live system.
  void Prose(const document::Paragraph& paragraph);
  void Properties(const document::Document& document);
  void Table(const document::Table& table);
  void Chart(const document::Chart& chart);
  void Kpis(const document::KpiRow& row);
  void Definitions(const document::DefinitionList& list);
  /// A sentence of ours, whose markup counts.
  void OwnSentence(const std::string& markdown);

  bool has_charts() const { return has_charts_; }
  int repaired() const { return repaired_; }
  std::string Take() { return std::move(out_); }

 private:
  void EndBlock();
  std::string Escaped(std::string_view text) { return Escape(text, repaired_); }
  std::string CellText(const document::Cell& cell);
  static std::string Linked(const std::string& markdown, const std::string& link);
  std::string FigureText(const document::Figure& figure);
  void Row(const std::vector<document::Cell>& row, bool is_bold);
  void Grid(const document::Table& table);
  std::string ChangeText(const document::Kpi& kpi);

  const Texts& texts_;
  std::string out_;
  int repaired_ = 0;
  bool has_charts_ = false;
};

}  // namespace kebao::render::markdown
