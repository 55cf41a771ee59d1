#include "report/audience.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace kebao::report {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;

class AudienceTest : public testing::Test {
 protected:
  ~AudienceTest() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& yaml) const {
    fs::create_directories(folder_);
    std::ofstream(folder_ / (name + ".yaml")) << yaml;
  }
  Result<Audience> Find(const std::string& id) const {
    return FindAudience({folder_, shipped_}, id);
  }

  const fs::path shipped_ = fs::path(KEBAO_SOURCE_DIR) / "catalog" / "audiences";
  const fs::path folder_ =
      fs::temp_directory_path() / ("kebao-audience-" + std::to_string(getpid()));
};

TEST_F(AudienceTest, TheShippedOnesLoadAndHideWhatTheyMust) {
  const auto management = Find("management");
  ASSERT_TRUE(management) << management.error().code << management.error().place;
  EXPECT_EQ(management->agents, Audience::Names::kPseudonym);
  EXPECT_FALSE(management->has_details);
  EXPECT_EQ(Find("team")->agents, Audience::Names::kReal);
  EXPECT_EQ(Find("agent")->agents, Audience::Names::kOwn);
  for (const char* id : {"management", "team", "agent", "partner-technical", "partner-product"}) {
    ASSERT_TRUE(Find(id)) << id;
    EXPECT_TRUE(Find(id)->masks_customers) << id;
  }
  EXPECT_THAT(AudienceWords({shipped_}),
              IsSupersetOf({"agent", "management", "partner", "partner-technical", "team"}));
}

TEST_F(AudienceTest, ADepartmentIsAnAudienceOfItsOwn) {
  const auto technical = Find("partner-technical");
  ASSERT_TRUE(technical);
  EXPECT_EQ(technical->base, "partner");
  ASSERT_TRUE(technical->department);
  EXPECT_THAT(technical->department->terms, Contains("故障"));
  EXPECT_EQ(technical->agents, Audience::Names::kHidden);
  const auto whole = Find("partner");
  ASSERT_FALSE(whole);
  EXPECT_EQ(whole.error().code, "audience.department");
  EXPECT_THAT(whole.error().arguments.at("known"), HasSubstr("partner-technical"));
}

TEST_F(AudienceTest, AnUnknownOneNamesTheKnown) {
  const auto found = Find("managment");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, "audience.unknown");
  EXPECT_THAT(found.error().arguments.at("known"), HasSubstr("management"));
}

TEST_F(AudienceTest, TheUsersFileTakesThePlaceOfTheShippedOne) {
  Write("partner",
        "audience: partner\nname: x\nagents: hidden\ndepartments:\n"
        "  legal: {name: {zh: 法务, en: Legal}, issue_types: [合同]}\n");
  ASSERT_TRUE(Find("partner-legal"));
  EXPECT_EQ(Find("partner-legal")->department->name.In("en"), "Legal");
  EXPECT_FALSE(Find("partner-technical"));
  Write("board", "audience: board\nname: Board\ntable_rows: 5\n");
  EXPECT_EQ(Find("board")->table_rows, 5);
}

TEST_F(AudienceTest, AWrongFileIsRefusedWithThePlace) {
  Write("a", "audience: a\nname: A\nagents: nobody\n");
  EXPECT_EQ(Find("a").error().code, "audience.word");
  EXPECT_THAT(Find("a").error().place, HasSubstr("a.yaml:3:9"));
  Write("b", "audience: b\nname: B\ntable_rows: 0\n");
  EXPECT_EQ(Find("b").error().code, "audience.rows");
  Write("c", "audience: other\nname: C\n");
  EXPECT_EQ(Find("c").error().code, "audience.name");
  Write("d", "audience: d\nname: D\nagent: real\n");
  EXPECT_EQ(Find("d").error().code, "yaml.unknown_key");
  Write("e", "audience: e\nname: E\nteams: own\n");
  EXPECT_EQ(Find("e").error().code, "audience.word");
}

TEST_F(AudienceTest, WordsNameTheAudienceOrItsFile) {
  const Audience technical = *Find("partner-technical");
  EXPECT_TRUE(IsFor({}, technical));
  EXPECT_TRUE(IsFor({"team", "partner"}, technical));
  EXPECT_TRUE(IsFor({"partner-technical"}, technical));
  EXPECT_FALSE(IsFor({"partner-product"}, technical));
}

}  // namespace
}  // namespace kebao::report
