// Spreadsheets in the form of .xlsx, made for tests: from whole parts, so that a test can write what no program would.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace gridwall::testing {

using Parts = std::map<std::string, std::string>;  // path -> contents

// A zip archive with these parts, packed.
std::string zip_bytes(const Parts& parts);

struct SheetText {
  std::string name, rows;  // rows: "<row r=\"1\">...</row>"
  std::string attributes;  // of the sheet in the workbook: " state=\"hidden\""
  std::string behind;      // what follows on the rows: "<mergeCells>...</mergeCells>"
};

struct BookText {
  std::vector<SheetText> sheets;
  std::string book;    // in the workbook before the sheets: "<workbookPr date1904=\"1\"/>"
  std::string styles;  // in the style sheet
  std::string texts;   // in the shared texts
};

Parts workbook_parts(const BookText& book);
std::string workbook_bytes(const BookText& book);

}  // namespace gridwall::testing
