#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "ingest/event/time.h"
#include "ingest/import/table.h"
#include "ingest/pipeline/log_import.h"
#include "ingest/replay/log_export.h"
#include "ingest/replay/log_fold.h"
#include "ingest/report/folder.h"
#include "ingest/report/incident_report.h"
#include "ingest/state/checkpoint.h"
#include "tests/ingest/log/log_fixture.h"
#include "tests/support/fishnet_county.h"
#include "tests/support/small_county.h"
#include "tests/support/temporary_folder.h"

namespace gridwall::report {
namespace {

namespace fs = std::filesystem;
using testing::local_ns;

std::string read(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

// One burst pipe with two teams, an alarm in its grid, a mode and a plan, requests resolved around it.
class Report : public ::testing::Test {
 protected:
  void SetUp() override {
    request("R1", "11-21T01:00:00", "11-21T02:00:00", "grid");
    request("R2", "11-21T01:00:00", "11-21T08:10:00", "county");
    event("emergency.incident_opened", "11-21T08:00:00",
          R"("incident":"I","kind":"供水管爆裂","level":3,"place":"建华园2号楼","lon":119.03,"lat":33.03)");
    team("T1", "11-21T08:05:00", R"("status":"assigned","detail":"dispatched","incident":"I","headcount":9)");
    team("T1", "11-21T08:10:00", R"("status":"assigned","detail":"on_scene","incident":"I","headcount":12)");
    team("T2", "11-21T08:30:00", R"("status":"assigned","detail":"en_route","incident":"I")");
    event("emergency.incident_updated", "11-21T08:20:00", R"("incident":"I","level":2,"text":"积水 <b>漫入</b> 车库")");
    event("emergency.alarm_acknowledged", "11-21T08:22:00", R"("alarm":"incident:I","by":"值班员","note":"n")");
    event("emergency.alarm_raised", "11-21T08:25:00", R"("alarm":"A","kind":"水浸","level":3,"place":"=地库")");
    event("emergency.alarm_shelved", "11-21T08:26:00",
          R"("alarm":"A","by":"d","reason":"检修","until":"2026-11-21T10:00:00+08:00")");
    event("emergency.mode_changed", "11-21T08:27:00",
          R"("area":"fishnet","mode":"emergency","level":2,"plan":"P","by":"值班长","reason":"爆管")");
    event("emergency.plan_step_done", "11-21T08:28:00", R"("plan":"P","step":"关阀","by":"值班长")");
    team("T1", "11-21T08:40:00", R"("status":"available","detail":"returning")");
    team("T1", "11-21T08:50:00", R"("status":"assigned","detail":"on_scene","incident":"I","headcount":7)");
    event("emergency.incident_closed", "11-21T09:00:00", R"("incident":"I")");
    team("T1", "11-21T09:30:00", R"("status":"available","detail":"standby")");
    request("R3", "11-21T08:00:00", "11-21T12:00:00", "community");
    write_log();
  }

  void event(std::string_view type, std::string_view at, std::string_view rest) {
    const std::string name(type);
    lines_ += R"({"v":1,"source":"t","id":"e)" + std::to_string(++count_) + R"(","feed":")" +
              name.substr(0, name.find('.')) + R"(","type":")" + name + R"(","at":"2026-)" + std::string(at) +
              R"(+08:00",)" + std::string(rest) + "}\n";
  }
  void team(std::string_view id, std::string_view at, std::string_view rest) {
    event("emergency.team_status", at, R"("team":")" + std::string(id) + R"(",)" + std::string(rest));
  }
  void request(std::string_view id, std::string_view placed, std::string_view resolved, std::string_view tier) {
    event("request.placed", placed,
          R"("request":")" + std::string(id) +
              R"(","category":"c","channel":"w","title":"t","tier":"grid","lon":119.03,"lat":33.03)");
    event("request.resolved", resolved,
          R"("request":")" + std::string(id) + R"(","by":"b","tier":")" + std::string(tier) + R"(")");
  }
  void write_log() {
    std::ofstream(folder_ / "events.jsonl") << lines_;
    pipeline::PipelineOptions options;
    options.log = folder_ / "county.log";
    Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(testing::fishnet_county(), options);
    ASSERT_TRUE(pipeline) << pipeline.error().message;
    const Result<pipeline::ImportReport> report =
        pipeline::import_lines(*pipeline, folder_ / "events.jsonl", [] { return int64_t{0}; }, {});
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_EQ(report->rejected, 0U) << report->reasons.begin()->second.first_detail;
    ASSERT_TRUE(pipeline->close(0));
  }
  Result<IncidentReport> collect(std::string_view id = "I") {
    const Result<log::LogReader> reader = log::LogReader::open(folder_ / "county.log");
    EXPECT_TRUE(reader);
    const Result<County> county = replay::county_of(*reader, reader->head()->seq);
    EXPECT_TRUE(county);
    return collect_report(*reader, *county, id);
  }
  ReportOptions options(std::string_view out = "out") {
    ReportOptions wanted;
    wanted.log = folder_ / "county.log";
    wanted.incident = "I";
    wanted.folder = folder_ / out;
    wanted.wall = folder_ / "no-such-program";
    return wanted;
  }

  testing::TemporaryFolder folder_;
  std::string lines_;
  int count_ = 0;
};

