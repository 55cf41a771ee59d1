#include "ingest/read/test_files.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "ingest/tree.h"

namespace kebao::ingest::testing_files {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "kebao-test-XXXXXX").string();
  KEBAO_ASSERT(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() { fs::remove_all(path_); }

fs::path TemporaryFolder::Write(const std::string& name, std::string_view bytes) const {
  std::ofstream(path_ / name, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path_ / name;
}

std::vector<std::string> ReadBack::FaultCodes() const {
  std::vector<std::string> codes;
  for (const RawFault& fault : faults) codes.push_back(fault.code);
  return codes;
}

ReadBack ReadAll(const fs::path& file, const ReadOptions& options) {
  ReadBack back;
  auto source = OpenFile(file, options);
  if (!source) {
    ADD_FAILURE() << file << ": " << source.error().code << " " << source.error().place;
    return back;
  }
  back.shape = (*source)->shape();
  for (bool more = true; more;) {
    const RawRecord* record = (*source)->Next();
    back.faults.insert(back.faults.end(), (*source)->faults().begin(), (*source)->faults().end());
    more = record != nullptr;
    if (!more) break;
    if (record->tree) {
      back.trees.push_back(record->tree->Dump());
    } else {
      back.rows.emplace_back(record->fields.begin(), record->fields.end());
    }
    back.originals.emplace_back(record->original);
    back.numbers.push_back(record->row);
  }
  return back;
}

std::string OpenProblem(const fs::path& file, const ReadOptions& options) {
  const auto source = OpenFile(file, options);
  return source ? "" : source.error().code;
}

std::string Gzip(std::string_view bytes) {
  z_stream stream{};
  deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string Slurp(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

std::optional<fs::path> SharedFolder() {
  const char* named = std::getenv("KEBAO_SHARED");
  const std::vector<fs::path> places = {named ? named : "",
                                        fs::path(KEBAO_SOURCE_DIR) / "../shared", "/work/shared"};
  for (const fs::path& place : places) {
    if (!place.empty() && fs::exists(place / "data")) return place;
  }
  const char* ci = std::getenv("CI");
  if (ci && std::string_view(ci) == "true") ADD_FAILURE() << "the shared sample data are missing";
  return std::nullopt;
}

}  // namespace kebao::ingest::testing_files
