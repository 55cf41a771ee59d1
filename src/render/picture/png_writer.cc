#include "render/picture/png_writer.h"

#include <zlib.h>

#include <cmath>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace kebao::render {
namespace {

constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
constexpr int kCompression = 4;
constexpr double kInchesPerMetre = 39.3700787;
constexpr char kFilterUp = 2;

std::string BigEndian(uint32_t number) {
  std::string bytes(4, '\0');
  for (size_t i = 0; i < 4; ++i) bytes[i] = static_cast<char>((number >> (24 - 8 * i)) & 0xff);
  return bytes;
}

void AppendChunk(std::string* png, std::string_view type, std::string_view content) {
  *png += BigEndian(static_cast<uint32_t>(content.size()));
  const size_t start = png->size();
  *png += type;
  *png += content;
  const auto* bytes = reinterpret_cast<const Bytef*>(png->data() + start);
  *png += BigEndian(static_cast<uint32_t>(crc32(0, bytes, static_cast<uInt>(png->size() - start))));
}

std::string Header(const Pixels& pixels) {
  constexpr std::string_view kEightBitRgb{"\x08\x02\x00\x00\x00", 5};
  return BigEndian(static_cast<uint32_t>(pixels.width)) +
         BigEndian(static_cast<uint32_t>(pixels.height)) + std::string(kEightBitRgb);
}

std::string Resolution(double pixels_per_inch) {
  const auto per_metre = static_cast<uint32_t>(std::lround(pixels_per_inch * kInchesPerMetre));
  return BigEndian(per_metre) + BigEndian(per_metre) + '\x01';
}

void CopyRow(const unsigned char* source, int width, unsigned char* target) {
  for (int x = 0; x < width; ++x) {
    uint32_t pixel;
    std::memcpy(&pixel, source + 4 * x, 4);
    *target++ = static_cast<unsigned char>(pixel >> 16);
    *target++ = static_cast<unsigned char>(pixel >> 8);
    *target++ = static_cast<unsigned char>(pixel);
  }
}

/// Every row as its difference to the one above.
std::string Filtered(const Pixels& pixels) {
  const size_t row_bytes = 3 * static_cast<size_t>(pixels.width);
  std::vector<unsigned char> above(row_bytes);
  std::vector<unsigned char> row(row_bytes);
  std::string filtered;
  filtered.resize((row_bytes + 1) * static_cast<size_t>(pixels.height));
  char* out = filtered.data();
  for (int y = 0; y < pixels.height; ++y) {
    CopyRow(pixels.data + static_cast<ptrdiff_t>(y) * pixels.stride, pixels.width, row.data());
    *out++ = kFilterUp;
    for (size_t i = 0; i < row_bytes; ++i) *out++ = static_cast<char>(row[i] - above[i]);
    above.swap(row);
  }
  return filtered;
}

std::string Compressed(const std::string& bytes) {
  uLongf size = compressBound(bytes.size());
  std::string compressed(size, '\0');
  const int status =
      compress2(reinterpret_cast<Bytef*>(compressed.data()), &size,
                reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), kCompression);
  KEBAO_ASSERT(status == Z_OK);
  compressed.resize(size);
  return compressed;
}

}  // namespace

std::string EncodePng(const Pixels& pixels, double pixels_per_inch) {
  std::string png(kSignature);
  AppendChunk(&png, "IHDR", Header(pixels));
  AppendChunk(&png, "pHYs", Resolution(pixels_per_inch));
  AppendChunk(&png, "IDAT", Compressed(Filtered(pixels)));
  AppendChunk(&png, "IEND", "");
  return png;
}

}  // namespace kebao::render
