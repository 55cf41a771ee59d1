#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "render/worker/script_job.h"
#include "render/worker/text_measurer.h"

namespace kebao::render {

class ScriptEngine;

/// A script file in an engine and a context of its own (JavaScriptCore, no page): what it leaves in
/// its global names touches no other library. Runs in the render worker only: the engine's signal
/// handlers and memory are not for the process that owns the data. Use from one thread.
class ScriptLibrary {
 public:
  /// Loads `folder`/`name`-worker.js, which defines the global object kebao<Name>; gives it the
  /// measurer if it asks for one (setMeasureText). kUnknown: there is no such file.
  static std::expected<std::unique_ptr<ScriptLibrary>, JobAnswer> Load(
      const std::filesystem::path& folder, const std::string& name, TextMeasurer* measurer);
  ~ScriptLibrary();
  ScriptLibrary(const ScriptLibrary&) = delete;
  ScriptLibrary& operator=(const ScriptLibrary&) = delete;

  /// Timers of earlier jobs are forgotten. After kStopped the library must not be used any more.
  JobAnswer Call(const ScriptJob& job);

 private:
  ScriptLibrary(std::string object, std::unique_ptr<ScriptEngine> engine);

  std::string object_;  // "kebaoCharts"
  std::unique_ptr<ScriptEngine> engine_;
};

/// Before the first library is loaded: a call that runs longer than this is ended. Cannot be caught
/// by the script.
void SetScriptWatchdog(int milliseconds);

/// Before the first library is loaded: only what runs very often is compiled by the optimising
/// compilers. A report has a dozen charts: optimising what they run takes longer than they do.
void PreferQuickStart();

}  // namespace kebao::render
