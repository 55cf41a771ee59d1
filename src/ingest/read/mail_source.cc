#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text_encoding.h"
#include "ingest/read/json_text.h"
#include "ingest/read/line_splitter.h"
#include "ingest/read/mail.h"
#include "ingest/read/source_base.h"
#include "ingest/tree.h"

namespace kebao::ingest {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// "12:36:23" somewhere in the line.
bool HasClockTime(std::string_view line) {
  for (size_t colon = line.find(':'); colon != std::string_view::npos;
       colon = line.find(':', colon + 1)) {
    if (colon >= 1 && colon + 3 < line.size() && IsDigit(line[colon - 1]) &&
        IsDigit(line[colon + 1]) && line[colon + 3] == ':') {
      return true;
    }
  }
  return false;
}

/// A sentence can begin with "From ", too; an envelope line ends in a date.
bool IsEnvelopeLine(std::string_view line) {
  return line.starts_with("From ") && HasClockTime(line);
}

/// "Name: value" with the name of RFC 5322.
bool IsHeaderLine(std::string_view line) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  return std::all_of(line.begin(), line.begin() + static_cast<ptrdiff_t>(colon),
                     [](unsigned char c) { return c > 32 && c < 127; });
}

bool IsKnownHeader(std::string_view line) {
  constexpr std::array<std::string_view, 10> kKnown = {
      "from",        "to",         "subject",      "date",         "received",
      "return-path", "message-id", "mime-version", "delivered-to", "content-type"};
  std::string name(line.substr(0, line.find(':')));
  for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return std::find(kKnown.begin(), kKnown.end(), name) != kKnown.end();
}

std::string_view TakeLine(std::string_view& text) {
  const size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool IsQuotedEnvelope(std::string_view line) {
  const size_t from = line.find_first_not_of('>');
  return from != 0 && from != std::string_view::npos && line.substr(from).starts_with("From ");
}

std::vector<std::string> MailColumns() { return {kMailColumns.begin(), kMailColumns.end()}; }

FileShape MailShape(const TextInput& input) {
  FileShape shape;
  shape.kind = FileKind::kMbox;
  shape.encoding = input.encoding;
  shape.has_header = false;
  shape.columns = MailColumns();
  shape.bytes = input.file_bytes;
  return shape;
}

class MailSourceBase : public SourceBase {
 public:
  MailSourceBase(TextInput input, FileShape shape)
      : SourceBase(std::move(shape)), window_(std::move(input.window)), lines_(window_) {}
  int64_t bytes_read() const override { return window_.file_bytes_read(); }

 protected:
  void SetMail(std::string_view raw) {
    mail_ = ParseMail(raw);
    fields_.assign(mail_.values.begin(), mail_.values.end());
    nulls_.assign(mail_.is_null.begin(), mail_.is_null.end());
  }
  const RawRecord* Give(std::string_view original) {
    record_.row = ++row_;
    record_.fields = fields_;
    record_.is_null = nulls_;
    record_.original = original;
    return &record_;
  }
  void Refuse(std::string code, std::string_view original) {
    ended_ = !AddFault(++row_, std::move(code), original) || ended_;
  }
  /// At the end of the text.
  void End() {
    ended_ = true;
    if (std::string damage = window_.damage(); !damage.empty()) Refuse(std::move(damage), "");
  }
  bool HasNoHeader() const {
    const auto last = mail_.is_null.end() - 2;  // text and size say nothing about headers
    return std::all_of(mail_.is_null.begin(), last, [](uint8_t null) { return null != 0; });
  }

  ByteWindow window_;
  LineSplitter lines_;
  std::vector<std::string_view> fields_;
  std::vector<uint8_t> nulls_;
  bool ended_ = false;

 private:
  MailFields mail_;
  int64_t row_ = 0;
};

class MboxSource final : public MailSourceBase {
 public:
  using MailSourceBase::MailSourceBase;

  const RawRecord* Next() override {
    BeginNext();
    while (!ended_) {
      const bool too_long = CollectMessage();
      if (raw_.empty()) continue;
      if (too_long) {
        Refuse("row.too_long", raw_);
        continue;
      }
      SetMail(raw_);
      if (HasNoHeader()) {
        Refuse("mail.no_header", raw_);
      } else if (ended_ && !window_.damage().empty()) {
        continue;  // the last one is torn: End() has said so
      } else {
        return Give(Original());
      }
    }
    return nullptr;
  }

 private:
  /// Lines up to the next envelope line into raw_; true if they are too many to keep.
  bool CollectMessage() {
    raw_.clear();
    bool too_long = false;
    bool after_blank = true;
    Line line;
    while (lines_.Next(line)) {
      const bool may_begin =
          is_mbox_ ? after_blank : !in_message_;  // a single mail may quote an envelope line
      if (may_begin && IsEnvelopeLine(line.text)) {
        is_mbox_ = true;
        if (std::exchange(in_message_, true)) return too_long;
        continue;
      }
      in_message_ = true;
      after_blank = line.text.empty();
      too_long = too_long || line.too_long || raw_.size() > kMaxRecordBytes;
      if (!too_long)
        raw_.append(line.text.substr(IsQuotedEnvelope(line.text) ? 1 : 0)).append("\n");
    }
    EndWithTornMessage();
    return too_long;
  }

  void EndWithTornMessage() {
    ended_ = true;
    if (std::string damage = window_.damage(); !damage.empty()) Refuse(std::move(damage), raw_);
  }

  /// Bodies may be in any charset, but what is kept as original must be UTF-8.
  std::string_view Original() {
    if (TextDamage(raw_).empty()) return raw_;
    visible_ = EscapeInvalidUtf8(raw_);
    return visible_;
  }

  std::string raw_;
  std::string visible_;
  bool in_message_ = false;
  bool is_mbox_ = false;
};

class NdjsonMailSource final : public MailSourceBase {
 public:
  NdjsonMailSource(TextInput input, FileShape shape, std::string field,
                   std::vector<std::string> others)
      : MailSourceBase(std::move(input), std::move(shape)),
        field_(std::move(field)),
        others_(std::move(others)) {}

  const RawRecord* Next() override {
    BeginNext();
    while (!ended_) {
      if (!lines_.Next(line_)) {
        End();
      } else if (line_.text.find_first_not_of(" \t") != std::string_view::npos && ReadLine()) {
        return Give(line_.text);
      }
    }
    return nullptr;
  }

 private:
  bool ReadLine() {
    const auto value = line_.too_long ? std::nullopt : ParseJson(line_.text);
    if (!value) {
      Refuse(line_.too_long ? "row.too_long" : "json.syntax", line_.text);
      return false;
    }
    const Tree tree(*value);
    const auto raw = tree.TextAt(field_);
    if (!raw) {
      Refuse("mail.field_missing", line_.text);
      return false;
    }
    SetMail(*raw);
    AddOthers(tree);
    return true;
  }

  void AddOthers(const Tree& tree) {
    other_texts_.clear();
    for (const std::string& path : others_) {
      const auto text = tree.TextAt(path);
      nulls_.push_back(text ? 0 : 1);
      other_texts_.push_back(text.value_or(""));
    }
    fields_.insert(fields_.end(), other_texts_.begin(), other_texts_.end());
  }

  std::string field_;
  std::vector<std::string> others_;
  std::vector<std::string> other_texts_;
  Line line_;
};

}  // namespace

