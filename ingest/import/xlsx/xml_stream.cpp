#include "ingest/import/xlsx/xml_stream.h"

#include <expat.h>

namespace gridwall::import::xlsx {
namespace {

constexpr int kPieceBytes = 64 * 1024;
constexpr uint64_t kMaxTagBytes = uint64_t{4} * 1024 * 1024;  // a tag that never ends is not held
constexpr int kMaxDepth = 64;

std::string_view without_prefix(std::string_view name) {
  const size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string_view Attributes::operator[](std::string_view name) const {
  std::string_view found;
  for (const char** at = list_; *at != nullptr; at += 2) {
    if (without_prefix(at[0]) == name) found = at[1];
  }
  return found;
}

struct Calls {
  static void stop_at_fault(XmlStream& stream) {
    if (stream.fault_.empty()) stream.fault_ = stream.handler_.fault();
    if (!stream.fault_.empty()) XML_StopParser(stream.parser_.get(), XML_FALSE);
  }
  static void XMLCALL open(void* user, const XML_Char* name, const XML_Char** attributes) {
    XmlStream& stream = *static_cast<XmlStream*>(user);
    if (++stream.depth_ > kMaxDepth) stream.fault_ = "elements are nested too deeply";
    if (stream.fault_.empty()) stream.handler_.open_tag(without_prefix(name), Attributes(attributes));
    stop_at_fault(stream);
  }
  static void XMLCALL close(void* user, const XML_Char* name) {
    XmlStream& stream = *static_cast<XmlStream*>(user);
    --stream.depth_;
    stream.handler_.close_tag(without_prefix(name));
    stop_at_fault(stream);
  }
  static void XMLCALL text(void* user, const XML_Char* text, int bytes) {
    XmlStream& stream = *static_cast<XmlStream*>(user);
    stream.handler_.text({text, static_cast<size_t>(bytes)});
  }
  static void XMLCALL document_type(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    XmlStream& stream = *static_cast<XmlStream*>(user);
    stream.fault_ = "it has a document type, which no spreadsheet has";
    stop_at_fault(stream);
  }
};

void XmlStream::Closer::operator()(XML_ParserStruct* parser) const {
  XML_ParserFree(parser);
}

XmlStream::XmlStream(ZipPart part, std::string what, XmlHandler& handler)
    : part_(std::move(part)), what_(std::move(what)), handler_(handler), parser_(XML_ParserCreate(nullptr)) {
  XML_SetUserData(parser_.get(), this);
  XML_SetElementHandler(parser_.get(), Calls::open, Calls::close);
  XML_SetCharacterDataHandler(parser_.get(), Calls::text);
  XML_SetStartDoctypeDeclHandler(parser_.get(), Calls::document_type);
}

XmlStream::~XmlStream() = default;

Result<bool> XmlStream::step() {
  void* const buffer = XML_GetBuffer(parser_.get(), kPieceBytes);
  if (buffer == nullptr) return Error{ErrorCode::kIo, what_ + ": no memory to read it"};
  const Result<size_t> got = part_.read(static_cast<char*>(buffer), kPieceBytes);
  if (!got) return got.error();
  fed_ += *got;
  const bool last = *got == 0;
  const XML_Status status = XML_ParseBuffer(parser_.get(), static_cast<int>(*got), last ? XML_TRUE : XML_FALSE);
  const auto fail = [&](const std::string& why) { return Error{ErrorCode::kInvalidEvent, what_ + ": " + why}; };
  if (!fault_.empty()) return fail(fault_);
  if (status != XML_STATUS_OK) {
    return fail("line " + std::to_string(XML_GetCurrentLineNumber(parser_.get())) +
                " is no XML: " + XML_ErrorString(XML_GetErrorCode(parser_.get())) + "; the file is damaged");
  }
  const XML_Index at = XML_GetCurrentByteIndex(parser_.get());
  if (!last && at >= 0 && fed_ - static_cast<uint64_t>(at) > kMaxTagBytes) return fail("a tag that does not end");
  return !last;
}

Status XmlStream::read_all() {
  while (true) {
    const Result<bool> more = step();
    if (!more) return more.error();
    if (!*more) return Done{};
  }
}

}  // namespace gridwall::import::xlsx
