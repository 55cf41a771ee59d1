#include "inquiry/visitors_inquiry.h"

#include <algorithm>
#include <map>

#include "analysis/visitors/claims.h"
#include "inquiry/find_rows.h"

namespace kebao::inquiry {
namespace {

using analysis::visitors::DayOfVisits;
using analysis::visitors::Interest;
using analysis::visitors::KnownContact;
using analysis::visitors::PageVisit;
using analysis::visitors::SeenPath;
using metrics::QueryContext;
using metrics::ResultTable;
using metrics::Row;

const std::vector<std::string> kVisitColumns = {"customer_key", "visited_at",    "page_type",
                                                "visits",       "dwell_seconds", "path"};
const std::vector<std::string> kContactColumns = {"customer_key", "opened_at", "issue_type"};

/// Columns of kVisitColumns.
enum VisitColumn : size_t { kCustomer, kAt, kPage, kVisits, kDwell, kPath };

struct ReadVisits {
  std::vector<PageVisit> visits;
  std::map<std::string, double> paths;  // by text, since many visits take the same
};

std::optional<double> NumberAt(const engine::ChunkView& chunk, size_t column, size_t row) {
  if (chunk.columns[column].IsNull(row)) return std::nullopt;
  return NumberIn(chunk.columns[column], row);
}

ReadVisits ReadAll(engine::ChunkStream* rows, RecordedOfVisits* recorded) {
  ReadVisits read;
  engine::ChunkView chunk;
  while (rows->Next(&chunk))
    for (size_t row = 0; row < chunk.rows; ++row) {
      PageVisit visit;
      const auto& columns = chunk.columns;
      if (!columns[kCustomer].IsNull(row)) visit.customer = columns[kCustomer].Int64(row);
      visit.at = Instant{columns[kAt].Int64(row)};
      if (!columns[kPage].IsNull(row)) visit.page = columns[kPage].Int32(row);
      visit.visits = NumberAt(chunk, kVisits, row).value_or(1);
      visit.dwell_seconds = NumberAt(chunk, kDwell, row);
      if (!columns[kPath].IsNull(row) && !columns[kPath].Text(row).empty())
        read.paths[std::string(columns[kPath].Text(row))] += visit.visits;
      recorded->customers |= visit.customer.has_value();
      recorded->page_type |= visit.page >= 0;
      recorded->dwell |= visit.dwell_seconds.has_value();
      read.visits.push_back(visit);
    }
  recorded->path = !read.paths.empty();
  return read;
}

std::vector<KnownContact> ReadKnown(engine::ChunkStream* rows) {
  std::vector<KnownContact> contacts;
  engine::ChunkView chunk;
  while (rows->Next(&chunk))
    for (size_t row = 0; row < chunk.rows; ++row) {
      if (chunk.columns[0].IsNull(row)) continue;
      contacts.push_back({chunk.columns[0].Int64(row), Instant{chunk.columns[1].Int64(row)},
                          chunk.columns[2].IsNull(row) ? -1 : chunk.columns[2].Int32(row)});
    }
  return contacts;
}

/// Visits by value of a dimension, day by day.
struct DaysOfVisits {
  std::map<LocalDay, std::map<std::string, double>> days;
  void Add(const ResultTable& table) {
    for (const Row& row : table.rows)
      if (row.bucket_day && row.values[0].value && *row.values[0].value > 0)
        days[*row.bucket_day][row.keys[0]] += *row.values[0].value;
  }
  std::vector<DayOfVisits> By(const std::vector<std::string>& keys) const {
    std::vector<DayOfVisits> all;
    for (const auto& [day, visits] : days) {
      DayOfVisits& of = all.emplace_back();
      for (const std::string& key : keys) {
        const auto found = visits.find(key);
        of.push_back(found == visits.end() ? 0 : found->second);
      }
    }
    return all;
  }
};

std::vector<std::string> KeysOf(const DaysOfVisits& now, const DaysOfVisits& before) {
  std::map<std::string, bool> keys;
  for (const DaysOfVisits* side : {&now, &before})
    for (const auto& [day, visits] : side->days)
      for (const auto& [key, count] : visits) keys[key] = true;
  std::vector<std::string> all;
  for (const auto& [key, is_there] : keys) all.push_back(key);
  return all;
}

class VisitorsPage {
 public:
  VisitorsPage(const VisitorsSources& sources, const QueryContext& context,
               const VisitorsPlan& plan)
      : sources_(sources), plan_(plan), context_(context), alone_(context) {
    alone_.comparison.reset();
  }

