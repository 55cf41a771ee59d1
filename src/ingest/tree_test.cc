#include "ingest/tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace kebao::ingest {
namespace {

using nlohmann::json;
using testing::ElementsAre;

const json kTicket = json::parse(R"({
  "id": 9007199254740993, "subject": "退款", "score": 1.5, "spam": false, "closed": null,
  "stats": {"closed_at": "2016-03-31T08:00:00Z"}, "user.name": "dotted",
  "tags": ["a", "b"], "events": [{"type": "Create", "f": [1]}, {"type": "Change", "f": [2, 3]}]})");

TEST(Tree, GivesScalarsAsText) {
  const Tree tree(kTicket);
  EXPECT_EQ(tree.TextAt("id"), "9007199254740993");
  EXPECT_EQ(tree.TextAt("subject"), "退款");
  EXPECT_EQ(tree.TextAt("score"), "1.5");
  EXPECT_EQ(tree.TextAt("spam"), "false");
  EXPECT_EQ(tree.TextAt("stats.closed_at"), "2016-03-31T08:00:00Z");
  EXPECT_EQ(tree.TextAt("user.name"), "dotted");
  EXPECT_EQ(tree.TextAt("tags"), R"(["a","b"])");
  EXPECT_EQ(tree.TextAt("tags[1]"), "b");
  EXPECT_EQ(tree.TextAt("events[1].type"), "Change");
}

TEST(Tree, TellsAbsentAndNull) {
  const Tree tree(kTicket);
  EXPECT_EQ(tree.TextAt("closed"), std::nullopt);
  EXPECT_EQ(tree.TextAt("nowhere.at.all"), std::nullopt);
  EXPECT_EQ(tree.TextAt("subject.deeper"), std::nullopt);
  EXPECT_EQ(tree.TextAt("tags[9]"), std::nullopt);
  EXPECT_EQ(tree.TextAt("tags[x"), std::nullopt);
  EXPECT_TRUE(tree.Has("closed"));
  EXPECT_FALSE(tree.Has("nowhere"));
}

TEST(Tree, ListsItems) {
  const Tree tree(kTicket);
  ASSERT_EQ(tree.ItemsAt("events").size(), 2u);
  EXPECT_EQ(tree.ItemsAt("events[]")[1].TextAt("type"), "Change");
  EXPECT_EQ(tree.ItemsAt("stats").size(), 1u) << "a single object counts as a list of one";
  EXPECT_EQ(tree.ItemsAt("events[].f").size(), 3u);
  EXPECT_EQ(tree.ItemsAt("closed").size(), 0u);
  EXPECT_EQ(tree.ItemsAt("nowhere").size(), 0u);
  EXPECT_EQ(tree.ItemsAt("").size(), 1u);
}

TEST(Tree, ListsPaths) {
  const json value = json::parse(R"({"tickets":[{"id":1},{"id":2,"x":{"y":null}}],"end":true})");
  EXPECT_THAT(Tree(value).Paths(10), ElementsAre("end", "tickets[].id", "tickets[].x.y"));
  EXPECT_EQ(Tree(value).Paths(1).size(), 1u);
}

}  // namespace
}  // namespace kebao::ingest
