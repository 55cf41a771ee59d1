#include "ingest/map/mapping_parsing.h"

namespace kebao::ingest {
namespace {

using Op = ConditionSpec::Op;

ConditionSpec Test(std::string_view column, const Yaml& yaml, Op op) {
  ConditionSpec test;
  test.op = op;
  test.column = column;
  test.place = yaml.place();
  return test;
}

Result<Op> StateNamed(const Yaml& yaml) {
  const std::string word = yaml.TextOr("");
  if (word == "present") return Op::kPresent;
  if (word == "missing") return Op::kMissing;
  if (word == "agent") return Op::kAgent;
  if (word == "not_agent") return Op::kNotAgent;
  if (word == "odd") return Op::kOdd;
  if (word == "even") return Op::kEven;
  return MakeProblem("mapping.condition", yaml.place(), {{"word", word}});
}

Result<ConditionSpec> ParseOperator(std::string_view column, const std::string& name,
                                    const Yaml& yaml) {
  ConditionSpec test = Test(column, yaml, Op::kIn);
  if (name == "is") {
    KEBAO_TRY(test.op, StateNamed(yaml));
    return test;
  }
  if (name == "above" || name == "below" || name == "at_least" || name == "at_most") {
    test.op = name == "above"      ? Op::kAbove
              : name == "below"    ? Op::kBelow
              : name == "at_least" ? Op::kAtLeast
                                   : Op::kAtMost;
    KEBAO_TRY(test.number, yaml.AsReal());
    return test;
  }
  KEBAO_TRY(test.words, yaml.AsTextList());
  if (name == "in") return test;
  if (name == "not") {
    test.op = Op::kNotIn;
  } else if (name == "matches") {
    test.op = Op::kMatches;
    if (test.words.size() != 1)
      return MakeProblem("mapping.condition", yaml.place(), {{"word", name}});
    KEBAO_TRY_VOID(CheckRegex(test.words.front(), yaml.place()));
  } else if (name == "same_as" || name == "not_same_as") {
    test.op = name == "same_as" ? Op::kSameAs : Op::kNotSameAs;
    if (test.words.size() != 1)
      return MakeProblem("mapping.condition", yaml.place(), {{"word", name}});
  } else {
    return MakeProblem("mapping.condition", yaml.place(), {{"word", name}});
  }
  return test;
}

Result<ConditionSpec> ParseTest(const std::string& column, const Yaml& yaml) {
  ConditionSpec all = Test("", yaml, Op::kAll);
  if (yaml.is_map()) {
    for (const auto& [name, operand] : yaml.Entries()) {
      KEBAO_TRY(all.parts.emplace_back(), ParseOperator(column, name, operand));
    }
    return all;
  }
  ConditionSpec test = Test(column, yaml, Op::kIn);
  KEBAO_TRY(test.words, yaml.AsTextList());
  if (test.words.empty()) return MakeProblem("mapping.condition", yaml.place(), {{"word", column}});
  return test;
}

Result<std::vector<ConditionSpec>> ParseAlternatives(const Yaml& yaml) {
  if (!yaml.is_list()) return MakeProblem("yaml.type", yaml.place(), {{"wanted", "list"}});
  std::vector<ConditionSpec> parts;
  for (const Yaml& item : yaml.Items()) {
    KEBAO_TRY(parts.emplace_back(), ParseCondition(item));
  }
  return parts;
}

}  // namespace

Result<ConditionSpec> ParseCondition(const Yaml& yaml) {
  ConditionSpec all = Test("", yaml, Op::kAll);
  if (yaml.is_null()) return all;
  if (yaml.is_list()) {
    all.op = Op::kAny;
    KEBAO_TRY(all.parts, ParseAlternatives(yaml));
    return all;
  }
  if (!yaml.is_map()) return MakeProblem("yaml.type", yaml.place(), {{"wanted", "map"}});
  for (const auto& [key, operand] : yaml.Entries()) {
    if (key == "any" || key == "none") {
      ConditionSpec part = Test("", operand, key == "any" ? Op::kAny : Op::kNone);
      KEBAO_TRY(part.parts, ParseAlternatives(operand));
      all.parts.push_back(std::move(part));
    } else {
      KEBAO_TRY(all.parts.emplace_back(), ParseTest(key, operand));
    }
  }
  return all;
}

}  // namespace kebao::ingest
