#include <fmt/core.h>

#include <algorithm>

#include "ingest/report/words.h"
#include "ingest/report/write.h"
#include "ingest/state/mode.h"

namespace gridwall::report {
namespace {

constexpr size_t kLinesShown = 120;
constexpr size_t kSilencesShown = 10;

class Summary {
 public:
  Summary(const IncidentReport& report, const County& county, const Texts& texts, const Extras& extras)
      : report_(report), county_(county), w_(texts, county, report.state), extras_(extras) {}

  Document build() {
    document_.language = text::language_name(w_.texts().language());
    document_.title = w_(Text::kReportTitle, {{"incident", report_.id}});
    if (report_.drill) {
      document_.watermark = w_(Text::kDrillMark);
      document_.warning(w_(Text::kReportDrill));
    }
    if (report_.open) {
      document_.warning(w_(Text::kReportStillRunning, {{"time", w_.time(report_.end_ns)}}));
    }
    facts();
    moments();
    modes();
    teams();
    alarms();
    tiers();
    gaps();
    timeline();
    files();
    return std::move(document_);
  }

 private:
  void facts() {
    const Incident& incident = report_.facts();
    Rows rows = {{w_(Text::kReportFact), w_(Text::kReportValue)}};
    const auto add = [&](std::string name, std::string value) {
      if (!value.empty()) rows.push_back({std::move(name), std::move(value)});
    };
    add(w_(Text::kReportCounty), w_.texts().of(county_.name));
    add(w_(Text::kReportKind), w_.word(incident.kind));
    add(w_(Text::kReportLevelLast), w_.level(incident.level));
    add(w_(Text::kReportLevelHighest), w_.level(report_.highest_level));
    add(w_(Text::kReportGrade), w_.word(incident.grade));
    add(w_(Text::kReportPlace), incident.place);
    add(w_(Text::kReportGrid), w_.grid(incident.grid));
    add(w_(Text::kReportBegan), w_.time(report_.opened_ns));
    add(w_(Text::kReportEnded), report_.open ? w_(Text::kReportStillOpen) : w_.time(report_.end_ns));
    add(w_(Text::kReportDuration), w_.duration(report_.end_ns - report_.opened_ns));
    add(w_(Text::kReportLastWord), incident.text);
    document_.heading(w_(Text::kReportFacts));
    document_.table(std::move(rows));
  }

  void moments() {
    document_.heading(w_(Text::kReportMoments));
    Rows rows = {{w_(Text::kReportTime), w_(Text::kReportMoment), w_(Text::kReportAfterOpening)}};
    for (const KeyMoment& moment : report_.moments) {
      rows.push_back({w_.time(moment.at_ns), w_.moment(moment.what),
                      w_.duration(std::max<int64_t>(0, moment.at_ns - report_.opened_ns))});
    }
    document_.table(std::move(rows));
    for (const Picture& picture : extras_.pictures) {
      if (picture.file.empty()) continue;
      document_.picture(picture.file, w_.moment(picture.moment.what) + " " + w_.time(picture.moment.received_ns));
    }
    if (!extras_.pictures_note.empty()) document_.paragraph(extras_.pictures_note);
  }

  void modes() {
    Rows rows = {{w_(Text::kReportTime), w_(Text::kReportWhat), w_(Text::kReportBy), w_(Text::kReportReason)}};
    for (const TimelineEntry& entry : report_.timeline) {
      if (entry.type == EventType::kEmergencyModeChanged) {
        TimelineEntry bare = entry;
        bare.text.clear();
        rows.push_back({w_.time(entry.at_ns), w_.line(bare), w_.word(entry.by), entry.text});
      } else if (entry.type == EventType::kEmergencyPlanStepDone) {
        rows.push_back({w_.time(entry.at_ns), w_.type(entry.type) + "：" + w_.subject(entry), w_.word(entry.by),
                        w_.word(entry.word)});
      }
    }
    document_.heading(w_(Text::kReportModes));
    if (rows.size() == 1) {
      document_.paragraph(w_(Text::kReportModesNone));
    } else {
      document_.table(std::move(rows));
    }
  }

