#include <cmath>
#include <nlohmann/json.hpp>

#include "app/analyze/visitors_texts.h"
#include "base/mask_personal_data.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;
using analysis::visitors::Lift;
using inquiry::VisitorsAnswer;

constexpr int kSchemaVersion = 1;

Json OrNull(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json ToTree(const std::optional<analysis::Estimate>& estimate) {
  if (!estimate) return nullptr;
  return {
      {"value", estimate->value}, {"low", OrNull(estimate->low)}, {"high", OrNull(estimate->high)}};
}

Json ToTree(const Lift& lift) {
  return {{"n", lift.n},
          {"cases", lift.part},
          {"share", lift.n > 0 ? Json(lift.share()) : Json(nullptr)},
          {"n_others", lift.n_others},
          {"cases_others", lift.part_others},
          {"share_others", lift.n_others > 0 ? Json(lift.share_others()) : Json(nullptr)},
          {"customers", lift.units},
          {"lift", ToTree(lift.ratio)}};
}

Json DwellOf(const VisitorsAnswer& answer) {
  Json pages = Json::array();
  for (const auto& page : answer.dwell)
    pages.push_back({{"page_type", TextOfCode(answer.page_types, page.page)},
                     {"visits", page.visits},
                     {"n", page.timed_visits},
                     {"mean_seconds", ToTree(page.mean)},
                     {"median_seconds", OrNull(page.median)},
                     {"is_of_single_visits", page.has_single_visits}});
  return pages;
}

Json InterestsOf(const VisitorsAnswer& answer) {
  Json all = Json::array();
  for (const auto& by : answer.interests) {
    Json values = Json::array();
    for (const auto& interest : by.interests) {
      Json change = nullptr;
      if (interest.change)
        change = {{"value", interest.change->size},
                  {"low", OrNull(interest.change->low)},
                  {"high", OrNull(interest.change->high)},
                  {"q", interest.q},
                  {"is_beyond_noise", interest.is_beyond_noise}};
      values.push_back({{"key", by.keys[interest.value]},
                        {"visits", interest.visits},
                        {"visits_before", interest.visits_before},
                        {"share", interest.share},
                        {"share_before", interest.share_before},
                        {"change", change}});
    }
    all.push_back({{"dimension", by.dimension}, {"values", values}});
  }
  return all;
}

Json PathsOf(const VisitorsAnswer& answer) {
  Json paths = Json::array();
  for (const auto& path : answer.paths.paths) {
    Json pages = Json::array();
    for (const std::string& page : path.pages) pages.push_back(MaskPersonalData(page));
    paths.push_back({{"pages", pages}, {"visits", path.visits}, {"share", ToTree(path.share)}});
  }
  Json steps = Json::array();
  for (const auto& step : answer.paths.steps)
    steps.push_back({{"from", MaskPersonalData(step.from)},
                     {"to", step.to.empty() ? Json(nullptr) : Json(MaskPersonalData(step.to))},
                     {"visits", step.visits},
                     {"n", step.seen},
                     {"share", ToTree(step.share)}});
  const char* order = answer.paths_are_given      ? "given"
                      : answer.recorded.customers ? "visits_of_customers"
                                                  : "not_recorded";
  return {{"order", order}, {"n", answer.paths.visits}, {"paths", paths}, {"steps", steps}};
}

Json ContactsOf(const VisitorsAnswer& answer) {
  if (!answer.recorded.customers) return nullptr;
  const auto& contacts = answer.contacts;
  Json pages = Json::array();
  for (const auto& page : contacts.pages) {
    Json tree = {{"page_type", TextOfCode(answer.page_types, page.page)}};
    tree.update(ToTree(page.lift));
    tree["q"] = page.lift.ratio ? Json(page.q) : Json(nullptr);
    tree["is_beyond_noise"] = page.is_beyond_noise;
    pages.push_back(std::move(tree));
  }
  Json needs = Json::array();
  for (const auto& need : contacts.needs) {
    Json tree = {{"page_type", TextOfCode(answer.page_types, need.page)},
                 {"issue_type", TextOfCode(answer.issue_types, need.issue)}};
    tree.update(ToTree(need.lift));
    tree["q"] = need.q;
    tree["is_beyond_noise"] = need.is_beyond_noise;
    needs.push_back(std::move(tree));
  }
  return {{"visits", contacts.visits},     {"customers", contacts.customers},
          {"followed", contacts.followed}, {"contacts", contacts.contacts},
          {"page_types", pages},           {"needs", needs}};
}

}  // namespace

std::string VisitorsJson(const VisitorsAnswer& answer, const MetricSession& opened) {
  const auto& comparison = opened.context().comparison;
  Json tree = {{"schema_version", kSchemaVersion},
               {"kind", "visitors"},
               {"period", opened.context().period.id},
               {"compared_with", comparison ? Json(comparison->id) : Json(nullptr)},
               {"time_zone", opened.context().zone.name()},
               {"visits", answer.visits},
               {"recorded",
                {{"page_type", answer.recorded.page_type},
                 {"dwell", answer.recorded.dwell},
                 {"path", answer.recorded.path},
                 {"customers", answer.recorded.customers}}}};
  tree["page_types"] = DwellOf(answer);
  tree["interests"] = InterestsOf(answer);
  tree["paths"] = PathsOf(answer);
  tree["contacts"] = ContactsOf(answer);
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kebao::app
