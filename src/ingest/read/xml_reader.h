#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "ingest/read/byte_source.h"

struct XML_ParserStruct;

namespace kebao::ingest {

/// Attributes of an element as expat gives them.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  /// Empty if absent; namespace prefixes are not looked at: "id" finds "r:id".
  std::string_view Get(std::string_view name) const;

 private:
  const char** pairs_;
};

/// Receives the elements of an XML document, without namespace prefixes.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void OnStart(std::string_view element, const XmlAttributes& attributes) = 0;
  virtual void OnEnd(std::string_view element) = 0;
  virtual void OnText(std::string_view text) = 0;
};

/// Streams an XML document into a handler. Documents with a DTD are refused: no entities, no
/// external files. The handler may call Pause() to get control back between two elements.
class XmlReader {
 public:
  XmlReader(std::unique_ptr<ByteSource> bytes, XmlHandler& handler);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  /// Goes on until Pause(), the end or an error. False at the end and after an error.
  bool Run();
  void Pause();
  /// Why reading ended early ("archive.damaged", "xlsx.damaged" …); empty otherwise.
  const std::string& damage() const { return damage_; }

 private:
  struct Callbacks;
  bool Feed();
  bool Judge(int status);

  std::unique_ptr<ByteSource> bytes_;
  XmlHandler& handler_;
  XML_ParserStruct* parser_;
  std::string damage_;
  bool paused_ = false;
  bool refused_ = false;
  bool ended_ = false;
  bool last_piece_ = false;
};

}  // namespace kebao::ingest
