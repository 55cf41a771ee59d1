#include "case_runner/case_file.h"

#include <fmt/format.h>

#include "base/yaml.h"
#include "case_runner/case_rows.h"
#include "case_runner/question_reader.h"

namespace kebao::cases {
namespace {

constexpr const char* kFirstBatch = "first";
/// Long after every case: everything is over and mature, unless a case says otherwise.
constexpr const char* kLater = "2030-01-01";

class CaseReader {
 public:
  explicit CaseReader(const Yaml& root) : root_(root) {}

  Result<Case> Run() {
    KEBAO_TRY_VOID(root_.AllowKeys({"title", "zone", "day", "period", "as_of", "pack", "source",
                                    "calendars", "recorded", "any_order", "teams", "agents",
                                    "customers", "conversations", "records", "imports", "expect"}));
    KEBAO_TRY_VOID(ReadHead());
    KEBAO_TRY_VOID(ReadFirstBatch());
    for (const Yaml& node : root_.At("imports").Items()) {
      KEBAO_TRY(result_.batches.emplace_back(), ReadBatch(node));
    }
    KEBAO_TRY(std::vector<Question> questions, ReadQuestions(root_.At("expect"), defaults_));
    auto& last = result_.batches.back().questions;
    last.insert(last.end(), questions.begin(), questions.end());
    return CheckQuestions();
  }

 private:
  Result<void> ReadHead() {
    KEBAO_TRY(const Yaml title, root_.Require("title"));
    KEBAO_TRY(result_.title, title.AsText());
    KEBAO_TRY(const Yaml zone, root_.Require("zone"));
    KEBAO_TRY(result_.clock.zone, TimeZone::Find(zone.TextOr("")));
    KEBAO_TRY(const Yaml day, root_.Require("day"));
    const auto parsed = ParseDay(day.TextOr(""));
    if (!parsed) return MakeProblem("case.time", day.place(), {{"value", day.TextOr("")}});
    result_.clock.day = *parsed;
    result_.calendar_rules = root_.At("calendars").TextOr("");
    if (root_.Has("any_order")) {
      KEBAO_TRY(result_.any_order, root_.At("any_order").AsBool());
    }
    return ReadDefaults();
  }

  Result<void> ReadDefaults() {
    app::QueryOptions plain;
    plain.compare = "none";
    plain.as_of = kLater;
    plain.period = FormatDay(result_.clock.day);
    KEBAO_TRY(defaults_, ReadOptions(root_, plain));
    return {};
  }

  Result<void> ReadFirstBatch() {
    Batch first;
    first.name = kFirstBatch;
    first.source = root_.At("source").TextOr("desk");
    KEBAO_TRY(first.rows, ReadRows(root_, result_.clock));
    if (!first.rows.empty() || root_.At("imports").is_null())
      result_.batches.push_back(std::move(first));
    return {};
  }

  Result<Batch> ReadBatch(const Yaml& node) {
    KEBAO_TRY_VOID(node.AllowKeys({"name", "source", "undo", "again", "recorded", "teams", "agents",
                                   "customers", "conversations", "records", "expect"}));
    Batch batch;
    batch.name = node.At("name").TextOr(fmt::format("import {}", result_.batches.size() + 1));
    batch.source = node.At("source").TextOr(root_.At("source").TextOr("desk"));
    batch.undo = node.At("undo").TextOr("");
    batch.again = node.At("again").TextOr("");
    KEBAO_TRY(batch.rows, ReadRows(node, result_.clock));
    KEBAO_TRY(batch.questions, ReadQuestions(node.At("expect"), defaults_));
    return batch;
  }

  Result<Case> CheckQuestions() {
    for (const Batch& batch : result_.batches) {
      if (!batch.questions.empty()) return std::move(result_);
    }
    return MakeProblem("case.expects_nothing", root_.place());
  }

  const Yaml& root_;
  app::QueryOptions defaults_;
  Case result_;
};

}  // namespace

Result<Case> LoadCase(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml root, Yaml::Load(file));
  return CaseReader(root).Run();
}

}  // namespace kebao::cases