TEST_F(Report, MinutesOfATeamAreCountedByWhatItDidAtTheIncident) {
  const Result<IncidentReport> report = collect();
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(report->teams.size(), 2U);
  const TeamUse& first = report->teams[0];
  const auto minutes = [](const TeamUse& use, TeamDetail detail) {
    return use.detail_ns[static_cast<size_t>(detail)] / (60 * kNsPerSecond);
  };
  EXPECT_EQ(minutes(first, TeamDetail::kDispatched), 5);
  EXPECT_EQ(minutes(first, TeamDetail::kOnScene), 30 + 10) << "until it left, and from its return to the end";
  EXPECT_EQ(minutes(first, TeamDetail::kReturning), 0) << "it was no longer the incident's";
  EXPECT_EQ(first.most_people, 12);
  EXPECT_EQ(first.on_scene_ns, local_ns("11-21T08:10:00"));
  EXPECT_EQ(minutes(report->teams[1], TeamDetail::kEnRoute), 30);
}

TEST_F(Report, AlarmsAreCountedWithTheTimeToAcknowledge) {
  const Result<IncidentReport> report = collect();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->alarm_statistics.raised, 2);
  EXPECT_EQ(report->alarm_statistics.acknowledged, 1);
  EXPECT_EQ(report->alarm_statistics.shelved, 1);
  EXPECT_EQ(report->alarm_statistics.floods, 0);
  EXPECT_EQ(report->alarm_statistics.most_in_ten_minutes, 2);
  EXPECT_EQ(report->alarm_statistics.acknowledge_p50_s, 120.0);
  ASSERT_EQ(report->alarms.size(), 2U);
  EXPECT_TRUE(report->alarms[0].of_incident);
  EXPECT_EQ(report->alarms[1].reason, "检修");
}

TEST_F(Report, TierSharesAreTakenBeforeDuringAndAfter) {
  const Result<IncidentReport> report = collect();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->tiers[0].resolved, (std::array<int64_t, 4>{1, 0, 0, 0}));
  EXPECT_EQ(report->tiers[1].resolved, (std::array<int64_t, 4>{0, 0, 0, 1}));
  EXPECT_EQ(report->tiers[2].resolved, (std::array<int64_t, 4>{0, 1, 0, 0}));
}

TEST_F(Report, SilencesOfAFeedAreTold) {
  const Result<IncidentReport> report = collect();
  ASSERT_TRUE(report);
  ASSERT_FALSE(report->gaps.silences.empty());
  for (const FeedSilence& silence : report->gaps.silences) {
    EXPECT_GE(silence.from_ns, report->opened_ns);
    EXPECT_LE(silence.to_ns, report->end_ns);
    EXPECT_NE(silence.feed, Feed::kPatrol) << "it never spoke";
  }
  EXPECT_EQ(report->gaps.silences[0].feed, Feed::kRequest);
  EXPECT_EQ(report->gaps.silences[0].to_ns - report->gaps.silences[0].from_ns, 50 * 60 * kNsPerSecond);
}

TEST_F(Report, KeyMomentsStandInTheirOrder) {
  const Result<IncidentReport> report = collect();
  ASSERT_TRUE(report);
  std::vector<KeyMoment::What> what;
  for (const KeyMoment& moment : report->moments) what.push_back(moment.what);
  using What = KeyMoment::What;
  EXPECT_EQ(what, (std::vector<What>{What::kOpened, What::kOnScene, What::kHighestLevel, What::kMode, What::kClosed}));
  EXPECT_EQ(report->highest_level, 2);
}

