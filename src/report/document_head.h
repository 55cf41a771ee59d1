#pragma once

#include <string>
#include <utility>
#include <vector>

#include "document/document.h"
#include "report/build.h"
#include "report/labels.h"
#include "report/redaction.h"

namespace kebao::report {

/// What a document says of itself: title, of whom and when it is, what it rests on. Borrows all.
class DocumentHead {
 public:
  DocumentHead(const Template& spec, const ReportRequest& request, const ReportSources& sources,
               const Redaction& redaction, const Labels& labels)
      : spec_(spec), request_(request), sources_(sources), redaction_(redaction), labels_(labels) {}

  /// Without sections.
  document::Document Make() const;
  /// Whether the data cover both periods from the first to the last day.
  bool IsCoveredAsAWhole() const;
  /// What a reader must know before comparing: data that begin inside one of the periods or end
  /// before it does.
  std::string CoverageText() const;

 private:
  std::string Subtitle() const;
  std::string Whose() const;
  std::string DepartmentText(const Department& department) const;
  std::string AudienceText() const;
  std::string FilterText() const;
  std::string LocalText(Instant at) const;
  bool HasMoney() const;
  bool IsCovered(const metrics::Period& period) const;
  std::vector<std::pair<std::string, std::string>> Properties() const;

  const Template& spec_;
  const ReportRequest& request_;
  const ReportSources& sources_;
  const Redaction& redaction_;
  const Labels& labels_;
};

}  // namespace kebao::report
