#include "report/narrative/finder.h"

namespace kebao::report {

void Finder::Add(const analysis::Departure& departure) {
  SetInterval(departure.low, departure.high, &Effect("explained", departure.explained));
  if (departure.low) Effect("low", *departure.low);
  if (departure.high) Effect("high", *departure.high);
}

void SetInterval(std::optional<double> low, std::optional<double> high, document::Figure* figure) {
  figure->low = low;
  figure->high = high;
}

}  // namespace kebao::report
