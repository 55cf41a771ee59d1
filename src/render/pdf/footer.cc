#include "render/pdf/footer.h"

#include <fmt/format.h>

#include "base/time_format.h"
#include "base/time_pattern.h"
#include "base/time_zone.h"

namespace kebao::render::pdf {
namespace {

constexpr Style kFoot{7.5, false, kInkFaint};
constexpr int64_t kMicrosPerMinute = 60 * kMicrosPerSecond;
constexpr double kRuleY = kPaperHeight - 40;
constexpr double kTextY = kPaperHeight - 35;

std::string Minute(LocalTime local) {
  const int64_t minutes = (local.micros - local.day().days * kMicrosPerDay) / kMicrosPerMinute;
  return fmt::format("{} {:02}:{:02}", FormatDay(local.day()), minutes / 60, minutes % 60);
}

void DrawPart(cairo_t* cairo, const std::string& text, double x, double width,
              PangoAlignment alignment, PageContext& page) {
  const SetTextPtr set = page.type.Set(
      text, kFoot, width, {.alignment = alignment, .most_lines = 1, .is_full_elsewhere = true});
  set->Draw(cairo, 0, set->line_count(), x, kTextY);
}

}  // namespace

std::string LocalReportTime(const document::Document& document) {
  const auto written = ParseIsoTime(document.report_time);
  const auto zone = TimeZone::Find(document.time_zone);
  if (!written || !written->offset_seconds || !zone) return document.report_time;
  const Instant at{written->local.micros - *written->offset_seconds * kMicrosPerSecond};
  return fmt::format("{} ({})", Minute(zone->ToLocal(at)), zone->name());
}

void DrawFooter(cairo_t* cairo, size_t number, size_t count, PageContext& page) {
  cairo_set_source_rgb(cairo, kRule.red, kRule.green, kRule.blue);
  cairo_rectangle(cairo, kMarginX, kRuleY, kContentWidth, 0.6);
  cairo_fill(cairo);
  const double third = kContentWidth / 3;
  DrawPart(cairo, page.document.title, kMarginX, third - 8, PANGO_ALIGN_LEFT, page);
  DrawPart(cairo,
           page.texts.Get("render.pdf.report_time", {{"time", LocalReportTime(page.document)}}),
           kMarginX + third, third, PANGO_ALIGN_CENTER, page);
  DrawPart(cairo,
           page.texts.Get("render.pdf.page", {{"page", fmt::format("{}", number)},
                                              {"pages", fmt::format("{}", count)}}),
           kMarginX + 2 * third + 8, third - 8, PANGO_ALIGN_RIGHT, page);
}

}  // namespace kebao::render::pdf
