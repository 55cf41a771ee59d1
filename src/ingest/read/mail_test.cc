#include "ingest/read/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/read/html_text.h"
#include "ingest/read/test_files.h"

namespace kebao::ingest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing_files::ReadAll;
using testing_files::ReadBack;
using testing_files::TemporaryFolder;

TEST(Mail, ReadsHeaders) {
  const MailFields mail = ParseMail(
      "Message-ID: <m2@example.com>\r\nIn-Reply-To: <m1@example.com>\r\n"
      "References: <m0@example.com>\r\n <m1@example.com>\r\nDate: Mon, 5 Jan 2026 10:12:00 "
      "+0800\r\n"
      "From: =?UTF-8?B?5a6i5oi355Sy?= <A@Example.com>\r\nTo: b@x.org, \"C, D\" <c@x.org>\r\n"
      "Subject: =?GBK?B?tqm1pQ==?= 1\r\nAuto-Submitted: auto-replied\r\nList-Id: <l.x.org>\r\n"
      "Precedence: bulk\r\n\r\nhello\r\n");
  EXPECT_EQ(mail.Get("message_id"), "m2@example.com");
  EXPECT_EQ(mail.Get("in_reply_to"), "m1@example.com");
  EXPECT_EQ(mail.Get("references"), "m0@example.com m1@example.com");
  EXPECT_EQ(mail.Get("date"), "2026-01-05T02:12:00Z");
  EXPECT_EQ(mail.Get("from_name"), "客户甲");
  EXPECT_EQ(mail.Get("from_address"), "a@example.com");
  EXPECT_EQ(mail.Get("to"), "b@x.org, c@x.org");
  EXPECT_EQ(mail.Get("subject"), "订单 1");
  EXPECT_EQ(mail.Get("auto_submitted"), "auto-replied");
  EXPECT_EQ(mail.Get("list_id"), "<l.x.org>");
  EXPECT_EQ(mail.Get("precedence"), "bulk");
  EXPECT_EQ(mail.Get("text"), "hello\r\n");
}

TEST(Mail, AbsentHeadersAreNull) {
  const MailFields mail = ParseMail("From: a@x.org\n\nhi\n");
  EXPECT_EQ(mail.is_null[0], 1) << "message_id";
  EXPECT_EQ(mail.is_null[3], 1) << "date";
  EXPECT_EQ(mail.is_null[5], 0) << "from_address";
  EXPECT_EQ(mail.Get("size"), "18");
  EXPECT_EQ(ParseMail("Date: the day after\n\nhi").Get("date"), "");
}

TEST(Mail, TakesThePlainPartAndDecodesIt) {
  const char* head =
      "From: a@x.org\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n";
  const std::string html = "--b\nContent-Type: text/html; charset=utf-8\n\n<p>rich</p>\n";
  const std::string plain =
      "--b\nContent-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: base64\n\nv823/g==\n";
  const std::string file =
      "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nnot "
      "this\n";
  EXPECT_EQ(ParseMail(head + file + html + plain + "--b--\n").Get("text"), "客服");
  EXPECT_EQ(ParseMail(head + file + html + "--b--\n").Get("text"), "rich");
  EXPECT_EQ(ParseMail(head + file + "--b--\n").Get("text"), "");
}

TEST(Mail, TextOfAnUnknownCharsetIsStillText) {
  const std::string head = "From: a@x.org\nContent-Type: text/plain; charset=x-nonsense\n\n";
  EXPECT_EQ(ParseMail(head + "\xBF\xCD\xB7\xFE").Get("text"), "客服");
  EXPECT_EQ(ParseMail(head + "客服").Get("text"), "客服");
}

TEST(Mail, AnyBytesGiveAResult) {
  EXPECT_EQ(ParseMail("").Get("size"), "0");
  EXPECT_EQ(ParseMail("From ").Get("message_id"), "");
  EXPECT_EQ(ParseMail(std::string_view("\0\xFF\n\n:", 5)).Get("subject"), "");
}

