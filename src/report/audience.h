#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "report/localized_text.h"

namespace kebao::report {

/// A department that gets the conversations of its issue types only.
struct Department {
  std::string id;
  LocalizedText name;
  std::vector<std::string> issue_types;  // by their whole name
  std::vector<std::string> terms;        // an issue type whose name holds one of them
};

/// For whom a version of a report is: what it shows and whom it names (catalog/audiences/*.yaml;
/// docs/audiences.md).
struct Audience {
  enum class Names : uint8_t {
    kReal,
    kPseudonym,  // a code in place of each name
    kOwn,        // the agent that the report is filtered to by name, nothing of the others
    kHidden,     // what is told by agent or team is left out
  };
  std::string id;    // "management", "partner-technical"
  std::string base;  // id of the file: "partner"
  LocalizedText name;
  LocalizedText purpose;
  Names agents = Names::kReal;
  Names teams = Names::kReal;  // never kOwn
  bool masks_customers = true;
  bool has_details = true;  // false: conclusions only (template_for_audience.h)
  int table_rows = 0;       // of a table, at most; 0: all
  bool has_definitions = true;
  bool has_data_quality = true;
  bool has_hints = true;  // what would fill a section without data; false: no such section
  std::optional<Department> department;
  uint64_t content_hash = 0;
  std::string place;
};

/// The audiences that a file describes: itself, or one for each of its departments. Problems:
/// yaml.*, "audience.word" {word, known}, "audience.rows", "audience.name" (its file is called
/// otherwise), each with file:line:col.
Result<std::vector<Audience>> LoadAudiences(const std::filesystem::path& file);
/// By id among the folders, the first ones first. Problem "audience.unknown" {audience, known}, and
/// "audience.department" {audience, known} for one that has departments and names none.
Result<Audience> FindAudience(const std::vector<std::filesystem::path>& folders,
                              const std::string& id);
/// Every word that `audiences:` of a template may hold: ids of audiences and of their files.
std::vector<std::string> AudienceWords(const std::vector<std::filesystem::path>& folders);
/// Whether `words`, the `audiences:` of a section or block, name the audience; none name all.
bool IsFor(const std::vector<std::string>& words, const Audience& audience);

}  // namespace kebao::report