  void teams() {
    document_.heading(w_(Text::kReportTeams));
    if (report_.teams.empty()) {
      document_.paragraph(w_(Text::kReportTeamsNone));
      return;
    }
    Rows rows = {{w_(Text::kReportTeam), w_(Text::kReportMostPeople), w_(Text::kReportFirstAssigned),
                  w_(Text::kReportFirstOnScene), w_(Text::kReportTotal)}};
    std::vector<TeamDetail> shown;
    for (int i = 0; i < kTeamDetailCount; ++i) {
      const bool used = std::any_of(report_.teams.begin(), report_.teams.end(),
                                    [&](const TeamUse& use) { return use.detail_ns[static_cast<size_t>(i)] > 0; });
      if (!used) continue;
      shown.push_back(static_cast<TeamDetail>(i));
      rows[0].push_back(w_.detail(shown.back()));
    }
    for (const TeamUse& use : report_.teams) {
      std::vector<std::string> row = {w_.team(use.team), std::to_string(use.most_people), w_.time(use.first_ns),
                                      w_.time(use.on_scene_ns), w_.minutes(use.total_ns())};
      for (const TeamDetail detail : shown) row.push_back(w_.minutes(use.detail_ns[static_cast<size_t>(detail)]));
      rows.push_back(std::move(row));
    }
    document_.table(std::move(rows));
  }

  std::string seconds(const std::optional<double>& value) const {
    return value ? w_.duration(static_cast<int64_t>(*value * 1e9)) : w_(Text::kReportNone);
  }

  void alarms() {
    const AlarmStatistics& s = report_.alarm_statistics;
    const auto of_incident = std::count_if(report_.alarms.begin(), report_.alarms.end(),
                                           [](const AlarmUse& use) { return use.of_incident; });
    document_.heading(w_(Text::kReportAlarms));
    document_.table({{w_(Text::kReportAlarmsOf), w_(Text::kReportNumber)},
                     {w_(Text::kReportRaised), std::to_string(s.raised)},
                     {w_(Text::kReportOwn), std::to_string(of_incident)},
                     {w_(Text::kReportAcknowledged), std::to_string(s.acknowledged)},
                     {w_(Text::kReportAcknowledgeP50), seconds(s.acknowledge_p50_s)},
                     {w_(Text::kReportAcknowledgeP90), seconds(s.acknowledge_p90_s)},
                     {w_(Text::kReportShelved), std::to_string(s.shelved)},
                     {w_(Text::kReportCleared), std::to_string(s.cleared)},
                     {w_(Text::kReportFloods), std::to_string(s.floods)},
                     {w_(Text::kReportMostInTenMinutes), std::to_string(s.most_in_ten_minutes)}});
  }

  void tiers() {
    document_.heading(w_(Text::kReportTiers));
    Rows rows = {{w_(Text::kReportSpan), w_(Text::kReportFrom), w_(Text::kReportResolved)}};
    for (size_t tier = 0; tier < kTierCount; ++tier) rows[0].push_back(w_.tier(tier));
    const std::string names[] = {w_(Text::kReportBefore), w_(Text::kReportDuring), w_(Text::kReportAfter)};
    for (size_t span = 0; span < report_.tiers.size(); ++span) {
      const TierShare& share = report_.tiers[span];
      std::vector<std::string> row = {names[span], w_.time(share.from_ns), std::to_string(share.total())};
      for (const int64_t count : share.resolved) row.push_back(percent(count, share.total()));
      rows.push_back(std::move(row));
    }
    document_.table(std::move(rows));
    document_.paragraph(w_(Text::kReportTiersNote));
  }

  static std::string percent(int64_t part, int64_t whole) {
    if (whole == 0) return "–";
    return fmt::format("{:.1f}% ({})", 100.0 * static_cast<double>(part) / static_cast<double>(whole), part);
  }

