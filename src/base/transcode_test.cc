#include "base/transcode.h"

#include <gtest/gtest.h>

#include "base/text_encoding.h"

namespace kebao {
namespace {

using std::string_view_literals::operator""sv;

std::string InPieces(const std::string& encoding, std::string_view bytes, size_t piece) {
  Transcoder transcoder = Transcoder::Open(encoding).value();
  std::string text;
  for (size_t at = 0; at < bytes.size(); at += piece)
    transcoder.Append(bytes.substr(at, piece), false, text);
  transcoder.Append({}, true, text);
  return text;
}

TEST(Transcoder, GivesTheSameTextHoweverTheStreamIsCut) {
  const auto gbk = "\xBF\xCD\xB7\xFE\xB9\xA4\xD7\xF7\xB1\xA8\xB8\xE6"sv;  // 客服工作报告
  const auto utf16 = "\x3D\xD8\x00\xDE\xA2\x5B"sv;                        // 😀客
  for (size_t piece = 1; piece <= gbk.size(); ++piece) {
    EXPECT_EQ(InPieces("GB18030", gbk, piece), "客服工作报告");
    EXPECT_EQ(InPieces("UTF-16LE", utf16, piece), "\xF0\x9F\x98\x80客");
  }
}

TEST(Transcoder, CarriesLongTexts) {
  std::string gbk;
  std::string expected;
  for (int i = 0; i < 50'000; ++i) {
    gbk += "\xBF\xCD,a\n";
    expected += "客,a\n";
  }
  EXPECT_EQ(InPieces("GBK", gbk, 4099), expected);
}

TEST(Transcoder, LeavesMalformedBytesWhereTheyWere) {
  Transcoder transcoder = Transcoder::Open("GB18030").value();
  std::string text;
  transcoder.Append("\xBF\xCD,\xFF,\xBF"sv, true, text);
  EXPECT_GT(transcoder.malformed(), 0);
  EXPECT_FALSE(IsValidUtf8(text));
  EXPECT_EQ(EscapeInvalidUtf8(text), "客,\\xFF,\\xBF");
}

TEST(Transcoder, RefusesUnknownEncoding) {
  const auto transcoder = Transcoder::Open("klingon-8");
  ASSERT_FALSE(transcoder);
  EXPECT_EQ(transcoder.error().code, "text.unknown_encoding");
}

}  // namespace
}  // namespace kebao
