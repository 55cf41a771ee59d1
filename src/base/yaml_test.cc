#include "base/yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace kebao {
namespace {

using ::testing::ElementsAre;

Yaml Parsed(std::string_view text) { return Yaml::Parse(text, "f.yaml").value(); }

TEST(YamlTest, ReadsScalarsByType) {
  const Yaml root = Parsed("{text: '007', count: 12, share: 0.5, on: true}");
  EXPECT_EQ(root.At("text").AsText(), "007");
  EXPECT_EQ(root.At("count").AsInt(), 12);
  EXPECT_EQ(root.At("share").AsReal(), 0.5);
  EXPECT_EQ(root.At("on").AsBool(), true);
}

TEST(YamlTest, WrongTypeNamesPlaceAndWish) {
  const auto number = Parsed("a: 1\nb: many\n").At("b").AsInt();
  ASSERT_FALSE(number);
  EXPECT_EQ(number.error().code, "yaml.type");
  EXPECT_EQ(number.error().place, "f.yaml:2:4");
  EXPECT_EQ(number.error().arguments.at("wanted"), "integer");
  EXPECT_EQ(Parsed("a: [1]").At("a").AsText().error().code, "yaml.type");
}

TEST(YamlTest, WhatIsNotFiniteIsNoNumber) {
  for (const char* text : {".nan", ".inf", "-.inf", "1e999"})
    EXPECT_EQ(Parsed(std::string("a: ") + text).At("a").AsReal().error().code, "yaml.type") << text;
}

TEST(YamlTest, AbsentAndNullAreNotEmptyText) {
  const Yaml root = Parsed("{a: ~, b: ''}");
  EXPECT_FALSE(root.Has("a"));
  EXPECT_FALSE(root.Has("missing"));
  EXPECT_TRUE(root.Has("b"));
  EXPECT_EQ(root.At("a").OptionalText(), std::nullopt);
  EXPECT_EQ(root.At("b").OptionalText(), "");
  EXPECT_EQ(root.At("missing").TextOr("fallback"), "fallback");
}

TEST(YamlTest, LookingForAKeyDoesNotMakeIt) {
  const Yaml root = Parsed("{a: 1}");
  root.At("b");
  EXPECT_EQ(root.Entries().size(), 1u);
}

TEST(YamlTest, OneTextIsAListOfOne) {
  const Yaml root = Parsed("{one: a, many: [a, b], none: ~, wrong: {a: b}}");
  EXPECT_THAT(root.At("one").AsTextList().value(), ElementsAre("a"));
  EXPECT_THAT(root.At("many").AsTextList().value(), ElementsAre("a", "b"));
  EXPECT_THAT(root.At("none").AsTextList().value(), ElementsAre());
  EXPECT_EQ(root.At("wrong").AsTextList().error().code, "yaml.type");
}

TEST(YamlTest, EntriesKeepTheOrderOfTheFile) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : Parsed("{z: 1, a: 2, m: 3}").Entries()) keys.push_back(key);
  EXPECT_THAT(keys, ElementsAre("z", "a", "m"));
}

TEST(YamlTest, UnknownKeysAreRefused) {
  const Yaml root = Parsed("kind: count\nunti: h\n");
  EXPECT_TRUE(root.AllowKeys({"kind", "unti"}));
  const auto refused = root.AllowKeys({"kind", "unit"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "yaml.unknown_key");
  EXPECT_EQ(refused.error().arguments.at("key"), "unti");
  EXPECT_EQ(refused.error().place, "f.yaml:2:7");
}

TEST(YamlTest, RequiredKeysMustBeThere) {
  EXPECT_EQ(Parsed("{a: 1}").Require("a")->AsInt(), 1);
  const auto missing = Parsed("{a: 1}").Require("b");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "yaml.missing_key");
}

TEST(YamlTest, SyntaxErrorsNameTheLine) {
  const auto wrong = Yaml::Parse("a: 1\nb: [1, 2\nc: 3\n", "f.yaml");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, "yaml.syntax");
  EXPECT_TRUE(wrong.error().place.starts_with("f.yaml:3:")) << wrong.error().place;
}

TEST(YamlTest, AliasesAreResolved) {
  const Yaml root = Parsed("a: &x [1, 2]\nb: *x\n");
  EXPECT_EQ(root.At("b").Items().size(), 2u);
}

TEST(YamlTest, AnAliasInsideItsOwnAnchorIsRefused) {
  const auto endless = Yaml::Parse("a: &x [1, *x]\n", "f.yaml");
  ASSERT_FALSE(endless);
  EXPECT_EQ(endless.error().code, "yaml.syntax");
  EXPECT_EQ(endless.error().place, "f.yaml:1:11");
}

TEST(YamlTest, TheFirstOfEqualKeysIsFoundAndAllAreListed) {
  const Yaml root = Parsed("{a: 1, a: 2, ~: 3, [b]: 4}");
  EXPECT_EQ(root.At("a").AsInt(), 1);
  EXPECT_EQ(root.Entries().size(), 4u);
  EXPECT_FALSE(root.Has("b"));
}

TEST(YamlTest, NothingIsANullAndEmptyValuesAreNulls) {
  EXPECT_TRUE(Parsed("").is_null());
  EXPECT_TRUE(Parsed("# nothing\n").is_null());
  EXPECT_TRUE(Parsed("a:\nb: 1\n").At("a").is_null());
  EXPECT_EQ(Parsed("").place(), "f.yaml");
}

class YamlFileTest : public ::testing::Test {
 protected:
  YamlFileTest() : file_(std::filesystem::path(::testing::TempDir()) / "yaml_file_test.yaml") {}
  ~YamlFileTest() override { std::filesystem::remove(file_); }
  void Write(std::string_view text) { std::ofstream(file_, std::ios::binary) << text; }
  std::filesystem::path file_;
};

TEST_F(YamlFileTest, LoadsSeveralDocuments) {
  Write("a: 1\n---\na: 2\n");
  const auto documents = Yaml::LoadAll(file_).value();
  ASSERT_EQ(documents.size(), 2u);
  EXPECT_EQ(documents[1].At("a").AsInt(), 2);
}

TEST_F(YamlFileTest, MissingFileIsAProblem) {
  const auto none = Yaml::Load(file_ / "none.yaml");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, "yaml.unreadable");
}

TEST_F(YamlFileTest, OversizedFileIsRefused) {
  Write("a: " + std::string((4u << 20) + 1, 'x'));
  EXPECT_EQ(Yaml::Load(file_).error().code, "yaml.unreadable");
}

}  // namespace
}  // namespace kebao
