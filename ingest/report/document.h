// A document as blocks, written once as HTML and once as Markdown: everything that comes from a log is escaped here and
// nowhere else. Pure values; knows nothing of incidents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gridwall::report {

struct Block {
  enum class Kind { kHeading, kParagraph, kWarning, kTable, kPicture };
  Kind kind = Kind::kParagraph;
  std::string text;                            // heading, paragraph, caption
  std::string file;                            // kPicture: in the folder of the document
  std::vector<std::vector<std::string>> rows;  // kTable: the first is its head
};

struct Document {
  std::string language;  // of the HTML: zh-CN or en
  std::string title;
  std::string watermark;  // behind the page, and before the title; empty: none
  std::vector<Block> blocks;

  void heading(std::string text) { blocks.push_back({Block::Kind::kHeading, std::move(text), {}, {}}); }
  void paragraph(std::string text) { blocks.push_back({Block::Kind::kParagraph, std::move(text), {}, {}}); }
  void warning(std::string text) { blocks.push_back({Block::Kind::kWarning, std::move(text), {}, {}}); }
  void table(std::vector<std::vector<std::string>> rows) {
    blocks.push_back({Block::Kind::kTable, {}, {}, std::move(rows)});
  }
  void picture(std::string file, std::string caption) {
    blocks.push_back({Block::Kind::kPicture, std::move(caption), std::move(file), {}});
  }
};

// One page without any outside resource; prints on A4.
std::string to_html(const Document& document);
std::string to_markdown(const Document& document);

// One CSV record with its line end, quoted after RFC 4180. A cell that a spreadsheet would take for a formula gets an
// apostrophe in front.
std::string csv_record(const std::vector<std::string>& cells);

}  // namespace gridwall::report
