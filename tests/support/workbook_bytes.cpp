#include "tests/support/workbook_bytes.h"

#include <zip.h>

#include <cstdlib>
#include <string_view>

namespace gridwall::testing {
namespace {

constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006/relationships";

std::string part(std::string_view root, const std::string& inside) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<";
  text.append(root).append(" xmlns=\"").append(root == "Relationships" ? kPackage : kMain);
  text.append("\" xmlns:r=\"").append(kOffice).append("\">").append(inside);
  return text.append("</").append(root).append(">");
}

std::string relation(const std::string& id, std::string_view type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + std::string(kOffice) + "/" + std::string(type) + "\" Target=\"" +
         target + "\"/>";
}

}  // namespace

std::string zip_bytes(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* const archive = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  if (archive == nullptr) std::abort();
  zip_source_keep(memory);
  for (const auto& [path, text] : parts) {
    zip_source_t* const source = zip_source_buffer(archive, text.data(), text.size(), 0);
    if (zip_file_add(archive, path.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) std::abort();
  }
  if (zip_close(archive) != 0) std::abort();
  zip_stat_t facts;
  zip_stat_init(&facts);
  if (zip_source_stat(memory, &facts) != 0 || zip_source_open(memory) != 0) std::abort();
  std::string bytes(facts.size, '\0');
  if (zip_source_read(memory, bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size())) std::abort();
  zip_source_close(memory);
  zip_source_free(memory);
  zip_error_fini(&error);
  return bytes;
}

Parts workbook_parts(const BookText& book) {
  Parts parts;
  std::string sheets, relations;
  for (size_t i = 0; i < book.sheets.size(); ++i) {
    const SheetText& sheet = book.sheets[i];
    const std::string number = std::to_string(i + 1);
    sheets += "<sheet name=\"" + sheet.name + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"" +
              sheet.attributes + "/>";
    relations += relation("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
    parts["xl/worksheets/sheet" + number + ".xml"] =
        part("worksheet", "<sheetData>" + sheet.rows + "</sheetData>" + sheet.behind);
  }
  parts["_rels/.rels"] = part("Relationships", relation("rId1", "officeDocument", "xl/workbook.xml"));
  parts["xl/workbook.xml"] = part("workbook", book.book + "<sheets>" + sheets + "</sheets>");
  parts["xl/_rels/workbook.xml.rels"] = part("Relationships", relations + relation("s1", "styles", "styles.xml") +
                                                                  relation("t1", "sharedStrings", "/xl/texts.xml"));
  parts["xl/styles.xml"] = part("styleSheet", book.styles);
  parts["xl/texts.xml"] = part("sst", book.texts);
  return parts;
}

std::string workbook_bytes(const BookText& book) {
  return zip_bytes(workbook_parts(book));
}

}  // namespace gridwall::testing
