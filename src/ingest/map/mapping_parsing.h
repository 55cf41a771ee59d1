#pragma once

#include <string>
#include <vector>

#include "base/yaml.h"
#include "ingest/map/mapping.h"

namespace kebao::ingest {

/// A scalar names a column; a list is "the first that is not empty"; a map is explained in
/// docs/mappings.md. A null node gives ValueSpec::From::kNothing.
Result<ValueSpec> ParseValue(const Yaml& yaml);
Result<std::vector<ValueSpec>> ParseValues(const Yaml& list);
/// Like ParseValue, but a scalar is a word of ours (a kind of event, an actor), not a column.
Result<ValueSpec> ParseWord(const Yaml& yaml);
/// The condition under `when:`; a null node is always true.
Result<ConditionSpec> ParseCondition(const Yaml& yaml);
/// Problem "mapping.regex" if ICU does not take the expression.
Result<void> CheckRegex(const std::string& expression, const std::string& place);

}  // namespace kebao::ingest
