#pragma once

#include "base/instant.h"

namespace kebao::app {

/// The command line as a contract (docs/command-line.md). `now` is the only clock below main. Gives
/// the exit status: 0 done, 1 failed, 2 wrong usage, 3 done but some rows were rejected.
int RunCommandLine(int argc, char** argv, Instant now);

}  // namespace kebao::app
