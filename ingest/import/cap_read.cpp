#include <algorithm>
#include <pugixml.hpp>

#include "ingest/event/time.h"
#include "ingest/event/utf8.h"
#include "ingest/import/cap.h"
#include "ingest/import/decode.h"
#include "ingest/import/row_source.h"

namespace gridwall::import {
namespace {

constexpr std::string_view kNamespace = "urn:oasis:names:tc:emergency:cap:1.2";

std::string_view local_name(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// The namespace of the prefix of an element, by the nearest declaration around it.
std::string_view namespace_of(pugi::xml_node node) {
  const std::string_view name = node.name();
  const size_t colon = name.find(':');
  const std::string attribute =
      colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(name.substr(0, colon));
  for (; node; node = node.parent()) {
    if (const pugi::xml_attribute found = node.attribute(attribute.c_str())) return found.value();
  }
  return {};
}

std::string declared_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, bytes.find("?>"));
  const size_t at = head.starts_with("<?xml") ? head.find("encoding") : std::string_view::npos;
  const size_t from = at == std::string_view::npos ? at : head.find_first_of("'\"", at);
  const size_t to = from == std::string_view::npos ? from : head.find(head[from], from + 1);
  return to == std::string_view::npos ? std::string() : std::string(head.substr(from + 1, to - from - 1));
}

constexpr size_t kMaxMarkBytes = 400;

// How long the mark of HTML is that the text begins with; 0: it is none.
size_t mark_bytes(std::string_view text) {
  const char next = text.size() > 1 ? text[1] : ' ';
  if (next != '/' && !(next >= 'A' && next <= 'Z') && !(next >= 'a' && next <= 'z')) return 0;
  const size_t end = text.find('>');
  return end == std::string_view::npos ? 0 : end + 1;
}

// "a<br/>b &quot;c&quot;": descriptions are often HTML that was put into XML as text.
std::string without_markup(const std::string& text) {
  struct Entity {
    std::string_view name, text;
  };
  constexpr Entity kEntities[] = {{"&quot;", "\""}, {"&lt;", "<"},   {"&gt;", ">"}, {"&apos;", "'"},
                                  {"&#39;", "'"},   {"&nbsp;", " "}, {"&amp;", "&"}};
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t mark = text[i] == '<' ? mark_bytes(std::string_view(text).substr(i, kMaxMarkBytes)) : 0;
    if (mark > 0) {
      plain += ' ';
      i += mark - 1;
      continue;
    }
    const Entity* entity = std::find_if(std::begin(kEntities), std::end(kEntities), [&](const Entity& known) {
      return text.compare(i, known.name.size(), known.name) == 0;
    });
    if (entity == std::end(kEntities)) {
      plain += text[i];
    } else {
      plain += entity->text;
      i += entity->name.size() - 1;
    }
  }
  return plain;
}

std::string one_line(const std::string& text) {
  std::string line;
  bool gap = false;
  for (size_t i = 0; i < text.size();) {
    const Utf8Character character = decode_utf8(text, i);
    const bool blank = is_blank(character.code);
    if (!blank) {
      if (gap && !line.empty()) line += ' ';
      line.append(text, i, character.bytes);
    }
    gap = blank;
    i += character.bytes;
  }
  return line;
}

// A word of CAP as CAP spells it, in whatever case it was written.
std::string canonical(std::string word) {
  constexpr std::string_view kWords[] = {
      "Actual",  "Exercise", "System",     "Test",    "Draft",     "Alert",    "Update",   "Cancel",   "Ack",
      "Error",   "Public",   "Restricted", "Private", "Immediate", "Expected", "Future",   "Past",     "Unknown",
      "Extreme", "Severe",   "Moderate",   "Minor",   "Observed",  "Likely",   "Possible", "Unlikely", "AllClear"};
  const auto same = [](char a, char b) {
    return a == b || ((a ^ b) == 0x20 && (a | 0x20) >= 'a' && (a | 0x20) <= 'z');
  };
  for (const std::string_view known : kWords) {
    if (std::equal(word.begin(), word.end(), known.begin(), known.end(), same)) return std::string(known);
  }
  return word;
}

// Reads on after an error and keeps the first.
class CapReader {
 public:
  CapReader(std::string_view bytes, const std::string& name) : bytes_(bytes), name_(name) {
    for (size_t i = 0; i < bytes.size(); ++i) {
      if (bytes[i] == '\n') line_ends_.push_back(i);
    }
  }

