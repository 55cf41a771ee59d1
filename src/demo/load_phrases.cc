#include "demo/load_desk.h"
#include "demo/phrases.h"

namespace kebao::demo {
namespace {

Result<void> LoadList(const Yaml& map, std::string_view key, PhraseList& list) {
  KEBAO_TRY(const Yaml node, map.Require(key));
  for (const Yaml& item : node.Items()) {
    KEBAO_TRY(const std::string text, item.AsText());
    KEBAO_TRY(Phrase phrase, ParsePhrase(text, item.place()));
    list.push_back(std::move(phrase));
  }
  if (list.empty())
    return MakeProblem("demo.wrong_count", node.place(), {{"expected", "1"}, {"found", "0"}});
  return {};
}

Result<void> LoadGeneral(const Yaml& map, GeneralPhrases& phrases) {
  const std::pair<std::string_view, PhraseList*> lists[] = {
      {"hello", &phrases.hello},       {"question_end", &phrases.question_end},
      {"urge", &phrases.urge},         {"thanks", &phrases.thanks},
      {"farewell", &phrases.farewell}, {"greeting", &phrases.greeting},
      {"ask", &phrases.ask},           {"wait", &phrases.wait},
      {"closing", &phrases.closing},   {"answer_start", &phrases.answer_start},
      {"note", &phrases.note},         {"transfer_hello", &phrases.transfer_hello},
      {"praise", &phrases.praise},     {"external", &phrases.external},
      {"blame", &phrases.blame},       {"survey_reply", &phrases.survey_reply}};
  for (const auto& [key, list] : lists) KEBAO_TRY_VOID(LoadList(map, key, *list));
  return {};
}

Result<IssuePhrases> LoadIssue(const Yaml& map) {
  KEBAO_TRY_VOID(map.AllowKeys({"subject", "question", "detail", "answer", "bot_answer"}));
  IssuePhrases phrases;
  KEBAO_TRY_VOID(LoadList(map, "subject", phrases.subject));
  KEBAO_TRY_VOID(LoadList(map, "question", phrases.question));
  KEBAO_TRY_VOID(LoadList(map, "detail", phrases.detail));
  KEBAO_TRY_VOID(LoadList(map, "answer", phrases.answer));
  KEBAO_TRY_VOID(LoadList(map, "bot_answer", phrases.bot_answer));
  return phrases;
}

}  // namespace

Result<void> LoadPhrases(const Yaml& root, DemoCatalog& catalog) {
  KEBAO_TRY_VOID(root.AllowKeys({"general", "issues"}));
  KEBAO_TRY_VOID(LoadGeneral(root.At("general"), catalog.phrases));
  for (const IssueSpec& issue : catalog.issues) {
    KEBAO_TRY(const Yaml map, root.At("issues").Require(issue.name));
    KEBAO_TRY(IssuePhrases phrases, LoadIssue(map));
    catalog.issue_phrases.push_back(std::move(phrases));
  }
  return {};
}

}  // namespace kebao::demo
