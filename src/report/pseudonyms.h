#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/keyed_hash.h"

namespace kebao::report {

/// A code for each identity, in their order: a letter and digits, "K37", all different. It follows
/// from the key and the identity and not from the order; only where two identities would get one
/// code the earlier keeps it. Identities that are added at the end therefore change no code given
/// before. Codes among `taken` are not given. Who lacks the key cannot tell whose a code is.
std::vector<std::string> PseudonymCodes(const HashKey& key,
                                        const std::vector<std::string>& identities,
                                        const std::set<std::string>& taken);

}  // namespace kebao::report
