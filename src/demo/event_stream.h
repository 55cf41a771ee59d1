#pragma once

#include <string>
#include <vector>

#include "demo/conversation.h"
#include "demo/desk.h"
#include "domain/canonical.h"

namespace kebao::demo {

/// Turns planned conversations into canonical rows in time order: holds each event until its day is
/// emitted. Events beyond the data are dropped, so that what is open at the end stays open.
class EventStream {
 public:
  EventStream(const Desk& desk, domain::CanonicalSink& sink);

  void Add(const Conversation& conversation);
  /// All events of the day, ascending; no conversation may be added to the day or an earlier one
  /// afterwards.
  void EmitDay(int day);
  int64_t events() const { return emitted_; }

 private:
  /// A conversation while some of its events wait.
  struct Card {
    ConversationHead talk;
    int waiting = 0;
  };
  struct Waiting {
    PlannedEvent event;
    uint32_t card = 0;
    uint32_t number = 0;  // within its conversation
  };

  uint32_t TakeCard(const ConversationHead& talk);
  void Emit(const Waiting& waiting);
  void FillEvent(const ConversationHead& talk, const Waiting& waiting);
  void FreeCard(uint32_t card);
  void EmitAttributes(const ConversationHead& talk);

  const Desk& desk_;
  domain::CanonicalSink& sink_;
  TextWriter texts_;
  std::vector<Card> cards_;
  std::vector<uint32_t> free_cards_;
  std::vector<std::vector<Waiting>> days_;
  domain::CanonicalEvent event_;
  domain::CanonicalRecord record_;
  std::string text_;
  int64_t emitted_ = 0;
};

}  // namespace kebao::demo