  void gaps() {
    const DataGaps& gaps = report_.gaps;
    document_.heading(w_(Text::kReportGaps));
    if (!gaps.damage.empty()) {
      document_.paragraph(w_(Text::kReportDamaged, {{"why", gaps.damage}}));
    }
    Rows rows = {{w_(Text::kReportItem), w_(Text::kReportCount)}};
    for (size_t feed = 0; feed < kFeedCount; ++feed) {
      rows.push_back({w_(Text::kReportReceived, {{"feed", w_.feed(static_cast<Feed>(feed))}}),
                      std::to_string(gaps.accepted[feed])});
    }
    rows.push_back({w_(Text::kReportUnlocated), std::to_string(gaps.unlocated)});
    rows.push_back({w_(Text::kReportAnomalies), std::to_string(gaps.anomalies)});
    rows.push_back({w_(Text::kReportDuplicates), std::to_string(gaps.duplicates)});
    rows.push_back({w_(Text::kReportRejected), std::to_string(gaps.rejected)});
    if (gaps.pruned > 0) rows.push_back({w_(Text::kReportPruned), std::to_string(gaps.pruned)});
    document_.table(std::move(rows));
    if (gaps.silences.empty()) {
      document_.paragraph(w_(Text::kReportSilentNone));
      return;
    }
    Rows silent = {{w_(Text::kReportSilent), w_(Text::kReportFrom), w_(Text::kReportTo), w_(Text::kReportLasted)}};
    for (size_t i = 0; i < std::min(gaps.silences.size(), kSilencesShown); ++i) {
      const FeedSilence& one = gaps.silences[i];
      silent.push_back(
          {w_.feed(one.feed), w_.time(one.from_ns), w_.time(one.to_ns), w_.duration(one.to_ns - one.from_ns)});
    }
    document_.table(std::move(silent));
  }

  void timeline() {
    document_.heading(w_(Text::kReportTimeline));
    Rows rows = {{w_(Text::kReportTime), w_(Text::kReportType), w_(Text::kReportWhat), w_(Text::kReportBy)}};
    for (size_t i = 0; i < std::min(report_.timeline.size(), kLinesShown); ++i) {
      const TimelineEntry& entry = report_.timeline[i];
      rows.push_back({w_.time(entry.at_ns), w_.type(entry.type), w_.line(entry), w_.word(entry.by)});
    }
    document_.table(std::move(rows));
    if (report_.timeline.size() > kLinesShown) {
      document_.paragraph(w_(Text::kReportRest, {{"n", std::to_string(report_.timeline.size())}}));
    }
  }

  void files() {
    document_.heading(w_(Text::kReportSources));
    Rows rows = {{w_(Text::kReportFile), w_(Text::kReportHolds)},
                 {"timeline.csv", w_(Text::kReportTimelineCsv)},
                 {"team_minutes.csv", w_(Text::kReportTeamMinutesCsv)},
                 {"alarms.csv", w_(Text::kReportAlarmsCsv)}};
    if (!extras_.workbook.empty()) {
      rows.push_back({extras_.workbook, w_(Text::kReportFacts) + ", " + w_(Text::kReportTimeline) + ", " +
                                            w_(Text::kReportTeams) + ", " + w_(Text::kReportAlarms)});
    }
    if (!extras_.cut_log.empty()) {
      rows.push_back({extras_.cut_log, w_(Text::kReportCutLog, {{"file", extras_.cut_log}})});
    }
    rows.push_back({"SHA256SUMS", w_(Text::kReportSums)});
    document_.table(std::move(rows));
    if (!extras_.cut_log_note.empty()) document_.paragraph(extras_.cut_log_note);
    document_.paragraph(
        w_(Text::kReportSource,
           {{"log", report_.log_id}, {"n", std::to_string(report_.head_seq)}, {"hash", report_.head_hash}}));
  }

  const IncidentReport& report_;
  const County& county_;
  Words w_;
  const Extras& extras_;
  Document document_;
};

}  // namespace

Document summary_document(const IncidentReport& report, const County& county, const Texts& texts,
                          const Extras& extras) {
  return Summary(report, county, texts, extras).build();
}

}  // namespace gridwall::report
