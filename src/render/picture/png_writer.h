#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace kebao::render {

/// Pixels as cairo has them: CAIRO_FORMAT_RGB24 (0x__RRGGBB in native order), row after row,
/// `stride` bytes apart.
struct Pixels {
  const unsigned char* data = nullptr;
  int width = 0;
  int height = 0;
  int stride = 0;
};

/// PNG (ISO/IEC 15948), 8-bit RGB; the same bytes for the same pixels. Charts are plain areas, for
/// which one filter (the difference to the row above) and a light compression give about the size
/// of libpng's choice in a third of its time.
std::string EncodePng(const Pixels& pixels, double pixels_per_inch);

}  // namespace kebao::render
