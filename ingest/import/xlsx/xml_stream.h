// XML read as a stream in pieces, with memory for one tag. Names come without their prefix. A document type, and with
// it every entity, is refused. One thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "ingest/event/result.h"
#include "ingest/import/xlsx/zip_parts.h"

struct XML_ParserStruct;

namespace gridwall::import::xlsx {

class Attributes {
 public:
  explicit Attributes(const char** list) : list_(list) {}
  // Empty where there is none. Of several with one name and different prefixes the last.
  std::string_view operator[](std::string_view name) const;

 private:
  const char** list_;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void open_tag(std::string_view name, const Attributes& attributes) = 0;
  virtual void close_tag(std::string_view name) = 0;
  virtual void text(std::string_view) {}
  // Says why reading ends here; empty: it goes on.
  virtual const std::string& fault() const = 0;
};

// Reads one part and calls the handler. Where the part is no good XML, an error names it.
class XmlStream {
 public:
  XmlStream(ZipPart part, std::string what, XmlHandler& handler);
  ~XmlStream();
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;

  // The next piece; false once all is read.
  Result<bool> step();
  Status read_all();
  const ZipPart& part() const { return part_; }

 private:
  struct Closer {
    void operator()(XML_ParserStruct* parser) const;
  };
  friend struct Calls;
  ZipPart part_;
  const std::string what_;
  XmlHandler& handler_;
  std::unique_ptr<XML_ParserStruct, Closer> parser_;
  uint64_t fed_ = 0;
  int depth_ = 0;
  std::string fault_;
};

}  // namespace gridwall::import::xlsx
