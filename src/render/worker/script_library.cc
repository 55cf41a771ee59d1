#include "render/worker/script_library.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "render/worker/script_engine.h"

namespace kebao::render {
namespace {

/// Names become paths and names of objects.
bool IsName(const std::string& name) {
  return !name.empty() && name.size() <= 40 &&
         std::ranges::all_of(name, [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

std::string ObjectOf(std::string name) {
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return "kebao" + name;
}

JobAnswer AnswerOf(const ScriptFailure& failure) {
  return {failure.is_stopped ? JobStatus::kStopped : JobStatus::kFailed, failure.message};
}

std::unexpected<ScriptFailure> Failure(std::string message) {
  return std::unexpected(ScriptFailure{false, std::move(message)});
}

Scripted<std::string> TextOf(Scripted<ScriptValue> value) {
  if (!value) return std::unexpected(std::move(value).error());
  return ContentOf(value->get()).value_or("");
}

/// Timers run until the promise is settled.
Scripted<std::string> Await(ScriptEngine& engine) {
  for (;;) {
    KEBAO_TRY(const std::string state, TextOf(engine.Host("state")));
    if (state != "waiting") return state;
    KEBAO_TRY(const ScriptValue is_pumped, engine.Host("pump"));
    if (jsc_value_to_boolean(is_pumped.get()) == FALSE)
      return Failure("the promise can never be settled");
  }
}

Scripted<std::string> ResultOf(ScriptEngine& engine) {
  KEBAO_TRY(const std::string state, Await(engine));
  KEBAO_TRY(const ScriptValue result, engine.Host("result"));
  if (state == "failed") {
    const std::unique_ptr<char, decltype(&g_free)> text(jsc_value_to_string(result.get()), g_free);
    return Failure(text ? text.get() : "");
  }
  auto content = ContentOf(result.get());
  if (!content) return Failure("the result is neither a text nor bytes");
  return std::move(*content);
}

Scripted<std::string> Run(ScriptEngine& engine, const std::string& object, const ScriptJob& job) {
  std::vector<ScriptValue> values;
  values.push_back(engine.Text(object));
  values.push_back(engine.Text(job.function));
  for (const ScriptArgument& argument : job.arguments) values.push_back(engine.Argument(argument));
  KEBAO_TRY(const ScriptValue started, engine.Host("start", values));
  return ResultOf(engine);
}

}  // namespace

ScriptLibrary::ScriptLibrary(std::string object, std::unique_ptr<ScriptEngine> engine)
    : object_(std::move(object)), engine_(std::move(engine)) {}
ScriptLibrary::~ScriptLibrary() = default;

std::expected<std::unique_ptr<ScriptLibrary>, JobAnswer> ScriptLibrary::Load(
    const std::filesystem::path& folder, const std::string& name, TextMeasurer* measurer) {
  if (!IsName(name)) return std::unexpected(JobAnswer{JobStatus::kUnknown, name});
  const std::filesystem::path file = folder / (name + "-worker.js");
  std::ifstream stream(file, std::ios::binary);
  const std::string code{std::istreambuf_iterator<char>(stream), {}};
  if (code.empty()) return std::unexpected(JobAnswer{JobStatus::kUnknown, file.string()});
  const std::string object = ObjectOf(name);
  auto engine = std::make_unique<ScriptEngine>();
  engine->OfferMeasurer(measurer);
  const std::string start = object + ".setMeasureText?.(kebaoHost.measureText)";
  for (const auto& [text, place] :
       {std::pair(code, file.filename().string()), std::pair(start, std::string("start.js"))}) {
    if (auto done = engine->Evaluate(text, place.c_str()); !done)
      return std::unexpected(AnswerOf(done.error()));
  }
  return std::unique_ptr<ScriptLibrary>(new ScriptLibrary(object, std::move(engine)));
}

JobAnswer ScriptLibrary::Call(const ScriptJob& job) {
  std::vector<ScriptValue> names;
  names.push_back(engine_->Text(object_));
  names.push_back(engine_->Text(job.function));
  const auto known = engine_->Host("isFunction", names);
  if (!known) return AnswerOf(known.error());
  if (jsc_value_to_boolean(known->get()) == FALSE)
    return {JobStatus::kUnknown, object_ + "." + job.function};
  auto result = Run(*engine_, object_, job);
  if (!result) return AnswerOf(result.error());
  return {JobStatus::kDone, std::move(*result)};
}

void SetScriptWatchdog(int milliseconds) {
  const bool is_known = jsc_options_set_uint("watchdog", static_cast<guint>(milliseconds)) != FALSE;
  KEBAO_ASSERT(is_known);
}

void PreferQuickStart() {
  constexpr gint kCallsBeforeOptimising = 1'000'000;  // of loops too; the engine's own: 1000
  for (const char* option : {"thresholdForOptimizeAfterWarmUp",
                             "thresholdForOptimizeAfterLongWarmUp", "thresholdForOptimizeSoon"}) {
    const bool is_known = jsc_options_set_int(option, kCallsBeforeOptimising) != FALSE;
    KEBAO_ASSERT(is_known);
  }
}

}  // namespace kebao::render