TEST_F(Report, TheFolderIsWholeAndItsSumsFit) {
  const Result<Written> written = write_report(options());
  ASSERT_TRUE(written) << written.error().message;
  const fs::path out = folder_ / "out";
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(out)) names.insert(entry.path().filename());
  EXPECT_EQ(names,
            (std::set<std::string>{"SHA256SUMS", "alarms.csv", "incident.gwlog", "incident.gwlog.head", "report.xlsx",
                                   "summary.html", "summary.md", "team_minutes.csv", "timeline.csv"}));
  const std::string check = "cd '" + out.string() + "' && sha256sum --strict -c SHA256SUMS >/dev/null 2>&1";
  EXPECT_EQ(std::system(check.c_str()), 0);
  std::istringstream sums(read(out / "SHA256SUMS"));
  size_t lines = 0;
  for (std::string line; std::getline(sums, line);) ++lines;
  EXPECT_EQ(lines, names.size() - 1);
  EXPECT_EQ(written->files, names.size());
}

// A table of a file, read as gridwall-feed reads those of others.
std::vector<std::vector<std::string>> table_of(const fs::path& file, std::string_view sheet) {
  std::ifstream stream(file, std::ios::binary);
  const auto opened = import::open_table(stream, file.string(), {});
  EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; opened && i < (*opened)->sheets().size(); ++i) {
    if ((*opened)->sheets()[i] != sheet) continue;
    const auto table = (*opened)->open(i);
    EXPECT_TRUE(table);
    std::vector<std::string> row;
    for (Result<bool> more = (*table)->next(row); more && *more; more = (*table)->next(row)) rows.push_back(row);
  }
  return rows;
}

// What a spreadsheet makes of a cell of the CSV: a time without its offset, a number without idle zeros, a text as it
// is.
std::string in_a_sheet(std::string cell) {
  if (cell.size() == 25 && cell.ends_with("+08:00")) return cell.substr(0, 10) + " " + cell.substr(11, 8);
  if (cell.ends_with(".0")) cell.resize(cell.size() - 2);
  if (cell.starts_with("'=")) cell.erase(0, 1);  // there it is no formula anyway
  return cell;
}

// The rows of its tables, as a sheet has them; not those with characters that Markdown writes otherwise.
std::vector<std::vector<std::string>> rows_of_markdown(const std::string& page) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| ") || line.find_first_of("&\\") != std::string::npos) continue;
    std::vector<std::string>& row = rows.emplace_back();
    for (size_t at = 2, end; (end = line.find(" |", at)) != std::string::npos; at = end + 3) {
      row.push_back(in_a_sheet(line.substr(at, end - at)));
    }
    while (!row.empty() && row.back().empty()) row.pop_back();  // a sheet has no cell there
  }
  EXPECT_GT(rows.size(), 40U);
  return rows;
}

TEST_F(Report, TheSpreadsheetHasTheFiguresOfTheTables) {
  ReportOptions wanted = options();
  wanted.workbook = folder_ / "alone.xlsx";
  ASSERT_TRUE(write_report(wanted));
  EXPECT_FALSE(write_report(wanted)) << "nothing is overwritten";
  for (const fs::path& file : {folder_ / "out" / "report.xlsx", folder_ / "alone.xlsx"}) {
    const std::pair<const char*, const char*> pairs[] = {
        {"timeline.csv", "时间线"}, {"team_minutes.csv", "救援队伍（分钟）"}, {"alarms.csv", "报警"}};
    for (const auto& [csv, sheet] : pairs) {
      const auto expected = table_of(folder_ / "out" / csv, "");
      const auto found = table_of(file, sheet);
      ASSERT_EQ(found.size(), expected.size()) << csv;
      ASSERT_GT(found.size(), 1U) << csv;
      for (size_t row = 0; row < found.size(); ++row) {
        for (size_t column = 0; column < expected[row].size(); ++column) {
          const std::string cell = column < found[row].size() ? found[row][column] : "";
          EXPECT_EQ(cell, in_a_sheet(expected[row][column])) << csv << " row " << row << " column " << column;
        }
      }
    }
    const auto summary = table_of(file, "基本情况");
    for (const std::vector<std::string>& row : rows_of_markdown(read(folder_ / "out" / "summary.md"))) {
      EXPECT_TRUE(std::find(summary.begin(), summary.end(), row) != summary.end()) << row[0] << " | " << row[1];
    }
  }
}

TEST_F(Report, ASpreadsheetAloneNeedsNoFolder) {
  ReportOptions wanted = options();
  wanted.folder.clear();
  wanted.workbook = folder_ / "alone.xlsx";
  const Result<Written> written = write_report(wanted);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(written->files, 1U);
  EXPECT_TRUE(written->note.empty());
  wanted.workbook = folder_ / "no-such-folder" / "x.xlsx";
  const Result<Written> nowhere = write_report(wanted);
  ASSERT_FALSE(nowhere);
  EXPECT_NE(nowhere.error().message.find("x.xlsx: cannot be written"), std::string::npos) << nowhere.error().message;
}

