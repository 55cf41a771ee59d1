#pragma once

#include "base/yaml.h"
#include "ingest/map/mapping.h"

namespace kebao::ingest {

/// The sections of a mapping file, each read from its own node (null = not written).
Result<RecogniseSpec> ParseRecognise(const Yaml& yaml);
Result<ReadOptions> ParseReadOptions(const Yaml& yaml);
Result<std::vector<ParameterSpec>> ParseParameters(const Yaml& yaml);
Result<AgentsSpec> ParseAgents(const Yaml& yaml);
Result<ThreadSpec> ParseThread(const Yaml& yaml);
Result<std::vector<RuleSpec>> ParseRules(const Yaml& yaml);
Result<domain::KindSet> ParseKinds(const Yaml& yaml);
/// `events`, `records` and `source_figures` of a node: the mapping itself or an item of `each`.
Result<void> ParseOutputs(const Yaml& yaml, GroupSpec& group);
Result<GroupSpec> ParseEach(const Yaml& yaml);

}  // namespace kebao::ingest
