#include "render/picture/svg_picture.h"

#include <cairo.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>

namespace kebao::render {
namespace {

constexpr const char* kRedSquare =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10">)"
    R"(<rect width="10" height="10" fill="#ff0000"/></svg>)";

class Canvas {
 public:
  Canvas(int width, int height)
      : surface_(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height)),
        cairo_(cairo_create(surface_)) {}
  ~Canvas() {
    cairo_destroy(cairo_);
    cairo_surface_destroy(surface_);
  }
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  cairo_t* cairo() { return cairo_; }

  uint32_t At(int x, int y) {
    cairo_surface_flush(surface_);
    const unsigned char* row =
        cairo_image_surface_get_data(surface_) + y * cairo_image_surface_get_stride(surface_);
    return reinterpret_cast<const uint32_t*>(row)[x];
  }

 private:
  cairo_surface_t* surface_;
  cairo_t* cairo_;
};

constexpr uint32_t kRed = 0xffff0000;

TEST(DrawSvg, FillsItsPlaceAndNothingElse) {
  Canvas canvas(60, 60);
  ASSERT_TRUE(DrawSvg(canvas.cairo(), kRedSquare, 20, 30, 20, 20));
  EXPECT_EQ(canvas.At(21, 31), kRed);
  EXPECT_EQ(canvas.At(38, 48), kRed);
  EXPECT_EQ(canvas.At(18, 31), 0U);
  EXPECT_EQ(canvas.At(42, 31), 0U);
  EXPECT_EQ(canvas.At(21, 28), 0U);
}

TEST(DrawSvg, KeepsProportionsAndStandsInTheMiddle) {
  Canvas canvas(60, 60);
  ASSERT_TRUE(DrawSvg(canvas.cairo(), kRedSquare, 0, 0, 60, 20));
  EXPECT_EQ(canvas.At(30, 10), kRed);
  EXPECT_EQ(canvas.At(22, 10), kRed);
  EXPECT_EQ(canvas.At(10, 10), 0U);
  EXPECT_EQ(canvas.At(50, 10), 0U);
}

TEST(DrawSvg, LeavesTheStateAsItWas) {
  Canvas canvas(10, 10);
  cairo_set_source_rgb(canvas.cairo(), 0, 0, 1);
  cairo_translate(canvas.cairo(), 2, 2);
  ASSERT_TRUE(DrawSvg(canvas.cairo(), kRedSquare, 0, 0, 1, 1));
  cairo_rectangle(canvas.cairo(), 3, 3, 2, 2);
  cairo_fill(canvas.cairo());
  EXPECT_EQ(canvas.At(6, 6), 0xff0000ffU);
}

TEST(DrawSvg, SaysWhatIsWrongWithADrawing) {
  Canvas canvas(10, 10);
  for (const char* broken : {"", "<svg", "no drawing", "<html></html>"}) {
    const Result<void> drawn = DrawSvg(canvas.cairo(), broken, 0, 0, 10, 10);
    ASSERT_FALSE(drawn) << broken;
    EXPECT_EQ(drawn.error().code, "render.svg");
    EXPECT_NE(drawn.error().arguments.at("detail"), "");
  }
}

TEST(DrawSvg, OpensNoFile) {
  Canvas canvas(20, 20);
  const std::string svg =
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">)"
      R"(<image href="file:///usr/share/icons/hicolor/index.theme" width="20" height="20"/>)"
      R"(<image href="/etc/passwd" width="20" height="20"/></svg>)";
  ASSERT_TRUE(DrawSvg(canvas.cairo(), svg, 0, 0, 20, 20));
  EXPECT_EQ(canvas.At(10, 10), 0U);
}

struct Reading {
  const std::string* bytes;
  size_t place;
};

cairo_status_t ReadPng(void* closure, unsigned char* data, unsigned length) {
  auto* reading = static_cast<Reading*>(closure);
  if (reading->place + length > reading->bytes->size()) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(data, reading->bytes->data() + reading->place, length);
  reading->place += length;
  return CAIRO_STATUS_SUCCESS;
}

/// libpng, through cairo, is the independent reader.
TEST(PngOfSvg, IsAPictureThatOthersRead) {
  const std::string svg = R"(<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">)"
                          R"(<rect x="10" y="5" width="10" height="10" fill="#1d4f91"/></svg>)";
  const Result<std::string> png = PngOfSvg(svg, 30, 20, 2);
  ASSERT_TRUE(png);
  Reading reading{&*png, 0};
  cairo_surface_t* image = cairo_image_surface_create_from_png_stream(ReadPng, &reading);
  ASSERT_EQ(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
  EXPECT_EQ(cairo_image_surface_get_width(image), 60);
  EXPECT_EQ(cairo_image_surface_get_height(image), 40);
  const auto at = [&](int x, int y) {
    const unsigned char* row =
        cairo_image_surface_get_data(image) + y * cairo_image_surface_get_stride(image);
    return reinterpret_cast<const uint32_t*>(row)[x] & 0xffffff;
  };
  EXPECT_EQ(at(1, 1), 0xffffffU);
  EXPECT_EQ(at(30, 20), 0x1d4f91U);
  EXPECT_EQ(at(39, 29), 0x1d4f91U);
  EXPECT_EQ(at(41, 20), 0xffffffU);
  cairo_surface_destroy(image);
}

TEST(PngOfSvg, RefusesSizesThatAreNone) {
  for (const double width : {0.0, -1.0, 1e9, std::nan(""), HUGE_VAL}) {
    const auto png = PngOfSvg(kRedSquare, width, 100);
    ASSERT_FALSE(png) << width;
    EXPECT_EQ(png.error().code, "render.picture_size");
  }
}

}  // namespace
}  // namespace kebao::render