  Result<VisitorsAnswer> Make() {
    KEBAO_TRY_VOID(ReadRows());
    if (context_.comparison) {
      KEBAO_TRY_VOID(CompareInterests());
    }
    std::vector<std::vector<Interest>*> interests;
    for (InterestsBy& by : answer_.interests) interests.push_back(&by.interests);
    analysis::visitors::HoldTogether(interests, &answer_.contacts);
    return std::move(answer_);
  }

 private:
  Result<void> ReadRows() {
    KEBAO_TRY(const auto rows, sources_.rows(alone_, plan_.visits, kVisitColumns));
    const ReadVisits read = ReadAll(rows.get(), &answer_.recorded);
    for (const PageVisit& visit : read.visits) answer_.visits += visit.visits;
    answer_.page_types = sources_.texts("page_type");
    answer_.issue_types = sources_.texts("issue_type");
    answer_.dwell = analysis::visitors::DwellByPage(read.visits);
    SummarisePaths(read);
    return answer_.recorded.customers ? LinkContacts(read.visits) : Result<void>();
  }

  void SummarisePaths(const ReadVisits& read) {
    answer_.paths_are_given = answer_.recorded.path;
    std::vector<SeenPath> paths;
    for (const auto& [text, visits] : read.paths)
      paths.push_back({analysis::visitors::PagesOfPath(text), visits});
    if (!answer_.paths_are_given)
      paths = analysis::visitors::PathsOfCustomers(read.visits, answer_.page_types,
                                                   plan_.session_minutes);
    answer_.paths = analysis::visitors::SummarisePaths(paths, plan_.most);
  }

  /// A contact may come after the period's last visits: the days after are read, too.
  Result<void> LinkContacts(const std::vector<PageVisit>& visits) {
    QueryContext longer = alone_;
    longer.period.limit.days += static_cast<int32_t>(plan_.hours / 24) + 1;
    longer.period.natural = metrics::Grain::kNone;
    KEBAO_TRY(const auto rows, sources_.rows(longer, plan_.contacts, kContactColumns));
    answer_.contacts = analysis::visitors::ContactsAfterPages(visits, ReadKnown(rows.get()),
                                                              {plan_.hours, plan_.minimum_sample});
    return {};
  }

  Result<void> CompareInterests() {
    QueryContext before = alone_;
    before.period = *context_.comparison;
    for (const std::string& dimension : plan_.interests) {
      const metrics::Query question{{plan_.visits}, {dimension}, metrics::Grain::kDay};
      DaysOfVisits sides[2];
      const QueryContext* const contexts[] = {&alone_, &before};
      for (size_t side = 0; side < 2; ++side) {
        KEBAO_TRY(const std::vector<ResultTable> tables,
                  sources_.asked.Answer(*contexts[side], std::vector{question}));
        sides[side].Add(tables.front());
      }
      AddInterests(dimension, sides[0], sides[1]);
    }
    return {};
  }

  void AddInterests(const std::string& dimension, const DaysOfVisits& now,
                    const DaysOfVisits& before) {
    InterestsBy by{dimension, KeysOf(now, before), {}};
    by.interests = analysis::visitors::ChangeOfInterest(now.By(by.keys), before.By(by.keys));
    if (answer_.interests.empty())
      for (const auto& interest : by.interests) answer_.visits_before += interest.visits_before;
    std::ranges::stable_sort(by.interests, std::greater<>(), &Interest::visits);
    answer_.interests.push_back(std::move(by));
  }

  const VisitorsSources& sources_;
  const VisitorsPlan& plan_;
  const QueryContext& context_;
  QueryContext alone_;  // without the comparison
  VisitorsAnswer answer_;
};

}  // namespace

Result<VisitorsAnswer> AskForVisitors(const VisitorsSources& sources, const QueryContext& context,
                                      const VisitorsPlan& plan) {
  return VisitorsPage(sources, context, plan).Make();
}

}  // namespace kebao::inquiry
