#include "render/worker/render_worker.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <thread>

#include "render/worker/script_host.h"
#include "render/worker/worker_arguments.h"

namespace kebao::render {
namespace {

using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

constexpr const char* kProbe = R"js(
var kebaoProbe = {
  echo: (x) => x,
  later: (x) => new Promise((done) => setTimeout(() => done(x + '!'), 5000)),
  tail: (x) => x.subarray(2),
  fail() { throw new Error('no luck'); },
  reject: () => new Promise((_, failed) => setTimeout(() => failed(new Error('too late')))),
  never: () => new Promise(() => undefined),
  number: () => 5,
  loop() { for (;;); },
  spin() { const again = () => Promise.resolve().then(again); return again(); },
  allocate() { const all = []; for (;;) all.push(new Array(100000).fill(1.5)); },
  deep() { const call = () => call() + 1; return String(call()); },
  count() { return String(this.calls = (this.calls || 0) + 1); },
};)js";

/// What the sandbox test tries from inside: each gives the error number, "0" if it was let.
std::string Attempt(const std::string& what) {
  errno = 0;
  int result = 0;
  if (what == "write") result = open("/tmp/kebao_sandbox_probe", O_WRONLY | O_CREAT, 0600);
  if (what == "append") result = open("/dev/null", O_RDWR);
  if (what == "unlink") result = unlink("/tmp/kebao_sandbox_probe");
  if (what == "mkdir") result = mkdir("/tmp/kebao_sandbox_probe", 0700);
  if (what == "socket") result = socket(AF_INET, SOCK_STREAM, 0);
  if (what == "unix") result = socket(AF_UNIX, SOCK_STREAM, 0);
  if (what == "exec") result = execl("/bin/true", "true", static_cast<char*>(nullptr));
  if (what == "fork") result = fork();
  if (what == "kill") result = kill(getppid(), SIGTERM);
  if (what == "core") {
    rlimit limit{};
    getrlimit(RLIMIT_CORE, &limit);
    return std::to_string(limit.rlim_cur);
  }
  return std::to_string(result < 0 ? errno : 0);
}

NativeJobs Probes() {
  return {{"sandbox",
           [](const ScriptJob& job) {
             return JobAnswer{JobStatus::kDone, Attempt(job.function)};
           }},
          {"crash", [](const ScriptJob&) -> JobAnswer { std::abort(); }}};
}

class RenderWorkerTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / "kebao_render_worker";
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / "probe-worker.js") << kProbe;
    std::ofstream(folder_ / "broken-worker.js") << "var kebaoBroken = {";
  }

  RenderWorkerOptions Options() const {
    RenderWorkerOptions options;
    options.libraries = folder_;
    return options;
  }

  static Result<std::string> Call(RenderWorker& worker, const std::string& function,
                                  const std::string& argument = "") {
    return worker.Run({"probe", function, {{argument}}, "here"});
  }

  std::filesystem::path folder_;
};

TEST_F(RenderWorkerTest, CarriesTextsAndBytesUnharmed) {
  RenderWorker worker(Options());
  EXPECT_EQ(worker.child_id(), 0);
  EXPECT_EQ(Call(worker, "echo", std::string("客服 \0 ü", 12)).value(),
            std::string("客服 \0 ü", 12));
  std::string bytes;
  for (int i = 0; i < 3'000'000; ++i) bytes += static_cast<char>(i * 7);
  const ScriptArgument argument{bytes, ScriptArgument::Kind::kBytes};
  EXPECT_TRUE(worker.Run({"probe", "echo", {argument}, ""}).value() == bytes);
  EXPECT_TRUE(worker.Run({"probe", "tail", {argument}, ""}).value() == bytes.substr(2));
}

TEST_F(RenderWorkerTest, AwaitsPromisesWithoutWaiting) {
  RenderWorker worker(Options());
  EXPECT_EQ(Call(worker, "echo", "x").value(), "x");
  const auto start = Clock::now();
  EXPECT_EQ(Call(worker, "later", "done").value(), "done!");
  EXPECT_LT(Clock::now() - start, std::chrono::seconds(4));
}

