// The figures of docs/REAL_DATA.md, by simple counting. Skipped where the files are not at hand.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "ingest/event/parse.h"
#include "ingest/simulate/import.h"

namespace gridwall::import {
namespace {

// $GRIDWALL_SHARED_DATA, or shared/data beside the sources.
std::filesystem::path data_folder() {
  if (const char* given = std::getenv("GRIDWALL_SHARED_DATA"); given != nullptr && *given != '\0') return given;
  return std::filesystem::path(GRIDWALL_SOURCE_DIR) / ".." / "shared" / "data";
}

class RealData : public ::testing::Test {
 protected:
  void import(const char* mapping_name, const char* file_name) {
    const std::filesystem::path path = data_folder() / file_name;
    std::ifstream input(path, std::ios::binary);
    if (!input) GTEST_SKIP() << path << " is not here; set GRIDWALL_SHARED_DATA to its folder";
    std::ifstream mapping_file(std::filesystem::path(GRIDWALL_SOURCE_DIR) / "config" / "mappings" / mapping_name);
    std::stringstream text;
    text << mapping_file.rdbuf();
    const Result<Mapping> mapping = load_mapping(text.str(), mapping_name);
    ASSERT_TRUE(mapping.ok()) << mapping.error().message;
    ImportIo io;
    io.input = &input;
    io.input_name = file_name;
    io.write = [&](std::string_view line) { return take(line); };
    const Result<ImportSummary> done = run_import(*mapping, io);
    ASSERT_TRUE(done.ok()) << done.error().message;
    summary = *done;
    EXPECT_TRUE(summary.skipped.empty()) << format_summary(summary);
    EXPECT_TRUE(summary.bad_rows.empty()) << format_summary(summary);
  }

  bool take(std::string_view line) {
    Event event;
    EXPECT_FALSE(parser_.parse(line, event)) << line;
    EXPECT_GE(event.at_ns, last_ns_);
    last_ns_ = event.at_ns;
    EXPECT_TRUE(ids_.insert(std::string(event.id)).second) << line;
    const bool is_request = event.feed() == Feed::kRequest;
    matters[event.type].emplace(event.text(is_request ? Field::kRequest : Field::kIncident));
    if (event.type == EventType::kRequestPlaced) {
      ++categories[std::string(event.text(Field::kCategory))];
      if (!event.position) ++unlocated;
    }
    if (event.type == EventType::kEmergencyTeamStatus) {
      ++details[event.as<TeamDetail>(Field::kDetail)];
      teams.emplace(event.text(Field::kTeam));
    }
    return true;
  }

  ImportSummary summary;
  std::map<EventType, std::set<std::string>> matters;
  std::map<std::string, int> categories;
  std::map<TeamDetail, int> details;
  std::set<std::string> teams;
  int unlocated = 0;

 private:
  Parser parser_;
  int64_t last_ns_ = 0;
  std::set<std::string> ids_;
};

TEST_F(RealData, LosAngelesCollects9756AndResolves9723) {
  import("la_311.toml", "requests_la_2020.csv");
  if (IsSkipped()) return;
  EXPECT_EQ(summary.rows, 10'000U);
  const std::set<std::string>& placed = matters[EventType::kRequestPlaced];
  const std::set<std::string>& cancelled = matters[EventType::kRequestCancelled];
  const std::set<std::string>& resolved = matters[EventType::kRequestResolved];
  EXPECT_EQ(placed.size(), 10'000U);
  EXPECT_EQ(cancelled.size(), 244U);
  EXPECT_EQ(placed.size() - cancelled.size(), 9'756U);
  EXPECT_EQ(resolved.size(), 9'723U);
  for (const std::string& request : resolved) EXPECT_FALSE(cancelled.contains(request));
  EXPECT_EQ(matters[EventType::kRequestDispatched].size(), 2U);
  EXPECT_EQ(unlocated, 11);
  EXPECT_EQ(categories.size(), 11U);
  EXPECT_EQ(categories["Bulky Items"], 4470);
  EXPECT_EQ(categories["Report Water Waste"], 6);
}

TEST_F(RealData, SanFranciscoHas554IncidentsAnd97Units) {
  import("sffd_units.toml", "units_sffd_2009_2014.csv");
  if (IsSkipped()) return;
  EXPECT_EQ(summary.rows, 2'544U);
  EXPECT_EQ(matters[EventType::kEmergencyIncidentOpened].size(), 554U);
  EXPECT_EQ(matters[EventType::kEmergencyIncidentClosed].size(), 552U);
  EXPECT_EQ(details[TeamDetail::kDispatched], 2'544);
  EXPECT_EQ(details[TeamDetail::kEnRoute], 2'544 - 187);
  EXPECT_EQ(details[TeamDetail::kOnScene], 2'544 - 795);
  EXPECT_EQ(details[TeamDetail::kStandby], 2'544 - 18);
  EXPECT_EQ(teams.size(), 97U);
}

TEST_F(RealData, ChicagoHasFiftyRequestsAndFortyNineClosed) {
  import("open311.toml", "open311/chicago_requests.json");
  if (IsSkipped()) return;
  EXPECT_EQ(matters[EventType::kRequestPlaced].size(), 50U);
  EXPECT_EQ(matters[EventType::kRequestResolved].size(), 49U);
  EXPECT_EQ(summary.by_type.at("request.dispatched"), 52U);
}

}  // namespace
}  // namespace gridwall::import
