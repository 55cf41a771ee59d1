#include "ingest/read/xml_reader.h"

#include <expat.h>

namespace kebao::ingest {
namespace {

constexpr int kPiece = 64 << 10;
// Expat's own bounds are far wider than any spreadsheet needs.
constexpr int kLongestName = 4096;

std::string_view LocalName(const char* name) {
  const std::string_view full(name);
  const size_t colon = full.rfind(':');
  return colon == std::string_view::npos ? full : full.substr(colon + 1);
}

}  // namespace

std::string_view XmlAttributes::Get(std::string_view name) const {
  for (const char** pair = pairs_; *pair; pair += 2) {
    if (LocalName(*pair) == name) return pair[1];
  }
  return {};
}

struct XmlReader::Callbacks {
  static XmlReader& Self(void* data) { return *static_cast<XmlReader*>(data); }
  static void XMLCALL Start(void* data, const XML_Char* name, const XML_Char** attributes) {
    const std::string_view local = LocalName(name);
    if (local.size() > kLongestName) return Refuse(data, nullptr, nullptr, nullptr, 0);
    Self(data).handler_.OnStart(local, XmlAttributes(attributes));
  }
  static void XMLCALL End(void* data, const XML_Char* name) {
    Self(data).handler_.OnEnd(LocalName(name));
  }
  static void XMLCALL Text(void* data, const XML_Char* text, int length) {
    Self(data).handler_.OnText({text, static_cast<size_t>(length)});
  }
  static void XMLCALL Refuse(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    Self(data).refused_ = true;
    XML_StopParser(Self(data).parser_, XML_FALSE);
  }
};

XmlReader::XmlReader(std::unique_ptr<ByteSource> bytes, XmlHandler& handler)
    : bytes_(std::move(bytes)), handler_(handler), parser_(XML_ParserCreate(nullptr)) {
  KEBAO_ASSERT(parser_ != nullptr);
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, Callbacks::Start, Callbacks::End);
  XML_SetCharacterDataHandler(parser_, Callbacks::Text);
  XML_SetStartDoctypeDeclHandler(parser_, Callbacks::Refuse);
}

XmlReader::~XmlReader() { XML_ParserFree(parser_); }

void XmlReader::Pause() {
  paused_ = true;
  XML_StopParser(parser_, XML_TRUE);
}

bool XmlReader::Run() {
  if (paused_) {
    paused_ = false;
    if (!Judge(XML_ResumeParser(parser_))) return false;
  }
  while (!paused_ && !ended_) {
    if (!Feed()) return false;
  }
  return !ended_ || paused_;
}

bool XmlReader::Feed() {
  void* buffer = XML_GetBuffer(parser_, kPiece);
  KEBAO_ASSERT(buffer != nullptr);
  const size_t count = bytes_->Read(static_cast<char*>(buffer), kPiece);
  last_piece_ = count == 0;
  if (last_piece_) damage_ = bytes_->damage();
  return Judge(XML_ParseBuffer(parser_, static_cast<int>(count), last_piece_ ? 1 : 0));
}

bool XmlReader::Judge(int status) {
  if (status == XML_STATUS_SUSPENDED) return true;
  if (status == XML_STATUS_ERROR || refused_) {
    ended_ = true;
    if (damage_.empty()) damage_ = "xlsx.damaged";
    return false;
  }
  ended_ = last_piece_;
  return true;
}

}  // namespace kebao::ingest
