#include "ingest/report/words.h"
#include "ingest/report/write.h"

namespace gridwall::report {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

std::string to_csv(const Rows& rows) {
  std::string csv(kByteOrderMark);
  for (const std::vector<std::string>& row : rows) csv += csv_record(row);
  return csv;
}

Rows timeline_rows(const IncidentReport& report, const County& county, const Texts& texts) {
  const Words words(texts, county, report.state);
  Rows rows = {{"at", "event", "type", "what", "level", "by", "team", "subject", "said"}};
  for (const TimelineEntry& entry : report.timeline) {
    rows.push_back({words.time(entry.at_ns), std::to_string(entry.seq), std::string(event_type_name(entry.type)),
                    words.line(entry), entry.level == 0 ? "" : std::to_string(entry.level), words.word(entry.by),
                    entry.team == kNone ? "" : std::string(report.state.team_ids.text(entry.team)), entry.subject,
                    entry.text});
  }
  return rows;
}

Rows team_minutes_rows(const IncidentReport& report, const County& county, const Texts& texts) {
  const Words words(texts, county, report.state);
  std::vector<std::string> head = {"team", "name", "first_assigned", "first_on_scene", "most_people", "minutes"};
  for (int i = 0; i < kTeamStatusCount; ++i) {
    head.push_back(std::string(team_status_name(static_cast<TeamStatus>(i))) + "_minutes");
  }
  for (int i = 0; i < kTeamDetailCount; ++i) {
    head.push_back(std::string(team_detail_name(static_cast<TeamDetail>(i))) + "_minutes");
  }
  Rows rows = {std::move(head)};
  for (const TeamUse& use : report.teams) {
    std::vector<std::string> row = {std::string(report.state.team_ids.text(use.team)),
                                    words.team(use.team),
                                    words.time(use.first_ns),
                                    words.time(use.on_scene_ns),
                                    std::to_string(use.most_people),
                                    words.minutes(use.total_ns())};
    for (const int64_t spent_ns : use.status_ns) row.push_back(words.minutes(spent_ns));
    for (const int64_t spent_ns : use.detail_ns) row.push_back(words.minutes(spent_ns));
    rows.push_back(std::move(row));
  }
  return rows;
}

Rows alarms_rows(const IncidentReport& report, const County& county, const Texts& texts) {
  const Words words(texts, county, report.state);
  Rows rows = {{"alarm", "kind", "level", "grid", "place", "of_incident", "raised", "acknowledged", "by",
                "seconds_to_acknowledge", "note", "cleared", "shelved", "shelved_until", "reason"}};
  for (const AlarmUse& use : report.alarms) {
    const bool acknowledged = use.acknowledged_ns != kNever;
    rows.push_back(
        {std::string(report.state.alarm_ids.text(use.alarm)), words.word(use.kind), std::to_string(use.level),
         use.grid == kNone ? "" : county.grids[use.grid].code, use.place, use.of_incident ? "yes" : "no",
         words.time(use.raised_ns), words.time(use.acknowledged_ns), words.word(use.acknowledged_by),
         acknowledged ? std::to_string(std::max<int64_t>(0, use.acknowledged_ns - use.raised_ns) / kNsPerSecond) : "",
         use.note, words.time(use.cleared_ns), std::to_string(use.shelvings), words.time(use.shelved_until_ns),
         use.reason});
  }
  return rows;
}

}  // namespace gridwall::report
