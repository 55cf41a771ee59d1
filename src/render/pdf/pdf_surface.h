#pragma once

#include <cairo.h>

#include <memory>
#include <string>

#include "document/document.h"
#include "render/pdf/paper.h"

namespace kebao::render::pdf {

/// A PDF in memory. Throws WorldFailure "output.failed" when cairo gives up.
class PdfSurface {
 public:
  /// Metadata are those of the document; the clock is never asked, so that the same document gives
  /// the same bytes.
  explicit PdfSurface(const document::Document& document);
  ~PdfSurface();
  PdfSurface(const PdfSurface&) = delete;
  PdfSurface& operator=(const PdfSurface&) = delete;

  cairo_t* cairo() { return cairo_; }
  /// Of the page that begins; nothing may have been drawn on it.
  void SetPaper(const PaperSize& paper);
  /// `page` from 1; `y` from the top. Returns the entry's number, to be the parent of others.
  int AddOutline(int parent, const std::string& title, size_t page, double y);
  /// Finishes the file; nothing may be drawn after.
  std::string Take();

 private:
  void SetMetadata(const document::Document& document);
  void Check(cairo_status_t status) const;

  std::string bytes_;
  cairo_surface_t* surface_;
  cairo_t* cairo_;
};

}  // namespace kebao::render::pdf