TEST_F(RenderWorkerTest, SaysWhatAScriptThrew) {
  RenderWorker worker(Options());
  const std::vector<std::pair<std::string, std::string>> failures = {{"fail", "no luck"},
                                                                     {"reject", "too late"},
                                                                     {"never", "never be settled"},
                                                                     {"number", "neither"},
                                                                     {"deep", "call stack"}};
  for (const auto& [function, detail] : failures) {
    const auto result = Call(worker, function);
    ASSERT_FALSE(result) << function;
    EXPECT_EQ(result.error().code, "render.worker_script");
    EXPECT_EQ(result.error().place, "here");
    EXPECT_THAT(result.error().arguments.at("detail"), HasSubstr(detail));
    EXPECT_LE(result.error().arguments.at("detail").size(), 500U);
  }
  EXPECT_EQ(Call(worker, "echo", "alive").value(), "alive");
}

TEST_F(RenderWorkerTest, SaysWhichLibraryOrFunctionIsMissing) {
  RenderWorker worker(Options());
  EXPECT_EQ(worker.Run({"nowhere", "f", {}, ""}).error().code, "render.worker_library");
  EXPECT_EQ(worker.Run({"../probe", "f", {}, ""}).error().code, "render.worker_library");
  EXPECT_EQ(Call(worker, "nothing").error().code, "render.worker_library");
  EXPECT_EQ(worker.Run({"broken", "f", {}, ""}).error().code, "render.worker_script");
  EXPECT_EQ(Call(worker, "echo", "alive").value(), "alive");
}

TEST_F(RenderWorkerTest, StopsAnEndlessLoopAndKeepsTheChild) {
  RenderWorkerOptions options = Options();
  options.limits.script_milliseconds = 300;
  RenderWorker worker(options);
  EXPECT_EQ(Call(worker, "echo", "x").value(), "x");
  const pid_t child = worker.child_id();
  EXPECT_EQ(Call(worker, "loop").error().code, "render.worker_time");
  EXPECT_EQ(Call(worker, "echo", "alive").value(), "alive");
  EXPECT_EQ(worker.child_id(), child);
}

TEST_F(RenderWorkerTest, EndsAChildThatTakesTooLong) {
  RenderWorkerOptions options = Options();
  options.limits.job_seconds = 2;
  RenderWorker worker(options);
  const auto result = Call(worker, "spin");  // promises for ever, which no watchdog of ours sees
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().code, testing::AnyOf("render.worker_time", "render.worker_memory"));
  EXPECT_EQ(worker.child_id(), 0);
}

TEST_F(RenderWorkerTest, EndsAChildThatTakesTooMuchMemory) {
  RenderWorkerOptions options = Options();
  options.limits.memory_megabytes = 300;
  RenderWorker worker(options);
  const auto result = Call(worker, "allocate");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "render.worker_memory");
  EXPECT_EQ(result.error().arguments.at("megabytes"), "300");
  EXPECT_EQ(Call(worker, "echo", "alive").value(), "alive");
}

TEST_F(RenderWorkerTest, LosesOneJobWhenTheChildIsKilled) {
  RenderWorker worker(Options());
  EXPECT_EQ(Call(worker, "echo", "x").value(), "x");
  const pid_t child = worker.child_id();
  std::thread killer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    kill(child, SIGKILL);
  });
  const auto result = Call(worker, "loop");
  killer.join();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "render.worker_died");
  EXPECT_EQ(result.error().arguments.at("detail"), "signal 9");
  EXPECT_EQ(Call(worker, "echo", "alive").value(), "alive");
  EXPECT_NE(worker.child_id(), child);
}

TEST_F(RenderWorkerTest, LosesNothingWhenTheChildDiesBetweenJobs) {
  RenderWorker worker(Options());
  EXPECT_EQ(Call(worker, "echo", "x").value(), "x");
  kill(worker.child_id(), SIGKILL);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(Call(worker, "echo", "alive").value(), "alive");
}

