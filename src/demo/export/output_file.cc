#include "demo/export/output_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "base/problem.h"
#include "demo/phrases.h"

namespace kebao::demo {

OutputFile::OutputFile(const std::filesystem::path& path)
    : path_(path), file_(std::fopen(path.c_str(), "wb")) {
  if (file_ == nullptr) Fail();
  buffer_.reserve(kFlushAt + 65'536);
}

OutputFile::~OutputFile() {
  if (file_ != nullptr) std::fclose(file_);
}

void OutputFile::Fail() const {
  throw WorldFailure("demo.write", path_.string() + ": " + std::strerror(errno));
}

void OutputFile::Flush() {
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) Fail();
  buffer_.clear();
}

void OutputFile::Close() {
  Flush();
  std::FILE* const file = file_;
  file_ = nullptr;
  if (std::fclose(file) != 0) Fail();
}

void CsvRow::Separate() {
  if (!is_first_) buffer_ += ',';
  is_first_ = false;
}

CsvRow& CsvRow::Plain(std::string_view text) {
  Separate();
  buffer_ += text;
  return *this;
}

CsvRow& CsvRow::Cell(int64_t number) {
  Separate();
  if (number < 0) buffer_ += '-', number = -number;
  AppendNumber(static_cast<uint64_t>(number), buffer_);
  return *this;
}

CsvRow& CsvRow::Cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return Plain(text);
  Separate();
  buffer_ += '"';
  for (const char letter : text) {
    if (letter == '"') buffer_ += '"';
    buffer_ += letter;
  }
  buffer_ += '"';
  return *this;
}

void CsvRow::End() { buffer_ += '\n'; }

CsvSeries::CsvSeries(std::filesystem::path folder, std::string stem, std::string header,
                     int64_t rows_per_file)
    : folder_(std::move(folder)),
      stem_(std::move(stem)),
      header_(std::move(header)),
      rows_per_file_(rows_per_file) {}

std::string& CsvSeries::NextRow() {
  if (rows_ % rows_per_file_ == 0) {
    Close();
    const std::string number = files_ == 0 ? "" : fmt::format("-{:03}", files_ + 1);
    file_ = std::make_unique<OutputFile>(folder_ / (stem_ + number + ".csv"));
    file_->buffer() += header_ + "\n";
    ++files_;
  }
  ++rows_;
  file_->FlushIfLarge();
  return file_->buffer();
}

void CsvSeries::Close() {
  if (file_ != nullptr) file_->Close();
  file_.reset();
}

void AppendJson(std::string_view text, std::string& json) {
  json += '"';
  for (const char letter : text) {
    switch (letter) {
      case '"':
        json += "\\\"";
        break;
      case '\\':
        json += "\\\\";
        break;
      case '\n':
        json += "\\n";
        break;
      case '\r':
        json += "\\r";
        break;
      case '\t':
        json += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(letter) < 0x20)
          json += fmt::format("\\u{:04x}", letter);
        else
          json += letter;
    }
  }
  json += '"';
}

}  // namespace kebao::demo
