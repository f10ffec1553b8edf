#include <fmt/core.h>

#include "ingest/import/import.h"

namespace gridwall::import {
namespace {

void append_section(std::string& text, const char* title, const std::map<std::string, Tally>& tallies) {
  if (tallies.empty()) return;
  text += title;
  text += '\n';
  for (const auto& [what, tally] : tallies) {
    const std::string place = tally.first_file.empty() ? "line " : tally.first_file + ":";
    text += fmt::format("  {:>10}  {} (first at {}{})\n", tally.count, what, place, tally.first_line);
  }
}

uint64_t left_out(const ImportSummary& summary) {
  uint64_t count = 0;
  for (const auto* tallies : {&summary.bad_rows, &summary.skipped}) {
    for (const auto& [what, tally] : *tallies) count += tally.count;
  }
  return count;
}

}  // namespace

std::string format_summary(const ImportSummary& summary) {
  std::string text = fmt::format("{} rows, {} events\n", summary.rows, summary.events);
  if (!summary.form.empty()) text += "read as " + summary.form + "\n";
  for (const auto& [type, count] : summary.by_type) {
    text += fmt::format("  {:>10}  {}\n", count, type);
  }
  append_section(text, "rows left out", summary.bad_rows);
  append_section(text, "events that could not be made", summary.skipped);
  append_section(text, "taken as it is, worth knowing", summary.noticed);
  return text;
}

Status check_complete(const ImportSummary& summary, const ImportIo& io, const char* unit) {
  const uint64_t count = left_out(summary);
  if (count == 0 || (!io.strict && summary.events > 0)) return Done{};
  const std::string what = summary.events == 0
                               ? "no " + std::string(unit) + " made an event"
                               : std::to_string(count) + " left out, and --strict lets none pass; nothing was written";
  return Error{ErrorCode::kInvalidEvent, io.input_name + ": " + what + "; the reasons:\n" + format_summary(summary)};
}

}  // namespace gridwall::import
