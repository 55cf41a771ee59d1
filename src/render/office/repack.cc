#include "render/office/repack.h"

#include <zip.h>

#include <memory>

#include "render/zip_writer.h"

namespace kebao::render::office {
namespace {

constexpr int kLevel = 6;

struct CloseZip {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* member) const { zip_fclose(member); }
};
using Archive = std::unique_ptr<zip_t, CloseZip>;
using Member = std::unique_ptr<zip_file_t, CloseZip>;

[[noreturn]] void ThrowUnreadable(const std::string& detail) {
  throw WorldFailure("output.archive", detail);
}

Archive Open(const std::string& bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  if (archive == nullptr) ThrowUnreadable("zip");
  return Archive(archive);
}

std::string Read(zip_t* archive, zip_uint64_t index, const zip_stat_t& stat) {
  const Member member(zip_fopen_index(archive, index, 0));
  std::string bytes(stat.size, '\0');
  if (!member ||
      zip_fread(member.get(), bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size()))
    ThrowUnreadable(stat.name);
  return bytes;
}

}  // namespace

void Repack(const std::string& archive, OutputFile& file) {
  const Archive from = Open(archive);
  ZipWriter to(file, kLevel);
  const zip_int64_t count = zip_get_num_entries(from.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    zip_stat_t stat;
    if (zip_stat_index(from.get(), index, 0, &stat) != 0) ThrowUnreadable(std::to_string(i));
    const std::string name = stat.name;
    if (name.ends_with('/')) continue;
    to.BeginMember(name);
    to.Write(Read(from.get(), index, stat));
  }
  to.Finish();
}

}  // namespace kebao::render::office
