#include "ingest/map/column_roles.h"

#include <algorithm>
#include <array>

#include "base/time_format.h"

namespace kebao::ingest {
namespace {

using enum ColumnRole;

struct RoleWords {
  ColumnRole role;
  bool is_time;
  std::array<std::string_view, 12>
      words;  // plainest first; compared without capitals, blanks and underscores
};

constexpr std::array<RoleWords, 15> kRoles = {{
    {kConversation,
     false,
     {"conversationid", "ticketid", "caseid", "会话id", "会话编号", "工单号", "工单编号", "ticket",
      "incident", "number", "单号", "编号"}},
    {kFirstResponseAt,
     true,
     {"firstresponse", "firstreply", "initialresponse", "首次响应", "首次回复", "首响"}},
    {kResolvedAt, true, {"resolvedat", "resolved", "solved", "解决时间", "完成时间"}},
    {kClosedAt, true, {"closedat", "closed", "endedat", "endtime", "关闭时间", "结束时间"}},
    {kOpenedAt,
     true,
     {"openedat", "createdat", "created", "opened", "startedat", "starttime", "创建时间",
      "开始时间", "提交时间", "进线时间", "建单时间"}},
    {kChangedAt,
     true,
     {"changedat", "updatedat", "updated", "modified", "timestamp", "变更时间", "更新时间",
      "操作时间", "时间", "time", "date", "日期"}},
    {kStatus, false, {"status", "state", "状态", "阶段", "activity", "动作"}},
    {kAgent,
     false,
     {"agentid", "agent", "assignee", "assignedto", "owner", "handler", "客服", "坐席", "处理人",
      "受理人", "负责人", "经办人"}},
    {kTeam,
     false,
     {"team", "assignmentgroup", "group", "department", "客服组", "班组", "部门", "组"}},
    {kChannel, false, {"channel", "contacttype", "source", "渠道", "来源", "入口"}},
    {kCustomer,
     false,
     {"customerid", "customer", "requester", "caller", "client", "客户编号", "客户", "访客",
      "买家"}},
    {kPriority, false, {"priority", "urgency", "优先级", "紧急程度"}},
    {kIssueType,
     false,
     {"issuetype", "category", "type", "topic", "问题类型", "分类", "类型", "类别"}},
    {kSubject, false, {"subject", "title", "主题", "标题"}},
    {kRating, false, {"csat", "satisfaction", "rating", "满意度", "评分", "评价"}},
}};

struct StatusWord {
  std::string_view word;
  std::string_view kind;
};
constexpr std::array<StatusWord, 40> kStatusWords = {{
    {"reopen", "reopened"},       {"重开", "reopened"},
    {"重新打开", "reopened"},     {"unresolved", "status_open"},
    {"未解决", "status_open"},    {"未处理", "status_open"},
    {"resolv", "resolved"},       {"solved", "resolved"},
    {"done", "resolved"},         {"complete", "resolved"},
    {"解决", "resolved"},         {"完成", "resolved"},
    {"close", "closed"},          {"关闭", "closed"},
    {"结束", "closed"},           {"结单", "closed"},
    {"vendor", "status_on_hold"}, {"third", "status_on_hold"},
    {"hold", "status_on_hold"},   {"suspend", "status_on_hold"},
    {"挂起", "status_on_hold"},   {"暂停", "status_on_hold"},
    {"第三方", "status_on_hold"}, {"wait", "status_pending"},
    {"await", "status_pending"},  {"pending", "status_pending"},
    {"待客户", "status_pending"}, {"等待客户", "status_pending"},
    {"待反馈", "status_pending"}, {"escalat", "escalated"},
    {"升级", "escalated"},        {"new", "status_open"},
    {"open", "status_open"},      {"active", "status_open"},
    {"progress", "status_open"},  {"assign", "status_open"},
    {"新建", "status_open"},      {"待处理", "status_open"},
    {"处理中", "status_open"},    {"受理", "status_open"},
}};

constexpr std::array<std::string_view, 9> kTimeFormats = {"auto",
                                                          "d/M/yyyy H:mm[:ss]",
                                                          "M/d/yyyy H:mm[:ss]",
                                                          "d.M.yyyy H:mm[:ss]",
                                                          "M/d/yyyy h:mm[:ss] a",
                                                          "yyyyMMddHHmmss",
                                                          "d-MMM-yyyy H:mm[:ss]",
                                                          "rfc2822",
                                                          "excel"};

std::string FirstFittingFormat(const std::vector<std::string>& values) {
  if (values.empty()) return "";
  for (const std::string_view pattern : kTimeFormats) {
    const auto format = TimeFormat::Compile(pattern, "");
    KEBAO_ASSERT(format.has_value());
    const bool fits = std::all_of(values.begin(), values.end(), [&](const std::string& value) {
      return format->Parse(value).has_value();
    });
    if (fits) return std::string(pattern);
  }
  return "";
}

std::vector<std::string> ValuesOf(const FileSample& sample, size_t column) {
  std::vector<std::string> values;
  for (const auto& row : sample.rows) {
    if (column < row.size() && !row[column].empty() && row[column] != "?" && row[column] != "-") {
      values.push_back(row[column]);
    }
  }
  return values;
}

/// 0 = no match; a word that is the whole name beats one that only occurs in it, an earlier word a
/// later one.
int MatchOf(const std::string& name, const RoleWords& role) {
  int best = 0;
  int rank = static_cast<int>(role.words.size());
  for (const std::string_view word : role.words) {
    if (!word.empty() && name.find(word) != std::string::npos) {
      best = std::max(best, rank + (name == word ? 100 : 0));
    }
    --rank;
  }
  return best;
}

bool CanBe(const RoleWords& role, const ColumnGuess& guess) {
  // A tree's sample has no values to go by; a flat one's times must be readable.
  return !role.is_time || guess.values.empty() || !guess.time_format.empty();
}

}  // namespace

std::string_view NameOf(ColumnRole role) {
  constexpr std::array<std::string_view, 16> kNames = {
      "",          "conversation",      "status",  "changed_at", "opened_at", "resolved_at",
      "closed_at", "first_response_at", "agent",   "team",       "channel",   "customer",
      "priority",  "issue_type",        "subject", "rating"};
  return kNames[static_cast<size_t>(role)];
}

std::vector<ColumnGuess> GuessColumns(const FileSample& sample) {
  std::vector<ColumnGuess> guesses;
  for (size_t column = 0; column < sample.shape.columns.size(); ++column) {
    ColumnGuess guess{sample.shape.columns[column], kNone, ValuesOf(sample, column), ""};
    guess.time_format = FirstFittingFormat(guess.values);
    guesses.push_back(std::move(guess));
  }
  for (const RoleWords& role : kRoles) {
    ColumnGuess* best = nullptr;
    int best_match = 0;
    for (ColumnGuess& guess : guesses) {
      const int match = MatchOf(NormalizedColumn(guess.column), role);
      if (guess.role != kNone || match <= best_match || !CanBe(role, guess)) continue;
      best = &guess;
      best_match = match;
    }
    if (best != nullptr) best->role = role.role;
  }
  return guesses;
}

std::string_view KindOfStatusWord(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  for (const StatusWord& known : kStatusWords) {
    if (lower.find(known.word) != std::string::npos) return known.kind;
  }
  return "";
}

}  // namespace kebao::ingest
