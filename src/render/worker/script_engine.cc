#include "render/worker/script_engine.h"

#include <cstring>

#include "render/worker/script_prelude.h"

namespace kebao::render {
namespace {

struct FreeText {
  void operator()(char* text) const { g_free(text); }
};
using OwnText = std::unique_ptr<char, FreeText>;

struct UnrefBytes {
  void operator()(GBytes* bytes) const { g_bytes_unref(bytes); }
};
using Bytes = std::unique_ptr<GBytes, UnrefBytes>;

double MeasureText(const char* text, const char* font, gpointer measurer) {
  if (text == nullptr || font == nullptr) return 0;
  return static_cast<TextMeasurer*>(measurer)->Width(text, font);
}

constexpr size_t kMostFailureBytes = 500;

ScriptFailure FailureOf(JSCException* exception) {
  const OwnText message(jsc_exception_to_string(exception));
  const char* trace = jsc_exception_get_backtrace_string(exception);
  std::string text = message ? message.get() : "";
  // What the engine throws to end a script that ran too long.
  const bool is_stopped = text.find("execution terminated") != std::string::npos;
  if (trace != nullptr && *trace != '\0') text += std::string(" | ") + trace;
  return {is_stopped, text.substr(0, kMostFailureBytes)};
}

}  // namespace

ScriptEngine::ScriptEngine()
    : machine_(jsc_virtual_machine_new()),
      context_(jsc_context_new_with_virtual_machine(machine_.get())) {
  const auto prelude = Evaluate(kScriptPrelude, "prelude.js");
  KEBAO_ASSERT(prelude.has_value());
  host_.reset(jsc_context_get_value(context_.get(), "kebaoHost"));
}

Scripted<ScriptValue> ScriptEngine::Evaluate(std::string_view code, const char* name) {
  return Checked(jsc_context_evaluate_with_source_uri(context_.get(), code.data(),
                                                      static_cast<gssize>(code.size()), name, 1));
}

Scripted<ScriptValue> ScriptEngine::Host(const char* method,
                                         const std::vector<ScriptValue>& values) {
  std::vector<JSCValue*> parameters;
  for (const ScriptValue& value : values) parameters.push_back(value.get());
  return Checked(jsc_value_object_invoke_methodv(
      host_.get(), method, static_cast<guint>(parameters.size()), parameters.data()));
}

Scripted<ScriptValue> ScriptEngine::Checked(JSCValue* value) {
  ScriptValue owned(value);
  JSCException* exception = jsc_context_get_exception(context_.get());
  if (exception == nullptr) return owned;
  ScriptFailure failure = FailureOf(exception);
  jsc_context_clear_exception(context_.get());
  return std::unexpected(std::move(failure));
}

void ScriptEngine::OfferMeasurer(TextMeasurer* measurer) {
  const ScriptValue function(
      jsc_value_new_function(context_.get(), "measureText", G_CALLBACK(MeasureText), measurer,
                             nullptr, G_TYPE_DOUBLE, 2, G_TYPE_STRING, G_TYPE_STRING));
  jsc_value_object_set_property(host_.get(), "measureText", function.get());
}

ScriptValue ScriptEngine::Text(std::string_view text) {
  const Bytes bytes(g_bytes_new(text.data(), text.size()));
  return ScriptValue(jsc_value_new_string_from_bytes(context_.get(), bytes.get()));
}

ScriptValue ScriptEngine::Argument(const ScriptArgument& argument) {
  if (argument.kind == ScriptArgument::Kind::kText) return Text(argument.content);
  const size_t size = argument.content.size();
  ScriptValue array(jsc_value_new_typed_array(context_.get(), JSC_TYPED_ARRAY_UINT8, size));
  gsize length = 0;
  gpointer data = jsc_value_typed_array_get_data(array.get(), &length);
  KEBAO_ASSERT(length == size);
  if (size > 0) std::memcpy(data, argument.content.data(), size);
  return array;
}

std::optional<std::string> ContentOf(JSCValue* value) {
  if (jsc_value_is_string(value) != FALSE) {
    const Bytes bytes(jsc_value_to_string_as_bytes(value));
    gsize size = 0;
    const auto* data = static_cast<const char*>(g_bytes_get_data(bytes.get(), &size));
    return size == 0 ? std::string() : std::string(data, size);
  }
  if (jsc_value_is_typed_array(value) == FALSE) return std::nullopt;
  const gsize size = jsc_value_typed_array_get_size(value);
  gsize length = 0;
  const auto* data = static_cast<const char*>(jsc_value_typed_array_get_data(value, &length));
  return size == 0 ? std::string() : std::string(data, size);
}

}  // namespace kebao::render
