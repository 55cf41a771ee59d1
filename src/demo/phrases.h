#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "demo/demo_catalog.h"
#include "demo/random.h"

namespace kebao::demo {

inline constexpr std::array<std::string_view, 11> kSlotNames = {
    "order",   "product", "amount", "days",    "city", "date",
    "courier", "agent",   "code",   "version", "hour"};

/// Cuts "订单{order}到哪了" at its slots. Problem "demo.unknown_slot" at `place`.
Result<Phrase> ParsePhrase(std::string_view text, const std::string& place);

/// What the slots of one conversation's messages are filled with.
struct SlotValues {
  uint64_t order_number = 0;
  std::string_view product;
  std::string_view city;
  std::string_view courier;
  std::string_view agent;
  int month = 1;  // of {date}
  int day = 1;
};

/// What a message is for; decides from which list of phrases it is made.
enum class Utterance : uint8_t {
  kNone,
  kQuestion,
  kDetail,
  kUrge,
  kThanks,
  kFarewell,
  kGreeting,
  kAsk,
  kWait,
  kAnswer,
  kClosing,
  kTransferHello,
  kBotAnswer,
  kNote,
  kExternal,
  kPraise,
  kBlame,
  kSurveyReply,
  kMailQuestion,
  kAutoReply,
  kSubject,
};

/// Writes messages. The same (utterance, issue, seed, slots) gives the same text. Not copied per
/// message: keep one.
class TextWriter {
 public:
  explicit TextWriter(const DemoCatalog& catalog) : catalog_(catalog) {}
  /// Replaces `text`, reusing its memory. Always valid UTF-8 and not empty.
  void Write(Utterance utterance, int issue, uint32_t seed, const SlotValues& slots,
             std::string& text) const;

 private:
  void WriteBody(Utterance utterance, int issue, Random& random, const SlotValues& slots,
                 std::string& text) const;
  void WriteQuestion(int issue, Random& random, const SlotValues& slots, std::string& text) const;
  void WriteMail(int issue, Random& random, const SlotValues& slots, std::string& text) const;
  void WriteAnswer(int issue, Random& random, const SlotValues& slots, std::string& text) const;
  void AppendOneOf(const PhraseList& list, Random& random, const SlotValues& slots,
                   std::string& text) const;
  void Soil(Random& random, std::string& text) const;
  const DemoCatalog& catalog_;
};

/// Appends the decimal digits.
void AppendNumber(uint64_t number, std::string& text);

}  // namespace kebao::demo
