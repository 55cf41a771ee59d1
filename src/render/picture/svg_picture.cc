#include "render/picture/svg_picture.h"

#include <cairo.h>
#include <fmt/format.h>
#include <librsvg/rsvg.h>

#include <cmath>
#include <memory>

#include "render/picture/png_writer.h"

namespace kebao::render {
namespace {

struct Unref {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
};
using Handle = std::unique_ptr<RsvgHandle, Unref>;

Problem SvgProblem(GError* error) {
  std::string detail = error != nullptr ? error->message : "";
  g_clear_error(&error);
  return {"render.svg", "", {{"detail", std::move(detail)}}};
}

/// Without the address of a base, librsvg opens no other file.
Result<Handle> Parse(std::string_view svg) {
  GError* error = nullptr;
  Handle handle(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  if (handle == nullptr) return std::unexpected(SvgProblem(error));
  return handle;
}

constexpr double kMostPixels = 100e6;
constexpr double kPixelsPerInch = 96;

/// A white sheet of pixels.
class Image {
 public:
  Image(int width, int height)
      : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)),
        cairo_(cairo_create(surface_.get())) {
    cairo_set_source_rgb(cairo(), 1, 1, 1);
    cairo_paint(cairo());
  }

  cairo_t* cairo() const { return cairo_.get(); }

  Pixels Finished() const {
    cairo_surface_flush(surface_.get());
    return {cairo_image_surface_get_data(surface_.get()),
            cairo_image_surface_get_width(surface_.get()),
            cairo_image_surface_get_height(surface_.get()),
            cairo_image_surface_get_stride(surface_.get())};
  }

 private:
  struct Destroy {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  };
  std::unique_ptr<cairo_surface_t, Destroy> surface_;
  std::unique_ptr<cairo_t, Destroy> cairo_;
};

}  // namespace

Result<void> DrawSvg(cairo_t* cairo, std::string_view svg, double x, double y, double width,
                     double height) {
  KEBAO_TRY(const Handle handle, Parse(svg));
  const RsvgRectangle place{x, y, width, height};
  GError* error = nullptr;
  cairo_save(cairo);
  const bool is_drawn = rsvg_handle_render_document(handle.get(), cairo, &place, &error) != FALSE;
  cairo_restore(cairo);
  if (!is_drawn) return std::unexpected(SvgProblem(error));
  return {};
}

Result<std::string> PngOfSvg(std::string_view svg, double width, double height, double scale) {
  const double across = std::ceil(width * scale);
  const double down = std::ceil(height * scale);
  // Written so that NaN is refused too.
  if (!(across >= 1 && down >= 1 && across * down <= kMostPixels))
    return MakeProblem("render.picture_size", "",
                       {{"size", fmt::format("{} × {}", width, height)}});
  const Image image(static_cast<int>(across), static_cast<int>(down));
  KEBAO_TRY_VOID(DrawSvg(image.cairo(), svg, 0, 0, across, down));
  return EncodePng(image.Finished(), kPixelsPerInch * scale);
}

}  // namespace kebao::render
