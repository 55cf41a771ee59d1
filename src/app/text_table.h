#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kebao::app {

/// Columns aligned for a terminal; Chinese characters are two cells wide; numbers to the right.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header) : header_(std::move(header)) {}
  void AddRow(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  std::string Render() const;

 private:
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

/// Terminal cells that a UTF-8 text takes.
size_t DisplayWidth(std::string_view text);

}  // namespace kebao::app
