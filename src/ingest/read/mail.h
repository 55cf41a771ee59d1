#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "ingest/read/text_input.h"
#include "ingest/record_source.h"

namespace kebao::ingest {

/// The columns of a mail, in the order of MailFields.
inline constexpr std::array<std::string_view, 13> kMailColumns = {
    "message_id", "in_reply_to",    "references", "date",       "from_name", "from_address", "to",
    "subject",    "auto_submitted", "list_id",    "precedence", "text",      "size"};

/// One mail as a flat record: header texts decoded to UTF-8; ids without <>, references separated
/// by blanks; date in ISO 8601 UTC, empty if it cannot be read; addresses in lower case, `to`
/// separated by ", "; text is the first text/plain part that is not an attachment, else the text of
/// the first text/html part; size in bytes.
struct MailFields {
  std::array<std::string, kMailColumns.size()> values;
  std::array<uint8_t, kMailColumns.size()> is_null{};  // the header is absent

  std::string_view Get(std::string_view column) const;
};

/// Parses one raw mail (RFC 5322 with MIME); a leading "From " line of an mbox is passed over. Any
/// bytes give a result; without any known header all but text and size is null. Thread-safe.
MailFields ParseMail(std::string_view raw);

/// True for the beginning of an mbox or of a single mail.
bool LooksLikeMail(std::string_view sample);

/// An mbox (RFC 4155, ">From " undone) or a single .eml.
Result<std::unique_ptr<RecordSource>> OpenMbox(TextInput input, const ReadOptions& options);
/// Lines of JSON whose field options.mail_field holds a raw mail.
/// Problem "mail.field_missing" {field} if the first line lacks it.
Result<std::unique_ptr<RecordSource>> OpenMailInNdjson(TextInput input, const ReadOptions& options);

}  // namespace kebao::ingest