bool LooksLikeMail(std::string_view sample) {
  std::string_view line = TakeLine(sample);
  const bool envelope = IsEnvelopeLine(line);
  if (envelope) line = TakeLine(sample);
  int known = 0;
  for (; !line.empty(); line = TakeLine(sample)) {
    if (line.front() == ' ' || line.front() == '\t') continue;  // goes on with the header before
    if (!IsHeaderLine(line)) return false;
    known += IsKnownHeader(line);
    if (known >= 2) return true;
  }
  return envelope && known > 0;
}

Result<std::unique_ptr<RecordSource>> OpenMbox(TextInput input, const ReadOptions&) {
  FileShape shape = MailShape(input);
  return std::make_unique<MboxSource>(std::move(input), std::move(shape));
}

Result<std::unique_ptr<RecordSource>> OpenMailInNdjson(TextInput input,
                                                       const ReadOptions& options) {
  std::string_view sample = input.sample;
  std::vector<std::string> others;
  AddJsonPaths(TakeLine(sample), 100, others);
  const auto field = std::find(others.begin(), others.end(), options.mail_field);
  if (field == others.end()) {
    return MakeProblem("mail.field_missing", input.place, {{"field", options.mail_field}});
  }
  others.erase(field);
  std::erase_if(others,
                [](const std::string& path) { return path.find("[]") != std::string::npos; });
  FileShape shape = MailShape(input);
  shape.columns.insert(shape.columns.end(), others.begin(), others.end());
  return std::make_unique<NdjsonMailSource>(std::move(input), std::move(shape), options.mail_field,
                                            std::move(others));
}

}  // namespace kebao::ingest
