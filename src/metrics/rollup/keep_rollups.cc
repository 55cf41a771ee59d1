#include "metrics/rollup/keep_rollups.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/problem.h"
#include "metrics/rollup/roll_up.h"
#include "metrics/rollup/rollup_table.h"

namespace kebao::metrics {
namespace {

const engine::StoredRollup* FindStored(const engine::Directory& directory,
                                       const std::string& table) {
  const auto found =
      std::find_if(directory.rollups.begin(), directory.rollups.end(),
                   [&](const engine::StoredRollup& rollup) { return rollup.name == table; });
  return found == directory.rollups.end() ? nullptr : &*found;
}

/// Roll-ups of one fact, clock and kind of day: one scan makes all of their cells.
struct Family {
  domain::Fact fact;
  std::string clock;
  TimeZone zone;
  std::vector<const RollupDefinition*> changed;  // to be made anew
  std::vector<const RollupDefinition*> kept;     // to be brought in step
};

/// Of the rows of a fact.
struct Latest {
  std::optional<InstantRange> range;  // of the clock, both ends included
  std::optional<Instant> known_at;
};

class Keeper {
 public:
  Keeper(engine::WriteTransaction* transaction, const MetricCatalog& catalog,
         const engine::Directory& directory, const RollupPolicy& policy)
      : transaction_(transaction), catalog_(catalog), directory_(directory), policy_(policy) {}

  void Run() {
    const auto definitions =
        DefineRollups(catalog_, transaction_->dialect(), directory_, transaction_->zone().name());
    DropOthers(definitions);
    for (const Family& family : FamiliesOf(definitions)) Keep(family);
  }

 private:
  void DropOthers(const std::vector<RollupDefinition>& definitions) {
    for (const engine::StoredRollup& stored : directory_.rollups) {
      const bool is_wanted = std::any_of(
          definitions.begin(), definitions.end(),
          [&](const RollupDefinition& rollup) { return rollup.spec->table() == stored.name; });
      if (!is_wanted) transaction_->DropRollup(stored.name);
    }
  }

  std::vector<Family> FamiliesOf(const std::vector<RollupDefinition>& definitions) {
    std::vector<Family> families;
    for (const RollupDefinition& rollup : definitions) {
      const RollupSpec& spec = *rollup.spec;
      const TimeZone zone = spec.grain == Grain::kDay ? transaction_->zone() : TimeZone::Utc();
      auto family = std::find_if(families.begin(), families.end(), [&](const Family& known) {
        return known.fact == spec.fact && known.clock == spec.clock &&
               known.zone.name() == zone.name();
      });
      if (family == families.end())
        family = families.insert(family, {spec.fact, spec.clock, zone, {}, {}});
      const engine::StoredRollup* stored = FindStored(directory_, spec.table());
      const bool is_same = stored != nullptr && stored->is_kept &&
                           stored->definition == rollup.Text() &&
                           HoursOf(spec.fact, spec.clock).has_value();
      (is_same ? family->kept : family->changed).push_back(&rollup);
    }
    return families;
  }

  void Keep(const Family& family) {
    if (!family.changed.empty()) MakeAnewIfWorthwhile(family);
    const auto& hours = HoursOf(family.fact, family.clock);
    if (!family.kept.empty() && hours && !hours->empty()) Replace(family, *hours);
  }

  void MakeAnewIfWorthwhile(const Family& family) {
    const Latest latest = LatestOf(family.changed);
    std::vector<const RollupDefinition*> worthwhile;
    for (const RollupDefinition* rollup : family.changed) {
      if (IsWorthwhile(*rollup, family.zone, latest)) {
        transaction_->MakeRollup(EntryOf(*rollup), ColumnsOf(*rollup));
        worthwhile.push_back(rollup);
      } else {
        engine::StoredRollup entry = EntryOf(*rollup);
        entry.is_kept = false;
        transaction_->DeclineRollup(entry);
      }
    }
    if (!worthwhile.empty()) MakeAnew(family, worthwhile, latest);
  }

  void MakeAnew(const Family& family, const std::vector<const RollupDefinition*>& rollups,
                const Latest& latest) {
    if (latest.range) {
      const DayRun all{family.zone.DayOf(latest.range->start),
                       LocalDay{family.zone.DayOf(latest.range->end).days + 1}};
      for (const DayRun& run : Slices(all)) RollUp(family, rollups, run);
    }
    Describe(rollups, latest);
  }

  bool IsWorthwhile(const RollupDefinition& rollup, const TimeZone& zone, const Latest& latest) {
    const double rows_per_cell =
        latest.range ? RowsPerCell(transaction_, catalog_, *rollup.spec, *latest.range, zone) : 0;
    return rows_per_cell >= policy_.min_rows_per_cell;
  }

