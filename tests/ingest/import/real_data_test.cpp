// The figures of docs/REAL_DATA.md, by simple counting. Skipped where the files are not at hand.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "ingest/import/import.h"

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

struct CapFile {
  const char* name;
  int issued, lifted;
  int level;           // of what was issued
  const char* status;  // likewise
  const char* until;
  const char* area;  // begins with
};

TEST(RealWarnings, SevenCapFilesGiveWhatTheySay) {
  constexpr CapFile kFiles[] = {
      {"alertswiss-POA-1216107687-4.xml", 1, 1, 4, "actual", "2025-06-21T10:01:00+02:00", "All of Valais"},
      {"alertswiss-TEST-1163.xml", 1, 0, 4, "test", "2025-06-22T08:07:00+02:00", "info@alertswiss.ch"},
      {"gdacs-cap_1001150.xml", 1, 0, 3, "actual", "2025-02-25T23:00:00Z", "Polygon"},
      {"ie-2.49.0.1.372.0.250413231648.N_Norm002_SmallCraft.xml", 1, 0, 3, "actual", "2025-04-14T20:00:00+01:00",
       "from Fair Head"},
      {"kz-2.49.0.0.398.0-20250306-133701-0284797-00-EN.xml", 1, 0, 3, "actual", "2025-03-07T16:00:00Z",
       "Kokpekti district"},
      {"mo-cap_monsoon.xml", 1, 2, 3, "actual", "2025-04-14T06:00:00+08:00", "澳門特別行政區"},
      {"mow.DE-HE-KS-SE106-20250313-106-001.xml", 0, 1, 0, "", "", ""},
  };
  if (!std::filesystem::is_directory(data_folder() / "cap")) {
    GTEST_SKIP() << data_folder() / "cap"
                 << " is not here; set GRIDWALL_SHARED_DATA to the folder above it";
  }
  std::ifstream mapping_file(std::filesystem::path(GRIDWALL_SOURCE_DIR) / "config" / "mappings" / "cap.toml");
  std::stringstream text;
  text << mapping_file.rdbuf();
  const Result<Mapping> mapping = load_mapping(text.str(), "cap.toml");
  ASSERT_TRUE(mapping.ok()) << mapping.error().message;
  Parser parser;
  for (const CapFile& file : kFiles) {
    SCOPED_TRACE(file.name);
    std::ifstream input(data_folder() / "cap" / file.name, std::ios::binary);
    int issued = 0, lifted = 0;
    ImportIo io;
    io.write = [&](std::string_view line) {
      Event event;
      EXPECT_FALSE(parser.parse(line, event)) << line;
      EXPECT_FALSE(event.position) << line;
      if (event.type == EventType::kEmergencyWarningLifted) return ++lifted, true;
      ++issued;
      EXPECT_EQ(event.integer(Field::kLevel), file.level);
      EXPECT_EQ(warning_status_name(event.as<WarningStatus>(Field::kStatus)), file.status);
      EXPECT_EQ(event.time_ns(Field::kUntil), parse_rfc3339(file.until).value_or(0));
      EXPECT_TRUE(event.text(Field::kArea).starts_with(file.area)) << event.text(Field::kArea);
      return true;
    };
    const Result<ImportSummary> done = run_cap_import(*mapping, {{&input, file.name}}, {}, io);
    ASSERT_TRUE(done.ok()) << done.error().message;
    EXPECT_EQ(issued, file.issued);
    EXPECT_EQ(lifted, file.lifted);
    EXPECT_TRUE(done->skipped.empty()) << format_summary(*done);
  }
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
