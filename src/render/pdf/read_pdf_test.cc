#include "render/pdf/read_pdf.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "render/sample_document.h"

namespace kebao::render::pdf_test {

namespace fs = std::filesystem;

Result<DrawnChart> FrameDrawer::Draw(const document::Chart& chart, ChartSize size,
                                     const std::string&) {
  if (chart.id == "refused")
    return MakeProblem("render.document_malformed", chart.id, {{"detail", "refused"}});
  return DrawnChart{fmt::format("<svg xmlns='http://www.w3.org/2000/svg' width='{0}' height='{1}'>"
                                "<rect x='1' y='1' width='90' height='40' fill='#1d4f91'/>"
                                "<text x='10' y='60' font-size='12'>drawing</text></svg>",
                                size.width, size.height),
                    size, ""};
}

const Texts& TextsOf(const std::string& language) {
  const auto load = [](const char* tag) {
    return Texts::Load(KEBAO_SOURCE_DIR "/catalog/texts", tag, Texts::OnMissing::kAbort).value();
  };
  static const Texts zh = load("zh-CN");
  static const Texts en = load("en");
  return language == "zh-CN" ? zh : en;
}

PdfFile Make(const document::Document& document, const PdfOptions& options) {
  auto pdf = PdfOf(document, TextsOf(document.language), options);
  EXPECT_TRUE(pdf.has_value()) << pdf.error().code << " " << pdf.error().place;
  return std::move(pdf).value_or(PdfFile{});
}

bool HasPoppler() { return std::system("pdftotext -v >/dev/null 2>&1") == 0; }

std::string Ask(const std::string& program, const std::string& bytes) {
  const char* kept = std::getenv("KEBAO_RENDER_OUT");
  const fs::path folder = kept != nullptr ? kept : testing::TempDir();
  fs::create_directories(folder);
  static int number = 0;
  const fs::path file = folder / fmt::format("kebao_{}_{}.pdf", getpid(), ++number);
  std::ofstream(file, std::ios::binary) << bytes;
  const std::string target = program.starts_with("pdftotext") ? " -" : "";
  FILE* pipe = popen(fmt::format("{} '{}'{} 2>&1", program, file.string(), target).c_str(), "r");
  std::string output;
  char buffer[65536];
  while (const size_t length = fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, length);
  EXPECT_EQ(pclose(pipe), 0) << output.substr(0, 400);
  if (kept == nullptr) fs::remove(file);
  return output;
}

std::vector<std::string> PageTexts(const std::string& bytes) {
  const std::string text = Ask("pdftotext -raw", bytes);
  std::vector<std::string> pages;
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\f', start), text.size());
    pages.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return pages;
}

std::string Packed(std::string_view text) {
  std::string packed;
  for (const char c : text)
    if (c != ' ' && c != '\n' && c != '\f' && c != '\t' && c != '\r') packed += c;
  return packed;
}

document::Document OneSection(std::vector<document::Block> blocks, const std::string& language) {
  document::Document document = SampleDocument({.language = language, .agents = 1});
  document.sections = {{"only", "Only", std::move(blocks)}};
  return document;
}

}  // namespace kebao::render::pdf_test
