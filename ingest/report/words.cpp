#include "ingest/report/words.h"

#include <fmt/core.h>

#include "ingest/text/names.h"
#include "ingest/text/telling.h"

namespace gridwall::report {

std::string Words::minutes(int64_t duration_ns) const {
  return fmt::format("{:.1f}", static_cast<double>(duration_ns) / 6e10);
}

std::string Words::duration(int64_t duration_ns) const {
  const int64_t seconds = duration_ns / kNsPerSecond;
  if (seconds < 60) return (*this)(Text::kReportSeconds, {{"n", std::to_string(seconds)}});
  const int64_t whole_minutes = seconds / 60;
  if (whole_minutes < 120) return (*this)(Text::kReportMinutes, {{"n", std::to_string(whole_minutes)}});
  return (*this)(Text::kReportHours,
                 {{"h", std::to_string(whole_minutes / 60)}, {"n", std::to_string(whole_minutes % 60)}});
}

std::string Words::level(uint8_t level) const {
  return level < 1 || level > 4 ? "" : texts_.at(Text::kReportLevel1, level - 1U);
}

std::string Words::grid(GridIndex grid) const {
  if (grid >= county_.grids.size()) return "";
  const std::string& name = texts_.of(county_.grids[grid].name);
  const std::string& code = county_.grids[grid].code;
  return name.empty() || name == code ? code : name + " " + code;
}

std::string Words::team(TeamIndex team) const {
  if (team >= state_.teams.size()) return "";
  const std::string code(state_.team_ids.text(team));
  const std::string name = text::team_name(county_, texts_, code);
  return name.empty() || name == code ? code : name + " " + code;
}

std::string Words::type(EventType type) const {
  const std::optional<Text> name = text::telling_of(type).report;
  return name ? texts_[*name] : std::string(event_type_name(type));
}

std::string Words::detail(TeamDetail detail) const {
  return texts_.at(Text::kTeamDetailStandby, static_cast<size_t>(detail));
}

std::string Words::tier(size_t tier) const {
  return text::tier_label(county_, texts_, tier);
}

std::string Words::feed(Feed feed) const {
  return texts_.at(Text::kFeedRequest, static_cast<size_t>(feed));
}

std::string Words::moment(KeyMoment::What what) const {
  return texts_.at(Text::kReportMomentOpened, static_cast<size_t>(what));
}

std::string Words::subject(const TimelineEntry& entry) const {
  return text::subject_of({state_, county_, texts_}, text::line_of(state_, entry));
}

std::string Words::line(const TimelineEntry& entry) const {
  const std::string about = subject(entry);
  std::string word = text::word_of({state_, county_, texts_}, text::line_of(state_, entry));
  if (about.starts_with(word)) word.clear();  // an alarm is named by its kind
  std::string line;
  for (const std::string& part : {team(entry.team), level(entry.level), word, about, entry.text}) {
    if (part.empty()) continue;
    if (!line.empty()) line += " · ";
    line += part;
  }
  return line;
}

}  // namespace gridwall::report
