#include "ingest/map/mapper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/map/agent_index.h"
#include "ingest/map/mapping_test_support.h"

namespace kebao::ingest {
namespace {

using domain::Entity;
using domain::EventKind;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kStatusLog = R"(
mapping: test-log
zone: Asia/Shanghai
missing: ["?"]
times: [d/M/yyyy HH:mm]
columns: {agent: [坐席]}
conversation: number
version: mods
recorded_kinds: [opened, status_open, resolved]
rules:
  - ignore: phantom
    when: {state: Phantom}
  - count: odd_state
    when: {state: {matches: '^W'}}
  - {unique: number_twice, key: number}
records:
  - entity: conversation
    constants: {channel: ticket}
    fields: {priority: {column: priority, map: {"1": high}, else: normal}, product: nowhere}
  - {entity: agent, id: agent, fields: {name: agent}}
events:
  - {kind: opened, at: opened, actor: customer, customer: caller}
  - {kind: assigned, at: updated, agent: agent}
  - kind: {column: state, map: {New: status_open, Waiting: skip, Done: resolved}}
    at: updated
)";

FlatFile StatusLog() {
  return FlatFile(kStatusLog,
                  {"Number", "state", "priority", "opened", "updated", "mods", "坐席", "caller"});
}

TEST(Mapper, TurnsRowsIntoEvents) {
  FlatFile file = StatusLog();
  file.Row({"0001", "New", "1", "29/2/2016 08:00", "29/2/2016 08:10", "0", " A7 ", "c1"});
  file.Row({"0001", "Done", "?", "29/2/2016 08:00", "29/2/2016 09:00", "1", "?", "c1"});
  EXPECT_THAT(
      DescribeAll(file.sink),
      ElementsAre("2016-02-29T00:00:00Z 0001 opened by customer customer=c1",
                  "2016-02-29T00:10:00Z 0001 assigned agent=A7",
                  "2016-02-29T00:10:00Z 0001 status_open", "2016-02-29T01:00:00Z 0001 assigned",
                  "2016-02-29T01:00:00Z 0001 resolved"));
  EXPECT_EQ(file.sink.events.back().version, 1);
  EXPECT_EQ(file.sink.events.back().row, 2);
  EXPECT_EQ(RowsOf(file.Finish(), "repeated.event"), 1) << "the second opened";
}

TEST(Mapper, TurnsRowsIntoRecords) {
  FlatFile file = StatusLog();
  file.Row({"0001", "New", "1", "29/2/2016 08:00", "29/2/2016 08:10", "0", "A7", "c1"});
  file.Row({"0002", "New", "?", "29/2/2016 08:00", "29/2/2016 08:10", "0", "A7", "c1"});
  ASSERT_EQ(file.sink.records.size(), 3U);
  const auto& first = *file.sink.Find(Entity::kConversation, "0001");
  EXPECT_EQ(FieldText(first, "priority"), "high");
  EXPECT_EQ(FieldText(first, "channel"), "ticket");
  EXPECT_EQ(FieldText(first, "product"), "(absent)")
      << "a column that the file lacks blanks nothing";
  EXPECT_TRUE(first.recorded_kinds.Has(EventKind::kResolved));
  EXPECT_FALSE(first.recorded_kinds.Has(EventKind::kAgentMessage));
  EXPECT_EQ(FieldText(*file.sink.Find(Entity::kConversation, "0002"), "priority"), "(empty)");
  EXPECT_EQ(file.sink.CountOf(Entity::kAgent), 1);
}

TEST(Mapper, CountsWhatItLeavesOut) {
  FlatFile file = StatusLog();
  file.Row({"0001", "Phantom", "1", "29/2/2016 08:00", "29/2/2016 08:10", "0", "A7", "c1"});
  file.Row({"0002", "Waiting", "1", "29/2/2016 08:00", "29/2/2016 08:10", "0", "A7", "c1"});
  file.Row({"0002", "Strange", "1", "29/2/2016 08:00", "29/2/2016 08:10", "1", "A7", "c1"});
  const MappingQuality quality = file.Finish();
  EXPECT_EQ(quality.read, 3);
  EXPECT_EQ(quality.ignored, 1);
  EXPECT_EQ(quality.mapped, 2);
  EXPECT_EQ(RowsOf(quality, "ignored.phantom"), 1);
  EXPECT_EQ(RowsOf(quality, "suspicious.odd_state"), 1);
  EXPECT_EQ(RowsOf(quality, "suspicious.number_twice", "number"), 1);
  EXPECT_EQ(RowsOf(quality, "unmapped", "state"), 1) << "Strange";
  EXPECT_THAT(file.sink.rejected, IsEmpty());
}

TEST(Mapper, RejectsARowWholeOrTakesItWhole) {
  FlatFile file = StatusLog();
  file.Row({"0001", "New", "1", "29/2/2016 08:00", "31/2/2016 08:10", "0", "A7", "c1"});
  file.Row({"", "New", "1", "29/2/2016 08:00", "29/2/2016 08:10", "0", "A7", "c1"});
  file.Row({"0003", "New", "1", "29/2/1016 08:00", "29/2/2016 08:10", "0", "A7", "c1"});
  EXPECT_THAT(file.sink.events, IsEmpty());
  EXPECT_THAT(file.sink.records, IsEmpty());
  ASSERT_EQ(file.sink.rejected.size(), 3U);
  EXPECT_EQ(file.sink.rejected[0].code, "time.unusable");
  EXPECT_EQ(file.sink.rejected[0].column, "updated");
  EXPECT_EQ(file.sink.rejected[0].value, "31/2/2016 08:10");
  EXPECT_EQ(file.sink.rejected[1].code, "id.missing");
  EXPECT_EQ(file.sink.rejected[2].code, "time.unusable") << "the year 1016";
  EXPECT_EQ(file.Finish().rejected, 3);
}

TEST(Mapper, RefusesAFileWithoutTheKeyColumn) {
  const Mapping mapping = ParseMapping(kStatusLog, "test.yaml").value();
  FileShape shape;
  shape.columns = {"state", "opened"};
  const auto mapper = Mapper::Compile(mapping, shape, {});
  ASSERT_FALSE(mapper.has_value());
  EXPECT_EQ(mapper.error().code, "mapping.column_missing");
  EXPECT_EQ(mapper.error().arguments.at("column"), "number");
}

TEST(Mapper, TakesDurationsBandsSumsAndPieces) {
  FlatFile file(R"(
mapping: m
conversation: id
records:
  - entity: conversation
    fields:
      customer_type: {column: age, bands: [{below: 30, label: young}, {label: old}]}
      stated_handle_seconds: {sum: [{column: talk, duration: clock}, {column: wrap, duration: minutes}]}
      issue_type: {column: path, split: {by: /, take: -1}}
      queue: {column: agent, extract: '\(([^)]+)\)$'}
      tags: {labels: {columns: '^is_', is: "1"}}
events:
  - {kind: accepted, at: {column: start, plus: {column: wait, duration: words}}, observed: false}
each:
  - {pieces: path, by: /, events: [{kind: note, at: start, text: '@value', id: '@index'}]}
  - {columns: '^is_', when: {'@value': '1'}, events: [{kind: escalated, at: start, subject: {column: '@name'}}]}
)",
                {"id", "start", "wait", "age", "talk", "wrap", "path", "agent", "is_a", "is_b"});
  file.Row({"1", "2026-01-05 10:00:00", "1 minute 42 seconds", "30", "0:02:00", "1.5", "a/b",
            "王芳 (w@x)", "0", "1"});
  const auto& record = file.sink.records.at(0);
  EXPECT_EQ(FieldText(record, "customer_type"), "old");
  EXPECT_EQ(FieldText(record, "stated_handle_seconds"), "210");
  EXPECT_EQ(FieldText(record, "issue_type"), "b");
  EXPECT_EQ(FieldText(record, "queue"), "w@x");
  EXPECT_EQ(FieldText(record, "tags"), "is_b");
  EXPECT_THAT(DescribeAll(file.sink), ElementsAre("2026-01-05T10:01:42Z 1 accepted implied",
                                                  "2026-01-05T10:00:00Z 1 note text=a id=1",
                                                  "2026-01-05T10:00:00Z 1 note text=b id=2",
                                                  "2026-01-05T10:00:00Z 1 escalated subject=is_b"));
}

