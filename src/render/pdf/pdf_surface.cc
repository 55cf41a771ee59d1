#include "render/pdf/pdf_surface.h"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include "base/problem.h"
#include "render/pdf/paper.h"
#include "render/plain_text.h"

namespace kebao::render::pdf {
namespace {

constexpr size_t kMostTitleUnits = 300;  // of metadata and outline entries

cairo_status_t Append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

std::string Short(const std::string& text) { return MakePlainText(text, kMostTitleUnits).text; }

/// cairo reads seconds and ends there.
std::string WholeSeconds(const std::string& iso_time) {
  const size_t point = iso_time.find('.');
  return point == std::string::npos ? iso_time : iso_time.substr(0, point) + "Z";
}

}  // namespace

PdfSurface::PdfSurface(const document::Document& document)
    : surface_(cairo_pdf_surface_create_for_stream(Append, &bytes_, kPaperWidth, kPaperHeight)),
      cairo_(cairo_create(surface_)) {
  cairo_pdf_surface_restrict_to_version(surface_, CAIRO_PDF_VERSION_1_5);
  SetMetadata(document);
}

PdfSurface::~PdfSurface() {
  cairo_destroy(cairo_);
  cairo_surface_destroy(surface_);
}

void PdfSurface::SetMetadata(const document::Document& document) {
  const auto set = [&](cairo_pdf_metadata_t key, const std::string& value) {
    if (!value.empty()) cairo_pdf_surface_set_metadata(surface_, key, value.c_str());
  };
  const std::string made = WholeSeconds(Short(document.report_time));
  set(CAIRO_PDF_METADATA_TITLE, Short(document.title));
  set(CAIRO_PDF_METADATA_SUBJECT, Short(document.subtitle));
  set(CAIRO_PDF_METADATA_AUTHOR, "Kebao");
  set(CAIRO_PDF_METADATA_CREATOR, "Kebao");
  set(CAIRO_PDF_METADATA_CREATE_DATE, made.empty() ? "1970-01-01T00:00:00Z" : made);
  set(CAIRO_PDF_METADATA_MOD_DATE, made.empty() ? "1970-01-01T00:00:00Z" : made);
}

void PdfSurface::SetPaper(const PaperSize& paper) {
  cairo_pdf_surface_set_size(surface_, paper.width, paper.height);
}

int PdfSurface::AddOutline(int parent, const std::string& title, size_t page, double y) {
  const std::string target = fmt::format("page={} pos=[0 {:.2f}]", page, y);
  return cairo_pdf_surface_add_outline(surface_, parent, Short(title).c_str(), target.c_str(),
                                       cairo_pdf_outline_flags_t{});
}

std::string PdfSurface::Take() {
  Check(cairo_status(cairo_));
  cairo_surface_finish(surface_);
  Check(cairo_surface_status(surface_));
  return std::move(bytes_);
}

void PdfSurface::Check(cairo_status_t status) const {
  if (status != CAIRO_STATUS_SUCCESS)
    throw WorldFailure("output.failed", std::string("cairo: ") + cairo_status_to_string(status));
}

}  // namespace kebao::render::pdf