  Result<CapAlert> read() {
    CapAlert alert;
    const pugi::xml_node root = parse();
    if (!error_) {
      alert = alert_of(root);
    }
    if (error_) return *error_;
    return alert;
  }

 private:
  void fail(size_t offset, const std::string& what) {
    if (error_) return;
    error_ = Error{ErrorCode::kInvalidEvent, name_ + ":" + std::to_string(line_at(offset)) + ": " + what};
  }
  void fail(pugi::xml_node node, const std::string& what) { fail(offset_of(node), what); }
  static size_t offset_of(pugi::xml_node node) {
    return static_cast<size_t>(std::max<ptrdiff_t>(node.offset_debug(), 0));
  }
  uint64_t line_at(size_t offset) const {
    return 1 +
           static_cast<uint64_t>(std::lower_bound(line_ends_.begin(), line_ends_.end(), offset) - line_ends_.begin());
  }

  pugi::xml_node parse() {
    // The document type is read only to be refused: entities of its own are never expanded.
    const pugi::xml_parse_result parsed = document_.load_buffer(
        bytes_.data(), bytes_.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
    const auto at = static_cast<size_t>(std::max<ptrdiff_t>(parsed.offset, 0));
    for (const pugi::xml_node node : document_) {
      if (node.type() == pugi::node_doctype)
        fail(doctype_offset(), "it has a document type (DOCTYPE), which CAP has not; take it out");
    }
    if (!parsed) {
      const bool at_end = bytes_.find('>', at) == std::string_view::npos;
      fail(at,
           std::string("not well-formed XML: ") + parsed.description() + (at_end ? "; the file may be cut off" : ""));
      return {};
    }
    int depth = 0;
    for (pugi::xml_node node = document_.document_element(); node && !error_;) {
      if (depth >= kMaxCapDepth) fail(node, "elements nested deeper than " + std::to_string(kMaxCapDepth));
      if (node.first_child()) {
        node = node.first_child();
        ++depth;
        continue;
      }
      while (node && !node.next_sibling()) {
        node = node.parent();
        --depth;
      }
      node = node.next_sibling();
    }
    const pugi::xml_node root = document_.document_element();
    if (local_name(root.name()) != "alert") {
      fail(root, "the outermost element is <" + std::string(root.name()).substr(0, 64) + ">, not <alert> of CAP 1.2");
    } else if (namespace_of(root) != kNamespace) {
      fail(root, "<alert> is of the namespace '" + std::string(namespace_of(root)).substr(0, 80) + "'; CAP 1.2 is '" +
                     std::string(kNamespace) + "'");
    }
    return root;
  }
  size_t doctype_offset() const {
    const size_t at = bytes_.find("<!DOCTYPE");
    return at == std::string_view::npos ? 0 : at;
  }

  static bool is(pugi::xml_node node, std::string_view name) {
    return node.type() == pugi::node_element && local_name(node.name()) == name && namespace_of(node) == kNamespace;
  }
  // The one child of that name; a second one is an error.
  pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
    pugi::xml_node found;
    for (const pugi::xml_node node : parent) {
      if (!is(node, name)) continue;
      if (found) {
        std::string what("<");
        what.append(name).append("> stands here a second time; the first is in line ");
        fail(node, what + std::to_string(line_at(offset_of(found))));
        break;
      }
      found = node;
    }
    return found;
  }
  static std::string text_of(pugi::xml_node node) {
    std::string text;
    for (const pugi::xml_node part : node) {
      if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
    }
    return one_line(without_markup(text));
  }
  std::string text_of(pugi::xml_node parent, std::string_view name) { return text_of(child(parent, name)); }

  std::string required(pugi::xml_node parent, std::string_view name) {
    const pugi::xml_node node = child(parent, name);
    std::string text = text_of(node);
    if (text.empty()) {
      std::string what("<");
      what.append(local_name(parent.name())).append(node ? "> has an empty <" : "> has no <").append(name);
      fail(node ? node : parent, what.append(">, which CAP requires"));
    }
    return text;
  }
  std::optional<int64_t> time_of(pugi::xml_node parent, std::string_view name) {
    const pugi::xml_node node = child(parent, name);
    const std::string text = text_of(node);
    if (text.empty()) return std::nullopt;
    const std::optional<int64_t> time_ns = parse_rfc3339_clamped(text);
    if (!time_ns) {
      std::string what("<");
      what.append(name).append(">: '").append(text, 0, 40);
      fail(node, what.append("' is not a time such as 2026-11-21T14:32:08+08:00, with its offset"));
    }
    return time_ns;
  }

