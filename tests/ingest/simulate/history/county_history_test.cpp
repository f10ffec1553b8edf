// The published figures of every county, as they stand in the articles, against what its history makes of them: history
// -> import -> state, the same way a log goes. The figures are typed here and read from no configuration.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "ingest/event/time.h"
#include "ingest/pipeline/log_import.h"
#include "ingest/simulate/history/history.h"
#include "ingest/simulate/life.h"
#include "ingest/state/state_json.h"
#include "tests/support/temporary_folder.h"

namespace gridwall::simulate::history {
namespace {

using Json = nlohmann::json;
const std::filesystem::path kSources = GRIDWALL_SOURCE_DIR;

struct Figure {
  std::string
      path;  // a JSON pointer into what `gridwall-log state --json` prints; below /windows/all without its slash
  Json value;
};

struct Row {
  std::string county;
  int grids;  // as published, where the article gives them; 0: none
  std::vector<Figure> figures;
};

// In the order of the counties' table.
const std::vector<Row>& rows() {
  static const std::vector<Row> kRows = {
      {"jianhu",
       272,
       {{"collected", 20'000},
        {"disputes_resolved", 3000},
        {"categories_resolved/急难愁盼", 600},
        {"channels/心愿墙", 100},
        {"channels_resolved/心愿墙", 90},
        {"categories/联合执法", 530}}},
      {"sheyang", 108, {{"households", 77'505}, {"people", 190'078}, {"resolved", 168}}},
      {"dafeng", 0, {{"promise_total", 3500}, {"promise_kept", 3451}}},
      {"chishui",
       203,
       {{"collected", 18'000},
        {"resolution_rate", 0.875},
        {"satisfaction_rate", 0.991},
        {"meetings/held", 56},
        {"meetings/issues", 1800},
        {"meetings/measures", 472},
        {"meetings/solved", 1200},
        {"categories/服务项目", 142}}},
      {"renhuai",
       0,
       {{"channels_resolved/网格民情备忘录", 154}, {"categories/烦心事", 207}, {"categories/物业问题", 185}}},
      {"xishui", 179, {}},
      {"wudang", 0, {{"categories_resolved/实事", 357}, {"categories_resolved/突出问题", 11}}},
      {"baiyun", 301, {}},
      {"guanshanhu", 770, {}},
      {"meitan",
       26,
       {{"categories/服务项目", 137},
        {"reported_in/units", 48},
        {"campaigns/全员排查/estates", 76},
        {"campaigns/全员排查/households", 40'898}}},
      {"yuqing", 52, {{"visits", 122}, {"households", 2133}, {"people", 7588}}},
      {"fenggang",
       0,
       {{"collected", 300},
        {"resolved", 250},
        {"meetings/held", 30},
        {"categories/民生事项", 40},
        {"categories_resolved/民生事项", 40}}},
      {"wangmo", 0, {}},
      {"guizhou", 19'000, {}},
  };
  return kRows;
}

void PrintTo(const Row& row, std::ostream* out) {
  *out << row.county;
}

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

class CountyHistory : public ::testing::TestWithParam<Row> {
 protected:
  // `until` is local time of a county of UTC+8.
  void make(int64_t until_ns) {
    const std::string& name = GetParam().county;
    const std::filesystem::path file = kSources / "config" / "counties" / (name + ".toml");
    const Result<CountySource> source = read_county_source(file);
    ASSERT_TRUE(source) << source.error().message;
    pipeline::PipelineOptions options;
    options.log = temporary_ / "county.log";
    Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(*source, options);
    ASSERT_TRUE(pipeline) << pipeline.error().message;
    county_ = pipeline->county();
    const std::string targets_file = name + ".toml";
    const Result<HistoryTargets> targets =
        read_history(text_of(kSources / "config" / "histories" / targets_file), targets_file, county_);
    ASSERT_TRUE(targets) << targets.error().message;
    {
      std::ofstream lines(temporary_ / "history.jsonl");
      for (const Draft& draft : make_history(county_, *targets, {1, until_ns})) {
        ASSERT_LT(draft.at_ns, until_ns);
        lines << to_line(draft, 8 * 3600) << "\n";
        if (draft.type == EventType::kEmergencyAlarmRaised) alarm_places_.insert(draft.values[3].text);
      }
    }
    const Result<pipeline::ImportReport> report =
        pipeline::import_lines(*pipeline, temporary_ / "history.jsonl", [] { return int64_t{0}; }, {});
    ASSERT_TRUE(report) << report.error().message;
    state_ = pipeline->state();
    json_ = state_at(state_.received_ns, {report->accepted, report->duplicates, report->rejected});
    std::printf("%s: %llu events\n", name.c_str(), static_cast<unsigned long long>(report->lines));
  }

  Json state_at(int64_t time_ns, const IntakeFigures& intake) const {
    return Json::parse(state_json(state_, county_, time_ns, intake, {}));
  }
  static Json at(const Json& json, const std::string& path) {
    const Json::json_pointer pointer("/windows/all/" + path);
    return json.contains(pointer) ? json.at(pointer) : Json();
  }

  testing::TemporaryFolder temporary_;
  County county_;
  CountyState state_;
  Json json_;
  std::set<std::string> alarm_places_;
};

int64_t local_ns(int hour, int minute) {
  return (seconds_from_civil(2026, 11, 21) + (hour - 8) * 3600 + minute * 60) * kNsPerSecond;
}

// What an article says of one county only.
class Says {
 public:
  Says(const Json& json, const County& county, const CountyState& state, const std::set<std::string>& alarm_places)
      : json_(json), county_(county), state_(state), alarm_places_(alarm_places) {}

  void check(const std::string& name) {
    if (name == "jianhu") joint_enforcement();
    if (name == "jianhu" || name == "renhuai") red_and_black();
    if (name == "sheyang") burst_pipe();
    if (name == "xishui") night_and_snow();
    if (name == "wudang" || name == "guizhou") every_grid();
    if (name == "baiyun") stars();
    if (name == "guanshanhu") whistles();
    if (name == "yuqing") one_key_alarm();
    if (name == "fenggang") tiers();
    if (name == "wangmo") pipeline();
    if (name == "guizhou") province();
  }

 private:
  void joint_enforcement() {
    const auto problems = std::count_if(state_.hazards.begin(), state_.hazards.end(), [&](const Finding& hazard) {
      return state_.words.text(hazard.category) == "联合执法";
    });
    EXPECT_EQ(problems, 1400);
  }

  void every_grid() { EXPECT_EQ(json_["coverage"]["covered"], json_["coverage"]["grids"]); }

  void red_and_black() {
    std::set<std::string> red, black;
    for (const Json& one : json_["assessments"]) {
      if (one["kind"] == "red") red.insert(one["org"]);
      if (one["kind"] == "black") black.insert(one["org"]);
    }
    EXPECT_GE(red.size(), 3U);
    EXPECT_GE(black.size(), 2U);
    for (const std::string& org : black) EXPECT_FALSE(red.contains(org)) << org;
  }

  void burst_pipe() {
    int found = 0;
    for (const Incident& incident : state_.incidents) {
      if (incident.place != "建华园2号楼") continue;
      ++found;
      EXPECT_EQ(state_.words.text(incident.kind), "供水管爆裂");
      EXPECT_NE(incident.closed_ns, kNever) << "closed on site";
      ASSERT_NE(incident.grid, kNone);
      EXPECT_EQ(county_.areas[county_.grids[incident.grid].area].name.zh, "交通路社区");
    }
    EXPECT_EQ(found, 1);
  }

  void night_and_snow() {
    EXPECT_GT(json_["patrol"]["at_night"], 5) << "night patrols are out at half past eleven";
    ASSERT_EQ(state_.warnings.size(), 1U);
    EXPECT_EQ(state_.words.text(state_.warnings[0].kind), "雪凝");
    EXPECT_GT(state_.warnings[0].until_ns, state_.received_ns);
    EXPECT_TRUE(in_emergency());
  }

  bool in_emergency() const {
    for (const Json& mode : json_["mode"]) {
      if (mode["area"] == county_.code && mode["mode"] == "emergency") return true;
    }
    return false;
  }

  void stars() {
    std::map<int, std::set<std::string>> orgs;
    for (const Json& one : json_["assessments"]) {
      ASSERT_EQ(one["kind"], "star");
      EXPECT_EQ(one["period"], "2025年");
      orgs[one["stars"]].insert(one["org"]);
    }
    EXPECT_EQ(orgs[5].size(), 16U);
    EXPECT_EQ(orgs[4].size(), 40U);
    EXPECT_EQ(orgs[3].size(), 45U);
    EXPECT_EQ(json_["assessments"].size(), 101U);
  }

  void whistles() {
    std::map<std::string, std::array<int, 4>> steps;
    for (const Json& whistle : json_["whistles"]) {
      std::array<int, 4>& counts = steps[whistle["department"]];
      const char* names[] = {"blown", "acknowledged", "arrived", "closed"};
      for (size_t i = 0; i < 4; ++i) counts[i] += whistle[names[i]].is_null() ? 0 : 1;
    }
    EXPECT_EQ(steps.size(), county_.departments.size());
    EXPECT_EQ(county_.departments.size(), 24U);
    for (const auto& [department, counts] : steps) {
      for (const int count : counts) EXPECT_GE(count, 10) << department;
    }
    EXPECT_GE(county_.category_groups.size(), 3U) << "三网融合";
  }

  void one_key_alarm() {
    int64_t alarms = 0, standing = 0;
    for (AlarmIndex i{0}; i < state_.alarm_ids.size(); ++i)
      alarms += state_.alarm_ids.text(i).starts_with("incident:") ? 0 : 1;
    EXPECT_EQ(alarms, 18);
    std::set<std::string> places;
    for (const Incident& incident : state_.incidents) {
      if (state_.words.text(incident.kind) != "一键报警") continue;
      places.insert(incident.place);
      standing += incident.open() ? 1 : 0;
      EXPECT_NE(incident.place.find("号楼"), std::string::npos) << incident.place;
      EXPECT_TRUE(incident.place.ends_with("室")) << incident.place;
    }
    EXPECT_EQ(places, alarm_places_) << "every alarm becomes an emergency at its door";
    EXPECT_EQ(places.size(), 18U);
    EXPECT_EQ(standing, 1) << "the last one has just been raised";
    EXPECT_EQ(state_.sources[state_.source_names.find("smart-gate")].accepted[1], 122);
  }

  void tiers() {
    int64_t sum = 0;
    for (const Json& count : json_["windows"]["all"]["tier_resolved"]) {
      EXPECT_GT(count, 0);
      sum += count.get<int64_t>();
    }
    EXPECT_EQ(sum, 250);
    EXPECT_EQ(json_["windows"]["all"]["tier_resolved"]["grid"], 148);
  }

  void pipeline() {
    ASSERT_EQ(json_["pipeline"].size(), 7U);
    for (const Json& stage : json_["pipeline"]) {
      EXPECT_GT(stage["count"], 0) << stage;
      EXPECT_GT(stage["median_s"], 0) << stage;
      EXPECT_GE(stage["oldest_s"], stage["median_s"]) << stage;
    }
    EXPECT_EQ(county_.loops.front().stages.size(), 6U);
  }

  void province() {
    EXPECT_EQ(county_.hierarchy.size(), 3U);
    int drills = 0;
    for (const Json& incident : json_["incidents"]) drills += incident["drill"] == true ? 1 : 0;
    EXPECT_EQ(drills, 25);
    EXPECT_FALSE(in_emergency()) << "and back to routine";
    EXPECT_NE(state_.mode_areas.find(county_.code), kNone) << "was in emergency mode once";
    EXPECT_GE(state_.teams.size(), 365U);
  }

  const Json& json_;
  const County& county_;
  const CountyState& state_;
  const std::set<std::string>& alarm_places_;
};

TEST_P(CountyHistory, ShowsThePublishedFiguresExactly) {
  make(local_ns(23, 30));
  if (HasFatalFailure()) return;
  EXPECT_EQ(json_["intake"]["rejected"], 0);
  EXPECT_EQ(json_["intake"]["duplicates"], 0);
  EXPECT_EQ(json_["intake"]["unlocated"], 0);
  EXPECT_EQ(json_["intake"]["anomalies"], 0);
  if (GetParam().grids > 0) {
    EXPECT_EQ(json_["coverage"]["grids"], GetParam().grids);
  }
  const Json tomorrow = state_at(state_.received_ns + kNsPerDay, {});
  for (const Figure& figure : GetParam().figures) {
    EXPECT_EQ(at(json_, figure.path), figure.value) << figure.path;
    EXPECT_EQ(at(tomorrow, figure.path), figure.value) << figure.path << " a day later";
  }
  Says(json_, county_, state_, alarm_places_).check(GetParam().county);
}

INSTANTIATE_TEST_SUITE_P(OfTheTable, CountyHistory, ::testing::ValuesIn(rows()),
                         [](const auto& row) { return row.param.county; });

TEST(CountyHistories, StandForEveryCountyOfTheTableAndForNoOther) {
  std::set<std::string> typed, files;
  for (const Row& row : rows()) typed.insert(row.county);
  for (const auto& entry : std::filesystem::directory_iterator(kSources / "config" / "histories")) {
    if (entry.path().extension() == ".toml") files.insert(entry.path().stem().string());
  }
  EXPECT_EQ(typed.size(), 14U);
  EXPECT_EQ(files, typed);
}

}  // namespace
}  // namespace gridwall::simulate::history
