#pragma once

namespace kebao::app {

/// The child process: reads an ImportRequest on stdin, parses the foreign file, writes the staged
/// one, and answers on stdout. Knows nothing of the data folder. Gives the exit status.
int RunImportWorker();

}  // namespace kebao::app