TEST(Mapper, NegativeDurationsAndEndsBeforeStartsAreCounted) {
  FlatFile file(R"(
mapping: m
conversation: id
records:
  - {entity: conversation, fields: {stated_handle_seconds: {column: seconds, duration: seconds}}}
events:
  - {kind: opened, at: start}
  - {kind: resolved, at: {column: end, on_bad: blank}, not_before: start, observed: false}
)",
                {"id", "start", "end", "seconds"});
  file.Row({"1", "2026-01-05 10:00", "2026-01-05 09:00", "-5"});
  file.Row({"2", "2026-01-05 10:00", "rubbish", "5"});
  EXPECT_THAT(DescribeAll(file.sink),
              ElementsAre("2026-01-05T10:00:00Z 1 opened", "2026-01-05T10:00:00Z 2 opened"));
  EXPECT_EQ(FieldText(file.sink.records[0], "stated_handle_seconds"), "(absent)");
  const MappingQuality quality = file.Finish();
  EXPECT_EQ(RowsOf(quality, "negative_duration", "seconds"), 1);
  EXPECT_EQ(RowsOf(quality, "out_of_order_time", "end"), 1);
  EXPECT_EQ(RowsOf(quality, "unreadable", "end"), 1);
}

TEST(Mapper, AParameterTheUserMustGiveIsAskedFor) {
  const Mapping mapping = ParseMapping(R"(
mapping: m
conversation: id
parameters: {at: {required: true}}
events: [{kind: opened, at: {parameter: at}}]
)",
                                       "m.yaml")
                              .value();
  FileShape shape;
  shape.columns = {"id"};
  EXPECT_EQ(Mapper::Compile(mapping, shape, {}).error().code, "mapping.parameter_missing");
  MapperOptions options;
  options.parameters["at"] = "2026-01-05";
  EXPECT_TRUE(Mapper::Compile(mapping, shape, options).has_value());
}