TEST(Mbox, SplitsAndUndoesEscapes) {
  const TemporaryFolder folder;
  const ReadBack back = ReadAll(folder.Write(
      "a.mbox",
      "From a@x.org Mon Jan  5 02:00:00 2026\nFrom: a@x.org\nDate: Mon, 5 Jan 2026 02:00:00 "
      "+0000\nSubject: 1\n\n"
      ">From here\n>>From there\n\nFrom us to you: not a mail\n\n"
      "From b@x.org Mon Jan  5 03:00:00 2026\nFrom: b@x.org\nTo: a@x.org\nSubject: 2\n\nbye\n"));
  ASSERT_EQ(back.rows.size(), 2u);
  EXPECT_EQ(back.rows[0][11], "From here\n>From there\n\nFrom us to you: not a mail\n\n");
  EXPECT_EQ(back.rows[1][7], "2");
  EXPECT_EQ(back.shape.kind, FileKind::kMbox);
  EXPECT_THAT(back.faults, IsEmpty());
}

TEST(Mbox, ReadsASingleMailInAnyCharset) {
  const TemporaryFolder folder;
  const ReadBack back =
      ReadAll(folder.Write("a.eml",
                           "Received: from x\nFrom: a@x.org\nSubject: "
                           "\xB6\xA9\xB5\xA5\nContent-Type: text/plain; charset=gb2312\n\n"
                           "\xBF\xCD\xB7\xFE\n\nFrom a@x.org Mon Jan  5 02:00:00 2026\nquoted\n"));
  ASSERT_EQ(back.rows.size(), 1u);
  EXPECT_EQ(back.rows[0][7], "订单");
  EXPECT_THAT(back.rows[0][11], testing::StartsWith("客服\n"));
  EXPECT_EQ(back.shape.encoding, "MIME");
}

TEST(Mbox, AMailWithoutHeadersIsAFault) {
  const TemporaryFolder folder;
  const ReadBack back = ReadAll(
      folder.Write("a.mbox",
                   "From a@x.org Mon Jan  5 02:00:00 2026\nFrom: a@x.org\nTo: b@x.org\n\nhi\n\n"
                   "From b@x.org Mon Jan  5 03:00:00 2026\n\nonly a body\n"));
  EXPECT_EQ(back.rows.size(), 1u);
  EXPECT_THAT(back.FaultCodes(), ElementsAre("mail.no_header"));
}

TEST(MailInNdjson, ReadsTheNamedField) {
  const TemporaryFolder folder;
  ReadOptions options;
  options.mail_field = "raw";
  const auto file = folder.Write(
      "m.jsonl",
      "{\"id\":7,\"raw\":\"From: a@x.org\\nSubject: s\\n\\nhi\"}\n{\"id\":8}\n[broken\n");
  const ReadBack back = ReadAll(file, options);
  EXPECT_EQ(back.shape.kind, FileKind::kMbox);
  EXPECT_EQ(back.shape.columns.back(), "id");
  ASSERT_EQ(back.rows.size(), 1u);
  EXPECT_EQ(back.rows[0][7], "s");
  EXPECT_EQ(back.rows[0][13], "7");
  EXPECT_THAT(back.FaultCodes(), ElementsAre("mail.field_missing", "json.syntax"));
  options.mail_field = "body";
  EXPECT_EQ(testing_files::OpenProblem(file, options), "mail.field_missing");
}

TEST(HtmlText, ShowsWhatAReaderSees) {
  EXPECT_EQ(HtmlText("<html><head><title>t</title><style>p{}</style></head><body><p>a  &amp;\n "
                     "b</p><br>c&#23458;"
                     "&#x670D;&nbsp;&bogus; <!-- no --><script>x()</script>1 < 2</body>"),
            "a & b\n\nc客服 &bogus; 1 < 2");
  EXPECT_EQ(HtmlText("<unclosed"), "<unclosed");
  EXPECT_EQ(HtmlText("<script>never closed"), "");
}

}  // namespace
}  // namespace kebao::ingest