  void Replace(const Family& family, const std::vector<Instant>& hours) {
    for (const DayRun& touched : RunsOf(hours, family.zone)) {
      for (const DayRun& run : Slices(touched)) {
        for (const RollupDefinition* rollup : family.kept)
          transaction_->ClearRollup(rollup->spec->table(),
                                    SlotCondition(*rollup, run, transaction_->dialect()));
        RollUp(family, family.kept, run);
      }
    }
    Describe(family.kept, LatestOf(family.kept));
  }

  void RollUp(const Family& family, const std::vector<const RollupDefinition*>& rollups,
              const DayRun& run) {
    const std::vector<engine::ColumnBatch> cells =
        RollUpDays({*transaction_, catalog_, directory_, family.zone}, rollups, run);
    for (size_t index = 0; index < rollups.size(); ++index)
      transaction_->AppendToRollup(rollups[index]->spec->table(), cells[index]);
  }

  /// First and last clock, and the last of all instants that measures compare with the report time.
  Latest LatestOf(const std::vector<const RollupDefinition*>& rollups) {
    const engine::Dialect& dialect = transaction_->dialect();
    const RollupSpec& spec = *rollups.front()->spec;
    std::vector<std::string> columns = {
        dialect.AggregateIf("min", dialect.Identifier(spec.clock), "TRUE"),
        dialect.AggregateIf("max", dialect.Identifier(spec.clock), "TRUE")};
    for (const std::string& column : rollups.front()->compared_with)
      columns.push_back(dialect.AggregateIf("max", dialect.Identifier(column), "TRUE"));
    const auto stream = transaction_->Query(
        fmt::format("SELECT {} FROM {}", fmt::join(columns, ", "),
                    dialect.Identifier(catalog_.facts().SchemaOf(spec.fact).name)));
    Latest latest;
    for (engine::ChunkView chunk; stream->Next(&chunk);) {
      if (!chunk.columns[0].IsNull(0))
        latest.range = {Instant{chunk.columns[0].Int64(0)}, Instant{chunk.columns[1].Int64(0)}};
      for (size_t index = 2; index < chunk.columns.size(); ++index) {
        if (chunk.columns[index].IsNull(0)) continue;
        const Instant at{chunk.columns[index].Int64(0)};
        latest.known_at = std::max(latest.known_at.value_or(at), at);
      }
    }
    return latest;
  }

  void Describe(const std::vector<const RollupDefinition*>& rollups, const Latest& latest) {
    for (const RollupDefinition* rollup : rollups) {
      engine::StoredRollup entry = EntryOf(*rollup);
      if (latest.range) entry.last_row_at = latest.range->end;
      entry.last_known_at = latest.known_at;
      transaction_->DescribeRollup(entry);
    }
  }

  static engine::StoredRollup EntryOf(const RollupDefinition& rollup) {
    const RollupSpec& spec = *rollup.spec;
    engine::StoredRollup entry;
    entry.name = spec.table();
    entry.fact = spec.fact;
    entry.clock = spec.clock;
    entry.definition = rollup.Text();
    return entry;
  }

  const std::optional<std::vector<Instant>>& HoursOf(domain::Fact fact, const std::string& clock) {
    const auto [known, is_new] = hours_.try_emplace({fact, clock});
    if (is_new) known->second = transaction_->TouchedHours(fact, clock);
    return known->second;
  }

  engine::WriteTransaction* transaction_;
  const MetricCatalog& catalog_;
  const engine::Directory& directory_;
  const RollupPolicy& policy_;
  std::map<std::pair<domain::Fact, std::string>, std::optional<std::vector<Instant>>> hours_;
};

}  // namespace

void KeepRollups(engine::WriteTransaction* transaction, const MetricCatalog& catalog,
                 const engine::Directory& directory, const RollupPolicy& policy) {
  Keeper(transaction, catalog, directory, policy).Run();
}

bool AreRollupsCurrent(const MetricCatalog& catalog, const engine::Dialect& dialect,
                       const engine::Directory& directory, const std::string& folder_zone) {
  const auto definitions = DefineRollups(catalog, dialect, directory, folder_zone);
  if (definitions.size() != directory.rollups.size()) return false;
  return std::all_of(definitions.begin(), definitions.end(), [&](const RollupDefinition& rollup) {
    const engine::StoredRollup* stored = FindStored(directory, rollup.spec->table());
    return stored != nullptr && stored->definition == rollup.Text();
  });
}

}  // namespace kebao::metrics
