#include "render/picture/svg_picture.h"

#include <cairo.h>
#include <librsvg/rsvg.h>

#include <memory>

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

}  // namespace kebao::render
