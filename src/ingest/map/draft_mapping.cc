#include "ingest/map/draft_mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ingest/map/column_roles.h"

namespace kebao::ingest {
namespace {

using enum ColumnRole;

/// A YAML scalar that means the text itself, whatever it looks like.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c == '\n' || c == '\r' ? ' ' : c;
  }
  return quoted + "\"";
}

class Draft {
 public:
  explicit Draft(const FileSample& sample) : sample_(sample), guesses_(GuessColumns(sample)) {}

  MappingDraft Make() {
    MappingDraft draft;
    draft.is_history = IsHistory();
    WriteHead();
    WriteRecords();
    draft.is_history ? WriteHistoryEvents() : WriteConversationEvents();
    WriteUnmapped();
    draft.yaml = std::move(text_);
    for (const ColumnGuess& guess : guesses_) {
      if (guess.role == kNone) {
        draft.unmapped_columns.push_back(guess.column);
      } else {
        draft.guesses.emplace_back(NameOf(guess.role), guess.column);
      }
    }
    return draft;
  }

 private:
  const ColumnGuess* Find(ColumnRole role) const {
    const auto found = std::find_if(guesses_.begin(), guesses_.end(),
                                    [&](const ColumnGuess& guess) { return guess.role == role; });
    return found == guesses_.end() ? nullptr : &*found;
  }
  bool Has(ColumnRole role) const { return Find(role) != nullptr; }
  std::string Column(ColumnRole role) const { return Quoted(Find(role)->column); }
  void Line(const std::string& line) { text_ += line + "\n"; }

  /// The key comes again in the sample, and there is a status to follow.
  bool IsHistory() const {
    const ColumnGuess* key = Find(kConversation);
    if (key == nullptr || !Has(kStatus) || !Has(kChangedAt)) return false;
    const std::set<std::string> distinct(key->values.begin(), key->values.end());
    return distinct.size() < key->values.size() || !Has(kOpenedAt);
  }

  void WriteHead() {
    Line(
        "# A draft made from the file's columns. Give it the two names, check each line, and "
        "import with --mapping.");
    Line("mapping: my-mapping");
    Line("source: my-source");
    std::string columns;
    for (const ColumnRole role : {kConversation, kStatus, kChangedAt, kOpenedAt}) {
      if (Has(role)) columns += (columns.empty() ? "" : ", ") + Column(role);
    }
    Line(fmt::format("recognise: {{columns: [{}]}}", columns));
    Line(R"(missing: ["", "?", "-", "--", "NULL", "null", "N/A"])");
    std::set<std::string> formats;
    for (const ColumnGuess& guess : guesses_) {
      if (guess.role != kNone && !guess.time_format.empty() && IsTime(guess.role))
        formats.insert(Quoted(guess.time_format));
    }
    if (!formats.empty()) Line(fmt::format("times: [{}]", fmt::join(formats, ", ")));
    Line("# Times without an offset are read in this zone; left out, in the folder's zone.");
    Line("# zone: Asia/Shanghai");
    if (Has(kConversation)) {
      Line("conversation: " + Column(kConversation));
    } else {
      Line("# No column looks like the number of a conversation: name it here.");
      Line("conversation: " +
           Quoted(sample_.shape.columns.empty() ? "id" : sample_.shape.columns.front()));
    }
    Line("recorded_kinds: auto");
  }

  static bool IsTime(ColumnRole role) { return role >= kChangedAt && role <= kFirstResponseAt; }

  void WriteRecords() {
    Line("records:");
    Line("  - entity: conversation");
    if (!Has(kChannel)) Line("    constants: {channel: ticket}");
    Line("    fields:");
    for (const auto& [role, field] : {std::pair{kChannel, "channel"},
                                      {kIssueType, "issue_type"},
                                      {kPriority, "priority"},
                                      {kAgent, "agent"},
                                      {kTeam, "team"},
                                      {kCustomer, "customer"},
                                      {kSubject, "subject"},
                                      {kStatus, "source_status"}}) {
      if (Has(role)) Line(fmt::format("      {}: {}", field, Column(role)));
    }
    if (text_.ends_with("    fields:\n")) text_.replace(text_.size() - 12, 12, "    fields: {}\n");
    if (Has(kAgent))
      Line(fmt::format("  - {{entity: agent, id: {0}, fields: {{name: {0}}}}}", Column(kAgent)));
    if (Has(kTeam))
      Line(fmt::format("  - {{entity: team, id: {0}, fields: {{name: {0}}}}}", Column(kTeam)));
  }

