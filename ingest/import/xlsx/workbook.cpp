#include "ingest/import/xlsx/workbook.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "ingest/event/utf8.h"
#include "ingest/import/xlsx/xml_stream.h"

namespace gridwall::import::xlsx {
namespace {

constexpr uint64_t kMaxSmallPart = uint64_t{64} * 1024 * 1024;
constexpr size_t kMaxSheets = 1000, kMaxFormats = 100'000;
constexpr size_t kMaxTextBytes = size_t{256} * 1024 * 1024, kMaxTexts = size_t{8} * 1024 * 1024;
constexpr std::string_view kZip = "PK\x03\x04", kOle = "\xD0\xCF\x11\xE0";

int64_t integer_of(std::string_view text) {
  int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);  // 0 where it is none, as if it were missing
  return value;
}

bool is_true(std::string_view text) {
  return text == "1" || text == "true";
}

class Quiet : public XmlHandler {
 public:
  void close_tag(std::string_view) override {}
  const std::string& fault() const override { return fault_; }

 protected:
  std::string fault_;
};

class Relations : public Quiet {
 public:
  struct Target {
    std::string type, part;
  };
  explicit Relations(std::string folder) : folder_(std::move(folder)) {}
  std::map<std::string, Target, std::less<>> by_id;

  void open_tag(std::string_view name, const Attributes& attributes) override {
    if (name != "Relationship" || attributes["TargetMode"] == "External") return;
    if (by_id.size() == 4 * kMaxSheets) return void(fault_ = "more relations than any spreadsheet has");
    const std::string_view type = attributes["Type"], target = attributes["Target"];
    by_id[std::string(attributes["Id"])] = {std::string(type.substr(type.rfind('/') + 1)), path_of(target)};
  }
  const Target* of_type(std::string_view type) const {
    for (const auto& [id, target] : by_id) {
      if (target.type == type) return &target;
    }
    return nullptr;
  }

 private:
  // "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml" or "../xl/..." from where the relations belong.
  std::string path_of(std::string_view target) const {
    if (target.starts_with('/')) return std::string(target.substr(1));
    std::string folder = folder_;
    while (target.starts_with("../") || target.starts_with("./")) {
      if (target[1] == '.') {
        const size_t parent = folder.empty() ? std::string::npos : folder.rfind('/', folder.size() - 2);
        folder.resize(parent == std::string::npos ? 0 : parent + 1);
      }
      target.remove_prefix(target.find('/') + 1);
    }
    return folder + std::string(target);
  }
  const std::string folder_;
};

class BookReader : public Quiet {
 public:
  struct Named {
    std::string name, relation;
    bool hidden;
  };
  std::vector<Named> sheets;
  bool from_1904 = false;

  void open_tag(std::string_view name, const Attributes& attributes) override {
    if (name == "workbookPr") from_1904 = is_true(attributes["date1904"]);
    if (name != "sheet") return;
    if (sheets.size() == kMaxSheets) return void(fault_ = "more than 1,000 sheets");
    const std::string_view state = attributes["state"];
    sheets.push_back(
        {std::string(attributes["name"]), std::string(attributes["id"]), state == "hidden" || state == "veryHidden"});
  }
};

class StyleReader : public Quiet {
 public:
  std::vector<NumberFormat> formats;

  void open_tag(std::string_view name, const Attributes& attributes) override {
    if (name == "numFmt" && named_.size() < kMaxFormats) {
      named_[integer_of(attributes["numFmtId"])] = format_of(attributes["formatCode"]);
    } else if (name == "cellXfs") {
      in_cells_ = true;
    } else if (name == "xf" && in_cells_) {
      if (formats.size() == kMaxFormats) return void(fault_ = "more than 100,000 cell formats");
      const int64_t id = integer_of(attributes["numFmtId"]);
      const auto named = named_.find(id);
      formats.push_back(named == named_.end() ? builtin_format(id) : named->second);
    }
  }
  void close_tag(std::string_view name) override { in_cells_ = in_cells_ && name != "cellXfs"; }

 private:
  std::map<int64_t, NumberFormat> named_;
  bool in_cells_ = false;
};

// Of a text in runs the runs; not how it is pronounced.
class TextReader : public Quiet {
 public:
  explicit TextReader(SharedTexts& texts) : texts_(texts) {}
  void open_tag(std::string_view name, const Attributes&) override {
    if (name == "si") text_.clear();
    if (name == "rPh") spoken_ = true;
    in_text_ = name == "t" && !spoken_;
  }
  void close_tag(std::string_view name) override {
    in_text_ = false;
    if (name == "rPh") spoken_ = false;
    if (name != "si") return;
    unescape(text_);
    if (texts_.count() == kMaxTexts || texts_.bytes() + text_.size() > kMaxTextBytes) {
      return void(fault_ = "more texts than 256 MiB or 8 million; save the sheet as CSV and import that");
    }
    texts_.add(text_);
  }
  void text(std::string_view piece) override {
    if (!in_text_) return;
    if (text_.size() + piece.size() > kMaxTextBytes) return void(fault_ = "a text of more than 256 MiB");
    text_ += piece;
  }

