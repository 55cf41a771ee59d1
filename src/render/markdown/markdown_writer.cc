#include "render/markdown/markdown_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "document/sentences.h"
#include "render/chart_table.h"

namespace kebao::render::markdown {
namespace {

using document::Cell;
using document::Figure;
using document::Tone;

bool IsOpen(const Cell& cell) {
  const auto* figure = std::get_if<Figure>(&cell);
  return figure != nullptr && !figure->is_complete;
}

bool HasOpenFigure(const document::Table& table) {
  return std::any_of(table.rows.begin(), table.rows.end(),
                     [](const auto& row) { return std::any_of(row.begin(), row.end(), IsOpen); });
}

}  // namespace

void MarkdownWriter::EndBlock() { out_ += '\n'; }

void MarkdownWriter::Heading(int level, const std::string& text) {
  out_ += fmt::format("{} {}\n", std::string(static_cast<size_t>(std::clamp(level, 1, 6)), '#'),
                      Escaped(text));
  EndBlock();
}

void MarkdownWriter::Paragraph(const std::string& text) { OwnSentence(Escaped(text)); }

void MarkdownWriter::Prose(const document::Paragraph& paragraph) {
  const std::string_view text = paragraph.text;
  std::string markdown;
  size_t at = 0;
  for (const document::BoundFigure* bound : document::PrintedFigures(paragraph)) {
    const std::string& link = bound->figure.provenance.link;
    if (link.empty()) continue;
    const auto& [begin, size] = bound->place;
    markdown +=
        Escaped(text.substr(at, begin - at)) + Linked(Escaped(text.substr(begin, size)), link);
    at = begin + size;
  }
  OwnSentence(markdown + Escaped(text.substr(at)));
}

void MarkdownWriter::OwnSentence(const std::string& markdown) {
  if (markdown.empty()) return;
  out_ += markdown + '\n';
  EndBlock();
}

void MarkdownWriter::Properties(const document::Document& document) {
  if (document.properties.empty()) return;
  for (const auto& [name, value] : document.properties)
    out_ += fmt::format("- {}: {}\n", Escaped(name), Escaped(value));
  EndBlock();
}

std::string MarkdownWriter::Linked(const std::string& markdown, const std::string& link) {
  return link.empty() ? markdown : fmt::format("[{}](<{}>)", markdown, link);
}

std::string MarkdownWriter::FigureText(const Figure& figure) {
  return Linked(Escaped(figure.text), figure.provenance.link) + (figure.is_complete ? "" : "\\*");
}

std::string MarkdownWriter::CellText(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return Escaped(*text);
  return FigureText(std::get<Figure>(cell));
}

void MarkdownWriter::Row(const std::vector<Cell>& row, bool is_bold) {
  out_ += '|';
  for (const Cell& cell : row) {
    const std::string text = CellText(cell);
    out_ += is_bold && !text.empty() ? fmt::format(" **{}** |", text) : fmt::format(" {} |", text);
  }
  out_ += '\n';
}

void MarkdownWriter::Grid(const document::Table& table) {
  std::string rule = "|";
  out_ += '|';
  for (const document::TableColumn& column : table.columns) {
    out_ += fmt::format(" {} |", Escaped(column.title));
    rule += column.format ? " ---: |" : " --- |";
  }
  out_ += '\n' + rule + '\n';
  for (const auto& row : table.rows) Row(row, false);
  if (table.total) Row(*table.total, true);
  EndBlock();
}

void MarkdownWriter::Table(const document::Table& table) {
  if (!table.title.empty()) Heading(4, table.title);
  if (table.rows.empty()) return OwnSentence(texts_.Get("render.markdown.no_rows"));
  Grid(table);
  Paragraph(table.note);
  if (HasOpenFigure(table)) OwnSentence(texts_.Get("render.markdown.incomplete_note"));
}

void MarkdownWriter::Chart(const document::Chart& chart) {
  has_charts_ = true;
  Heading(4, chart.title);
  Paragraph(chart.summary);
  if (!HasValues(chart)) return OwnSentence(texts_.Get("render.markdown.no_rows"));
  const document::Table table = ReadableTableOf(chart);
  Grid(table);
  if (HasOpenFigure(table)) OwnSentence(texts_.Get("render.markdown.incomplete_note"));
}

std::string MarkdownWriter::ChangeText(const document::Kpi& kpi) {
  const Figure& change = *kpi.change;
  std::string text = fmt::format("{} {}", Escaped(kpi.change_label), FigureText(change));
  if (change.tone == Tone::kGood) text += " " + texts_.Get("render.markdown.improved");
  if (change.tone == Tone::kBad) text += " " + texts_.Get("render.markdown.worsened");
  return text;
}

void MarkdownWriter::Kpis(const document::KpiRow& row) {
  if (row.items.empty()) return;
  for (const document::Kpi& kpi : row.items) {
    out_ += fmt::format("- {}: **{}**", Escaped(kpi.label), FigureText(kpi.value));
    if (kpi.change) out_ += " · " + ChangeText(kpi);
    if (kpi.value.n)
      out_ += " · " + texts_.Get("render.markdown.sample_size",
                                 {{"n", fmt::format("{}", fmt::group_digits(*kpi.value.n))}});
    out_ += '\n';
    if (!kpi.note.empty()) out_ += fmt::format("  {}\n", Escaped(kpi.note));
  }
  EndBlock();
}

void MarkdownWriter::Definitions(const document::DefinitionList& list) {
  if (list.items.empty()) return;
  for (const document::Definition& one : list.items) {
    out_ += fmt::format("- **{}** ({})", Escaped(one.name), Escaped(one.metric));
    for (const std::string* part : {&one.formula, &one.details})
      if (!part->empty()) out_ += fmt::format("  \n  {}", Escaped(*part));
    out_ += '\n';
  }
  EndBlock();
}

}  // namespace kebao::render::markdown
