#include "report/labels.h"

#include <fmt/format.h>

namespace kebao::report {

using metrics::Grain;

std::string Labels::Value(const std::string& dimension, const std::string& key) const {
  if (key.empty()) return texts_.Get("report.not_stated");
  const auto spec = catalog_.FindDimension(dimension);
  if (!spec) return key;
  const auto found = (*spec)->values.find(key);
  return found == (*spec)->values.end() ? key : found->second.In(texts_.language());
}

Result<std::string> Labels::Dimension(const std::string& dimension) const {
  KEBAO_TRY(const metrics::DimensionSpec* spec, catalog_.FindDimension(dimension));
  return spec->name.In(texts_.language());
}

std::string Labels::Bucket(const metrics::Row& row, Grain grain) const {
  if (grain == Grain::kHour && row.bucket_at) {
    const LocalTime local = zone_.ToLocal(*row.bucket_at);
    const int64_t hour =
        (local.micros - local.day().days * kMicrosPerDay) / kMicrosPerSecond / 3600;
    return fmt::format("{} {:02}:00", FormatDay(local.day()), hour);
  }
  if (!row.bucket_day) return "";
  const std::string day = FormatDay(*row.bucket_day);
  if (grain == Grain::kMonth) return day.substr(0, 7);
  if (grain == Grain::kYear) return day.substr(0, 4);
  return day;
}

std::string Labels::GrainName(Grain grain) const {
  switch (grain) {
    case Grain::kHour:
      return texts_.Get("report.grain.hour");
    case Grain::kDay:
      return texts_.Get("report.grain.day");
    case Grain::kWeek:
      return texts_.Get("report.grain.week");
    case Grain::kMonth:
      return texts_.Get("report.grain.month");
    case Grain::kQuarter:
      return texts_.Get("report.grain.quarter");
    case Grain::kYear:
      return texts_.Get("report.grain.year");
    case Grain::kNone:
      return "";
  }
  return "";
}

std::string Labels::Period(const metrics::Period& period) const {
  return texts_.Get("report.period", {{"id", period.id},
                                      {"first", FormatDay(period.first)},
                                      {"last", FormatDay(LocalDay{period.limit.days - 1})}});
}

std::string Labels::Pack(const std::string& pack) const {
  const std::string key = "report.pack." + pack;
  return texts_.Has(key) ? texts_.Get(key) : pack;
}

}  // namespace kebao::report
