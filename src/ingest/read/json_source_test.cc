#include "ingest/read/json_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/read/test_files.h"

namespace kebao::ingest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing_files::ReadAll;
using testing_files::ReadBack;
using testing_files::TemporaryFolder;

ReadBack ReadText(std::string_view text, const std::string& path = "",
                  const std::string& name = "t.json") {
  const TemporaryFolder folder;
  ReadOptions options;
  options.record_path = path;
  return ReadAll(folder.Write(name, text), options);
}

TEST(JsonSource, ReadsARootListAndARootObject) {
  EXPECT_THAT(ReadText(R"([{"id":1}, {"id":2}])").trees, ElementsAre(R"({"id":1})", R"({"id":2})"));
  const ReadBack object = ReadText("{\n\"id\": 1, \"tickets\": [{\"id\": 2}]}");
  EXPECT_THAT(object.trees, ElementsAre(R"({"id":1,"tickets":[{"id":2}]})"));
  EXPECT_THAT(object.shape.columns, ElementsAre("id", "tickets[].id"));
  EXPECT_EQ(object.shape.kind, FileKind::kJson);
}

TEST(JsonSource, FollowsTheRecordPath) {
  const char* text =
      R"({"count": 2, "x": {"tickets": 5}, "tick\u0065ts": [ {"id": 1}, {"id": 2} ], "end": null})";
  EXPECT_THAT(ReadText(text, "tickets[]").trees, ElementsAre(R"({"id":1})", R"({"id":2})"));
  EXPECT_THAT(ReadText(text, "tickets").trees, SizeIs(2));
  EXPECT_THAT(ReadText(text, "x.tickets").trees, ElementsAre("5"));
  EXPECT_THAT(ReadText(text, "count").trees, ElementsAre("2"));
  EXPECT_THAT(
      ReadText(R"({"data":[{"a":[{"i":1}]},{"a":[{"i":2},{"i":3}]},{"b":0}]})", "data[].a[]").trees,
      ElementsAre(R"({"i":1})", R"({"i":2})", R"({"i":3})"));
  EXPECT_THAT(ReadText(R"({"tickets": []})", "tickets[]").faults, IsEmpty());
}

TEST(JsonSource, SaysWhenThePathLeadsNowhere) {
  const ReadBack back = ReadText(R"({"tickets": []})", "orders[]");
  EXPECT_THAT(back.FaultCodes(), ElementsAre("json.path_missing"));
}

TEST(JsonSource, RecordsLargerThanTheWindowAreRead) {
  std::string text = R"({"skip": [")" + std::string(3 << 20, 'x') + R"("], "tickets": [)";
  for (int i = 0; i < 40; ++i) {
    text += (i ? "," : "") + (R"({"id": )" + std::to_string(i)) + R"(, "text": ")" +
            std::string(200 << 10, 'y') + "\"}";
  }
  const ReadBack back = ReadText(text + "]}", "tickets[]");
  EXPECT_EQ(back.trees.size(), 40u);
  EXPECT_THAT(back.faults, IsEmpty());
}

TEST(JsonSource, ABadRecordIsAFaultAndTheNextIsRead) {
  const ReadBack back = ReadText(R"([{"id":1},{"id":nope},{"id":3}])");
  EXPECT_THAT(back.trees, ElementsAre(R"({"id":1})", R"({"id":3})"));
  EXPECT_THAT(back.FaultCodes(), ElementsAre("json.syntax"));
  EXPECT_EQ(back.faults[0].row, 2);
  EXPECT_EQ(back.faults[0].original, R"({"id":nope})");
}

TEST(JsonSource, ATornFileGivesItsRecordsAndSaysSo) {
  for (const char* text : {R"([{"id":1},{"id":2)", R"([{"id":1},)", R"([{"id":1})"}) {
    const ReadBack back = ReadText(text);
    EXPECT_THAT(back.trees, ElementsAre(R"({"id":1})"));
    EXPECT_THAT(back.FaultCodes(), ElementsAre("json.truncated")) << text;
  }
  const ReadBack torn =
      ReadText(testing_files::Gzip(R"([{"id":1},{"id":2}])").substr(0, 24), "", "t.json.gz");
  ASSERT_FALSE(torn.faults.empty());
  EXPECT_EQ(torn.faults.back().code, "gzip.truncated");
}

