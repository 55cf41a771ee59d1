#include "engine/duckdb/staged_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/problem.h"
#include "engine/duckdb/chunk_filling.h"
#include "engine/duckdb/staged_directory.h"

namespace kebao::engine::duckdb {
namespace {

[[noreturn]] void Fail(const std::filesystem::path& file) {
  throw WorldFailure("engine.staging", fmt::format("{}: {}", file.string(), std::strerror(errno)));
}

/// A file mapped for reading for as long as this lives.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& file) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) Fail(file);
    struct stat status {};
    const bool is_known = fstat(descriptor, &status) == 0;
    length_ = static_cast<size_t>(status.st_size);
    if (is_known && length_ > 0)
      memory_ = mmap(nullptr, length_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    close(descriptor);
    if (!is_known || memory_ == MAP_FAILED) Fail(file);
  }
  ~MappedFile() {
    if (memory_ != nullptr) munmap(memory_, length_);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view bytes() const { return {static_cast<const char*>(memory_), length_}; }

  /// Gives the memory of these bytes back; they are read from the file when they are needed again.
  void Release(size_t begin, size_t end) const {
    const auto page = static_cast<size_t>(sysconf(_SC_PAGE_SIZE));
    const size_t first = (begin + page - 1) / page * page;
    const size_t limit = end / page * page;
    // A hint: without it everything works, in more memory.
    if (first < limit) madvise(static_cast<char*>(memory_) + first, limit - first, MADV_DONTNEED);
  }

 private:
  void* memory_ = nullptr;
  size_t length_ = 0;
};

class StagedTableRows final : public RowSource {
 public:
  StagedTableRows(std::shared_ptr<const MappedFile> file, StagedTablePlace place)
      : file_(std::move(file)), place_(std::move(place)) {}
  std::vector<std::string> Names() const override { return place_.column_names; }
  std::vector<ValueType> Types() const override { return place_.column_types; }
  size_t slabs() const override { return place_.slabs.size(); }
  size_t RowsOf(size_t slab) const override { return place_.slabs[slab].rows; }
  void Fill(size_t slab, size_t first, size_t count, std::span<const size_t> columns,
            duckdb_data_chunk chunk) const override {
    for (size_t index = 0; index < columns.size(); ++index) {
      FillVector(SpanAt(slab, columns[index]), first, count,
                 duckdb_data_chunk_get_vector(chunk, index));
    }
  }
  /// The columns of a slab lie end to end.
  void Release(size_t slab) const override {
    size_t begin = file_->bytes().size();
    size_t end = 0;
    for (const StagedColumnPlace& column : place_.slabs[slab].columns) {
      for (const StagedBytes& bytes : {column.valid, column.values, column.texts}) {
        if (bytes.length == 0) continue;
        begin = std::min(begin, bytes.offset);
        end = std::max(end, bytes.offset + bytes.length);
      }
    }
    file_->Release(begin, end);
  }

 private:
  ColumnSpan SpanAt(size_t slab, size_t column) const {
    const StagedColumnPlace& place = place_.slabs[slab].columns[column];
    const char* bytes = file_->bytes().data();
    return {place_.column_types[column], bytes + place.values.offset,
            place.valid.length == 0 ? nullptr
                                    : reinterpret_cast<const uint8_t*>(bytes + place.valid.offset),
            bytes + place.texts.offset};
  }

  std::shared_ptr<const MappedFile> file_;
  StagedTablePlace place_;
};

}  // namespace

StagedFile::StagedFile(const std::filesystem::path& file) {
  const auto mapped = std::make_shared<const MappedFile>(file);
  for (StagedTablePlace& table : DecodeDirectory(mapped->bytes())) {
    std::string name = table.name;
    tables_.emplace(std::move(name),
                    std::make_shared<const StagedTableRows>(mapped, std::move(table)));
  }
}

}  // namespace kebao::engine::duckdb
