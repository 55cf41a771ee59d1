// How fast events become facts: generated conversations of ten kinds of shape, all shipped timings,
// a calendar. Prints events per CPU second of the fold alone (generation not counted) and the peak
// memory.
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <random>

#include "facts/conversation_fold.h"

namespace {

using namespace kebao;
using namespace kebao::facts;
using enum domain::EventKind;

constexpr int kConversationsPerChunk = 20'000;
constexpr int64_t kYearMicros = 365 * kMicrosPerDay;
constexpr int64_t kFirstMicros = 1'451'577'600 * kMicrosPerSecond;  // 2016 in Shanghai

struct Chunk {
  std::vector<Event> events;
  std::vector<size_t> ends;
  std::vector<ConversationAttributes> attributes;
};

class Generator {
 public:
  void Fill(Chunk* chunk) {
    chunk->events.clear();
    chunk->ends.clear();
    chunk->attributes.clear();
    for (int index = 0; index < kConversationsPerChunk; ++index) AddConversation(chunk);
  }

 private:
  int64_t Below(int64_t limit) {
    return static_cast<int64_t>(random_() % static_cast<uint64_t>(limit));
  }

  void Put(Chunk* chunk, domain::EventKind kind, domain::ActorKind actor, int32_t agent) {
    Event event;
    at_ += (5 + Below(120)) * kMicrosPerSecond;
    event.at = Instant{at_};
    event.identity = random_();
    event.content = event.identity;
    event.kind = kind;
    event.actor = actor;
    event.agent = agent;
    event.team = kind == kAssigned ? agent % 20 : kNone;
    if (kind == kRated) event.value = static_cast<int32_t>(100 * (1 + Below(5)));
    if (kind == kRated) event.subject = 0;
    chunk->events.push_back(event);
  }

  /// Ten events on average: opened, queued, assigned, accepted, three exchanges or so, resolved,
  /// perhaps rated.
  void AddConversation(Chunk* chunk) {
    using enum domain::ActorKind;
    at_ = kFirstMicros + Below(kYearMicros);
    auto agent = static_cast<int32_t>(Below(500));
    Put(chunk, kOpened, kCustomer, facts::kNone);
    Put(chunk, kAssigned, kSystem, agent);
    const int64_t exchanges = 2 + Below(3);
    for (int64_t exchange = 0; exchange < exchanges; ++exchange) {
      Put(chunk, kCustomerMessage, kCustomer, facts::kNone);
      if (exchange == 1 && Below(10) == 0)
        Put(chunk, kTransferred, kAgent, agent = (agent + 1) % 500);
      Put(chunk, kAgentMessage, kAgent, agent);
    }
    Put(chunk, kResolved, kAgent, agent);
    if (Below(3) == 0) Put(chunk, kRated, kCustomer, facts::kNone);
    chunk->ends.push_back(chunk->events.size());
    ConversationAttributes& attributes = chunk->attributes.emplace_back();
    attributes.is_present = true;
    attributes.channel = 0;
    attributes.issue_type = static_cast<int32_t>(Below(30));
    attributes.customer = Below(1'000'000);
    attributes.recorded_kinds.bits = ~uint64_t{0} >> 30;
  }

  std::mt19937_64 random_{42};
  int64_t at_ = 0;
};

FoldInputs Inputs(const BusinessCalendars& calendars) {
  FoldInputs inputs;
  inputs.codes = {.channel_phone = 3, .direction_outbound = 1, .kind_csat = 0, .kind_nps = 1};
  inputs.calendars = CalendarAssignment(calendars, {}, {});
  for (int32_t agent = 0; agent < 500; ++agent) {
    inputs.teams.Add(agent, agent % 20, {Instant{0}, Instant{INT64_MAX}});
  }
  return inputs;
}

/// Of this thread, so that other work on the machine does not count.
double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

struct Figures {
  int64_t conversations = 0;
  int64_t events = 0;
  int64_t rows = 0;
  double seconds = 0;
};

void FoldChunk(const Chunk& chunk, ConversationFold* fold, Figures* figures) {
  const double start = CpuSeconds();
  size_t first = 0;
  for (size_t index = 0; index < chunk.ends.size(); ++index) {
    fold->Add({.conversation_key = figures->conversations++,
               .attributes = chunk.attributes[index],
               .events = std::span(chunk.events).subspan(first, chunk.ends[index] - first)});
    first = chunk.ends[index];
  }
  FactBatches& batches = fold->Finish();
  figures->rows += static_cast<int64_t>(batches.conversation.rows() + batches.reply.rows() +
                                        batches.participation.rows() + batches.feedback.rows());
  batches.Clear();
  figures->seconds += CpuSeconds() - start;
  figures->events += static_cast<int64_t>(chunk.events.size());
}

double PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  const int64_t wanted = argc > 1 ? std::atoll(argv[1]) : 1'000'000;
  const std::filesystem::path catalog = std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog";
  const auto timings = domain::TimingCatalog::Load({{catalog}}).value();
  const BusinessCalendars shipped = BusinessCalendars::Load({{catalog / "calendars"}}).value();
  const BusinessCalendars calendars(shipped.calendars(),
                                    {{.teams = {}, .channels = {}, .calendar = 1}}, 0);
  ConversationFold fold = ConversationFold::Create(timings, Inputs(calendars)).value();
  Generator generator;
  Chunk chunk;
  Figures figures;
  while (figures.conversations < wanted) {
    generator.Fill(&chunk);
    FoldChunk(chunk, &fold, &figures);
  }
  fmt::print(
      "{} timings, {} conversations, {} events, {} rows: {:.2f} CPU s, {:.1f} M events/s, peak "
      "{:.0f} "
      "MB\n",
      timings.timings().size(), figures.conversations, figures.events, figures.rows,
      figures.seconds, static_cast<double>(figures.events) / figures.seconds / 1e6,
      PeakMegabytes());
  return 0;
}