TEST_F(Report, TheSummaryIsEscapedAndSaysThatThereAreNoPictures) {
  ASSERT_TRUE(write_report(options()));
  const std::string page = read(folder_ / "out" / "summary.html");
  EXPECT_NE(page.find("积水 &lt;b&gt;漫入&lt;/b&gt; 车库"), std::string::npos);
  EXPECT_NE(page.find("没有大屏画面"), std::string::npos);
  EXPECT_NE(page.find("供水管爆裂"), std::string::npos);
  EXPECT_EQ(page.find(folder_.path().string()), std::string::npos) << "no folder of this machine";
  EXPECT_NE(read(folder_ / "out" / "alarms.csv").find("'=地库"), std::string::npos);
  ReportOptions english = options("english");
  english.english = true;
  ASSERT_TRUE(write_report(english));
  EXPECT_NE(read(folder_ / "english" / "summary.md").find("time to acknowledge, p50 | 2 min"), std::string::npos);
}

TEST_F(Report, TheSameLogGivesTheSameReport) {
  ASSERT_TRUE(write_report(options("one")));
  ASSERT_TRUE(write_report(options("two")));
  // A part of a log has an id of its own, as every log has.
  const auto sums = [&](const char* out) {
    std::istringstream all(read(folder_ / out / "SHA256SUMS"));
    std::string rest;
    for (std::string line; std::getline(all, line);) {
      if (line.find("incident.gwlog") == std::string::npos) rest += line + "\n";
    }
    return rest;
  };
  EXPECT_EQ(sums("one"), sums("two"));
  EXPECT_NE(sums("one"), "");
}

TEST_F(Report, ThePartOfTheLogIsTheOneThatExportCutsAndGivesTheSameFigures) {
  const Result<Written> written = write_report(options());
  ASSERT_TRUE(written) << written.error().message;
  const fs::path part = folder_ / "out" / "incident.gwlog";
  const Result<log::LogReader> whole = log::LogReader::open(folder_ / "county.log");
  ASSERT_TRUE(whole);
  const Result<replay::IncidentTimes> times = replay::find_incident(*whole, "I");
  ASSERT_TRUE(times);
  const int64_t minute_ns = 60 * kNsPerSecond;
  const Result<replay::ExportReport> exported =
      replay::export_range(folder_ / "county.log", folder_ / "part.log",
                           {times->opened_ns - 10 * minute_ns, *times->closed_ns + 30 * minute_ns, {}});
  ASSERT_TRUE(exported) << exported.error().message;

  const Result<log::LogReader> cut = log::LogReader::open(part);
  ASSERT_TRUE(cut) << cut.error().message;
  const Result<log::LogHead> head = cut->head();
  ASSERT_TRUE(head);
  EXPECT_EQ(head->seq, exported->last_seq);
  EXPECT_EQ(head->hash, exported->head.hash);
  EXPECT_EQ(written->cut_events, exported->last_seq - exported->first_seq + 1);
  const Result<County> county = replay::county_of(*whole, head->seq);
  ASSERT_TRUE(county);
  EXPECT_EQ(serialize(*replay::state_at(*cut, *county, head->seq)),
            serialize(*replay::state_at(*whole, *county, head->seq, false)));
  EXPECT_NE(read(folder_ / "out" / "summary.md").find(log::to_hex(head->hash)), std::string::npos);
}

TEST_F(Report, WithoutThePartOfTheLogTheSummarySaysSo) {
  ReportOptions wanted = options();
  wanted.cut_log = false;
  const Result<Written> written = write_report(wanted);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(written->cut_events, 0U);
  EXPECT_FALSE(fs::exists(folder_ / "out" / "incident.gwlog"));
  EXPECT_NE(read(folder_ / "out" / "summary.md").find("未要求日志片段"), std::string::npos);
}

// What can still be told of a damaged log is told, and that it is not all.
TEST_F(Report, OfALogThatEndsEarlyItGoesAsFarAsThatCanBeRead) {
  const uint64_t head = log::LogReader::open(folder_ / "county.log")->head()->seq;
  log::tamper(folder_ / "county.log", "DELETE FROM event WHERE seq=" + std::to_string(head) +
                                          "; DELETE FROM checkpoint; DELETE FROM index_part");
  const Result<Written> written = write_report(options());
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_NE(written->damage.find(std::to_string(head)), std::string::npos) << written->damage;
  EXPECT_NE(read(folder_ / "out" / "summary.md").find("日志已损坏"), std::string::npos);
}

