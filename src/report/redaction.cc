#include "report/redaction.h"

#include <algorithm>

#include "base/mask_personal_data.h"
#include "report/build.h"
#include "report/row_order.h"

namespace kebao::report {
namespace {

using metrics::DimensionKind;
using metrics::ResultTable;
using metrics::Row;
using Named = NamesInData::Named;

constexpr size_t kFewestCharacters = 2;
constexpr size_t kFewestDigits = 5;  // shorter numbers are counts, hours, days …

bool IsAsciiDigit(char c) { return '0' <= c && c <= '9'; }
bool IsAsciiWord(char c) {
  return IsAsciiDigit(c) || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
}
char Lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Whether the name, found in a running text, means its bearer.
bool IsTelling(const std::string& name) {
  const auto characters =
      static_cast<size_t>(std::ranges::count_if(name, [](char c) { return (c & 0xC0) != 0x80; }));
  const bool is_number = std::ranges::all_of(name, IsAsciiDigit);
  return characters >= (is_number ? kFewestDigits : kFewestCharacters);
}

/// Names in Latin letters stand as words of their own: "May" is not in "Mayer".
bool StandsAlone(const std::string& text, size_t begin, size_t size) {
  const size_t end = begin + size;
  const bool runs_on_before = begin > 0 && IsAsciiWord(text[begin]) && IsAsciiWord(text[begin - 1]);
  const bool runs_on_after =
      end < text.size() && IsAsciiWord(text[end - 1]) && IsAsciiWord(text[end]);
  return !runs_on_before && !runs_on_after;
}

bool StandsAt(const std::string& name, const std::string& text, size_t begin) {
  if (begin + name.size() > text.size()) return false;
  for (size_t index = 0; index < name.size(); ++index) {
    if (Lower(text[begin + index]) != Lower(name[index])) return false;
  }
  return StandsAlone(text, begin, name.size());
}

bool IsNameKind(DimensionKind kind) {
  return kind == DimensionKind::kAgent || kind == DimensionKind::kTeam;
}

bool IsOf(const std::string& value, const Named& named) {
  return value == named.name || value == named.id;
}

}  // namespace

Redaction::Redaction(const Audience& audience, NamesInData names,
                     const metrics::MetricCatalog& catalog, const Texts& texts)
    : catalog_(catalog),
      shows_all_(false),
      is_own_(audience.agents == Audience::Names::kOwn),
      masks_customers_(audience.masks_customers),
      names_(std::move(names)) {
  if (audience.agents != Audience::Names::kReal)
    agents_ = Hide(names_.agents, "report.pseudonym.agent", texts);
  if (audience.teams == Audience::Names::kPseudonym || audience.teams == Audience::Names::kHidden)
    teams_ = Hide(names_.teams, "report.pseudonym.team", texts);
  std::ranges::stable_sort(hidden_, std::ranges::greater{},
                           [](const Hidden& hidden) { return hidden.name.size(); });
}

bool Redaction::IsHidden(const Named& named) const {
  return named.is_person && !(is_own_ && named.is_own);
}

Redaction::ShownNames Redaction::Hide(const std::vector<Named>& all, const char* pattern,
                                      const Texts& texts) {
  ShownNames shown;
  for (size_t key = 0; key < all.size(); ++key) {
    if (!IsHidden(all[key])) continue;
    const std::string text = texts.Get(pattern, {{"code", all[key].code}});
    shown.emplace(static_cast<int64_t>(key), text);
    for (const std::string& name : {all[key].name, all[key].id}) {
      if (IsTelling(name)) hidden_.push_back({name, text});
    }
  }
  return shown;
}

const Redaction::ShownNames& Redaction::NamesOf(DimensionKind kind) const {
  return kind == DimensionKind::kAgent ? agents_ : teams_;
}

void Redaction::Apply(ResultTable* answer) const {
  if (shows_all_) return;
  Dimensions dimensions;
  for (const std::string& id : answer->query.dimensions) {
    const auto found = catalog_.FindDimension(id);
    KEBAO_ASSERT(found);  // or it could not have been asked
    dimensions.push_back(*found);
  }
  if (is_own_)
    std::erase_if(answer->rows, [&](const Row& row) { return IsOfColleague(row, dimensions); });
  Rename(dimensions, answer);
}

bool Redaction::IsOfColleague(const Row& row, const Dimensions& dimensions) const {
  for (size_t part = 0; part < dimensions.size() && !row.is_total; ++part) {
    if (dimensions[part]->kind != DimensionKind::kAgent) continue;
    const int64_t key = row.key_codes[part];
    if (key < 0 || !names_.agents.at(static_cast<size_t>(key)).is_own) return true;
  }
  return false;
}

std::string Redaction::ShownKey(const metrics::DimensionSpec& dimension, const std::string& key,
                                int64_t code) const {
  if (IsNameKind(dimension.kind)) {
    const auto found = NamesOf(dimension.kind).find(code);
    if (found != NamesOf(dimension.kind).end()) return found->second;
    // Who is named may be; a team may be called after somebody who may not.
    return dimension.kind == DimensionKind::kAgent ? key : WithoutNames(key);
  }
  return dimension.is_computed() || dimension.values.contains(key) ? key : Shown(key);
}

void Redaction::Rename(const Dimensions& dimensions, ResultTable* answer) const {
  std::vector<bool> is_renamed;
  for (const metrics::DimensionSpec* dimension : dimensions)
    is_renamed.push_back(IsNameKind(dimension->kind) && !NamesOf(dimension->kind).empty());
  for (size_t part = 0; part < dimensions.size(); ++part) {
    std::map<std::pair<int64_t, std::string>, std::string> shown;  // the same ones in many rows
    for (Row& row : answer->rows) {
      if (row.is_total) continue;
      std::string& key = row.keys[part];
      auto [known, is_new] = shown.try_emplace({row.key_codes[part], key});
      if (is_new) known->second = ShownKey(*dimensions[part], key, row.key_codes[part]);
      key = known->second;
    }
  }
  if (std::ranges::find(is_renamed, true) != is_renamed.end()) SortByNewNames(is_renamed, answer);
}

metrics::Filter Redaction::Shown(metrics::Filter filter) const {
  const auto dimension = catalog_.FindDimension(filter.dimension);
  if (shows_all_ || !dimension) return filter;
  for (std::string& value : filter.values) {
    const auto& all = (*dimension)->kind == DimensionKind::kAgent ? names_.agents : names_.teams;
    const auto found =
        std::ranges::find_if(all, [&](const Named& one) { return IsOf(value, one); });
    const bool is_known = IsNameKind((*dimension)->kind) && found != all.end();
    value = ShownKey(**dimension, value, is_known ? found - all.begin() : -1);
  }
  return filter;
}

std::string Redaction::Shown(const std::string& text) const {
  if (shows_all_) return text;
  // Masked first: a code's digits must not run on into a number beside it.
  return WithoutNames(masks_customers_ ? MaskPersonalData(text) : text);
}

std::string Redaction::WithoutNames(const std::string& text) const {
  std::string shown;
  for (size_t at = 0; at < text.size();) {
    const auto found = std::ranges::find_if(
        hidden_, [&](const Hidden& hidden) { return StandsAt(hidden.name, text, at); });
    if (found == hidden_.end()) {
      shown += text[at++];
      continue;
    }
    shown += found->shown;
    at += found->name.size();
  }
  return shown;
}

DataQuality Redaction::Shown(DataQuality quality) const {
  for (DataQuality::Import& import : quality.imports) {
    import.file = Shown(import.file);
    import.source = Shown(import.source);
  }
  for (DataQuality::Reason& reason : quality.reasons) {
    // An example is a customer's row as it was.
    reason.example = masks_customers_ && !reason.example.empty() ? "***" : Shown(reason.example);
    reason.column = Shown(reason.column);
  }
  return quality;
}

}  // namespace kebao::report
