#pragma once

#include <cstdint>

#include "document/document.h"

/// Sizes, colours and type of the printed page. Lengths are points (1/72 inch); y grows downwards.
namespace kebao::render::pdf {

struct Rgb {
  double red = 0;
  double green = 0;
  double blue = 0;
};
constexpr Rgb Hex(uint32_t rgb) {
  return {((rgb >> 16) & 255) / 255.0, ((rgb >> 8) & 255) / 255.0, (rgb & 255) / 255.0};
}

struct Rect {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

inline constexpr double kPaperWidth = 595.28;  // A4
inline constexpr double kPaperHeight = 841.89;
inline constexpr double kMarginX = 42;
inline constexpr double kMarginTop = 46;
inline constexpr double kMarginBottom = 56;
inline constexpr double kContentWidth = kPaperWidth - 2 * kMarginX;
inline constexpr double kContentBottom = kPaperHeight - kMarginBottom;
/// A page upright, or lying for tables that are too wide.
enum class Turn : uint8_t { kUpright, kLying };
struct PaperSize {
  double width = kPaperWidth;
  double height = kPaperHeight;
  double content_width() const { return width - 2 * kMarginX; }
  double content_bottom() const { return height - kMarginBottom; }
};
constexpr PaperSize SizeOf(Turn turn) {
  return turn == Turn::kUpright ? PaperSize{} : PaperSize{kPaperHeight, kPaperWidth};
}
inline constexpr double kPointsPerPixel = 0.75;  // CSS pixels of charts

// The colours of the page on screen (charts/src/page/report.css). Good and bad differ for
// colour-blind readers (teal, orange); in black and white a word or a mark says it.
inline constexpr Rgb kInk = Hex(0x1c2530);
inline constexpr Rgb kInkSoft = Hex(0x5d6875);
inline constexpr Rgb kInkFaint = Hex(0x7a8692);
inline constexpr Rgb kRule = Hex(0xdde2e8);
inline constexpr Rgb kStripe = Hex(0xf7f9fb);
inline constexpr Rgb kTile = Hex(0xf3f6fa);
inline constexpr Rgb kHead = Hex(0xe9f0f8);
inline constexpr Rgb kAccent = Hex(0x1d4f91);
inline constexpr Rgb kGood = Hex(0x14785f);
inline constexpr Rgb kBad = Hex(0xb8480f);
inline constexpr Rgb kBar = Hex(0xd5e2f1);
inline constexpr Rgb kBarNegative = Hex(0xf7dcc8);
inline constexpr Rgb kScaleGood = Hex(0x14785f);
inline constexpr Rgb kScaleBad = Hex(0xcd5c18);

/// How a text looks.
struct Style {
  double size = 10;
  bool is_bold = false;
  Rgb colour = kInk;
};

inline constexpr Style kBody{9.5, false, kInk};
inline constexpr Style kNote{7.5, false, kInkSoft};

Rgb ToneColour(document::Tone tone);
/// `share` of `colour` on white paper; 0 is white, 1 the colour itself.
Rgb Tint(Rgb colour, double share);

}  // namespace kebao::render::pdf
