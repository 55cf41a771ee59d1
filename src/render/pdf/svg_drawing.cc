#include "render/pdf/svg_drawing.h"

#include <librsvg/rsvg.h>

#include "render/pdf/gobject.h"

namespace kebao::render::pdf {

bool DrawSvgInto(cairo_t* cairo, std::string_view svg, const Rect& area) {
  const Ref<RsvgHandle> handle(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), nullptr));
  if (!handle) return false;
  const RsvgRectangle place{area.x, area.y, area.width, area.height};
  cairo_save(cairo);
  const bool is_drawn = rsvg_handle_render_document(handle.get(), cairo, &place, nullptr) != FALSE;
  cairo_restore(cairo);
  return is_drawn;
}

}  // namespace kebao::render::pdf
