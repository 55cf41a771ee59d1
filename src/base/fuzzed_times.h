#pragma once

#include <string_view>

namespace kebao::fuzzed {

/// The first line is a time pattern (or the name of one), the rest a time and a duration as a
/// foreign file might write them. Ends the process if a promise of time_format.h or duration_text.h
/// is broken. Run by time_fuzz (fuzz/) and, over fuzz/corpus/time, by base_test.
void Time(std::string_view input);

}  // namespace kebao::fuzzed
