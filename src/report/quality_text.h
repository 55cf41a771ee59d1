#pragma once

#include <string>

#include "base/texts.h"

namespace kebao::report {

/// What a counted code of the import's quality says ("missing", "repaired.control",
/// "suspicious.repeated_call_id", …). A reason that a mapping of the user's invented is shown under
/// the words of its kind.
std::string QualityText(const Texts& texts, const std::string& code, const std::string& column,
                        const std::string& example);

/// What a reader should see first is small: rejected, ignored, repaired, doubtful, missing,
/// converted, repeated.
int QualityRank(const std::string& code);

}  // namespace kebao::report