TEST_F(Report, AHoleInTheMiddleEndsItThere) {
  const Result<IncidentReport> whole = collect();
  ASSERT_TRUE(whole);
  const uint64_t head = log::LogReader::open(folder_ / "county.log")->head()->seq;
  log::tamper(folder_ / "county.log", "DELETE FROM event WHERE seq=" + std::to_string(head - 2));
  const Result<IncidentReport> report = collect();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_NE(report->gaps.damage.find("event " + std::to_string(head - 2) + " is missing"), std::string::npos)
      << report->gaps.damage;
  EXPECT_EQ(report->state.seq, head - 3);
}

TEST_F(Report, AnUnknownIncidentNamesThoseThereAre) {
  ReportOptions wanted = options();
  wanted.incident = "nothing";
  const Result<Written> written = write_report(wanted);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(written.error().message.find("\n  I  2026-11-21T08:00:00+08:00  供水管爆裂"), std::string::npos)
      << written.error().message;
  EXPECT_FALSE(fs::exists(folder_ / "out")) << "nothing is made for a report that is none";
}

TEST_F(Report, AFolderThatHoldsSomethingIsLeftAlone) {
  fs::create_directory(folder_ / "out");
  std::ofstream(folder_ / "out" / "mine.txt") << "mine";
  const Result<Written> written = write_report(options());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(read(folder_ / "out" / "mine.txt"), "mine");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "out"), fs::directory_iterator{}), 1);
}

// A wall that writes its arguments where the picture should be.
fs::path fake_wall(const fs::path& file, std::string_view last_line) {
  std::ofstream(file) << "#!/bin/sh\n"
                         "words=\"$*\"\n"
                         "while [ \"$1\" != --shot ]; do shift; done\n"
                         "printf '%s' \"$words\" >\"$2\"\n"
                      << last_line << "\n";
  fs::permissions(file, fs::perms::owner_all);
  return file;
}

TEST_F(Report, ThePicturesAreTakenAtTheKeyMomentsByTheWallItself) {
  ReportOptions wanted = options();
  wanted.wall = fake_wall(folder_ / "wall.sh", "exit 0");
  const Result<Written> written = write_report(wanted);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(written->pictures, 5U);
  EXPECT_EQ(written->note, "");
  const std::string asked = read(folder_ / "out" / "wall-2.png");
  EXPECT_NE(asked.find("--at 2026-11-21T08:10:00+08:00"), std::string::npos) << asked;
  EXPECT_NE(asked.find("--scene emergency"), std::string::npos) << asked;
  EXPECT_NE(read(folder_ / "out" / "summary.html").find("<img src=\"wall-5.png\""), std::string::npos);
  EXPECT_NE(read(folder_ / "out" / "SHA256SUMS").find("wall-5.png"), std::string::npos);
}

TEST_F(Report, AWallThatFailsLeavesNoHalfPictureAndIsTold) {
  ReportOptions wanted = options();
  wanted.wall = fake_wall(folder_ / "wall.sh", "exit 1");
  const Result<Written> written = write_report(wanted);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(written->pictures, 0U);
  EXPECT_FALSE(fs::exists(folder_ / "out" / "wall-1.png"));
  EXPECT_NE(read(folder_ / "out" / "summary.md").find("未能生成的大屏画面：5"), std::string::npos);
}

class ReportOfADrill : public Report {
 protected:
  void SetUp() override {
    event("emergency.incident_opened", "11-21T08:00:00",
          R"("incident":"I","kind":"火灾","level":1,"place":"p","drill":true,"lon":119.03,"lat":33.03)");
    event("emergency.note_added", "11-21T08:30:00", R"("by":"d","text":"n","incident":"I")");
    write_log();
  }
};

TEST_F(ReportOfADrill, IsMarkedAndTellsAnOpenIncidentToTheLogsEnd) {
  const Result<IncidentReport> report = collect();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->open);
  EXPECT_EQ(report->end_ns, local_ns("11-21T08:30:00"));
  EXPECT_EQ(report->alarm_statistics.raised, 0);
  ASSERT_TRUE(write_report(options()));
  EXPECT_NE(read(folder_ / "out" / "summary.html").find("<div class=\"watermark\">演练"), std::string::npos);
}

}  // namespace
}  // namespace gridwall::report
