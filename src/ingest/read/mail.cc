#include "ingest/read/mail.h"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "base/instant.h"
#include "base/text_encoding.h"
#include "base/transcode.h"
#include "ingest/read/html_text.h"

namespace kebao::ingest {
namespace {

template <class T>
struct Unref {
  void operator()(T* object) const { g_object_unref(object); }
};
template <class T>
using Gobject = std::unique_ptr<T, Unref<T>>;
struct Gfree {
  void operator()(char* text) const { g_free(text); }
};
using Gtext = std::unique_ptr<char, Gfree>;

/// Header bytes that name no charset are tried as these.
GMimeParserOptions* MailOptions() {
  static GMimeParserOptions* options = [] {
    g_mime_init();
    const char* charsets[] = {"utf-8", "gb18030", "windows-1252", nullptr};
    GMimeParserOptions* made = g_mime_parser_options_new();
    g_mime_parser_options_set_fallback_charsets(made, charsets);
    g_mime_parser_options_set_warning_callback(made, nullptr, nullptr);
    return made;
  }();
  return options;
}

/// Whatever the bytes are, the result is UTF-8 without NUL.
std::string AsUtf8(std::string_view bytes, const char* charset) {
  std::string text;
  auto named = charset ? Transcoder::Open(charset)
                       : MakeProblem("text.unknown_encoding", "", {{"encoding", ""}});
  if (named) {
    named->Append(bytes, true, text);
    if (IsValidUtf8(text)) return EscapeInvalidUtf8(text);
  }
  if (IsValidUtf8(bytes)) return EscapeInvalidUtf8(bytes);
  text.clear();
  Transcoder::Open(GuessEncoding(bytes, false).name)->Append(bytes, true, text);
  return EscapeInvalidUtf8(text);
}

std::string SafeText(const char* text) { return text ? AsUtf8(text, "UTF-8") : std::string(); }

std::string Lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return text;
}

class MailReader {
 public:
  explicit MailReader(std::string_view raw) : raw_(raw) {
    fields_.is_null.fill(1);
    GMimeParserOptions* options = MailOptions();
    const Gobject<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(raw.data(), raw.size()));
    const Gobject<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
    message_.reset(g_mime_parser_construct_message(parser.get(), options));
  }

  MailFields Read() {
    if (message_) {
      ReadIds();
      ReadDate();
      ReadPeople();
      Set("subject", g_mime_message_get_subject(message_.get()));
      for (const char* name : {"auto_submitted", "list_id", "precedence"}) ReadHeader(name);
      ReadText();
    }
    Put("size", fmt::to_string(raw_.size()));
    return std::move(fields_);
  }

 private:
  void Put(std::string_view column, std::string value) {
    const auto index = static_cast<size_t>(
        std::find(kMailColumns.begin(), kMailColumns.end(), column) - kMailColumns.begin());
    KEBAO_ASSERT(index < kMailColumns.size());
    fields_.values[index] = std::move(value);
    fields_.is_null[index] = 0;
  }

  void Set(std::string_view column, const char* text) {
    if (text) Put(column, SafeText(text));
  }

  const char* Header(const char* name) const {
    return g_mime_object_get_header(GMIME_OBJECT(message_.get()), name);
  }

  void ReadHeader(std::string_view column) {
    std::string name(column);
    std::replace(name.begin(), name.end(), '_', '-');
    const char* raw = Header(name.c_str());
    if (!raw) return;
    const Gtext decoded(g_mime_utils_header_decode_text(MailOptions(), raw));
    Set(column, decoded.get());
  }

  void ReadIds() {
    Set("message_id", g_mime_message_get_message_id(message_.get()));
    ReadReferences("in_reply_to", Header("In-Reply-To"));
    ReadReferences("references", Header("References"));
  }

  void ReadReferences(std::string_view column, const char* raw) {
    if (!raw) return;
    GMimeReferences* list = g_mime_references_parse(MailOptions(), raw);
    std::string ids;
    for (int i = 0; i < g_mime_references_length(list); ++i) {
      if (!ids.empty()) ids += ' ';
      ids += SafeText(g_mime_references_get_message_id(list, i));
    }
    g_mime_references_free(list);
    Put(column, std::move(ids));
  }

