#include <cmath>

#include "ingest/map/value.h"

namespace kebao::ingest {
namespace {

template <class T>
Reading<T> Nothing(const Cell& cell) {
  return {cell.state == CellState::kAbsent ? ReadState::kAbsent : ReadState::kEmpty, T{}};
}

}  // namespace

ReadState Value::Refuse(Tally& tally, std::string_view text) {
  tally.Add(text);
  return ReadState::kBad;
}

Reading<double> Value::Number(RowCells& cells) {
  const Cell cell = Text(cells);
  if (!cell.has_text()) return Nothing<double>(cell);
  const std::string_view text = Narrow(cell.text());
  if (!has_duration_) {
    const auto number = clean::ParseNumber(text);
    if (!number) return {Refuse(unreadable_, cell.text()), 0};
    return {ReadState::kGood, *number * scale_};
  }
  const auto seconds = ParseDuration(text, duration_);
  if (!seconds) return {Refuse(unreadable_, cell.text()), 0};
  if (*seconds < 0) return {Refuse(negative_, cell.text()), 0};
  ++converted_durations_;
  return {ReadState::kGood, *seconds * scale_};
}

Reading<int64_t> Value::Integer(RowCells& cells) {
  if (!has_duration_ && scale_ == 1) {
    const Cell cell = Text(cells);
    if (!cell.has_text()) return Nothing<int64_t>(cell);
    const auto whole = clean::ParseInteger(Narrow(cell.text()));
    if (!whole) return {Refuse(unreadable_, cell.text()), 0};
    return {ReadState::kGood, *whole};
  }
  const Reading<double> number = Number(cells);
  if (number.state != ReadState::kGood) return {number.state, 0};
  if (std::abs(number.value) > 9e15) return {Refuse(unreadable_, last_text_), 0};
  return {ReadState::kGood, std::llround(number.value)};
}

Reading<bool> Value::Boolean(RowCells& cells) {
  const Cell cell = Text(cells);
  if (!cell.has_text()) return Nothing<bool>(cell);
  const auto flag = clean::ParseBoolean(Narrow(cell.text()));
  if (!flag) return {Refuse(unreadable_, cell.text()), false};
  return {ReadState::kGood, *flag};
}

Reading<Instant> Value::Time(RowCells& cells) {
  if (from_ == ValueSpec::From::kFirst && plus_.empty()) {
    // Each alternative is read by its own formats.
    Reading<Instant> result;
    for (Value& part : parts_) {
      const Reading<Instant> one = part.Time(cells);
      last_text_ = part.last_text();
      if (one.state == ReadState::kGood || one.state == ReadState::kBad) return one;
      if (one.state == ReadState::kEmpty) result.state = ReadState::kEmpty;
    }
    return result;
  }
  const Cell cell = Text(cells);
  if (!cell.has_text()) return Nothing<Instant>(cell);
  auto at = time_->Read(Narrow(cell.text()));
  if (!at) return {Refuse(unreadable_, cell.text()), {}};
  if (!next_day_if_before_.empty()) at = PastMidnight(*at, cells);
  if (!plausible_.Has(*at)) return {Refuse(impossible_, cell.text()), {}};
  ++converted_times_;
  return plus_.empty() ? Reading<Instant>{ReadState::kGood, *at} : Plus(*at, cells);
}

/// A clock time written with the day on which the call began. Clocks that disagree by minutes are
/// not a new day.
Instant Value::PastMidnight(Instant at, RowCells& cells) {
  const Reading<Instant> earlier = next_day_if_before_.front().Time(cells);
  if (earlier.state != ReadState::kGood) return at;
  const bool is_next_day = earlier.value.micros - at.micros > kMicrosPerDay / 2;
  return is_next_day ? Instant{at.micros + kMicrosPerDay} : at;
}

Reading<Instant> Value::Plus(Instant at, RowCells& cells) {
  const Reading<double> seconds = plus_.front().Number(cells);
  if (seconds.state != ReadState::kGood) {
    last_text_ = plus_.front().last_text();
    return {seconds.state, {}};
  }
  return {ReadState::kGood, Instant{at.micros + std::llround(seconds.value * 1e6)}};
}

Reading<LocalDay> Value::Day(RowCells& cells) {
  const Cell cell = Text(cells);
  if (!cell.has_text()) return Nothing<LocalDay>(cell);
  const std::string_view text = Narrow(cell.text());
  for (const TimeFormat& format : day_formats_) {
    if (const auto written = format.Parse(text)) return {ReadState::kGood, written->local.day()};
  }
  return {Refuse(unreadable_, cell.text()), {}};
}

Reading<int64_t> Value::Version(RowCells& cells) {
  const Cell cell = Text(cells);
  if (!cell.has_text()) return Nothing<int64_t>(cell);
  const std::string_view text = Narrow(cell.text());
  const auto whole = has_own_times_ ? std::nullopt : clean::ParseInteger(text);
  if (whole) return {ReadState::kGood, *whole};
  const auto at = time_->Read(text);
  if (!at) return {Refuse(unreadable_, cell.text()), 0};
  return {ReadState::kGood, at->micros};
}

}  // namespace kebao::ingest
