#include "render/pdf/footer.h"

#include <fmt/format.h>

#include "base/time_format.h"
#include "base/time_pattern.h"
#include "base/time_zone.h"

namespace kebao::render::pdf {
namespace {

constexpr Style kFoot{7.5, false, kInkFaint};
constexpr int64_t kMicrosPerMinute = 60 * kMicrosPerSecond;
constexpr double kRuleAboveEdge = 40;
constexpr double kTextAboveEdge = 35;

std::string Minute(LocalTime local) {
  const int64_t minutes = (local.micros - local.day().days * kMicrosPerDay) / kMicrosPerMinute;
  return fmt::format("{} {:02}:{:02}", FormatDay(local.day()), minutes / 60, minutes % 60);
}

void DrawPart(cairo_t* cairo, const std::string& text, const Rect& place, PangoAlignment alignment,
              PageContext& page) {
  const SetTextPtr set =
      page.type.Set(text, kFoot, place.width,
                    {.alignment = alignment, .most_lines = 1, .is_full_elsewhere = true});
  set->Draw(cairo, 0, set->line_count(), place.x, place.y);
}

}  // namespace

std::string LocalReportTime(const document::Document& document) {
  const auto written = ParseIsoTime(document.report_time);
  const auto zone = TimeZone::Find(document.time_zone);
  if (!written || !written->offset_seconds || !zone) return document.report_time;
  const Instant at{written->local.micros - *written->offset_seconds * kMicrosPerSecond};
  return fmt::format("{} ({})", Minute(zone->ToLocal(at)), zone->name());
}

void DrawFooter(cairo_t* cairo, const PaperSize& paper, size_t number, size_t count,
                PageContext& page) {
  cairo_set_source_rgb(cairo, kRule.red, kRule.green, kRule.blue);
  cairo_rectangle(cairo, kMarginX, paper.height - kRuleAboveEdge, paper.content_width(), 0.6);
  cairo_fill(cairo);
  const double third = paper.content_width() / 3;
  const auto draw = [&](const std::string& text, double x, double width, PangoAlignment alignment) {
    DrawPart(cairo, text, {kMarginX + x, paper.height - kTextAboveEdge, width, 0}, alignment, page);
  };
  draw(page.document.title, 0, third - 8, PANGO_ALIGN_LEFT);
  draw(page.texts.Get("render.pdf.report_time", {{"time", LocalReportTime(page.document)}}), third,
       third, PANGO_ALIGN_CENTER);
  draw(page.texts.Get("render.pdf.page",
                      {{"page", fmt::format("{}", number)}, {"pages", fmt::format("{}", count)}}),
       2 * third + 8, third - 8, PANGO_ALIGN_RIGHT);
}

}  // namespace kebao::render::pdf
