#include "report/audience.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <sstream>

#include "base/hash.h"
#include "base/yaml.h"
#include "report/lookup.h"

namespace kebao::report {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, Audience::Names>, 4> kAgentNames = {
    {{"real", Audience::Names::kReal},
     {"pseudonym", Audience::Names::kPseudonym},
     {"own", Audience::Names::kOwn},
     {"hidden", Audience::Names::kHidden}}};
constexpr std::array<std::pair<std::string_view, Audience::Names>, 3> kTeamNames = {
    {{"real", Audience::Names::kReal},
     {"pseudonym", Audience::Names::kPseudonym},
     {"hidden", Audience::Names::kHidden}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> kCustomers = {
    {{"masked", true}, {"real", false}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> kDetail = {
    {{"full", true}, {"conclusions", false}}};

template <class Value, size_t N>
Result<void> SetWord(const std::array<std::pair<std::string_view, Value>, N>& words,
                     const Yaml& node, Value* value) {
  if (node.is_null()) return {};
  KEBAO_TRY(*value, Lookup(words, node, "audience.word"));
  return {};
}

Result<void> SetSwitch(const Yaml& node, bool* value) {
  if (node.is_null()) return {};
  KEBAO_TRY(*value, node.AsBool());
  return {};
}

Result<void> SetRows(const Yaml& node, int* rows) {
  if (node.is_null()) return {};
  KEBAO_TRY(const int64_t count, node.AsInt());
  if (count < 1 || count > 10000) return MakeProblem("audience.rows", node.place());
  *rows = static_cast<int>(count);
  return {};
}

Result<Department> ParseDepartment(const std::string& id, const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"name", "issue_types", "terms"}));
  Department department;
  department.id = id;
  KEBAO_TRY(const Yaml name, node.Require("name"));
  KEBAO_TRY(department.name, ParseLocalized(name));
  KEBAO_TRY(department.issue_types, node.At("issue_types").AsTextList());
  KEBAO_TRY(department.terms, node.At("terms").AsTextList());
  return department;
}

uint64_t HashOfFile(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return HashBytes(text.str());
}

Result<Audience> ParseAudience(const Yaml& root) {
  KEBAO_TRY_VOID(
      root.AllowKeys({"audience", "name", "purpose", "agents", "teams", "customers", "detail",
                      "table_rows", "definitions", "data_quality", "hints", "departments"}));
  Audience audience;
  audience.place = root.place();
  KEBAO_TRY(const Yaml id, root.Require("audience"));
  KEBAO_TRY(audience.id, id.AsText());
  audience.base = audience.id;
  KEBAO_TRY(const Yaml name, root.Require("name"));
  KEBAO_TRY(audience.name, ParseLocalized(name));
  KEBAO_TRY(audience.purpose, ParseLocalized(root.At("purpose")));
  KEBAO_TRY_VOID(SetWord(kAgentNames, root.At("agents"), &audience.agents));
  KEBAO_TRY_VOID(SetWord(kTeamNames, root.At("teams"), &audience.teams));
  KEBAO_TRY_VOID(SetWord(kCustomers, root.At("customers"), &audience.masks_customers));
  KEBAO_TRY_VOID(SetWord(kDetail, root.At("detail"), &audience.has_details));
  KEBAO_TRY_VOID(SetRows(root.At("table_rows"), &audience.table_rows));
  KEBAO_TRY_VOID(SetSwitch(root.At("definitions"), &audience.has_definitions));
  KEBAO_TRY_VOID(SetSwitch(root.At("data_quality"), &audience.has_data_quality));
  KEBAO_TRY_VOID(SetSwitch(root.At("hints"), &audience.has_hints));
  return audience;
}

std::vector<fs::path> FilesIn(const std::vector<fs::path>& folders) {
  std::vector<fs::path> files;
  std::set<fs::path> names;  // the first folder's file of a name stands for those of the others
  for (const fs::path& folder : folders) {
    if (!fs::is_directory(folder)) continue;
    for (const auto& entry : fs::directory_iterator(folder)) {
      const fs::path& file = entry.path();
      if (file.extension() == ".yaml" && names.insert(file.filename()).second)
        files.push_back(file);
    }
  }
  std::ranges::sort(files, {}, [](const fs::path& file) { return file.filename(); });
  return files;
}

/// The file that would describe it: "partner.yaml" for "partner-technical".
bool IsNamedAfter(const std::string& id, const fs::path& file) {
  const std::string stem = file.stem().string();
  return id == stem || id.starts_with(stem + "-");
}

std::string Joined(const std::set<std::string>& names) {
  return fmt::format("{}", fmt::join(names, " | "));
}

std::unexpected<Problem> Unknown(const std::string& id, const std::vector<fs::path>& folders) {
  std::set<std::string> known;
  std::set<std::string> departments;
  for (const fs::path& file : FilesIn(folders)) {
    const auto found = LoadAudiences(file);
    // A file that cannot be read is told of when it is asked for.
    if (!found) continue;
    for (const Audience& audience : *found) {
      known.insert(audience.id);
      if (audience.department && audience.base == id) departments.insert(audience.id);
    }
  }
  if (!departments.empty())
    return MakeProblem("audience.department", "--audience",
                       {{"audience", id}, {"known", Joined(departments)}});
  return MakeProblem("audience.unknown", "--audience",
                     {{"audience", id}, {"known", Joined(known)}});
}

}  // namespace

Result<std::vector<Audience>> LoadAudiences(const fs::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  KEBAO_TRY(Audience audience, ParseAudience(root));
  if (audience.id != file.stem().string())
    return MakeProblem("audience.name", root.At("audience").place(),
                       {{"audience", audience.id}, {"file", file.filename().string()}});
  audience.content_hash = HashOfFile(file);
  std::vector<Audience> audiences;
  for (const auto& [id, node] : root.At("departments").Entries()) {
    Audience own = audience;
    KEBAO_TRY(own.department, ParseDepartment(id, node));
    own.id += "-" + id;
    audiences.push_back(std::move(own));
  }
  if (audiences.empty()) audiences.push_back(std::move(audience));
  return audiences;
}

Result<Audience> FindAudience(const std::vector<fs::path>& folders, const std::string& id) {
  for (const fs::path& file : FilesIn(folders)) {
    if (!IsNamedAfter(id, file)) continue;
    KEBAO_TRY(const std::vector<Audience> audiences, LoadAudiences(file));
    const auto found = std::ranges::find(audiences, id, &Audience::id);
    if (found != audiences.end()) return *found;
  }
  return Unknown(id, folders);
}

std::vector<std::string> AudienceWords(const std::vector<fs::path>& folders) {
  std::set<std::string> words;
  for (const fs::path& file : FilesIn(folders)) {
    words.insert(file.stem().string());
    const auto found = LoadAudiences(file);
    if (!found) continue;
    for (const Audience& audience : *found) words.insert(audience.id);
  }
  return {words.begin(), words.end()};
}

bool IsFor(const std::vector<std::string>& words, const Audience& audience) {
  return words.empty() || std::ranges::any_of(words, [&](const std::string& word) {
           return word == audience.id || word == audience.base;
         });
}

}  // namespace kebao::report