TEST(Mapper, KnowsAgentsAndThreadsFromAFirstPass) {
  const Mapping mapping = ParseMapping(R"(
mapping: m
conversation: '@thread'
thread: {id: id, parents: [refs]}
agents: {seen: [{when: {kind: work}, id: who}]}
events:
  - {kind: agent_message, at: at, when: {who: {is: agent}}, agent: who}
  - {kind: customer_message, at: at, when: {who: {is: not_agent}}}
)",
                                       "m.yaml")
                              .value();
  FileShape shape;
  shape.columns = {"id", "refs", "who", "kind", "at"};
  Mapper mapper = Mapper::Compile(mapping, shape, {}).value();
  ASSERT_TRUE(mapper.needs_first_pass());
  const std::vector<std::vector<std::string_view>> rows = {
      {"c", "a b", "w", "", "2026-01-05 10:02"},
      {"b", "a", "w", "work", "2026-01-05 10:01"},
      {"a", "", "x", "", "2026-01-05 10:00"},
      {"z", "", "x", "", "2026-01-05 10:00"}};
  CollectingSink sink;
  for (const auto& fields : rows) {
    RawRecord record;
    record.fields = fields;
    mapper.Observe(record);
  }
  for (const auto& fields : rows) {
    RawRecord record;
    record.fields = fields;
    mapper.Map(record, sink);
  }
  EXPECT_THAT(DescribeAll(sink), ElementsAre("2026-01-05T10:02:00Z a agent_message agent=w",
                                             "2026-01-05T10:01:00Z a agent_message agent=w",
                                             "2026-01-05T10:00:00Z a customer_message",
                                             "2026-01-05T10:00:00Z z customer_message"));
}

TEST(ThreadIndex, NamesAThreadTheSameInWhateverOrder) {
  ThreadIndex forward;
  forward.Join("c", "b");
  forward.Join("b", "a");
  forward.Join("c", "x");  // answers two: both are roots, the smaller names the thread
  ThreadIndex backward;
  backward.Join("c", "x");
  backward.Join("b", "a");
  backward.Join("c", "b");
  for (const char* id : {"a", "b", "c", "x"}) {
    EXPECT_EQ(forward.RootOf(id), "a");
    EXPECT_EQ(backward.RootOf(id), "a");
  }
}

}  // namespace
}  // namespace kebao::ingest
