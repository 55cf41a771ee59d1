#include "report/analysis/series_points.h"

namespace kebao::report {

void AddPoint(const document::Figure& figure, document::Series* series) {
  series->values.push_back(figure.raw);
  series->texts.push_back(figure.text);
  series->incomplete.push_back(!figure.is_complete);
}

void AddGap(document::Series* series) {
  series->values.emplace_back();
  series->texts.emplace_back("–");
  series->incomplete.push_back(false);
}

metrics::Value Plain(double value) {
  metrics::Value plain;
  plain.value = value;
  return plain;
}

}  // namespace kebao::report
