#pragma once

#include <vector>

#include "domain/canonical.h"

namespace kebao::demo {

/// Keeps everything; for tests and small data.
class CollectingSink : public domain::CanonicalSink {
 public:
  void Accept(const domain::CanonicalEvent& event) override { events.push_back(event); }
  void Accept(const domain::CanonicalRecord& record) override { records.push_back(record); }
  void Accept(const domain::RejectedRow& row) override { rejected.push_back(row); }

  std::vector<domain::CanonicalEvent> events;
  std::vector<domain::CanonicalRecord> records;
  std::vector<domain::RejectedRow> rejected;
};

}  // namespace kebao::demo
