#include "ingest/report/situation_page.h"

#include <string>
#include <system_error>

#include "ingest/event/whole_file.h"

namespace gridwall::report {

Document situation_document(const text::Situation& situation, const text::Texts& texts) {
  Document document;
  document.language = text::language_name(texts.language());
  document.title = situation.title;
  if (situation.drill) document.watermark = texts[text::Text::kDrillMark];
  document.paragraph(situation.as_of);
  std::vector<std::vector<std::string>> rows = {{texts[text::Text::kReportFact], texts[text::Text::kReportValue]}};
  for (const text::Situation::Part& part : situation.parts) {
    bool first = true;
    for (const std::string& line : part.lines) {
      rows.push_back({first ? part.heading : std::string(), line});
      first = false;
    }
  }
  document.table(std::move(rows));
  document.paragraph(situation.source);
  return document;
}

Status write_situation(const std::filesystem::path& folder, std::string_view name, const text::Situation& situation,
                       const text::Texts& texts) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Error{ErrorCode::kIo, folder.string() + ": cannot be made: " + error.message()};
  const std::string base = (folder / std::string(name)).string();
  if (Status written = write_whole_file(base + ".txt", text::as_text(situation)); !written) return written;
  return write_whole_file(base + ".html", to_html(situation_document(situation, texts)));
}

}  // namespace gridwall::report
