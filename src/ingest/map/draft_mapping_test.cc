#include "ingest/map/draft_mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "ingest/map/column_roles.h"
#include "ingest/map/mapping_test_support.h"
#include "ingest/map/preview.h"

namespace kebao::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class DraftFile : public testing::Test {
 protected:
  std::filesystem::path Write(const std::string& text) {
    path_ = std::filesystem::temp_directory_path() /
            ("kebao-draft-" + std::to_string(::getpid()) + ".csv");
    std::ofstream(path_) << text;
    return path_;
  }
  void TearDown() override { std::filesystem::remove(path_); }
  std::filesystem::path path_;
};

TEST_F(DraftFile, OfAnUnknownStatusHistoryWorksAfterTwoNames) {
  const auto file = Write(
      "流水,单号,阶段,操作时间,经办人,备注\n"
      "1,T1,新建,2026/1/5 9:00,,x\n"
      "2,T1,处理中,2026/1/5 9:10,王芳,x\n"
      "3,T1,已解决,2026/1/5 11:00,王芳,x\n"
      "4,T2,新建,2026/1/5 9:30,,x\n");
  const MappingDraft draft = DraftMapping(SampleFile(file, {}, 500).value());
  EXPECT_TRUE(draft.is_history);
  EXPECT_THAT(draft.unmapped_columns, ElementsAre("流水", "备注"));
  std::string yaml = draft.yaml;
  yaml.replace(yaml.find("my-mapping"), 10, "老工单系统");
  yaml.replace(yaml.find("my-source"), 9, "legacy");
  const Mapping mapping = ParseMapping(yaml, "draft.yaml").value();
  MapperOptions options;
  options.zone = TimeZone::Find("Asia/Shanghai").value();
  const MappingPreview preview = PreviewFile(mapping, file, options).value();
  std::vector<std::string> events;
  for (const auto& event : preview.events) events.push_back(Describe(event));
  EXPECT_THAT(
      events,
      ElementsAre(
          "2026-01-05T01:00:00Z T1 opened by customer", "2026-01-05T01:00:00Z T1 assigned",
          "2026-01-05T01:00:00Z T1 status_open", "2026-01-05T01:10:00Z T1 assigned agent=王芳",
          "2026-01-05T01:10:00Z T1 status_open", "2026-01-05T03:00:00Z T1 assigned agent=王芳",
          "2026-01-05T03:00:00Z T1 resolved", "2026-01-05T01:30:00Z T2 opened by customer",
          "2026-01-05T01:30:00Z T2 assigned", "2026-01-05T01:30:00Z T2 status_open"));
  EXPECT_THAT(preview.rejected, testing::IsEmpty());
}

TEST_F(DraftFile, OfAnUnknownConversationTable) {
  const auto file = Write(
      "case id,opened,closed,agent name,channel,csat\n"
      "7,29/2/2016 08:00,29/2/2016 09:00,Ann,chat,5\n"
      "8,1/3/2016 08:00,,Bob,chat,\n");
  const MappingDraft draft = DraftMapping(SampleFile(file, {}, 500).value());
  EXPECT_FALSE(draft.is_history);
  EXPECT_THAT(draft.yaml, HasSubstr("d/M/yyyy H:mm[:ss]"));
  const Mapping mapping = ParseMapping(draft.yaml, "draft.yaml").value();
  const MappingPreview preview = PreviewFile(mapping, file, {}).value();
  std::vector<std::string> events;
  for (const auto& event : preview.events) events.push_back(Describe(event));
  EXPECT_THAT(
      events,
      ElementsAre("2016-02-29T08:00:00Z 7 opened by customer",
                  "2016-02-29T08:00:00Z 7 assigned agent=Ann implied",
                  "2016-02-29T09:00:00Z 7 closed",
                  "2016-02-29T09:00:00Z 7 rated by customer agent=Ann value=500 subject=csat",
                  "2016-03-01T08:00:00Z 8 opened by customer",
                  "2016-03-01T08:00:00Z 8 assigned agent=Bob implied"));
}

TEST(StatusWords, AreUnderstoodInBothLanguages) {
  EXPECT_EQ(KindOfStatusWord("Awaiting Vendor"), "status_on_hold");
  EXPECT_EQ(KindOfStatusWord("未解决"), "status_open");
  EXPECT_EQ(KindOfStatusWord("已解决"), "resolved");
  EXPECT_EQ(KindOfStatusWord("Reopened"), "reopened");
  EXPECT_EQ(KindOfStatusWord("紫色"), "");
}

}  // namespace
}  // namespace kebao::ingest
