// A small county whose alarms a test raises, acknowledges and counts.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ingest/state/alarms.h"
#include "tests/support/small_county.h"

namespace gridwall {

using testing::Folder;
using testing::local_ns;

class Alarms : public ::testing::Test {
 protected:
  std::vector<AlarmView> at(std::string_view when) const { return alarms_at(folder.state, county, local_ns(when)); }
  AlarmCounts counts(std::string_view when) const {
    return alarm_counts_at(folder.state, county, local_ns(when), ScopePlaces(county, {}));
  }
  std::vector<AlarmView> of_kind(AlarmKind kind, std::string_view when) const {
    std::vector<AlarmView> views = at(when);
    std::erase_if(views, [&](const AlarmView& view) { return view.kind != kind; });
    return views;
  }
  int64_t count_of(AlarmKind kind, std::string_view when) const {
    return counts(when).by_kind[static_cast<size_t>(kind)];
  }
  void raise(std::string_view id, std::string_view when, int level, std::string_view more = {}) {
    folder.add("emergency.alarm_raised", when,
               R"("alarm":")" + std::string(id) + R"(","kind":"一键报警","level":)" + std::to_string(level) +
                   std::string(more));
  }
  void acknowledge(std::string_view id, std::string_view when) {
    folder.add("emergency.alarm_acknowledged", when,
               R"("alarm":")" + std::string(id) + R"(","by":"值班员","note":"n")");
  }
  void shelve(std::string_view id, std::string_view when, std::string_view until) {
    folder.add("emergency.alarm_shelved", when,
               R"("alarm":")" + std::string(id) + R"(","by":"值班员","reason":"检修","until":"2026-)" +
                   std::string(until) + R"(+08:00")");
  }
  void place(std::string_view request, std::string_view when, std::string_view tier, std::string_view due,
             std::string_view grid = "g0") {
    folder.add("request.placed", when,
               R"("request":")" + std::string(request) + R"(","category":"c","channel":"w","title":"t","tier":")" +
                   std::string(tier) + R"(","grid":")" + std::string(grid) + R"(","due_at":"2026-)" + std::string(due) +
                   R"(+08:00")");
    folder.add("request.accepted", when, R"("by":"b","request":")" + std::string(request) + R"(")");
  }
  void team(std::string_view id, std::string_view when, std::string_view status, std::string_view detail) {
    folder.add("emergency.team_status", when,
               R"("team":")" + std::string(id) + R"(","status":")" + std::string(status) + R"(","detail":")" +
                   std::string(detail) + R"(")");
  }
  int64_t anomalies() const { return folder.state.sources.at(0).anomalies; }

  // Feeds of these tests are quiet by nature: late feeds are the matter of one test only.
  County quiet_county() {
    County made = testing::small_county();
    made.feed_late_after_s = {10'000'000, 10'000'000, 10'000'000};
    return made;
  }
  County county = quiet_county();
  Folder folder{county};
};

}  // namespace gridwall
