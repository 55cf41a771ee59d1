#include <gtest/gtest.h>

#include "metrics/expression/evaluate.h"
#include "metrics/expression/type_check.h"

namespace kebao::metrics {
namespace {

const domain::FactCatalog& Facts() {
  static const domain::FactCatalog facts(
      {{domain::Fact::kConversation, {"first_response_seconds", domain::ColumnType::kInteger}},
       {domain::Fact::kConversation,
        {"first_response_seconds__zendesk", domain::ColumnType::kInteger}}});
  return facts;
}

Result<ExpressionPtr> Compile(const std::string& text, ValueKind wanted,
                              const std::string& pack = "kebao") {
  return CompileExpression({text, "f.yaml:3:10"},
                           ColumnsOf(Facts().SchemaOf(domain::Fact::kConversation), pack), wanted);
}

void ExpectProblem(const std::string& text, ValueKind wanted, const std::string& code,
                   const std::string& place) {
  const auto compiled = Compile(text, wanted);
  ASSERT_FALSE(compiled.has_value()) << text;
  EXPECT_EQ(compiled.error().code, code) << text;
  EXPECT_EQ(compiled.error().place, place) << text;
}

std::optional<double> Evaluate(const std::string& text) {
  const auto any = [](std::string_view name) -> std::optional<IdentifierType> {
    return IdentifierType{name.starts_with("b") ? ValueKind::kBoolean : ValueKind::kReal, "",
                          std::string(name)};
  };
  const auto compiled = CompileExpression({text, "t:1:1"}, any, ValueKind::kNull);
  EXPECT_TRUE(compiled.has_value()) << text << " " << (compiled ? "" : compiled.error().code);
  return EvaluateNumber(**compiled, [](std::string_view name) -> std::optional<double> {
    if (name == "two") return 2;
    if (name == "b_true") return 1;
    return std::nullopt;  // everything else is null
  });
}

TEST(ExpressionTest, AcceptsTheWholeLanguage) {
  for (const char* text :
       {"is_spam is not true and is_merged is not true", "csat between 4 and 5 or nps in (9, 10)",
        "not (channel = 'phone')", "channel not in ('phone', 'e''mail')",
        "resolved_at - opened_at <= 7 * 86400", "case when csat >= 4 then true else false end",
        "report_time >= opened_at", "first_reply_agent <> agent", "agent is null",
        "-1.5e3 < csat / 2 + 1"}) {
    EXPECT_TRUE(Compile(text, ValueKind::kBoolean).has_value()) << text;
  }
}

TEST(ExpressionTest, RefusesWithThePlace) {
  ExpectProblem("csat >", ValueKind::kBoolean, "expression.syntax", "f.yaml:3:16");
  ExpectProblem("csat >= 4 nps", ValueKind::kBoolean, "expression.syntax", "f.yaml:3:20");
  ExpectProblem("channel = 'open", ValueKind::kBoolean, "expression.syntax", "f.yaml:3:20");
  ExpectProblem("csat ; 4", ValueKind::kBoolean, "expression.syntax", "f.yaml:3:15");
  ExpectProblem("4x < csat", ValueKind::kBoolean, "expression.syntax", "f.yaml:3:10");
  ExpectProblem("csatt >= 4", ValueKind::kBoolean, "expression.unknown_name", "f.yaml:3:10");
  ExpectProblem("csat = 'good'", ValueKind::kBoolean, "expression.type", "f.yaml:3:17");
  ExpectProblem("csat >= 4", ValueKind::kReal, "expression.type", "f.yaml:3:15");
  ExpectProblem("is_spam + 1", ValueKind::kReal, "expression.type", "f.yaml:3:10");
  ExpectProblem("channel > 'a'", ValueKind::kBoolean, "expression.type", "f.yaml:3:10");
  ExpectProblem("channel = agent", ValueKind::kBoolean, "expression.type", "f.yaml:3:20");
  ExpectProblem("case when csat then 1 end", ValueKind::kReal, "expression.type", "f.yaml:3:20");
  ExpectProblem(std::string(500, '(') + "1" + std::string(500, ')'), ValueKind::kReal,
                "expression.syntax", "f.yaml:3:110");
}

TEST(ExpressionTest, RefusesAChainThatWouldExhaustTheStack) {
  std::string chain = "csat";
  for (int i = 0; i < 100'000; ++i) chain += "+1";
  ExpectProblem(chain, ValueKind::kReal, "expression.syntax", "f.yaml:3:4014");
}

TEST(ExpressionTest, QuotesWholeCharacters) {
  const auto compiled = Compile("csat ;客服客服客服客服", ValueKind::kBoolean);
  ASSERT_FALSE(compiled.has_value());
  EXPECT_EQ(compiled.error().arguments.at("found"), ";客服客服客服");
}

TEST(ExpressionTest, APackTakesItsOwnColumn) {
  EXPECT_EQ(Compile("first_response_seconds", ValueKind::kReal).value()->text,
            "first_response_seconds");
  EXPECT_EQ(Compile("first_response_seconds", ValueKind::kReal, "zendesk").value()->text,
            "first_response_seconds__zendesk");
}

TEST(ExpressionTest, FollowsSqlNullLogic) {
  EXPECT_EQ(Evaluate("b_null and false"), 0);
  EXPECT_EQ(Evaluate("b_null and true"), std::nullopt);
  EXPECT_EQ(Evaluate("b_null or true"), 1);
  EXPECT_EQ(Evaluate("b_null or false"), std::nullopt);
  EXPECT_EQ(Evaluate("not b_null"), std::nullopt);
  EXPECT_EQ(Evaluate("b_null is not true"), 1);
  EXPECT_EQ(Evaluate("b_null is false"), 0);
  EXPECT_EQ(Evaluate("b_true is true"), 1);
  EXPECT_EQ(Evaluate("none is null"), 1);
  EXPECT_EQ(Evaluate("none = none"), std::nullopt);
  EXPECT_EQ(Evaluate("two in (2, none)"), 1);
  EXPECT_EQ(Evaluate("two in (3, none)"), std::nullopt);
  EXPECT_EQ(Evaluate("two not in (3, 4)"), 1);
  EXPECT_EQ(Evaluate("two between 1 and none"), std::nullopt);
  EXPECT_EQ(Evaluate("two between 3 and none"), 0);
  EXPECT_EQ(Evaluate("two / 0"), std::nullopt);
  EXPECT_EQ(Evaluate("case when b_null then 1 when true then 2 end"), 2);
  EXPECT_EQ(Evaluate("case when b_null then 1 end"), std::nullopt);
}

TEST(ExpressionTest, RespectsPrecedence) {
  EXPECT_EQ(Evaluate("1 + 2 * 3 - 4 / 8"), 6.5);
  EXPECT_EQ(Evaluate("-two * -3"), 6);
  EXPECT_EQ(Evaluate("true or false and false"), 1);
  EXPECT_EQ(Evaluate("not false and false"), 0);
  EXPECT_EQ(Evaluate("10 - 3 - 2"), 5);
}

}  // namespace
}  // namespace kebao::metrics