  void ReadDate() {
    if (!Header("Date")) return;
    GDateTime* date = g_mime_message_get_date(message_.get());
    Put("date",
        date ? FormatInstantUtc(Instant{g_date_time_to_unix(date) * kMicrosPerSecond}) : "");
  }

  void ReadPeople() {
    InternetAddressList* from = g_mime_message_get_from(message_.get());
    if (InternetAddressMailbox* mailbox = FirstMailbox(from)) {
      Set("from_name", internet_address_get_name(INTERNET_ADDRESS(mailbox)));
      Put("from_address", Lower(SafeText(internet_address_mailbox_get_addr(mailbox))));
    }
    InternetAddressList* to = g_mime_message_get_to(message_.get());
    if (Header("To")) Put("to", AddressTexts(to));
  }

  static InternetAddressMailbox* FirstMailbox(InternetAddressList* list) {
    for (int i = 0; list && i < internet_address_list_length(list); ++i) {
      InternetAddress* address = internet_address_list_get_address(list, i);
      if (INTERNET_ADDRESS_IS_MAILBOX(address)) return INTERNET_ADDRESS_MAILBOX(address);
    }
    return nullptr;
  }

  static std::string AddressTexts(InternetAddressList* list) {
    std::string text;
    for (int i = 0; list && i < internet_address_list_length(list); ++i) {
      InternetAddress* address = internet_address_list_get_address(list, i);
      if (!text.empty()) text += ", ";
      text += INTERNET_ADDRESS_IS_MAILBOX(address)
                  ? Lower(SafeText(
                        internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address))))
                  : SafeText(internet_address_get_name(address));
    }
    return text;
  }

  void ReadText() {
    if (const auto plain = FirstPart("plain")) return Put("text", *plain);
    if (const auto html = FirstPart("html")) Put("text", HtmlText(*html));
  }

  std::optional<std::string> FirstPart(const char* subtype) const {
    GMimePartIter* parts = g_mime_part_iter_new(GMIME_OBJECT(message_.get()));
    std::optional<std::string> text;
    while (!text && g_mime_part_iter_is_valid(parts)) {
      text = PartText(g_mime_part_iter_get_current(parts), subtype);
      if (!g_mime_part_iter_next(parts)) break;
    }
    g_mime_part_iter_free(parts);
    return text;
  }

  static std::optional<std::string> PartText(GMimeObject* object, const char* subtype) {
    if (!object || !GMIME_IS_PART(object)) return std::nullopt;
    GMimeContentType* type = g_mime_object_get_content_type(object);
    GMimePart* part = GMIME_PART(object);
    if (!g_mime_content_type_is_type(type, "text", subtype) || g_mime_part_is_attachment(part))
      return std::nullopt;
    GMimeDataWrapper* content = g_mime_part_get_content(part);
    if (!content) return std::string();
    const Gobject<GMimeStream> decoded(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, decoded.get());
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(decoded.get()));
    return AsUtf8({reinterpret_cast<const char*>(bytes->data), bytes->len},
                  g_mime_content_type_get_parameter(type, "charset"));
  }

  std::string_view raw_;
  Gobject<GMimeMessage> message_;
  MailFields fields_;
};

std::string_view WithoutEnvelopeLine(std::string_view raw) {
  if (!raw.starts_with("From ")) return raw;
  return raw.substr(std::min(raw.find('\n'), raw.size() - 1) + 1);
}

}  // namespace

std::string_view MailFields::Get(std::string_view column) const {
  const auto index = static_cast<size_t>(
      std::find(kMailColumns.begin(), kMailColumns.end(), column) - kMailColumns.begin());
  KEBAO_ASSERT(index < kMailColumns.size());
  return values[index];
}

MailFields ParseMail(std::string_view raw) { return MailReader(WithoutEnvelopeLine(raw)).Read(); }

}  // namespace kebao::ingest
