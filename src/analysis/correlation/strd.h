#pragma once

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace kebao::analysis {

/// For tests: NIST's Statistical Reference Datasets, as they are published.
/// Empty: there is no shared data here.
inline std::filesystem::path StrdFolder() {
  const char* given = std::getenv("KEBAO_SHARED");
  for (const std::filesystem::path& folder :
       {std::filesystem::path(given == nullptr ? "" : given),
        std::filesystem::path(KEBAO_SOURCE_DIR) / ".." / "shared",
        std::filesystem::path("/work/shared")})
    if (!folder.empty() && std::filesystem::is_directory(folder / "data" / "nist-strd"))
      return folder / "data" / "nist-strd";
  return {};
}

inline std::vector<std::string> StrdLines(const std::string& name) {
  std::ifstream file(StrdFolder() / name);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

/// Every number of a line, words left out.
inline std::vector<double> NumbersOf(const std::string& line) {
  std::vector<double> numbers;
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    char* end = nullptr;
    const double number = std::strtod(word.c_str(), &end);
    if (end != word.c_str() && *end == '\0') numbers.push_back(number);
  }
  return numbers;
}

/// Digits that agree: min(15, −log10 of the relative error); of a certified 0 of the absolute one.
inline double DigitsOf(double computed, double certified) {
  const double error =
      certified == 0 ? std::abs(computed) : std::abs(computed - certified) / std::abs(certified);
  return error == 0 ? 15 : std::min(15.0, -std::log10(error));
}

}  // namespace kebao::analysis
