#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/problem.h"

namespace kebao::demo {

enum class Channel : uint8_t { kChat, kSocial, kPhone, kTicket, kEmail };
inline constexpr int kChannelCount = 5;
/// "chat", "social", "phone", "ticket", "email": the words of the canonical channel field.
std::string_view NameOf(Channel channel);

struct ShiftSpec {
  std::string name;
  int starts_minute = 0;  // of the local day
  int minutes = 0;
};

enum class DaysOff : uint8_t { kWeekend, kRotating, kNight };

struct TeamSpec {
  std::string id;
  std::string name;
  std::string calendar;
  DaysOff days_off = DaysOff::kRotating;
  std::vector<ShiftSpec> shifts;  // the agents of a team rotate through them weekly
};

struct TeamMove {
  int month = 1;
  int day = 1;
  int team = 0;
};

struct AgentSpec {
  std::string id;
  std::string name;
  int team = 0;  // index into teams
  int birth_year = 1990;
  std::string education;
  LocalDay hired_on;
  double skill = 0.5;  // 0 … 1
  bool takes_calls = false;
  std::string location;
  std::optional<TeamMove> move;  // to another team, in the first year of the data
};

struct ProductSpec {
  std::string name;
  int business_line = 0;
  double weight = 1;
  int64_t price_minor = 0;
};

struct IssueSpec {
  std::string name;
  int team = 0;
  double weight = 1;
  double difficulty = 0.5;          // 0 … 1: longer, less often resolved, less satisfied
  std::vector<int> business_lines;  // where it occurs
};

struct WeightedName {
  std::string name;
  double weight = 1;
};

/// A rest period, a make-up workday or a promotion. Dates are absolute.
struct CalendarSpan {
  std::string name;
  LocalDay first;
  LocalDay last;             // included
  double volume_factor = 1;  // of the day's conversations
};

struct Rhythm {
  std::array<double, 24> hours{};
  std::array<double, 7> weekdays{};  // Monday first
  std::array<double, 12> months{};
  std::vector<CalendarSpan> holidays;
  std::vector<CalendarSpan> promotions;
  std::vector<LocalDay> workdays;  // make-up workdays
};

/// One planned deviation, as it is written in catalog/demo/story.yaml; see StoryEffect for what the
/// numbers mean.
struct EffectSpec {
  std::string id, kind, title, note;
  int month = 1, day = 1, days = 0;  // days 0: to the end
  int from_hour = 0, hours = 0;      // hours 0: whole days
  std::string issue_type, product, business_line, region, team, agent;
  double volume_factor = 1, wait_factor = 1, reply_factor = 1, resolution_factor = 1;
  double csat_shift = 0, routed_share = 0;
  std::vector<int> takes_from;  // teams whose chats are routed to `team`
  std::string
      known_as;  // kind of the known_event that a user would have entered; empty: nobody knew
};

/// A message template cut at its {slots}.
struct Phrase {
  struct Piece {
    std::string literal;
    int slot = -1;  // index into kSlotNames, after the literal
  };
  std::vector<Piece> pieces;
};
using PhraseList = std::vector<Phrase>;

/// What is said about one issue type, and what can be said about any.
struct IssuePhrases {
  PhraseList subject, question, detail, answer, bot_answer;
};
struct GeneralPhrases {
  PhraseList hello, question_end, urge, thanks, farewell, greeting, ask, wait, answer_start,
      closing, transfer_hello, note, external, praise, blame, survey_reply;
};

/// Everything in catalog/demo. Indices refer to the lists of the same name. Read-only after
/// loading.
struct DemoCatalog {
  std::vector<std::string> business_lines;
  std::vector<TeamSpec> teams;
  std::vector<AgentSpec> agents;
  std::vector<ProductSpec> products;
  std::vector<IssueSpec> issues;
  std::vector<WeightedName> regions;
  std::array<double, kChannelCount> channel_weights{};
  std::vector<WeightedName> chat_queues;
  std::vector<std::string> surnames, given_names, cities, couriers;
  std::vector<std::pair<std::string, std::string>> typos;
  std::vector<std::string> emoji;
  Rhythm rhythm;
  std::vector<EffectSpec> effects;
  std::vector<IssuePhrases> issue_phrases;  // one per issue
  GeneralPhrases phrases;
};

/// Reads catalog/demo/*.yaml. Problems: those of base/yaml.h, "demo.unknown_name" (a reference to
/// nothing), "demo.unknown_slot", "demo.bad_day", "demo.bad_clock".
Result<DemoCatalog> LoadDemoCatalog(const std::filesystem::path& folder);

}  // namespace kebao::demo
