#include "ingest/read/zip_archive.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <zip.h>

#include <algorithm>

namespace kebao::ingest {

struct ZipArchive::Impl {
  zip_t* archive = nullptr;
  std::string place;
  ~Impl() {
    if (archive) zip_discard(archive);
  }
};

namespace {

class MemberBytes final : public ByteSource {
 public:
  MemberBytes(zip_file_t* file, int64_t packed_bytes, UnpackLimits limits)
      : file_(file), packed_bytes_(packed_bytes), limits_(limits) {}
  MemberBytes(const MemberBytes&) = delete;
  MemberBytes& operator=(const MemberBytes&) = delete;
  ~MemberBytes() override { zip_fclose(file_); }

  size_t Read(char* into, size_t capacity) override {
    if (!damage_.empty()) return 0;
    const zip_int64_t count = zip_fread(file_, into, capacity);
    if (count < 0) {
      damage_ = "archive.damaged";
      return 0;
    }
    unpacked_ += count;
    damage_ = limits_.Exceeded(packed_bytes_, unpacked_);
    return static_cast<size_t>(count);
  }
  /// Not known while inflating; the share of the packed bytes is near enough for a progress bar.
  int64_t file_bytes_read() const override { return std::min(unpacked_, packed_bytes_); }
  std::string damage() const override { return damage_; }

 private:
  zip_file_t* file_;
  int64_t packed_bytes_;
  UnpackLimits limits_;
  int64_t unpacked_ = 0;
  std::string damage_;
};

bool IsContent(std::string_view name) {
  return !name.empty() && !name.ends_with('/') && !name.starts_with("__MACOSX/") &&
         !name.ends_with(".DS_Store");
}

}  // namespace

ZipArchive::ZipArchive(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ZipArchive::~ZipArchive() = default;

Result<std::unique_ptr<ZipArchive>> ZipArchive::Open(const std::filesystem::path& file) {
  auto impl = std::make_unique<Impl>();
  impl->place = file.string();
  int code = 0;
  impl->archive = zip_open(file.c_str(), ZIP_RDONLY, &code);
  if (impl->archive) return std::unique_ptr<ZipArchive>(new ZipArchive(std::move(impl)));
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  return MakeProblem("archive.damaged", file.string(), {{"reason", reason}});
}

std::vector<std::string> ZipArchive::Members() const {
  std::vector<std::string> names;
  const zip_int64_t count = zip_get_num_entries(impl_->archive, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(impl_->archive, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS);
    if (name && IsContent(name)) names.emplace_back(name);
  }
  return names;
}

bool ZipArchive::Has(const std::string& member) const {
  return zip_name_locate(impl_->archive, member.c_str(), 0) >= 0;
}

Result<std::unique_ptr<ByteSource>> ZipArchive::OpenMember(const std::string& member,
                                                           UnpackLimits limits) const {
  zip_stat_t stat;
  if (zip_stat(impl_->archive, member.c_str(), 0, &stat) != 0) {
    return MakeProblem(
        "archive.member_missing", impl_->place,
        {{"member", member}, {"members", fmt::format("{}", fmt::join(Members(), ", "))}});
  }
  if (static_cast<int64_t>(std::min<zip_uint64_t>(stat.size, INT64_MAX)) > limits.max_bytes) {
    return MakeProblem("archive.too_large", impl_->place);
  }
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) {
    return MakeProblem("archive.encrypted", impl_->place, {{"member", member}});
  }
  zip_file_t* file = zip_fopen_index(impl_->archive, stat.index, 0);
  if (!file) {
    return MakeProblem("archive.damaged", impl_->place, {{"reason", zip_strerror(impl_->archive)}});
  }
  return std::make_unique<MemberBytes>(file, static_cast<int64_t>(stat.comp_size), limits);
}

}  // namespace kebao::ingest
