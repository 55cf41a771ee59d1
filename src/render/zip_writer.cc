#include "render/zip_writer.h"

#include <zlib.h>

#include <array>
#include <utility>

namespace kebao::render {
namespace {

// The layout of PKWARE's APPNOTE 6.3.3, sections 4.3.7 (local header), 4.3.9 (data
// descriptor), 4.3.12 and 4.3.16.
constexpr uint32_t kLocalHeader = 0x04034b50;
constexpr uint32_t kDescriptor = 0x08074b50;
constexpr uint32_t kDirectoryEntry = 0x02014b50;
constexpr uint32_t kEndOfDirectory = 0x06054b50;
constexpr uint16_t kVersion = 20;
constexpr uint16_t kFlags = 0x0808;  // sizes follow the data; names are UTF-8
constexpr uint16_t kDeflated = 8;
constexpr uint16_t kNoTime = 0;
constexpr uint16_t kFirstDay = 0x21;  // 1980-01-01
constexpr uint64_t kLimit = 0xffff'ffff;

class Record {
 public:
  Record& Put16(uint64_t value) { return Put(value, 2); }
  Record& Put32(uint64_t value) { return Put(value, 4); }
  Record& PutText(std::string_view text) {
    bytes_ += text;
    return *this;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  Record& Put(uint64_t value, int count) {
    for (int i = 0; i < count; ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xff);
    return *this;
  }
  std::string bytes_;
};

void CheckSize(uint64_t size) {
  if (size > kLimit)
    throw WorldFailure("output.too_large", "a zip archive without extensions holds 4 GiB");
}

}  // namespace

struct ZipWriter::Deflater {
  explicit Deflater(int level) {
    constexpr int kRawWindow = -15;
    constexpr int kMemory = 9;
    KEBAO_ASSERT(
        deflateInit2(&stream, level, Z_DEFLATED, kRawWindow, kMemory, Z_DEFAULT_STRATEGY) == Z_OK);
  }
  ~Deflater() { deflateEnd(&stream); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  z_stream stream = {};
  std::array<char, 65536> output = {};
};

ZipWriter::ZipWriter(OutputFile& file, int level)
    : file_(file), deflater_(std::make_unique<Deflater>(level)) {}

ZipWriter::~ZipWriter() = default;

void ZipWriter::BeginMember(std::string name) {
  if (is_open_) EndMember();
  CheckSize(file_.size());
  current_ = {std::move(name), file_.size()};
  is_open_ = true;
  Record header;
  header.Put32(kLocalHeader)
      .Put16(kVersion)
      .Put16(kFlags)
      .Put16(kDeflated)
      .Put16(kNoTime)
      .Put16(kFirstDay);
  header.Put32(0).Put32(0).Put32(0).Put16(current_.name.size()).Put16(0).PutText(current_.name);
  file_.Write(header.bytes());
}

void ZipWriter::Write(std::string_view bytes) {
  current_.size += bytes.size();
  CheckSize(current_.size);
  current_.crc = static_cast<uint32_t>(
      crc32_z(current_.crc, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
  Deflate(bytes, false);
}

void ZipWriter::Deflate(std::string_view bytes, bool is_last) {
  z_stream& stream = deflater_->stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  int state = Z_OK;
  do {
    stream.next_out = reinterpret_cast<Bytef*>(deflater_->output.data());
    stream.avail_out = static_cast<uInt>(deflater_->output.size());
    state = deflate(&stream, is_last ? Z_FINISH : Z_NO_FLUSH);
    const size_t made = deflater_->output.size() - stream.avail_out;
    file_.Write({deflater_->output.data(), made});
    current_.compressed_size += made;
  } while (stream.avail_out == 0 || (is_last && state != Z_STREAM_END));
}

void ZipWriter::EndMember() {
  Deflate({}, true);
  deflateReset(&deflater_->stream);
  CheckSize(current_.compressed_size);
  Record descriptor;
  descriptor.Put32(kDescriptor)
      .Put32(current_.crc)
      .Put32(current_.compressed_size)
      .Put32(current_.size);
  file_.Write(descriptor.bytes());
  members_.push_back(std::move(current_));
  is_open_ = false;
}

void ZipWriter::WriteDirectory() {
  const uint64_t start = file_.size();
  for (const Member& member : members_) {
    Record entry;
    entry.Put32(kDirectoryEntry).Put16(kVersion).Put16(kVersion).Put16(kFlags).Put16(kDeflated);
    entry.Put16(kNoTime)
        .Put16(kFirstDay)
        .Put32(member.crc)
        .Put32(member.compressed_size)
        .Put32(member.size);
    entry.Put16(member.name.size())
        .Put16(0)
        .Put16(0)
        .Put16(0)
        .Put16(0)
        .Put32(0)
        .Put32(member.offset);
    file_.Write(entry.PutText(member.name).bytes());
  }
  const uint64_t size = file_.size() - start;
  CheckSize(file_.size());
  Record end;
  end.Put32(kEndOfDirectory).Put16(0).Put16(0).Put16(members_.size()).Put16(members_.size());
  file_.Write(end.Put32(size).Put32(start).Put16(0).bytes());
}

void ZipWriter::Finish() {
  if (is_open_) EndMember();
  WriteDirectory();
}

}  // namespace kebao::render
