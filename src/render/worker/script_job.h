#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace kebao::render {

/// What a script is given: a text (a string of JavaScript) or bytes (a Uint8Array).
struct ScriptArgument {
  enum class Kind : uint8_t { kText, kBytes };
  std::string content;  // texts in UTF-8
  Kind kind = Kind::kText;
};

/// One call of an exported function of a script library. "charts" is the file charts-worker.js with
/// the global object kebaoCharts; every other library follows the same pattern. The function gives
/// a text, bytes, or a promise of one of them.
struct ScriptJob {
  std::string library;  // "charts"
  std::string function;
  std::vector<ScriptArgument> arguments;
  std::string place;  // what problems name: the chart, the file; stays with the caller
};

enum class JobStatus : uint8_t {
  kDone,     // content is the result: a text in UTF-8, or bytes
  kFailed,   // the script threw: content is what it said
  kStopped,  // the script ran longer than the watchdog allows
  kUnknown,  // there is no such library or function: content says which
};

struct JobAnswer {
  JobStatus status = JobStatus::kDone;
  std::string content;
};

/// A job and an answer as bytes on the wire, without a length before them.
std::string EncodeJob(const ScriptJob& job);
std::string EncodeAnswer(const JobAnswer& answer);
/// Problem "render.worker_protocol": these are not the bytes of one.
Result<ScriptJob> DecodeJob(std::string_view bytes);
Result<JobAnswer> DecodeAnswer(std::string_view bytes);

/// On the wire a message stands behind its length, 8 bytes, lowest first.
inline constexpr size_t kLengthBytes = 8;
std::string EncodeLength(size_t length);
uint64_t DecodeLength(std::string_view bytes);  // of kLengthBytes

}  // namespace kebao::render
