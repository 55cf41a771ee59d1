#include "render/picture/svg_picture.h"

#include <cairo.h>
#include <gtest/gtest.h>

#include <cstdint>
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

}  // namespace
}  // namespace kebao::render