  CapAlert alert_of(pugi::xml_node root) {
    CapAlert alert;
    alert.identifier = required(root, "identifier");
    alert.sender = required(root, "sender");
    alert.sent = required(root, "sent");
    alert.sent_ns = time_of(root, "sent").value_or(0);
    if (!error_ && !parse_rfc3339(alert.sent)) fail(child(root, "sent"), "<sent> is beyond the years 1824 to 2115");
    alert.status = canonical(required(root, "status"));
    alert.message_type = canonical(required(root, "msgType"));
    alert.scope = canonical(text_of(root, "scope"));
    if (const pugi::xml_node references = child(root, "references")) read_references(references, alert);
    for (const pugi::xml_node node : root) {
      if (is(node, "info")) alert.infos.push_back(info_of(node));
    }
    return alert;
  }

  // "sender,identifier,sent sender,identifier,sent"
  void read_references(pugi::xml_node node, CapAlert& alert) {
    std::string text = text_of(node);
    for (size_t from = 0; from < text.size();) {
      const size_t to = std::min(text.find(' ', from), text.size());
      const std::string one = text.substr(from, to - from);
      from = to + 1;
      const size_t first = one.find(','), last = one.rfind(',');
      if (first == std::string::npos || first == last || first == 0 || last == first + 1) {
        return fail(node, "<references>: '" + one.substr(0, 80) + "' is not 'sender,identifier,sent'");
      }
      alert.references.push_back({one.substr(0, first), one.substr(first + 1, last - first - 1)});
    }
  }

  CapInfo info_of(pugi::xml_node node) {
    CapInfo info;
    info.line = line_at(offset_of(node));
    if (std::string language = text_of(node, "language"); !language.empty()) info.language = std::move(language);
    info.event = required(node, "event");
    info.headline = text_of(node, "headline");
    info.description = text_of(node, "description");
    info.instruction = text_of(node, "instruction");
    info.sender_name = text_of(node, "senderName");
    info.severity = canonical(text_of(node, "severity"));
    info.urgency = canonical(text_of(node, "urgency"));
    info.certainty = canonical(text_of(node, "certainty"));
    info.effective_ns = time_of(node, "effective");
    info.onset_ns = time_of(node, "onset");
    info.expires_ns = time_of(node, "expires");
    for (const pugi::xml_node part : node) {
      if (is(part, "category")) info.category += text_of(part) + ' ';
      if (is(part, "responseType")) info.responses.push_back(canonical(text_of(part)));
      if (is(part, "eventCode") || is(part, "parameter")) info.codes.push_back(text_of(part, "value"));
      if (is(part, "area")) {
        std::string area = text_of(part, "areaDesc");
        if (!area.empty() && std::find(info.areas.begin(), info.areas.end(), area) == info.areas.end()) {
          info.areas.push_back(std::move(area));
        }
      }
    }
    return info;
  }

  const std::string_view bytes_;
  const std::string& name_;
  std::vector<size_t> line_ends_;
  pugi::xml_document document_;
  std::optional<Error> error_;
};

}  // namespace

Result<CapAlert> read_cap(std::string_view bytes, const std::string& name) {
  const auto error = [&](const std::string& what) { return Error{ErrorCode::kInvalidEvent, name + ":1: " + what}; };
  if (bytes.size() > kMaxCapBytes) return error("larger than 8 MiB, which no warning needs to be");
  if (trimmed(bytes).empty()) return error("the file is empty");
  if (bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE")) {
    return error("the file is UTF-16; save it as UTF-8, or: iconv -f UTF-16 -t UTF-8");
  }
  if (bytes.find('\0') != std::string_view::npos) return error("a NUL byte; this is not a text file");
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string declared = declared_encoding(bytes);
  const std::optional<Encoding> encoding = declared.empty() ? Encoding::kUtf8 : encoding_from_name(declared);
  if (!encoding) return error("encoding '" + declared.substr(0, 40) + "' is not read; save the file as UTF-8");
  if (*encoding == Encoding::kGbk) {
    const Result<std::string> text = utf8_from_gbk(bytes, name);
    if (!text) return text.error();
    return CapReader(*text, name).read();
  }
  if (!is_utf8(bytes)) return error("not UTF-8, as it says it is; convert it, for example: iconv -f GB18030 -t UTF-8");
  return CapReader(bytes, name).read();
}

}  // namespace gridwall::import
