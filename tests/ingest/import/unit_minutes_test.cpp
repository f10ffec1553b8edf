// How long each unit of San Francisco's file stood in each state: by folding the imported events, and by walking
// through the file's own stamps with code that shares nothing with the import or the fold. Skipped where the file is
// not at hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <tuple>

#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "ingest/import/import.h"
#include "ingest/state/fold.h"

namespace gridwall::import {
namespace {

// Seconds by unit, state and whether another call ended the span. What a unit does after its last stamp is not known.
using Times = std::map<std::tuple<std::string, std::string, bool>, int64_t>;

std::filesystem::path units_file() {
  const char* given = std::getenv("GRIDWALL_SHARED_DATA");
  const std::filesystem::path folder = given != nullptr && *given != '\0'
                                           ? std::filesystem::path(given)
                                           : std::filesystem::path(GRIDWALL_SOURCE_DIR) / ".." / "shared" / "data";
  return folder / "units_sffd_2009_2014.csv";
}

Times folded(std::istream& input) {
  Times times;
  std::ifstream mapping_file(std::filesystem::path(GRIDWALL_SOURCE_DIR) / "config" / "mappings" / "sffd_units.toml");
  std::stringstream text;
  text << mapping_file.rdbuf();
  const Result<Mapping> mapping = load_mapping(text.str(), "sffd_units.toml");
  EXPECT_TRUE(mapping.ok()) << (mapping ? "" : mapping.error().message);
  if (!mapping) return times;
  const County county;
  CountyState state(county);
  Parser parser;
  ImportIo io;
  io.input = &input;
  io.input_name = "units.csv";
  io.write = [&](std::string_view line) {
    Event event;
    EXPECT_FALSE(parser.parse(line, event)) << line;
    const std::string unit(event.text(Field::kTeam));
    const TeamIndex known = event.type == EventType::kEmergencyTeamStatus ? state.team_ids.find(unit) : kNone;
    const TeamState before = known == kNone ? TeamState{} : state.teams[known];
    Stamp stamp;
    stamp.seq = state.seq + 1;
    stamp.received_ns = event.at_ns;
    apply(state, county, event, stamp);
    if (known == kNone || !before.reported) return true;
    const TeamState& after = state.teams[known];
    const bool other_call =
        before.status == TeamStatus::kAssigned && after.incident != kNone && after.incident != before.incident;
    times[{unit, std::string(team_detail_name(before.detail)), other_call}] +=
        (after.last_contact_ns - before.last_contact_ns) / kNsPerSecond;
    return true;
  };
  const Result<ImportSummary> done = run_import(*mapping, io);
  EXPECT_TRUE(done.ok()) << (done ? "" : done.error().message);
  if (!done) return times;
  // Out of order, and told: 6 arrived after they were free, 4 under way after they arrived, 2 after they were free.
  uint64_t out_of_order = 0;
  for (const auto& [what, tally] : done->noticed) {
    if (what.find(" after it ") != std::string::npos) out_of_order += tally.count;
  }
  EXPECT_EQ(out_of_order, 12U) << format_summary(*done);
  EXPECT_EQ(done->noticed.at("unit never became available: it stays assigned until its next call").count, 18U);
  return times;
}

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      cells.emplace_back();
    else if (c != '\r')
      cells.back() += c;
  }
  return cells;
}

// "01/10/2009 02:36:01 PM" by the C library's own clock of Los Angeles.
int64_t seconds_of(const std::string& text) {
  std::tm time{};
  char half = 0;
  const int read = std::sscanf(text.c_str(), "%d/%d/%d %d:%d:%d %cM", &time.tm_mon, &time.tm_mday, &time.tm_year,
                               &time.tm_hour, &time.tm_min, &time.tm_sec, &half);
  EXPECT_EQ(read, 7) << text;
  time.tm_mon -= 1;
  time.tm_year -= 1900;
  time.tm_hour = time.tm_hour % 12 + (half == 'P' ? 12 : 0);
  time.tm_isdst = -1;
  return std::mktime(&time);
}

Times counted_by_hand(std::istream& input) {
  struct Moment {
    int64_t time_s;
    int step;
    std::string call;
  };
  const std::pair<const char*, const char*> kSteps[] = {{"Dispatch DtTm", "dispatched"},
                                                        {"Response DtTm", "en_route"},
                                                        {"On Scene DtTm", "on_scene"},
                                                        {"Available DtTm", "standby"}};
  std::string line;
  std::getline(input, line);
  const std::vector<std::string> header = split(line);
  const auto column = [&](const char* name) {
    return static_cast<size_t>(std::find(header.begin(), header.end(), name) - header.begin());
  };
  std::map<std::string, std::vector<Moment>> units;
  while (std::getline(input, line)) {
    const std::vector<std::string> cells = split(line);
    for (int step = 0; step < 4; ++step) {
      const std::string& text = cells[column(kSteps[step].first)];
      if (!text.empty()) {
        units[cells[column("Unit ID")]].push_back({seconds_of(text), step, cells[column("Call Number")]});
      }
    }
  }
  Times times;
  for (auto& [unit, stamps] : units) {
    std::stable_sort(stamps.begin(), stamps.end(), [](const Moment& a, const Moment& b) {
      return a.time_s != b.time_s ? a.time_s < b.time_s : a.step < b.step;
    });
    for (size_t i = 1; i < stamps.size(); ++i) {
      const Moment &from = stamps[i - 1], &to = stamps[i];
      const bool other_call = from.step != 3 && to.step != 3 && from.call != to.call;
      times[{unit, kSteps[from.step].second, other_call}] += to.time_s - from.time_s;
    }
  }
  return times;
}

TEST(UnitMinutes, EveryUnitsTimeInEveryStateIsThatOfTheFile) {
  std::ifstream first(units_file(), std::ios::binary), second(units_file(), std::ios::binary);
  if (!first) GTEST_SKIP() << units_file() << " is not here; set GRIDWALL_SHARED_DATA to its folder";
  const char* before = std::getenv("TZ");
  const std::string zone = before == nullptr ? "" : before;
  setenv("TZ", "America/Los_Angeles", 1);
  tzset();
  const Times by_hand = counted_by_hand(second);
  before == nullptr ? unsetenv("TZ") : setenv("TZ", zone.c_str(), 1);
  tzset();
  const Times by_fold = folded(first);
  EXPECT_GT(by_hand.size(), 300U);
  EXPECT_EQ(by_fold.size(), by_hand.size());
  std::map<std::pair<std::string, bool>, int64_t> sums;
  for (const auto& [key, seconds] : by_hand) {
    const auto found = by_fold.find(key);
    ASSERT_NE(found, by_fold.end()) << std::get<0>(key) << ' ' << std::get<1>(key);
    EXPECT_EQ(found->second, seconds) << std::get<0>(key) << ' ' << std::get<1>(key);
    sums[{std::get<1>(key), std::get<2>(key)}] += seconds;
  }
  // The table of docs/REAL_DATA.md, in whole minutes.
  EXPECT_EQ((sums[{"dispatched", false}] + 30) / 60, 4'702);
  EXPECT_EQ((sums[{"en_route", false}] + 30) / 60, 10'656);
  EXPECT_EQ((sums[{"on_scene", false}] + 30) / 60, 25'492);
  EXPECT_EQ((sums[{"dispatched", true}] + 30) / 60, 1'575'609);
  EXPECT_EQ((sums[{"en_route", true}] + 30) / 60, 1'016'263);
  EXPECT_EQ((sums[{"on_scene", true}] + 30) / 60, 295'857);
}

}  // namespace
}  // namespace gridwall::import
