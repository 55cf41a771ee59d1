#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "ingest/read/text_input.h"
#include "ingest/read/zip_archive.h"

namespace kebao::ingest {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepestWrapping = 4;

/// A member and the archive it lies in.
class OwnedMember final : public ByteSource {
 public:
  OwnedMember(std::shared_ptr<TemporaryFile> file, std::unique_ptr<ZipArchive> archive,
              std::unique_ptr<ByteSource> member)
      : file_(std::move(file)), archive_(std::move(archive)), member_(std::move(member)) {}
  size_t Read(char* into, size_t capacity) override { return member_->Read(into, capacity); }
  int64_t file_bytes_read() const override { return member_->file_bytes_read(); }
  std::string damage() const override { return member_->damage(); }

 private:
  std::shared_ptr<TemporaryFile> file_;
  std::unique_ptr<ZipArchive> archive_;
  std::unique_ptr<ByteSource> member_;
};

struct NamedPath {
  fs::path file;
  std::string member;
};

/// "exports.zip!tickets.csv", unless a file of that very name exists.
NamedPath SplitMember(const fs::path& file) {
  const std::string text = file.string();
  const size_t mark = text.rfind('!');
  if (mark == std::string::npos || fs::exists(file)) return {file, ""};
  return {text.substr(0, mark), text.substr(mark + 1)};
}

UnpackLimits LimitsOf(const ReadOptions& options) {
  return {options.max_unpacked_bytes, options.max_unpack_ratio};
}

std::string WithoutExtension(const std::string& name, std::string_view extension) {
  return name.ends_with(extension) ? name.substr(0, name.size() - extension.size()) : name;
}

class Unpacker {
 public:
  Unpacker(const NamedPath& named, const ReadOptions& options)
      : limits_(LimitsOf(options)), member_(named.member), on_disk_(named.file) {
    unpacked_.name = named.file.filename().string();
    unpacked_.place = named.file.string();
  }

  Result<Unpacked> Run() {
    std::error_code error;
    if (fs::is_directory(on_disk_, error)) {
      return MakeProblem("file.unreadable", unpacked_.place, {{"reason", std::strerror(EISDIR)}});
    }
    KEBAO_TRY(auto bytes, OpenFileBytes(on_disk_));
    unpacked_.file_bytes = static_cast<int64_t>(fs::file_size(on_disk_, error));
    if (error) unpacked_.file_bytes = 0;  // a pipe has no size
    Take(std::move(bytes));
    for (int depth = 0; depth < kDeepestWrapping; ++depth) {
      KEBAO_TRY(const bool more, TakeOffOne());
      if (!more) return std::move(unpacked_);
    }
    return MakeProblem("archive.suspicious", unpacked_.place);
  }

 private:
  void Take(std::unique_ptr<ByteSource> bytes) {
    unpacked_.bytes = std::make_unique<PeekableBytes>(std::move(bytes));
  }

  /// False when what is left is not a wrapping.
  Result<bool> TakeOffOne() {
    const std::string magic(unpacked_.bytes->Peek(4));
    if (magic.starts_with("\x1f\x8b")) return Gunzip();
    if (magic == "PK\x03\x04" || magic == "PK\x05\x06") return OpenZip();
    if (magic == "PAR1") return KeepContainer(FileKind::kParquet);
    return false;
  }

  bool Gunzip() {
    Take(GunzipBytes(std::move(unpacked_.bytes), limits_));
    unpacked_.name = WithoutExtension(unpacked_.name, ".gz");
    unpacked_.was_packed = true;
    on_disk_.clear();
    return true;
  }

  Result<bool> OpenZip() {
    KEBAO_TRY_VOID(BringToDisk());
    auto archive = ZipArchive::Open(on_disk_);
    if (!archive) return Damaged(std::move(archive).error());
    if (member_.empty() && (*archive)->Has("xl/workbook.xml"))
      return KeepContainer(FileKind::kXlsx);
    const std::vector<std::string> members = (*archive)->Members();
    if (members.empty()) return MakeProblem("file.empty", unpacked_.place);
    unpacked_.name = member_.empty() ? members.front() : std::exchange(member_, "");
    KEBAO_TRY(auto member, (*archive)->OpenMember(unpacked_.name, limits_));
    Take(
        std::make_unique<OwnedMember>(unpacked_.temporary, std::move(*archive), std::move(member)));
    unpacked_.was_packed = true;
    on_disk_.clear();
    return true;
  }

  /// A broken archive that calls itself a workbook is one to the user.
  Result<bool> Damaged(Problem problem) const {
    if (unpacked_.name.ends_with(".xlsx")) problem.code = "xlsx.damaged";
    problem.place = unpacked_.place;
    return std::unexpected(std::move(problem));
  }

  Result<bool> KeepContainer(FileKind kind) {
    KEBAO_TRY_VOID(BringToDisk());
    unpacked_.container = on_disk_;
    unpacked_.container_kind = kind;
    unpacked_.bytes.reset();
    return false;
  }

  /// Containers are read from their end, so a packed one has to be written out first.
  Result<void> BringToDisk() {
    if (!on_disk_.empty()) return {};
    auto file = std::make_shared<TemporaryFile>();
    std::string piece(1 << 20, '\0');
    while (const size_t count = unpacked_.bytes->Read(piece.data(), piece.size())) {
      file->Append(std::string_view(piece).substr(0, count));
    }
    if (const std::string damage = unpacked_.bytes->damage(); !damage.empty()) {
      return MakeProblem(damage, unpacked_.place, {{"reason", damage}});
    }
    unpacked_.temporary = file;
    on_disk_ = file->path();
    return {};
  }

  UnpackLimits limits_;
  std::string member_;
  fs::path on_disk_;  // empty while what we read is not a file
  Unpacked unpacked_;
};

}  // namespace

TemporaryFile::TemporaryFile() {
  std::string name = (fs::temp_directory_path() / "kebao-XXXXXX").string();
  descriptor_ = mkstemp(name.data());
  if (descriptor_ < 0) throw WorldFailure("file.temporary", std::strerror(errno));
  path_ = name;
}

TemporaryFile::~TemporaryFile() {
  close(descriptor_);
  unlink(path_.c_str());
}

void TemporaryFile::Append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw WorldFailure("file.temporary", std::strerror(errno));
    bytes.remove_prefix(static_cast<size_t>(count));
  }
}

Result<Unpacked> Unpack(const fs::path& file, const ReadOptions& options) {
  return Unpacker(SplitMember(file), options).Run();
}

}  // namespace kebao::ingest
