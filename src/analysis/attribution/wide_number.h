#pragma once

namespace kebao::analysis {

/// A number with 113 bits. Differences of nearly equal figures are taken in it, so that the parts
/// of a small change in a large figure still sum to the change.
#ifdef __SIZEOF_FLOAT128__
__extension__ typedef __float128 Wide;
#else
typedef long double Wide;  // has 113 bits where there is no __float128
#endif

}  // namespace kebao::analysis
