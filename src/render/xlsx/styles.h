#pragma once

#include <xlsxwriter.h>

#include <cstdint>
#include <map>
#include <string>

#include "document/document.h"

namespace kebao::render::xlsx {

/// The colours of the workbook.
namespace theme {
inline constexpr uint32_t kInk = 0x1F2937;
inline constexpr uint32_t kMutedInk = 0x6B7280;
inline constexpr uint32_t kAccent = 0x1F4E79;
inline constexpr uint32_t kAccentTint = 0xEAF1F8;
inline constexpr uint32_t kCard = 0xF5F8FB;
inline constexpr uint32_t kLine = 0xDDE3EA;
inline constexpr uint32_t kGood = 0x15803D;
inline constexpr uint32_t kBad = 0xB91C1C;
inline constexpr uint32_t kWhite = 0xFFFFFF;
inline constexpr uint32_t kGoodFill = 0x63BE7B;
inline constexpr uint32_t kBadFill = 0xF8696B;
inline constexpr uint32_t kBar = 0x9DC3E6;
}  // namespace theme

/// How a cell looks; equal specs share one format.
struct StyleSpec {
  std::string pattern;  // number format; empty = General
  double size = 10;
  uint32_t color = theme::kInk;
  int64_t background = -1;  // -1: none
  int64_t top_line = -1;    // colour; -1: none
  int64_t bottom_line = -1;
  uint8_t top_style = 1;  // LXW_BORDER_THIN
  uint8_t align = 0;      // lxw_format_alignments, 0: by type
  uint8_t vertical = 10;  // LXW_ALIGN_VERTICAL_CENTER
  bool bold = false;
  bool italic = false;
  bool underline = false;
  bool wrap = false;
  uint8_t indent = 0;
  auto operator<=>(const StyleSpec&) const = default;
};

/// Makes each format once. The formats belong to the workbook.
class Styles {
 public:
  Styles(lxw_workbook* book, std::string font) : book_(book), font_(std::move(font)) {}
  lxw_format* Get(const StyleSpec& spec);

 private:
  lxw_format* Make(const StyleSpec& spec);

  lxw_workbook* book_;
  std::string font_;
  std::map<StyleSpec, lxw_format*> formats_;
};

uint32_t ColorOf(document::Tone tone);

}  // namespace kebao::render::xlsx
