#include "render/xlsx/workbook_reader.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace kebao::render::xlsx {
namespace {

using nlohmann::json;

std::string Run(const std::string& command) {
  std::string output;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("popen");
  char buffer[65536];
  size_t got = 0;
  while ((got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0) output.append(buffer, got);
  if (::pclose(pipe) != 0) throw std::runtime_error(command + ": " + output);
  return output;
}

std::string TextOr(const json& node) { return node.is_string() ? node.get<std::string>() : ""; }

ReadCell CellFrom(const json& node) {
  ReadCell cell;
  cell.type = node["type"];
  if (node["number"].is_number()) cell.number = node["number"].get<double>();
  cell.text = TextOr(node["text"]);
  cell.format = TextOr(node["format"]);
  cell.comment = TextOr(node["comment"]);
  cell.link = TextOr(node["link"]);
  cell.is_bold = node["bold"];
  return cell;
}

ReadSheet SheetFrom(const json& node) {
  ReadSheet sheet;
  sheet.name = node["name"];
  for (const json& cell : node["cells"])
    sheet.cells.emplace(cell["at"].get<std::string>(), CellFrom(cell));
  for (const json& rule : node["rules"]) {
    sheet.rules.push_back(
        {rule["area"], rule["type"], rule["formula"].empty() ? "" : rule["formula"][0]});
  }
  sheet.tables = node["tables"].get<std::vector<std::string>>();
  sheet.headers = node["headers"].get<std::vector<std::vector<std::string>>>();
  sheet.freeze = TextOr(node["freeze"]);
  sheet.orientation = TextOr(node["orientation"]);
  sheet.title_rows = TextOr(node["title_rows"]);
  sheet.fits_to_page = node["fit"].is_boolean() && node["fit"].get<bool>();
  sheet.charts = node["charts"];
  return sheet;
}

}  // namespace

const ReadSheet& ReadBook::Named(const std::string& name) const {
  for (const ReadSheet& sheet : sheets) {
    if (sheet.name == name) return sheet;
  }
  throw std::runtime_error("no sheet " + name);
}

ReadBook ReadWorkbook(const std::filesystem::path& file) {
  const std::string script = std::string(KEBAO_SOURCE_DIR) + "/src/render/xlsx/read_workbook.py";
  const json root =
      json::parse(Run("/usr/bin/python3 '" + script + "' '" + file.string() + "' 2>&1"));
  ReadBook book;
  for (const json& sheet : root["sheets"]) book.sheets.push_back(SheetFrom(sheet));
  book.title = TextOr(root["title"]);
  book.created = TextOr(root["created"]);
  return book;
}

std::string CellName(size_t row, size_t column) {
  std::string letters;
  for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters + std::to_string(row + 1);
}

}  // namespace kebao::render::xlsx
