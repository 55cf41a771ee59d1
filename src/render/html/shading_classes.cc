#include "render/html/shading_classes.h"

#include <fmt/format.h>

#include "render/html/figure_text.h"

namespace kebao::render::html {
namespace {

std::string ScaleClass(const Shade& shade) {
  return shade.scale == 0 ? std::string() : fmt::format("s{}", kScaleSteps + shade.scale);
}

std::string BarClass(const Shade& shade) {
  if (!shade.bar_hundredths) return {};
  return fmt::format("bar b{}{}", *shade.bar_hundredths, shade.is_bar_negative ? " neg" : "");
}

}  // namespace

std::string ShadingClasses(const Shade& shade) {
  return Classes({ScaleClass(shade), BarClass(shade), ToneClass(shade.tone)});
}

}  // namespace kebao::render::html