TEST(JsonSource, TextBehindTheDocumentIsAFault) {
  EXPECT_THAT(ReadText(R"([{"id":1}] trailing)").FaultCodes(), ElementsAre("json.syntax"));
  EXPECT_THAT(ReadText(R"([{"id":1} {"id":2}])").FaultCodes(), ElementsAre("json.syntax"));
}

TEST(JsonSource, KeepsAllDigitsOfLongIdentifiers) {
  EXPECT_THAT(ReadText(R"([{"id":123456789012345678901234567890}])").trees,
              ElementsAre(R"({"id":"123456789012345678901234567890"})"));
  EXPECT_THAT(ReadText(R"([{"id":18446744073709551615,"x":NaN,"s":"NaN"}])").trees,
              ElementsAre(R"({"id":18446744073709551615,"s":"NaN","x":null})"));
}

TEST(JsonSource, RefusesAbsurdNesting) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_THAT(ReadText("[{\"a\":" + deep + "},{\"id\":2}]").FaultCodes(),
              ElementsAre("json.too_deep"));
  EXPECT_THAT(ReadText("{\"a\":" + deep + "}\n{\"id\":2}\n", "", "t.jsonl").FaultCodes(),
              ElementsAre("json.too_deep"));
}

TEST(JsonSource, LongFieldsAndMalformedBytesAreFaults) {
  const std::string big(2 << 20, 'x');
  const ReadBack back = ReadText("[{\"a\":\"" + big + "\"},{\"a\":\"\xFF\"},{\"a\":1}]");
  EXPECT_THAT(back.FaultCodes(), ElementsAre("row.field_too_long", "text.encoding"));
  EXPECT_THAT(back.trees, ElementsAre(R"({"a":1})"));
}

TEST(NdjsonSource, ReadsLinesAndStepsOverBadOnes) {
  const ReadBack back = ReadText("{\"id\":1}\n\nnot json\n{\"id\":2}\r\n{\"id\":3}");
  EXPECT_EQ(back.shape.kind, FileKind::kNdjson);
  EXPECT_THAT(back.trees, ElementsAre(R"({"id":1})", R"({"id":2})", R"({"id":3})"));
  EXPECT_THAT(back.FaultCodes(), ElementsAre("json.syntax"));
  EXPECT_EQ(back.originals[1], "{\"id\":2}");
}

TEST(NdjsonSource, TellsATornLine) {
  const ReadBack back = ReadText("{\"id\":1}\n{\"id\":2,\"te");
  EXPECT_THAT(back.trees, ElementsAre(R"({"id":1})"));
  EXPECT_THAT(back.FaultCodes(), ElementsAre("json.truncated"));
}

TEST(NdjsonSource, GivesTheItemsOfEveryLine) {
  const ReadBack back = ReadText(
      "{\"t\":[{\"i\":1},{\"i\":2}]}\n{\"t\":[]}\n{\"u\":1}\n{\"t\":[{\"i\":3}]}\n", "t[]");
  EXPECT_THAT(back.trees, ElementsAre(R"({"i":1})", R"({"i":2})", R"({"i":3})"));
  EXPECT_THAT(back.FaultCodes(), ElementsAre("json.path_missing"));
}

TEST(NdjsonSource, AOneLineObjectIsADocumentUnlessNamedLines) {
  EXPECT_EQ(ReadText("{\"id\":1}").shape.kind, FileKind::kJson);
  EXPECT_EQ(ReadText("{\"id\":1}", "", "t.jsonl").shape.kind, FileKind::kNdjson);
}

}  // namespace
}  // namespace kebao::ingest
