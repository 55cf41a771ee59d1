#include "render/worker/script_job.h"

#include <optional>

namespace kebao::render {
namespace {

void Append(std::string* bytes, std::string_view field) {
  *bytes += EncodeLength(field.size());
  *bytes += field;
}

/// Takes fields off the front; once something is missing, nothing more comes.
class FieldReader {
 public:
  explicit FieldReader(std::string_view bytes) : rest_(bytes) {}

  std::optional<std::string> Take() {
    if (rest_.size() < kLengthBytes) return std::nullopt;
    const uint64_t length = DecodeLength(rest_.substr(0, kLengthBytes));
    rest_.remove_prefix(kLengthBytes);
    if (length > rest_.size()) return std::nullopt;
    std::string field(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return field;
  }

  std::optional<uint8_t> TakeByte() {
    if (rest_.empty()) return std::nullopt;
    const auto byte = static_cast<uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }

  bool IsAtEnd() const { return rest_.empty(); }
  std::string Rest() const { return std::string(rest_); }

 private:
  std::string_view rest_;
};

auto NotAMessage(std::string detail) {
  return MakeProblem("render.worker_protocol", "", {{"detail", std::move(detail)}});
}

}  // namespace

std::string EncodeLength(size_t length) {
  std::string bytes(kLengthBytes, '\0');
  for (size_t i = 0; i < kLengthBytes; ++i)
    bytes[i] = static_cast<char>((static_cast<uint64_t>(length) >> (8 * i)) & 0xff);
  return bytes;
}

uint64_t DecodeLength(std::string_view bytes) {
  KEBAO_ASSERT(bytes.size() == kLengthBytes);
  uint64_t length = 0;
  for (size_t i = 0; i < kLengthBytes; ++i)
    length |= static_cast<uint64_t>(static_cast<uint8_t>(bytes[i])) << (8 * i);
  return length;
}

std::string EncodeJob(const ScriptJob& job) {
  std::string bytes;
  Append(&bytes, job.library);
  Append(&bytes, job.function);
  for (const ScriptArgument& argument : job.arguments) {
    bytes += static_cast<char>(argument.kind);
    Append(&bytes, argument.content);
  }
  return bytes;
}

Result<ScriptJob> DecodeJob(std::string_view bytes) {
  FieldReader reader(bytes);
  auto library = reader.Take();
  auto function = reader.Take();
  if (!library || !function) return NotAMessage("job");
  ScriptJob job{std::move(*library), std::move(*function), {}, ""};
  while (!reader.IsAtEnd()) {
    const auto kind = reader.TakeByte();
    auto content = reader.Take();
    if (*kind > static_cast<uint8_t>(ScriptArgument::Kind::kBytes) || !content)
      return NotAMessage("argument");
    job.arguments.push_back({std::move(*content), static_cast<ScriptArgument::Kind>(*kind)});
  }
  return job;
}

std::string EncodeAnswer(const JobAnswer& answer) {
  return static_cast<char>(answer.status) + answer.content;
}

Result<JobAnswer> DecodeAnswer(std::string_view bytes) {
  FieldReader reader(bytes);
  const auto status = reader.TakeByte();
  if (!status || *status > static_cast<uint8_t>(JobStatus::kUnknown)) return NotAMessage("answer");
  return JobAnswer{static_cast<JobStatus>(*status), reader.Rest()};
}

}  // namespace kebao::render
