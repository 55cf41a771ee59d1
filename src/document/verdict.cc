#include "document/document.h"

namespace kebao::document {

Verdict VerdictOf(const Claim& claim) {
  const bool is_up = claim.kind == Claim::Kind::kUp;
  const bool is_down = claim.kind == Claim::Kind::kDown;
  if (!claim.up_is_good || (!is_up && !is_down)) return Verdict::kSteady;
  return *claim.up_is_good == is_up ? Verdict::kBetter : Verdict::kWorse;
}

}  // namespace kebao::document
