#include "render/worker/sandbox.h"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <type_traits>

#include "base/problem.h"

namespace kebao::render {
namespace {

struct Release {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>, Release>;

void Check(int result) {
  if (result < 0) throw WorldFailure("render.sandbox", std::strerror(-result));
}

void Allow(const Filter& filter, std::initializer_list<int> calls) {
  for (const int call : calls) Check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0));
}

/// Memory, threads and time: glibc and JavaScriptCore. The engine maps memory for its compiled code
/// (mmap, mprotect with PROT_EXEC), gives pages back (madvise), stops its own threads by SIGUSR1 to
/// collect garbage (tgkill, below), and puts barriers between cores (membarrier).
void AllowComputing(const Filter& filter) {
  Allow(filter, {SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap),
                 SCMP_SYS(mprotect), SCMP_SYS(madvise), SCMP_SYS(mincore), SCMP_SYS(membarrier),
                 SCMP_SYS(pkey_alloc), SCMP_SYS(pkey_mprotect), SCMP_SYS(pkey_free)});
  Allow(filter, {SCMP_SYS(futex), SCMP_SYS(futex_waitv), SCMP_SYS(set_robust_list),
                 SCMP_SYS(get_robust_list), SCMP_SYS(rseq), SCMP_SYS(set_tid_address),
                 SCMP_SYS(gettid), SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(exit),
                 SCMP_SYS(exit_group), SCMP_SYS(arch_prctl)});
  Allow(filter, {SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_getparam),
                 SCMP_SYS(sched_getscheduler), SCMP_SYS(sched_get_priority_min),
                 SCMP_SYS(sched_get_priority_max), SCMP_SYS(getpriority), SCMP_SYS(getcpu)});
  Allow(filter, {SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep),
                 SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times),
                 SCMP_SYS(getrusage), SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(getrandom),
                 SCMP_SYS(restart_syscall)});
  Allow(filter, {SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
                 SCMP_SYS(rt_sigsuspend), SCMP_SYS(sigaltstack)});
}

/// Jobs and answers, and reading: the scripts, the fonts and their settings, /proc/self.
void AllowReading(const Filter& filter) {
  Allow(filter, {SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write),
                 SCMP_SYS(writev), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(close), SCMP_SYS(dup),
                 SCMP_SYS(lseek), SCMP_SYS(eventfd2)});
  Allow(filter, {SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(fstat), SCMP_SYS(newfstatat),
                 SCMP_SYS(statx), SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(access),
                 SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),
                 SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(getcwd), SCMP_SYS(fadvise64),
                 SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid)});
  constexpr int kWriting = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
  Check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
                         SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY)));
  Check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                         SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY)));
  for (const int command : {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC})
    Check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
                           SCMP_A1(SCMP_CMP_EQ, static_cast<scmp_datum_t>(command))));
}

/// Threads, but no processes; signals to ourselves; names of threads. What clone3 is asked for
/// cannot be seen from here: "no such call" makes glibc take clone.
void AllowThreads(const Filter& filter) {
  constexpr scmp_datum_t kCloneThread = 0x00010000;
  Check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                         SCMP_A0(SCMP_CMP_MASKED_EQ, kCloneThread, kCloneThread)));
  Check(seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0));
  Check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                         SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid()))));
  for (const int option : {PR_SET_NAME, PR_GET_NAME})
    Check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
                           SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(option))));
  Check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                         SCMP_A2(SCMP_CMP_EQ, 0)));  // to ask, not to set
}

void Limit(__rlimit_resource what) {
  const rlimit none{0, 0};
  if (setrlimit(what, &none) != 0) Check(-errno);
}

}  // namespace

void EnterSandbox() {
  Limit(RLIMIT_CORE);
  Limit(RLIMIT_FSIZE);
  // No core dump, and no other process of the same user may look inside.
  if (prctl(PR_SET_DUMPABLE, 0) != 0) Check(-errno);
  const Filter filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  if (filter == nullptr) Check(-ENOMEM);
  AllowComputing(filter);
  AllowReading(filter);
  AllowThreads(filter);
  Check(seccomp_load(filter.get()));
}

}  // namespace kebao::render
