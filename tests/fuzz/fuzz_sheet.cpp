// The parts of a spreadsheet: cells, styles and shared texts, with a NUL between them. The zip around them is right, so
// that what is tried is the reader and not libzip's checksum.
#include <sstream>

#include "ingest/import/table.h"
#include "tests/support/workbook_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const char* data, size_t size) {
  using namespace gridwall;
  const std::string input(data, size);
  const size_t styles = input.find('\0');
  const size_t texts = styles == std::string::npos ? styles : input.find('\0', styles + 1);
  if (texts == std::string::npos) return 0;
  testing::Parts parts = testing::workbook_parts({{{"s", "", "", ""}}, "", "", ""});
  parts["xl/worksheets/sheet1.xml"] = input.substr(0, styles);
  parts["xl/styles.xml"] = input.substr(styles + 1, texts - styles - 1);
  parts["xl/texts.xml"] = input.substr(texts + 1);
  std::istringstream stream(testing::zip_bytes(parts));
  const auto file = import::open_table(stream, "fuzz", {});
  if (!file) return 0;
  const auto table = (*file)->open(0);
  if (!table) return 0;
  std::vector<std::string> row;
  Result<bool> more = (*table)->next(row);
  while (more && *more) {
    for (const import::CellMark& mark : (*table)->marks()) {
      if (mark.column >= row.size()) __builtin_trap();
    }
    more = (*table)->next(row);
  }
  (*table)->notes(1);
  return 0;
}
