#include "ingest/report/document.h"

namespace gridwall::report {
namespace {

constexpr std::string_view kStyle =
    "body{font:15px/1.5 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#111;max-width:1000px;margin:2em auto;"
    "padding:0 1em}h1{font-size:1.7em}h2{font-size:1.2em;margin-top:1.6em;border-bottom:1px solid #999}"
    "table{border-collapse:collapse;width:100%;margin:.6em 0}th,td{border:1px solid #bbb;padding:.25em .5em;"
    "text-align:left;vertical-align:top}th{background:#eee}tr{break-inside:avoid}img{max-width:100%}"
    ".warning{border-left:5px solid #b00;padding-left:.6em;font-weight:bold}"
    ".watermark{position:fixed;top:35%;left:0;right:0;text-align:center;font-size:11em;color:rgba(180,0,0,.12);"
    "transform:rotate(-25deg);pointer-events:none}"
    "@media print{body{margin:0;max-width:none;font-size:11px}h2{break-after:avoid}thead{display:table-header-group}}"
    "@page{size:A4;margin:15mm}";

std::string html(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string markdown(std::string_view text) {
  constexpr std::string_view kSpecial = "\\`*_{}[]<>#|~";
  std::string escaped;
  for (const char c : text) {
    if (kSpecial.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c == '\n' ? ' ' : c;
  }
  return escaped;
}

void html_table(std::string& page, const Block& block) {
  page += "<table>";
  for (size_t row = 0; row < block.rows.size(); ++row) {
    const std::string_view cell = row == 0 ? "th" : "td";
    if (row == 0) page += "<thead>";
    if (row == 1) page += "<tbody>";
    page += "<tr>";
    for (const std::string& text : block.rows[row]) {
      page.append("<").append(cell).append(">").append(html(text)).append("</").append(cell).append(">");
    }
    page += "</tr>";
    if (row == 0) page += "</thead>";
    page += '\n';
  }
  if (block.rows.size() > 1) page += "</tbody>";
  page += "</table>\n";
}

void markdown_table(std::string& page, const Block& block) {
  for (size_t row = 0; row < block.rows.size(); ++row) {
    page += '|';
    for (const std::string& text : block.rows[row]) page.append(" ").append(markdown(text)).append(" |");
    page += '\n';
    if (row != 0) continue;
    page += '|';
    for (size_t i = 0; i < block.rows[0].size(); ++i) page += "---|";
    page += '\n';
  }
  page += '\n';
}

}  // namespace

std::string to_html(const Document& document) {
  const std::string mark = document.watermark.empty() ? "" : "【" + document.watermark + "】";
  std::string page = "<!DOCTYPE html>\n<html lang=\"" + html(document.language) +
                     "\">\n<head><meta charset=\"utf-8\"><title>" + html(mark + document.title) + "</title><style>" +
                     std::string(kStyle) + "</style></head>\n<body>\n";
  if (!document.watermark.empty()) page += "<div class=\"watermark\">" + html(document.watermark) + "</div>\n";
  page += "<h1>" + html(mark + document.title) + "</h1>\n";
  for (const Block& block : document.blocks) {
    switch (block.kind) {
      case Block::Kind::kHeading:
        page += "<h2>" + html(block.text) + "</h2>\n";
        break;
      case Block::Kind::kParagraph:
        page += "<p>" + html(block.text) + "</p>\n";
        break;
      case Block::Kind::kWarning:
        page += "<p class=\"warning\">" + html(block.text) + "</p>\n";
        break;
      case Block::Kind::kTable:
        html_table(page, block);
        break;
      case Block::Kind::kPicture:
        page += "<figure><img src=\"" + html(block.file) + "\" alt=\"" + html(block.text) + "\"><figcaption>" +
                html(block.text) + "</figcaption></figure>\n";
        break;
    }
  }
  return page + "</body>\n</html>\n";
}

std::string to_markdown(const Document& document) {
  const std::string mark = document.watermark.empty() ? "" : "【" + document.watermark + "】";
  std::string page = "# " + markdown(mark + document.title) + "\n\n";
  for (const Block& block : document.blocks) {
    switch (block.kind) {
      case Block::Kind::kHeading:
        page += "## " + markdown(block.text) + "\n\n";
        break;
      case Block::Kind::kParagraph:
        page += markdown(block.text) + "\n\n";
        break;
      case Block::Kind::kWarning:
        page += "**" + markdown(block.text) + "**\n\n";
        break;
      case Block::Kind::kTable:
        markdown_table(page, block);
        break;
      case Block::Kind::kPicture:
        page += "![" + markdown(block.text) + "](" + block.file + ")\n\n";
        break;
    }
  }
  return page;
}

std::string csv_record(const std::vector<std::string>& cells) {
  std::string record;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) record += ',';
    std::string cell = cells[i];
    if (!cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos) cell.insert(0, "'");
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
      record += cell;
      continue;
    }
    record += '"';
    for (const char c : cell) record.append(c == '"' ? "\"\"" : std::string(1, c));
    record += '"';
  }
  return record + "\r\n";
}

}  // namespace gridwall::report
