#include "app/analyze/visitors_texts.h"

#include <algorithm>

#include "app/analyze/analysis_printer.h"
#include "app/text_table.h"
#include "base/mask_personal_data.h"

namespace kebao::app {
namespace {

using analysis::Estimate;
using analysis::visitors::FollowedPage;
using analysis::visitors::Interest;
using analysis::visitors::Lift;
using analysis::visitors::NeedOfPage;
using analysis::visitors::PageDwell;
using inquiry::InterestsBy;
using inquiry::VisitorsAnswer;

class VisitorsPrinter {
 public:
  VisitorsPrinter(const VisitorsAnswer& answer, const inquiry::VisitorsPlan& plan,
                  const MetricSession& opened, Console* console)
      : answer_(answer), plan_(plan), opened_(opened), print_(opened, console, "visitors") {}

  void Print() const {
    if (!(answer_.visits > 0)) return Line(print_.Text("none"));
    Line(print_.Text("head", {{"visits", Number(answer_.visits)}}));
    PrintDwell();
    PrintInterests();
    PrintPaths();
    PrintContacts();
  }

 private:
  void Line(const std::string& line) const { print_.Print(line); }
  std::string Number(double number) const { return print_.Count(number); }
  std::string Share(double share) const { return print_.numbers().Percent(share, 1); }
  std::string Seconds(double seconds) const { return print_.numbers().Duration(seconds); }
  std::string Missing() const { return print_.numbers().Missing(); }
  std::string Page(int32_t code) const {
    return print_.Label("page_type", TextOfCode(answer_.page_types, code));
  }
  std::string Issue(int32_t code) const {
    return print_.Label("issue_type", TextOfCode(answer_.issue_types, code));
  }
  std::string WithShare(const Estimate& share) const {
    return print_.Text(
        "with_interval",
        {{"value", Share(share.value)}, {"low", Share(*share.low)}, {"high", Share(*share.high)}});
  }

  void PrintDwell() const {
    if (!answer_.recorded.page_type) return Line(print_.Text("no_page_types"));
    TextTable table({print_.Dimension("page_type"), print_.Text("column_visits"),
                     print_.Text("column_share"), print_.Text("column_median"),
                     print_.Text("column_mean"), "n"});
    bool has_single = true;
    for (const PageDwell& page : answer_.dwell) {
      has_single &= page.has_single_visits;
      table.AddRow({Page(page.page), Number(page.visits), Share(page.visits / answer_.visits),
                    page.median ? Seconds(*page.median) : Missing(), MeanOf(page),
                    Number(page.timed_visits)});
    }
    Line(table.Render());
    if (!answer_.recorded.dwell) Line("  " + print_.Text("no_dwell"));
    if (answer_.recorded.dwell && !has_single) Line("  " + print_.Text("totals"));
  }

  std::string MeanOf(const PageDwell& page) const {
    if (!page.mean) return Missing();
    if (!page.mean->has_interval()) return Seconds(page.mean->value);
    return print_.Text("with_interval", {{"value", Seconds(page.mean->value)},
                                         {"low", Seconds(*page.mean->low)},
                                         {"high", Seconds(*page.mean->high)}});
  }

  void PrintInterests() const {
    if (!opened_.context().comparison) return;
    for (const InterestsBy& by : answer_.interests) PrintInterests(by);
  }

  void PrintInterests(const InterestsBy& by) const {
    const bool is_stated =
        std::ranges::any_of(by.keys, [](const std::string& key) { return !key.empty(); });
    if (!is_stated) return;
    const std::string dimension = print_.Dimension(by.dimension);
    const bool is_tested = std::ranges::any_of(
        by.interests, [](const Interest& interest) { return interest.change.has_value(); });
    if (!is_tested) return Line(print_.Text("interests_untested", {{"dimension", dimension}}));
    const bool is_any = std::ranges::any_of(by.interests, &Interest::is_beyond_noise);
    Line(print_.Text(is_any ? "interests" : "interests_alike", {{"dimension", dimension}}));
    TextTable table({dimension, print_.Text("column_visits"), print_.Text("column_share"),
                     print_.Text("column_before"), print_.Text("column_change"), "q"});
    for (size_t i = 0; i < std::min(plan_.most, by.interests.size()); ++i) {
      const Interest& interest = by.interests[i];
      table.AddRow({print_.Label(by.dimension, by.keys[interest.value]), Number(interest.visits),
                    Share(interest.share), Share(interest.share_before), ChangeOf(interest),
                    interest.change ? print_.Rate(interest.q) : Missing()});
    }
    Line(table.Render());
  }

  std::string ChangeOf(const Interest& interest) const {
    if (!interest.change) return Missing();
    return print_.Text(interest.is_beyond_noise ? "with_interval" : "with_noise",
                       {{"value", print_.numbers().PercentPoints(interest.change->size)},
                        {"low", print_.numbers().PercentPoints(*interest.change->low)},
                        {"high", print_.numbers().PercentPoints(*interest.change->high)}});
  }