 private:
  SharedTexts& texts_;
  std::string text_;
  bool in_text_ = false, spoken_ = false;
};

Status read_part(const ZipParts& parts, const std::string& part, uint64_t limit, XmlHandler& handler) {
  Result<ZipPart> opened = parts.part(part, limit);
  if (!opened) return opened.error();
  return XmlStream(std::move(*opened), parts.name() + ": " + part, handler).read_all();
}

Error no_workbook(const ZipParts& parts) {
  const std::string& name = parts.name();
  const auto error = [&](const char* what) { return Error{ErrorCode::kInvalidEvent, name + ": " + what}; };
  if (parts.has("xl/workbook.bin")) {
    return error("a binary spreadsheet (.xlsb); open it in its program and save it as .xlsx or CSV");
  }
  if (parts.has("content.xml")) {
    return error("an OpenDocument file (.ods); open it in its program and save it as .xlsx or CSV");
  }
  if (parts.has("word/document.xml")) return error("a text document (.docx), not a spreadsheet");
  return error("an archive, and no spreadsheet in it; unpack it and import the table that it holds");
}

// Files of Office up to 2003, and encrypted ones of today, lie in the same container. Names in it are UTF-16.
Error ole_error(std::string_view bytes, const std::string& name) {
  const std::string_view encrypted("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  const bool locked = bytes.find(encrypted) != std::string_view::npos;
  return {ErrorCode::kInvalidEvent,
          name + (locked ? ": protected with a password; open it with the password and save it without one"
                         : ": an old spreadsheet (.xls, .et), which is not read; open it in Excel, WPS or LibreOffice "
                           "and save it as .xlsx or as CSV")};
}

}  // namespace

void SharedTexts::add(std::string_view text) {
  text_ += text;
  ends_.push_back(static_cast<uint32_t>(text_.size()));
}

std::string_view SharedTexts::operator[](size_t index) const {
  const size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(text_).substr(begin, ends_[index] - begin);
}

void unescape(std::string& text) {
  size_t at = text.find("_x");
  if (at == std::string::npos) return;
  std::string plain = text.substr(0, at);
  while (at < text.size()) {
    unsigned code = 0;
    const char* const digits = text.data() + at + 2;
    const bool escaped = at + 7 <= text.size() && text[at] == '_' && text[at + 1] == 'x' && text[at + 6] == '_' &&
                         std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4;
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    if (escaped && !surrogate && code != 0) {
      append_utf8(plain, code);
      at += 7;
    } else {
      plain += text[at++];
    }
  }
  text = std::move(plain);
}

bool is_workbook(std::string_view beginning) {
  return beginning.starts_with(kZip) || beginning.starts_with(kOle) || beginning.starts_with("PK\x05\x06");
}

Result<std::shared_ptr<const Workbook>> open_workbook(std::string bytes, const std::string& name) {
  if (bytes.starts_with(kOle)) return ole_error(bytes, name);
  Result<std::unique_ptr<ZipParts>> opened = ZipParts::open(std::move(bytes), name);
  if (!opened) return opened.error();
  auto book = std::make_shared<Workbook>();
  book->parts = std::move(*opened);
  const ZipParts& parts = *book->parts;

  std::string main = "xl/workbook.xml";
  if (parts.has("_rels/.rels")) {
    Relations relations("");
    if (Status read = read_part(parts, "_rels/.rels", kMaxSmallPart, relations); !read) return read.error();
    if (const auto* target = relations.of_type("officeDocument")) main = target->part;
  }
  if (!parts.has(main) || !main.ends_with(".xml") || parts.has("word/document.xml")) return no_workbook(parts);
  BookReader reader;
  if (Status read = read_part(parts, main, kMaxSmallPart, reader); !read) return read.error();
  book->from_1904 = reader.from_1904;

  const size_t slash = main.rfind('/') + 1;  // npos + 1 is 0
  const std::string folder = main.substr(0, slash);
  Relations relations(folder);
  if (Status read = read_part(parts, folder + "_rels/" + main.substr(slash) + ".rels", kMaxSmallPart, relations); !read)
    return read.error();
  for (const BookReader::Named& named : reader.sheets) {
    const auto target = relations.by_id.find(named.relation);
    if (target == relations.by_id.end() || target->second.type != "worksheet") continue;
    book->sheets.push_back({named.name, target->second.part, named.hidden});
  }
  if (book->sheets.empty()) return Error{ErrorCode::kInvalidEvent, name + ": a spreadsheet without a sheet of cells"};
  if (const auto* styles = relations.of_type("styles"); styles != nullptr && parts.has(styles->part)) {
    StyleReader style_reader;
    if (Status read = read_part(parts, styles->part, kMaxSmallPart, style_reader); !read) return read.error();
    book->formats = std::move(style_reader.formats);
  }
  if (const auto* texts = relations.of_type("sharedStrings"); texts != nullptr && parts.has(texts->part)) {
    TextReader text_reader(book->texts);
    if (Status read = read_part(parts, texts->part, kMaxPartBytes, text_reader); !read) return read.error();
  }
  return std::shared_ptr<const Workbook>(std::move(book));
}

}  // namespace gridwall::import::xlsx
