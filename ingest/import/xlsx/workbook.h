// What a spreadsheet in the form of .xlsx (ECMA-376, transitional or strict) says besides its cells: the sheets, the
// shared texts and how numbers are shown. Read once; memory for the shared texts, which are limited. One thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ingest/import/xlsx/number_format.h"
#include "ingest/import/xlsx/zip_parts.h"

namespace gridwall::import::xlsx {

// Many texts in one piece of memory.
class SharedTexts {
 public:
  void add(std::string_view text);
  size_t count() const { return ends_.size(); }
  size_t bytes() const { return text_.size(); }
  std::string_view operator[](size_t index) const;

 private:
  std::string text_;
  std::vector<uint32_t> ends_;
};

struct Sheet {
  std::string name, part;
  bool hidden = false;
};

struct Workbook {
  std::unique_ptr<ZipParts> parts;
  std::vector<Sheet> sheets;  // with cells; a sheet that is one chart is none
  bool from_1904 = false;
  std::vector<NumberFormat> formats;  // of a cell, by its style
  SharedTexts texts;
};

// `bytes` is the whole file. What is no .xlsx but looks like one (.ods, .xlsb, .docx, .xls, encrypted) is an error that
// says what it is and what to do.
Result<std::shared_ptr<const Workbook>> open_workbook(std::string bytes, const std::string& name);

// True for what open_workbook() has a word about: zip archives and the older OLE files.
bool is_workbook(std::string_view beginning);

// "_x000D_" is how a part writes a character that XML has not.
void unescape(std::string& text);

}  // namespace gridwall::import::xlsx
