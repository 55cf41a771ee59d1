#include <gtest/gtest.h>

#include "ingest/map/mapping.h"

namespace kebao::ingest {
namespace {

Problem Refusal(std::string_view yaml) {
  const auto mapping = ParseMapping(yaml, "m.yaml");
  EXPECT_FALSE(mapping.has_value()) << yaml;
  return mapping ? Problem{} : mapping.error();
}

TEST(ParseMapping, RefusesWhatItDoesNotKnowAndSaysWhere) {
  EXPECT_EQ(Refusal("mapping: m\nevnts: []\n").code, "yaml.unknown_key");
  const Problem kind = Refusal("mapping: m\nevents:\n  - {kind: opend, at: t}\n");
  EXPECT_EQ(kind.code, "mapping.kind");
  EXPECT_EQ(kind.place, "m.yaml:3:12");
  EXPECT_EQ(Refusal("mapping: m\nevents: [{kind: {column: s, map: {a: opend}}, at: t}]").code,
            "mapping.kind");
  EXPECT_EQ(Refusal("mapping: m\nevents: [{kind: opened, at: t, actor: boss}]").code,
            "mapping.actor");
  EXPECT_EQ(Refusal("mapping: m\nevents: [{kind: opened, at: {column: t, time: QQ}}]").code,
            "time.pattern");
  EXPECT_EQ(Refusal("mapping: m\nevents: [{kind: opened, at: {colum: t}}]").code,
            "yaml.unknown_key");
  EXPECT_EQ(Refusal("mapping: m\nevents: [{kind: opened}]").code, "yaml.missing_key");
  EXPECT_EQ(Refusal("mapping: m\nrecords: [{entity: conversation, fields: {colour: c}}]").code,
            "mapping.field");
  EXPECT_EQ(Refusal("mapping: m\nrecords: [{entity: thing, id: a}]").code, "mapping.entity");
  EXPECT_EQ(Refusal("mapping: m\nrules: [{ignore: x, when: {a: {roughly: 1}}}]").code,
            "mapping.condition");
  EXPECT_EQ(Refusal("mapping: m\nrules: [{when: {a: 1}}]").code, "mapping.rule");
  EXPECT_EQ(Refusal("mapping: m\nconversation: {column: a, extract: '('}").code, "mapping.regex");
  EXPECT_EQ(Refusal("mapping: m\nconversation: {column: a, constant: b}").code, "mapping.value");
  EXPECT_EQ(Refusal("mapping: m\nzone: Europe/Atlantis").code, "zone.unknown");
  EXPECT_EQ(Refusal("mapping: m\nrecords: [{entity: agent, fields: {name: n}}]").code,
            "yaml.missing_key");
}

TEST(NormalizedColumn, OverlooksCapitalsBlanksAndDashes) {
  EXPECT_EQ(NormalizedColumn("Created time"), NormalizedColumn("created_time"));
  EXPECT_EQ(NormalizedColumn("First-Response At"), "firstresponseat");
  EXPECT_NE(NormalizedColumn("会话ID"), NormalizedColumn("客户ID"));
}

}  // namespace
}  // namespace kebao::ingest
