#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demo/export/exporter.h"

namespace kebao::demo {

/// Chatwoot's agents report by Chatwoot's definitions: assigned conversations created in the
/// period; first response from hand-off (else creation) to the first public human message, credited
/// to its sender; resolution from creation to each resolve, reply time from the first unanswered
/// customer message to the next answer, both credited to the assignee.
class ChatwootFigures {
 public:
  explicit ChatwootFigures(size_t agents) : rows_(agents) {}
  void Add(const Conversation& talk, const TimeLine& line);
  /// agents_report.csv: durations in words, two largest units.
  void WriteCsv(const ExportContext& context) const;
  /// summary_reports_agent.json: seconds.
  void WriteJson(const ExportContext& context) const;

 private:
  struct Mean {
    double sum = 0;
    int64_t n = 0;
    void Add(EpochSeconds seconds) { sum += static_cast<double>(seconds), ++n; }
    double value() const { return n == 0 ? 0 : sum / static_cast<double>(n); }
  };
  struct Row {
    int64_t conversations = 0;
    Mean first_response, resolution, reply;
  };
  std::vector<Row> rows_;
};

}  // namespace kebao::demo
