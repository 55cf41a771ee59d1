#include "ingest/map/value.h"

#include <fmt/format.h>

#include <cmath>

#include "base/hash.h"

namespace kebao::ingest {
namespace {

using From = ValueSpec::From;
constexpr size_t kExampleBytes = 80;

CellState Merged(CellState a, CellState b) { return a > b ? a : b; }

std::string_view Piece(std::string_view text, std::string_view by, int take) {
  std::vector<std::string_view> pieces;
  for (size_t at = 0;;) {
    const size_t end = text.find(by, at);
    pieces.push_back(text.substr(at, end == std::string_view::npos ? end : end - at));
    if (end == std::string_view::npos) break;
    at = end + by.size();
  }
  const auto count = static_cast<int>(pieces.size());
  const int index = take > 0 ? take - 1 : count + take;
  if (index < 0 || index >= count) return {};
  std::string_view piece = pieces[static_cast<size_t>(index)];
  while (piece.starts_with(' ')) piece.remove_prefix(1);
  while (piece.ends_with(' ')) piece.remove_suffix(1);
  return piece;
}

/// Shortest text that reads back as the same number; no exponent for what counts and seconds reach.
std::string NumberText(double number) { return fmt::format("{}", number); }

}  // namespace

void Value::Tally::Add(std::string_view text) {
  if (rows++ == 0) example = text.substr(0, kExampleBytes);
}

Cell Value::Text(RowCells& cells) {
  const Cell cell = is_plain_ ? cells.Read(slot_) : Transformed(Origin(cells));
  last_text_ = cell.text();
  return cell;
}

Cell Value::Origin(RowCells& cells) {
  switch (from_) {
    case From::kNothing:
      return {};
    case From::kColumn:
      return cells.Read(slot_);
    case From::kConstant:
      return {CellState::kText, constant_};
    case From::kParameter:
      return {constant_.empty() ? CellState::kEmpty : CellState::kText, constant_};
    case From::kFirst:
      return First(cells);
    case From::kConcat:
      return Concat(cells);
    case From::kHash:
      return Hash(cells);
    case From::kBetween:
      return Between(cells);
    case From::kSum:
      return Sum(cells);
    case From::kLabels:
      return Labels(cells);
  }
  return {};
}

Cell Value::First(RowCells& cells) {
  Cell result;
  for (Value& part : parts_) {
    const Cell cell = part.Text(cells);
    if (cell.has_text()) return cell;
    result.state = Merged(result.state, cell.state);
  }
  return result;
}

Cell Value::Concat(RowCells& cells) {
  Cell result;
  origin_scratch_.clear();
  bool has_variable = false;
  for (Value& part : parts_) {
    const Cell cell = part.Text(cells);
    if (part.from_ != From::kConstant) {
      result.state = Merged(result.state, cell.state);
      has_variable |= cell.has_text();
    }
    if (!cell.has_text()) continue;
    if (!origin_scratch_.empty()) origin_scratch_ += separator_;
    origin_scratch_ += cell.text();
  }
  if (has_variable) return {result.state, origin_scratch_};
  return result;
}

Cell Value::Hash(RowCells& cells) {
  uint64_t hash = 0;
  bool has_text = false;
  for (Value& part : parts_) {
    const Cell cell = part.Text(cells);
    has_text |= cell.has_text() && part.from_ != From::kConstant;
    hash = CombineHashes(hash, HashBytes(cell.text()));
  }
  if (!has_text) return {CellState::kEmpty, {}};
  origin_scratch_ = fmt::format("{:016x}", hash);
  return {CellState::kText, origin_scratch_};
}

Cell Value::Between(RowCells& cells) {
  const Reading<Instant> from = parts_[0].Time(cells);
  const Reading<Instant> to = parts_[1].Time(cells);
  if (from.state != ReadState::kGood || to.state != ReadState::kGood)
    return {CellState::kEmpty, {}};
  if (to.value < from.value) {
    negative_.Add(parts_[1].last_text());
    return {CellState::kEmpty, {}};
  }
  origin_scratch_ = fmt::format("{}", SecondsBetween(from.value, to.value));
  return {CellState::kText, origin_scratch_};
}

Cell Value::Sum(RowCells& cells) {
  double total = 0;
  bool has_number = false;
  CellState state = CellState::kAbsent;
  for (Value& part : parts_) {
    const Reading<double> number = part.Number(cells);
    if (number.state != ReadState::kAbsent) state = CellState::kEmpty;
    if (number.state != ReadState::kGood) continue;
    total += number.value;
    has_number |= part.from_ != From::kConstant;
  }
  if (!has_number) return {state, {}};
  origin_scratch_ = NumberText(total);
  return {CellState::kText, origin_scratch_};
}

Cell Value::Labels(RowCells& cells) {
  origin_scratch_.clear();
  for (const auto& [name, slot] : label_slots_) {
    const Cell cell = cells.Read(slot);
    if (!cell.has_text() || cell.text() != constant_) continue;
    if (!origin_scratch_.empty()) origin_scratch_ += separator_;
    origin_scratch_ += name;
  }
  return {origin_scratch_.empty() ? CellState::kEmpty : CellState::kText, origin_scratch_};
}

Cell Value::Transformed(Cell cell) {
  if (!cell.has_text()) {
    // A map may say what an empty value means.
    return has_map_ && cell.state == CellState::kEmpty && map_.contains("") ? Mapped("") : cell;
  }
  std::string_view text = cell.text();
  if (!extract_.empty()) {
    const auto found = extract_.front().Extract(text);
    if (!found || found->empty()) return {CellState::kEmpty, {}};
    text = *found;
  }
  if (take_ != 0) text = Piece(text, split_by_, take_);
  if (text.empty()) return {CellState::kEmpty, {}};
  if (lower_) {
    transform_scratch_ = text;
    for (char& c : transform_scratch_) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    text = transform_scratch_;
  }
  if (has_map_) return Mapped(text);
  if (!bands_.empty()) return Banded(text);
  return {CellState::kText, text};
}

Cell Value::Mapped(std::string_view text) {
  if (const auto found = map_.find(text); found != map_.end()) {
    if (found->second == "skip") return {CellState::kAbsent, {}};
    return {found->second.empty() ? CellState::kEmpty : CellState::kText, found->second};
  }
  switch (otherwise_) {
    case ElseRule::kKeep:
      return {CellState::kText, text};
    case ElseRule::kSkip:
      return {CellState::kAbsent, {}};
    case ElseRule::kConstant:
      return {CellState::kText, otherwise_text_};
    case ElseRule::kEmpty:
      break;
  }
  unmapped_.Add(text);
  return {CellState::kEmpty, {}};
}

Cell Value::Banded(std::string_view text) {
  const auto number = clean::ParseNumber(Narrow(text));
  if (!number) {
    unreadable_.Add(text);
    return {CellState::kEmpty, {}};
  }
  for (const BandSpec& band : bands_) {
    if (*number < band.below) return {CellState::kText, band.label};
  }
  return {CellState::kEmpty, {}};
}

std::string_view Value::Narrow(std::string_view text) {
  const clean::RepairedText narrow = clean::NarrowText(text, narrow_scratch_);
  if (narrow.repairs != clean::Repair::kNone) narrowed_.Add(text);
  return narrow.text;
}

void Value::AddCountsTo(std::vector<domain::QualityCount>& counts) const {
  const auto add = [&](const char* code, const Tally& tally) {
    if (tally.rows > 0) counts.push_back({code, label_, tally.rows, tally.example});
  };
  add("unreadable", unreadable_);
  add("impossible_time", impossible_);
  add("negative_duration", negative_);
  add("unmapped", unmapped_);
  add("repaired.full_width", narrowed_);
  if (converted_times_ > 0) counts.push_back({"converted.time", label_, converted_times_, ""});
  if (converted_durations_ > 0)
    counts.push_back({"converted.duration", label_, converted_durations_, ""});
  for (const Value& part : parts_) part.AddCountsTo(counts);
  for (const Value& plus : plus_) plus.AddCountsTo(counts);
}

}  // namespace kebao::ingest
