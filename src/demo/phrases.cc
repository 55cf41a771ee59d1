#include "demo/phrases.h"

#include <algorithm>
#include <charconv>

namespace kebao::demo {
namespace {

constexpr int kMailGreetingShare = 60;  // per cent

void AppendSlot(int slot, Random& random, const SlotValues& values, std::string& text) {
  switch (slot) {
    case 0:
      AppendNumber(values.order_number, text);
      return;
    case 1:
      text += values.product;
      return;
    case 2:
      AppendNumber(5 + random.Below(60) * 5, text);
      return;
    case 3:
      AppendNumber(2 + random.Below(8), text);
      return;
    case 4:
      text += values.city;
      return;
    case 5:
      AppendNumber(static_cast<uint64_t>(values.month), text);
      text += "月";
      AppendNumber(static_cast<uint64_t>(values.day), text);
      text += "日";
      return;
    case 6:
      text += values.courier;
      return;
    case 7:
      text += values.agent;
      return;
    case 8:
      AppendNumber(1000 + random.Below(9000), text);
      return;
    case 9:
      text += "4.";
      AppendNumber(random.Below(9), text);
      text += '.';
      AppendNumber(random.Below(30), text);
      return;
    default:
      AppendNumber(2 + random.Below(46), text);
  }
}

}  // namespace

void AppendNumber(uint64_t number, std::string& text) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  text.append(digits, end.ptr);
}

Result<Phrase> ParsePhrase(std::string_view text, const std::string& place) {
  Phrase phrase;
  while (true) {
    const size_t open = text.find('{');
    const size_t close = text.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const auto found = std::find(kSlotNames.begin(), kSlotNames.end(), name);
    if (found == kSlotNames.end())
      return MakeProblem("demo.unknown_slot", place, {{"slot", std::string(name)}});
    phrase.pieces.push_back(
        {std::string(text.substr(0, open)), static_cast<int>(found - kSlotNames.begin())});
    text.remove_prefix(close + 1);
  }
  phrase.pieces.push_back({std::string(text), -1});
  return phrase;
}

void TextWriter::Write(Utterance utterance, int issue, uint32_t seed, const SlotValues& slots,
                       std::string& text) const {
  Random random(seed * 0x2545f4914f6cdd1dULL);
  text.clear();
  WriteBody(utterance, issue, random, slots, text);
}

void TextWriter::WriteBody(Utterance utterance, int issue, Random& random, const SlotValues& slots,
                           std::string& text) const {
  const GeneralPhrases& general = catalog_.phrases;
  const IssuePhrases& own = catalog_.issue_phrases[static_cast<size_t>(issue)];
  const auto append = [&](const PhraseList& list) { AppendOneOf(list, random, slots, text); };
  switch (utterance) {
    case Utterance::kNone:
      return;
    case Utterance::kQuestion:
      return WriteQuestion(issue, random, slots, text);
    case Utterance::kMailQuestion:
      return WriteMail(issue, random, slots, text);
    case Utterance::kAnswer:
      return WriteAnswer(issue, random, slots, text);
    case Utterance::kDetail:
      append(own.detail);
      return Soil(random, text);
    case Utterance::kUrge:
      append(general.urge);
      return Soil(random, text);
    case Utterance::kThanks:
      append(general.thanks);
      return Soil(random, text);
    case Utterance::kFarewell:
      append(general.farewell);
      return Soil(random, text);
    case Utterance::kGreeting:
      return append(general.greeting);
    case Utterance::kAsk:
      return append(general.ask);
    case Utterance::kWait:
      return append(general.wait);
    case Utterance::kClosing:
      return append(general.closing);
    case Utterance::kTransferHello:
      return append(general.transfer_hello);
    case Utterance::kBotAnswer:
      return append(own.bot_answer);
    case Utterance::kNote:
      return append(general.note);
    case Utterance::kExternal:
      return append(general.external);
    case Utterance::kPraise:
      return append(general.praise);
    case Utterance::kBlame:
      return append(general.blame);
    case Utterance::kSurveyReply:
      return append(general.survey_reply);
    case Utterance::kSubject:
      return append(own.subject);
    case Utterance::kAutoReply:
      text += "您的来信已收到，我们会尽快回复，请勿重复发送。";
      return;
  }
}

void TextWriter::WriteQuestion(int issue, Random& random, const SlotValues& slots,
                               std::string& text) const {
  AppendOneOf(catalog_.phrases.hello, random, slots, text);
  AppendOneOf(catalog_.issue_phrases[static_cast<size_t>(issue)].question, random, slots, text);
  AppendOneOf(catalog_.phrases.question_end, random, slots, text);
  Soil(random, text);
}

void TextWriter::WriteMail(int issue, Random& random, const SlotValues& slots,
                           std::string& text) const {
  const IssuePhrases& own = catalog_.issue_phrases[static_cast<size_t>(issue)];
  if (random.Below(100) < kMailGreetingShare) text += "客服您好：\n";
  AppendOneOf(own.question, random, slots, text);
  text += "。";
  AppendOneOf(own.detail, random, slots, text);
  text += "。\n";
  if (random.Chance(0.5)) {
    text += "订单号：";
    AppendNumber(slots.order_number, text);
    text += "\n";
  }
  text += random.Chance(0.5) ? "请尽快处理，谢谢！" : "盼复。";
}

void TextWriter::WriteAnswer(int issue, Random& random, const SlotValues& slots,
                             std::string& text) const {
  AppendOneOf(catalog_.phrases.answer_start, random, slots, text);
  AppendOneOf(catalog_.issue_phrases[static_cast<size_t>(issue)].answer, random, slots, text);
}

void TextWriter::AppendOneOf(const PhraseList& list, Random& random, const SlotValues& slots,
                             std::string& text) const {
  const Phrase& phrase = list[random.Below(static_cast<uint32_t>(list.size()))];
  for (const Phrase::Piece& piece : phrase.pieces) {
    text += piece.literal;
    if (piece.slot >= 0) AppendSlot(piece.slot, random, slots, text);
  }
}

void TextWriter::Soil(Random& random, std::string& text) const {
  const uint32_t draw = random.Below(100);
  if (draw < 8) {
    text += catalog_.emoji[random.Below(static_cast<uint32_t>(catalog_.emoji.size()))];
  } else if (draw < 14) {
    const auto& [right, wrong] =
        catalog_.typos[random.Below(static_cast<uint32_t>(catalog_.typos.size()))];
    const size_t at = text.find(right);
    if (at != std::string::npos) text.replace(at, right.size(), wrong);
  }
}

}  // namespace kebao::demo
