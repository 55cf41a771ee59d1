#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "demo/conversation.h"
#include "demo/desk.h"
#include "demo/export/conversation_summary.h"
#include "demo/export/dirt.h"
#include "demo/phrases.h"

namespace kebao::demo {

/// What every export needs.
struct ExportContext {
  const Desk& desk;
  std::filesystem::path folder;
  Dirt dirt;
  TextWriter texts;

  ExportContext(const Desk& the_desk, std::filesystem::path the_folder)
      : desk(the_desk),
        folder(std::move(the_folder)),
        dirt(the_desk.options().seed),
        texts(the_desk.catalog()) {}

  const Agent& AgentAt(int agent) const {
    return desk.roster().agents()[static_cast<size_t>(agent)];
  }
  std::string_view AgentName(int agent) const {
    return agent < 0 ? std::string_view() : AgentAt(agent).name;
  }
  std::string_view AgentId(int agent) const {
    return agent < 0 ? std::string_view() : AgentAt(agent).id;
  }
  std::string_view TeamName(int team) const {
    return team < 0 ? std::string_view() : desk.catalog().teams[static_cast<size_t>(team)].name;
  }
  std::string_view IssueName(const ConversationHead& talk) const {
    return desk.catalog().issues[static_cast<size_t>(talk.issue)].name;
  }
  std::string_view ProductName(const ConversationHead& talk) const {
    return desk.catalog().products[static_cast<size_t>(talk.product)].name;
  }
  std::string TextOf(const ConversationHead& talk, const PlannedEvent& event) const {
    std::string text;
    texts.Write(event.utterance, talk.issue, event.text_seed, SlotsOf(talk, desk, event.agent),
                text);
    return text;
  }
  std::string SubjectOf(const ConversationHead& talk) const {
    std::string text;
    texts.Write(Utterance::kSubject, talk.issue, static_cast<uint32_t>(talk.seed >> 32),
                SlotsOf(talk, desk, -1), text);
    return text;
  }
};

/// Writes conversations in the form of one system. Conversations of channels that the system does
/// not have are passed over.
class Exporter {
 public:
  virtual ~Exporter() = default;
  virtual void Write(const Conversation& talk) = 0;
  /// Writes what comes last (figures, open files).
  virtual void Finish() = 0;
};

std::unique_ptr<Exporter> MakeGenericExporter(ExportContext& context);
std::unique_ptr<Exporter> MakeZendeskExporter(ExportContext& context);
std::unique_ptr<Exporter> MakeFreshdeskExporter(ExportContext& context);
std::unique_ptr<Exporter> MakeChatwootExporter(ExportContext& context);
std::unique_ptr<Exporter> MakeMeiqiaExporter(ExportContext& context);
std::unique_ptr<Exporter> MakeStatusLogExporter(ExportContext& context);
std::unique_ptr<Exporter> MakeAsteriskExporter(ExportContext& context);
std::unique_ptr<Exporter> MakeMboxExporter(ExportContext& context);
std::unique_ptr<Exporter> MakeTemplatesExporter(ExportContext& context);

}  // namespace kebao::demo