TEST_F(RenderWorkerTest, LosesOneJobToACrash) {
  RenderWorker worker(Options());
  const auto result = worker.Run({"crash", "now", {}, ""});
  EXPECT_EQ(result.error().code, "render.worker_died");
  EXPECT_EQ(result.error().arguments.at("detail"), "signal 6");
  EXPECT_EQ(Call(worker, "echo", "alive").value(), "alive");
}

TEST_F(RenderWorkerTest, RenewsTheEngineAfterManyJobs) {
  RenderWorker worker(Options());
  for (int i = 1; i < ScriptHost::kJobsPerEngine; ++i) Call(worker, "count").value();
  EXPECT_EQ(Call(worker, "count").value(), std::to_string(ScriptHost::kJobsPerEngine));
  EXPECT_EQ(Call(worker, "count").value(), "1");
}

TEST_F(RenderWorkerTest, SaysWhenThereIsNoProgramOrNoWorker) {
  RenderWorkerOptions options = Options();
  options.program = "/nowhere/kebao";
  RenderWorker absent(options);
  EXPECT_EQ(Call(absent, "echo").error().code, "render.worker_start");
  options.program = "/bin/false";
  RenderWorker failing(options);
  EXPECT_EQ(Call(failing, "echo").error().code, "render.worker_died");
}

TEST_F(RenderWorkerTest, TheSandboxHolds) {
  RenderWorker worker(Options());
  for (const char* what :
       {"write", "append", "unlink", "mkdir", "socket", "unix", "exec", "fork", "kill"})
    EXPECT_EQ(worker.Run({"sandbox", what, {}, ""}).value(), std::to_string(EPERM)) << what;
  EXPECT_EQ(worker.Run({"sandbox", "core", {}, ""}).value(), "0");
  EXPECT_FALSE(std::filesystem::exists("/tmp/kebao_sandbox_probe"));
}

/// A parent that is killed in the middle of a job takes its worker along.
TEST_F(RenderWorkerTest, TheChildDiesWithItsParent) {
  int ids[2];
  ASSERT_EQ(pipe(ids), 0);
  const pid_t parent = fork();
  if (parent == 0) {
    RenderWorker worker(Options());
    Call(worker, "echo", "x").value();
    const pid_t child = worker.child_id();
    if (write(ids[1], &child, sizeof child) != sizeof child) _exit(1);
    Call(worker, "loop").value();
    _exit(1);
  }
  pid_t child = 0;
  ASSERT_EQ(read(ids[0], &child, sizeof child), static_cast<ssize_t>(sizeof child));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  kill(parent, SIGKILL);
  waitpid(parent, nullptr, 0);
  const auto is_running = [&] {
    std::ifstream stat("/proc/" + std::to_string(child) + "/stat");
    std::string id;
    std::string name;
    std::string state;
    stat >> id >> name >> state;
    return !state.empty() && state != "Z";
  };
  for (int i = 0; i < 50 && is_running(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_FALSE(is_running());
}

TEST(ScriptJob, RefusesBytesThatAreNoMessage) {
  for (const std::string bytes : {"", "abc", "\xff\xff\xff\xff\xff\xff\xff\xff"})
    EXPECT_EQ(DecodeJob(bytes).error().code, "render.worker_protocol");
  EXPECT_EQ(DecodeAnswer("").error().code, "render.worker_protocol");
  EXPECT_EQ(DecodeAnswer("\x09").error().code, "render.worker_protocol");
  const std::string job = EncodeJob({"a", "b", {{"text"}}, ""});
  for (size_t length = 0; length < job.size(); ++length) {
    const auto decoded = DecodeJob(job.substr(0, length));
    EXPECT_TRUE(!decoded || decoded->arguments.empty()) << length;
  }
}

}  // namespace
}  // namespace kebao::render

/// The worker is this program too, as it is `kebao`, with probes that only tests have.
int main(int argc, char** argv) {
  if (const auto status = kebao::render::RunIfRenderWorker(argc, argv, kebao::render::Probes()))
    return *status;
  testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
