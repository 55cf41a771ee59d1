#pragma once

#include <string>

#include "base/texts.h"
#include "base/time_zone.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/query.h"

namespace kebao::report {

/// Names of dimension values and buckets in the language of the report.
class Labels {
 public:
  Labels(const metrics::MetricCatalog& catalog, const Texts& texts, const TimeZone& zone)
      : catalog_(catalog), texts_(texts), zone_(zone) {}
  /// "" → 未填写 / not stated.
  std::string Value(const std::string& dimension, const std::string& key) const;
  Result<std::string> Dimension(const std::string& dimension) const;
  std::string Bucket(const metrics::Row& row, metrics::Grain grain) const;
  std::string GrainName(metrics::Grain grain) const;
  std::string Period(const metrics::Period& period) const;
  /// A pack of the user's has no name but its id.
  std::string Pack(const std::string& pack) const;

 private:
  const metrics::MetricCatalog& catalog_;
  const Texts& texts_;
  const TimeZone& zone_;
};

}  // namespace kebao::report
