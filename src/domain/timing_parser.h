#pragma once

#include <string>

#include "base/problem.h"
#include "base/yaml.h"
#include "domain/timing_spec.h"

namespace kebao::domain {

/// Reads one timing. A pack's `node` overrides keys of `base` (pass a null node for Kebao's own
/// timings, and vice versa the timing itself as `base`). Problems: "yaml.*", "timing.*".
Result<TimingSpec> ParseTiming(const std::string& id, const std::string& pack, const Yaml& base,
                               const Yaml* overriding);

}  // namespace kebao::domain