  /// Paths may hold what a person typed.
  std::string PathText(const std::vector<std::string>& pages) const {
    std::string text;
    for (const std::string& page : pages) text += (text.empty() ? "" : " → ") + page;
    return MaskPersonalData(text);
  }

  void PrintPaths() const {
    if (answer_.paths.paths.empty())
      return Line(print_.Text(answer_.recorded.customers ? "no_paths" : "no_order"));
    Line(print_.Text(answer_.paths_are_given ? "paths" : "paths_of_customers",
                     {{"n", Number(answer_.paths.visits)},
                      {"minutes", print_.numbers().Decimal(plan_.session_minutes, 0)}}));
    TextTable paths(
        {print_.Text("column_path"), print_.Text("column_visits"), print_.Text("column_share")});
    for (const auto& path : answer_.paths.paths)
      paths.AddRow({PathText(path.pages), Number(path.visits), WithShare(path.share)});
    Line(paths.Render());
    TextTable steps({print_.Text("column_from"), print_.Text("column_to"),
                     print_.Text("column_visits"), print_.Text("column_of_page"), "n"});
    for (const auto& step : answer_.paths.steps)
      steps.AddRow({PathText({step.from}),
                    step.to.empty() ? print_.Text("left") : PathText({step.to}),
                    Number(step.visits), WithShare(step.share), Number(step.seen)});
    Line(steps.Render());
  }

  TextArguments Of(const Lift& lift) const {
    const bool is_tested = lift.ratio.has_value();
    const auto times = [&](double ratio) { return print_.numbers().Decimal(ratio, 1); };
    return {{"share", Share(lift.share())},
            {"others", Share(lift.share_others())},
            {"n", Number(lift.n)},
            {"n_others", Number(lift.n_others)},
            {"ratio", is_tested ? times(lift.ratio->value) : Missing()},
            {"low", is_tested ? times(*lift.ratio->low) : ""},
            {"high", is_tested ? times(*lift.ratio->high) : ""}};
  }

  void PrintContacts() const {
    if (!answer_.recorded.customers) return Line(print_.Text("no_customers"));
    const auto& contacts = answer_.contacts;
    Line(print_.Text("contacts", {{"visits", Number(contacts.visits)},
                                  {"customers", Number(static_cast<double>(contacts.customers))},
                                  {"followed", Number(contacts.followed)},
                                  {"hours", print_.numbers().Decimal(plan_.hours, 0)}}));
    TextTable table({print_.Dimension("page_type"), "n", print_.Text("column_followed"),
                     print_.Text("column_others"), print_.Text("column_ratio"), "q"});
    for (const FollowedPage& page : contacts.pages)
      table.AddRow({Page(page.page), Number(page.lift.n), Share(page.lift.share()),
                    Share(page.lift.share_others()), RatioOf(page),
                    page.lift.ratio ? print_.Rate(page.q) : Missing()});
    if (!contacts.pages.empty()) Line(table.Render());
    PrintNeeds();
  }

  std::string RatioOf(const FollowedPage& page) const {
    if (!page.lift.ratio) return print_.Text("too_few");
    return print_.Text(page.is_beyond_noise ? "times" : "times_noise", Of(page.lift));
  }

  /// The surest, page by page.
  std::vector<const NeedOfPage*> ToldNeeds() const {
    std::vector<const NeedOfPage*> told;
    for (const NeedOfPage& need : answer_.contacts.needs)
      if (need.is_beyond_noise && need.lift.ratio->value > 1 && told.size() < plan_.most)
        told.push_back(&need);
    std::ranges::stable_sort(told, {}, [this](const NeedOfPage* need) {
      return std::ranges::find(answer_.contacts.pages, need->page, &FollowedPage::page);
    });
    return told;
  }

  void PrintNeeds() const {
    const std::vector<const NeedOfPage*> told = ToldNeeds();
    if (told.empty())
      return Line(print_.Text("no_needs", {{"n", Number(answer_.contacts.contacts)}}));
    Line(print_.Text("needs"));
    for (const NeedOfPage* need : told) {
      TextArguments arguments = Of(need->lift);
      arguments["page"] = Page(need->page);
      arguments["issue"] = Issue(need->issue);
      Line("  - " + print_.Text("need", arguments));
    }
    Line("  " + print_.Text("warning"));
  }

  const VisitorsAnswer& answer_;
  const inquiry::VisitorsPlan& plan_;
  const MetricSession& opened_;
  const AnalysisPrinter print_;
};

}  // namespace

void PrintVisitors(const VisitorsAnswer& answer, const inquiry::VisitorsPlan& plan,
                   const MetricSession& opened, Console* console) {
  VisitorsPrinter(answer, plan, opened, console).Print();
}

}  // namespace kebao::app
