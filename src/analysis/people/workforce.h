#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace kebao::analysis::people {

/// What a figure of people is, as far as comparing it goes.
enum class Scale : uint8_t {
  kShare,  // amount of n cases fit; 0 ≤ amount ≤ n
  kMean,   // amount is the sum of n values
  kCount,  // amount events in n units of exposure (hours, conversations); amount ≥ 0
};

/// What one person did of one kind of work.
struct Work {
  size_t stratum = 0;
  double n = 0;  // cases, or exposure; > 0
  double amount = 0;
  double squares = 0;  // kMean only: Σ(value − own mean)² of these cases
};

/// A person, or a team or channel: whatever is compared.
struct Person {
  std::string key;
  std::vector<Work> work;  // at most one of each stratum
};

/// Everybody's work. A stratum is one kind of work: the same issue type, channel and part of the
/// day. One stratum: nothing is adjusted for.
struct Workforce {
  Scale scale = Scale::kShare;
  size_t strata = 1;
  std::vector<Person> people;
  /// kMean of what is never negative: somebody is so many times as high as the others on each kind
  /// of work. Else mails, which take hours, would say everything, and chats, which take seconds,
  /// nothing.
  bool is_relative = false;
};

/// Whether what somebody did can be reckoned with: finite, n > 0, no negative counts, no more than
/// all of a share.
bool IsSound(Scale scale, const Person& person);

}  // namespace kebao::analysis::people
