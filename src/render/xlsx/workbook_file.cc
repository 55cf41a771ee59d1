#include "render/xlsx/workbook_file.h"

#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace kebao::render::xlsx {
namespace {

struct ZipDiscard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, ZipDiscard>;
using Member = std::unique_ptr<zip_file_t, ZipDiscard>;

WorldFailure TemporaryFailure(const std::string& detail) {
  return WorldFailure("output.temporary", detail);
}

std::string ReadAll(int descriptor) {
  const off_t size = ::lseek(descriptor, 0, SEEK_END);
  std::string bytes(size > 0 ? static_cast<size_t>(size) : 0, '\0');
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got =
        ::pread(descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw TemporaryFailure(std::strerror(errno));
    done += static_cast<size_t>(got);
  }
  return bytes;
}

Archive OpenArchive(const std::string& bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  return Archive(archive);
}

/// The name of the first element after the declaration, or "".
std::string_view RootName(std::string_view head) {
  size_t start = head.find('<');
  while (start != head.npos && start + 1 < head.size() &&
         (head[start + 1] == '?' || head[start + 1] == '!')) {
    start = head.find('<', start + 1);
  }
  if (start == head.npos) return "";
  const size_t end = head.find_first_of(" />\r\n", start + 1);
  return end == head.npos ? "" : head.substr(start + 1, end - start - 1);
}

/// "…</root>", or the root alone: "<root …/>".
bool EndsElement(std::string_view end, const std::string& root) {
  if (end.ends_with("</" + root + ">")) return true;
  const size_t last = end.rfind('<');
  return last != end.npos && end.substr(last + 1).starts_with(root) && end.ends_with("/>");
}

bool IsWholeXml(zip_t* archive, zip_uint64_t index) {
  const Member member(zip_fopen_index(archive, index, 0));
  if (!member) return false;
  std::string head;
  std::string tail;
  std::string buffer(size_t{64} << 10, '\0');
  zip_int64_t got = 0;
  while ((got = zip_fread(member.get(), buffer.data(), buffer.size())) > 0) {
    const std::string_view piece(buffer.data(), static_cast<size_t>(got));
    if (head.size() < 4096) head += piece.substr(0, 4096);
    tail += piece.substr(piece.size() > 256 ? piece.size() - 256 : 0);
    if (tail.size() > 256) tail.erase(0, tail.size() - 256);
  }
  const std::string_view root = RootName(head);
  const std::string_view end = std::string_view(tail).substr(0, tail.find_last_not_of(" \r\n") + 1);
  return got == 0 && !root.empty() && EndsElement(end, std::string(root));
}

bool IsXml(std::string_view name) {
  return name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml");
}

}  // namespace

WorkbookFile::WorkbookFile() : memory_(::memfd_create("kebao-workbook", MFD_CLOEXEC)) {
  if (memory_ < 0) throw TemporaryFailure(std::strerror(errno));
  book_ = workbook_new(("/proc/self/fd/" + std::to_string(memory_)).c_str());
  if (book_ == nullptr) throw TemporaryFailure("workbook_new");
}

WorkbookFile::~WorkbookFile() {
  if (book_ != nullptr) lxw_workbook_free(book_);
  if (memory_ >= 0) ::close(memory_);
}

std::string WorkbookFile::Close() {
  const lxw_error error = workbook_close(std::exchange(book_, nullptr));
  if (error != LXW_NO_ERROR) throw TemporaryFailure(lxw_strerror(error));
  std::string bytes = ReadAll(memory_);
  if (!IsWholePackage(bytes)) throw TemporaryFailure(std::strerror(ENOSPC));
  return bytes;
}

bool IsWholePackage(const std::string& bytes) {
  const Archive archive = OpenArchive(bytes);
  if (!archive) return false;
  const zip_int64_t members = zip_get_num_entries(archive.get(), 0);
  for (zip_int64_t index = 0; index < members; ++index) {
    const auto place = static_cast<zip_uint64_t>(index);
    const char* name = zip_get_name(archive.get(), place, 0);
    if (name == nullptr || (IsXml(name) && !IsWholeXml(archive.get(), place))) return false;
  }
  return members > 0;
}

}  // namespace kebao::render::xlsx
