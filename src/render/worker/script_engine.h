#pragma once

#include <jsc/jsc.h>

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "render/worker/script_job.h"
#include "render/worker/text_measurer.h"

namespace kebao::render {

struct UnrefScriptObject {
  void operator()(gpointer object) const { g_object_unref(object); }
};
using ScriptValue = std::unique_ptr<JSCValue, UnrefScriptObject>;

/// Why a piece of script gave no value.
struct ScriptFailure {
  bool is_stopped = false;  // by the watchdog
  std::string message;      // with the place in the script
};
template <class T>
using Scripted = std::expected<T, ScriptFailure>;

/// An engine with one context, in which the prelude has run. The thin layer over JavaScriptCore's
/// GLib interface: values that free themselves, failures as values.
class ScriptEngine {
 public:
  ScriptEngine();

  Scripted<ScriptValue> Evaluate(std::string_view code, const char* name);
  /// kebaoHost.method(values…)
  Scripted<ScriptValue> Host(const char* method, const std::vector<ScriptValue>& values = {});
  /// kebaoHost.measureText(text, font), for scripts.
  void OfferMeasurer(TextMeasurer* measurer);

  ScriptValue Text(std::string_view text);
  ScriptValue Argument(const ScriptArgument& argument);

 private:
  Scripted<ScriptValue> Checked(JSCValue* value);

  std::unique_ptr<JSCVirtualMachine, UnrefScriptObject> machine_;
  std::unique_ptr<JSCContext, UnrefScriptObject> context_;
  ScriptValue host_;
};

/// A text, the bytes of a typed array; nullopt for anything else.
std::optional<std::string> ContentOf(JSCValue* value);

}  // namespace kebao::render