  std::string Whose() const {
    std::string who;
    if (Has(kAgent)) who += ", agent: " + Column(kAgent);
    if (Has(kTeam)) who += ", team: " + Column(kTeam);
    return who;
  }
  std::string Customer() const { return Has(kCustomer) ? ", customer: " + Column(kCustomer) : ""; }

  void WriteHistoryEvents() {
    Line("events:");
    const std::string opened = Has(kOpenedAt) ? Column(kOpenedAt) : Column(kChangedAt);
    Line(fmt::format("  - {{kind: opened, at: {}, actor: customer{}, earliest: true}}", opened,
                     Customer()));
    if (!Whose().empty())
      Line(fmt::format("  - {{kind: assigned, at: {}{}}}", Column(kChangedAt), Whose()));
    Line("  # What each status means. Words that are not listed are counted, and make no event.");
    Line("  - kind:");
    Line("      column: " + Column(kStatus));
    Line("      map:");
    const ColumnGuess& status = *Find(kStatus);
    for (const std::string& word :
         std::set<std::string>(status.values.begin(), status.values.end())) {
      const std::string_view kind = KindOfStatusWord(word);
      Line(fmt::format("        {}: {}", Quoted(word), kind.empty() ? "skip   # unknown" : kind));
    }
    if (text_.ends_with("      map:\n")) text_.replace(text_.size() - 11, 11, "      map: {}\n");
    Line("    at: " + Column(kChangedAt));
  }

  void WriteConversationEvents() {
    Line("events:");
    const bool has_opened = Has(kOpenedAt) || Has(kChangedAt);
    if (has_opened) {
      const std::string opened = Has(kOpenedAt) ? Column(kOpenedAt) : Column(kChangedAt);
      Line(fmt::format("  - {{kind: opened, at: {}, actor: customer{}}}", opened, Customer()));
      if (!Whose().empty())
        Line(fmt::format("  - {{kind: assigned, at: {}, observed: false{}}}", opened, Whose()));
      if (Has(kFirstResponseAt)) {
        Line(fmt::format("  - {{kind: customer_message, at: {}, observed: false, actor: customer}}",
                         opened));
      }
    }
    const std::string agent = Has(kAgent) ? ", agent: " + Column(kAgent) : "";
    if (Has(kFirstResponseAt)) {
      Line(fmt::format("  - {{kind: agent_message, at: {}, observed: false, actor: agent{}}}",
                       Column(kFirstResponseAt), agent));
    }
    if (Has(kResolvedAt))
      Line(fmt::format("  - {{kind: resolved, at: {}{}}}", Column(kResolvedAt), agent));
    if (Has(kClosedAt)) Line(fmt::format("  - {{kind: closed, at: {}}}", Column(kClosedAt)));
    if (Has(kRating) && (Has(kClosedAt) || Has(kResolvedAt))) {
      Line(fmt::format(
          "  - {{kind: rated, at: {0}, actor: customer, subject: csat, value: {{column: {1}, "
          "scale: 100}}{2}, when: {{{1}: {{is: present}}}}}}",
          Has(kClosedAt) ? Column(kClosedAt) : Column(kResolvedAt), Column(kRating), agent));
    }
    if (text_.ends_with("events:\n")) text_.replace(text_.size() - 8, 8, "events: []\n");
  }

  void WriteUnmapped() {
    std::string names;
    for (const ColumnGuess& guess : guesses_) {
      if (guess.role == kNone) names += (names.empty() ? "" : ", ") + Quoted(guess.column);
    }
    if (!names.empty()) Line("# Columns that nothing uses yet: " + names);
  }

  const FileSample& sample_;
  std::vector<ColumnGuess> guesses_;
  std::string text_;
};

}  // namespace

MappingDraft DraftMapping(const FileSample& sample) { return Draft(sample).Make(); }

}  // namespace kebao::ingest
