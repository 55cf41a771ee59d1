#pragma once

#include <string>

#include "base/problem.h"
#include "base/texts.h"

namespace kebao::app {

/// Exit status of the command line (a contract).
enum class ExitStatus : int { kDone = 0, kFailed = 1, kUsage = 2, kSomeRejected = 3 };

/// Standard output and error, and the words in the reader's language. Not thread-safe.
class Console {
 public:
  explicit Console(Texts texts);
  const Texts& texts() const { return texts_; }
  std::string Text(const std::string& key, const TextArguments& arguments = {}) const {
    return texts_.Get(key, arguments);
  }

  void Print(const std::string& line);  // stdout
  void Note(const std::string& line);   // stderr: what a person reads beside the output
  /// One line what, one line what to do, on stderr. Gives the status to leave with.
  ExitStatus Report(const Problem& problem);
  ExitStatus Report(const WorldFailure& failure);
  /// A line that is overwritten by the next one; only on a terminal.
  void Progress(const std::string& line);
  void EndProgress();

 private:
  Texts texts_;
  bool is_terminal_ = false;
  bool is_progress_shown_ = false;
};

}  // namespace kebao::app
