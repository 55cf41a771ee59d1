#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "render/worker/script_library.h"

namespace kebao::render {

/// Jobs that are not scripts, by the name of their library.
using NativeJobs = std::map<std::string, std::function<JobAnswer(const ScriptJob&)>>;

/// The libraries of one worker: each is loaded when it is first called, and loaded anew after
/// kJobsPerEngine calls, since an engine's heap grows with every chart.
class ScriptHost {
 public:
  static constexpr int kJobsPerEngine = 100;

  explicit ScriptHost(std::filesystem::path folder, NativeJobs native_jobs = {});
  JobAnswer Run(const ScriptJob& job);

 private:
  struct Loaded {
    std::unique_ptr<ScriptLibrary> library;
    int jobs = 0;
  };

  std::filesystem::path folder_;
  NativeJobs native_jobs_;
  TextMeasurer measurer_;
  std::map<std::string, Loaded> libraries_;
};

}  // namespace kebao::render
