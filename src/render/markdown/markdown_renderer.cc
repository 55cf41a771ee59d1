#include "render/markdown/markdown_renderer.h"

#include <fmt/format.h>

#include "render/block_tables.h"
#include "render/markdown/markdown_writer.h"
#include "render/output_file.h"

namespace kebao::render {
namespace {

using document::Document;
using markdown::MarkdownWriter;

/// Writes one block, whatever it is. Sections are headings of level 2.
struct BlockWriter {
  MarkdownWriter& out;

  void operator()(const document::Heading& heading) const {
    out.Heading(heading.level <= 2 ? 3 : 4, heading.text);
  }
  void operator()(const document::Paragraph& paragraph) const { out.Prose(paragraph); }
  void operator()(const document::KpiRow& row) const { out.Kpis(row); }
  void operator()(const document::Chart& chart) const { out.Chart(chart); }
  void operator()(const document::Table& table) const { out.Table(table); }
  void operator()(const document::DefinitionList& list) const { out.Definitions(list); }
};

void WriteDocument(MarkdownWriter& out, const Document& document, const Texts& texts) {
  out.Heading(1, document.title);
  out.Paragraph(document.shown_audience());
  out.Paragraph(document.subtitle);
  out.Properties(document);
  if (document.sections.empty()) out.OwnSentence(texts.Get("render.markdown.empty_document"));
  for (const document::Section& section : document.sections) {
    out.Heading(2, section.title);
    for (const document::Block& block : section.blocks) std::visit(BlockWriter{out}, block);
  }
}

std::vector<std::string> WarningsOf(const MarkdownWriter& out, const Texts& texts) {
  std::vector<std::string> warnings;
  if (out.has_charts()) warnings.push_back(texts.Get("render.markdown.warning_charts"));
  if (out.repaired() > 0)
    warnings.push_back(texts.Get("render.markdown.warning_repaired",
                                 {{"count", fmt::format("{}", out.repaired())}}));
  return warnings;
}

}  // namespace

Result<MarkdownText> MarkdownOf(const Document& document, const Texts& texts) {
  KEBAO_TRY_VOID(CheckDocument(document));
  MarkdownWriter out(texts);
  WriteDocument(out, document, texts);
  std::vector<std::string> warnings = WarningsOf(out, texts);
  std::string text = out.Take();
  while (text.ends_with("\n\n")) text.pop_back();
  return MarkdownText{std::move(text), std::move(warnings)};
}

Result<Artifact> RenderMarkdown(const Document& document, const Texts& texts,
                                const std::filesystem::path& out) {
  KEBAO_TRY(MarkdownText markdown, MarkdownOf(document, texts));
  OutputFile file(out);
  file.Write(markdown.text);
  file.Commit();
  return Artifact{out, "text/markdown; charset=utf-8", std::move(markdown.warnings)};
}

}  // namespace kebao::render
