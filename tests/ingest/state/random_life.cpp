#include "tests/ingest/state/random_life.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "ingest/event/time.h"
#include "ingest/state/state_json.h"

namespace gridwall::testing {
namespace {

class LifeMaker {
 public:
  explicit LifeMaker(uint32_t seed) : random_(seed) {}

  LifeMatter make(int number) {
    matter_ = LifeMatter{};
    id_ = std::to_string(number);
    matter_.grid = pick(12) == 0 ? "" : "g" + std::to_string(pick(16));
    // Most matters are of the last weeks, so that the short windows hold some.
    time_s_ = kFirst_s + (pick(3) == 0 ? pick(320 * 86'400) : 300 * 86'400 + pick(22 * 86'400));
    switch (pick(12)) {
      case 0:
      case 1:
        visit();
        break;
      case 2:
        finding("hazard", "closed");
        break;
      case 3:
        finding("dispute", "resolved");
        break;
      case 4:
        whistle();
        break;
      case 5:
        other();
        break;
      case 6:
        team();
        break;
      default:
        request();
        break;
    }
    return std::move(matter_);
  }

 private:
  static constexpr int64_t kFirst_s = 1'767'196'800;  // 2026-01-01T00:00:00+08:00

  // Not twice in one sum of texts: compilers differ in which they draw first. Braces are drawn from left to right.
  uint32_t pick(uint32_t n) { return static_cast<uint32_t>(random_() % n); }
  std::string number(uint32_t n) { return std::to_string(pick(n)); }

  void say(const std::string& type, const std::string& members, uint32_t within_s) {
    time_s_ += 1 + pick(within_s);
    const std::string at = format_rfc3339(time_s_ * kNsPerSecond, 8 * 3600);
    matter_.steps.push_back({type, at.substr(5, 14), members});
  }
  std::string place() const { return matter_.grid.empty() ? "" : R"("grid":")" + matter_.grid + "\","; }

  void request() {
    const std::string id = R"("request":"R)" + id_ + '"';
    const auto [channel, category] = std::array{number(4), number(4)};
    std::string placed = place() + id + R"(,"category":"c)" + category + R"(","channel":"x)" + channel +
                         R"(","title":"t","tier":"grid")";
    if (pick(2) == 0) placed += R"(,"org":"org)" + number(3) + '"';
    say("request.placed", placed, 1);
    if (pick(10) == 0) say("request.deferred", id + R"(,"until":"2026-11-22T00:00:00+08:00")", 3'000);
    if (pick(12) == 0) say("request.cancelled", id + R"(,"reason":"r")", 50'000);
    const char* steps[] = {"dispatched", "accepted", "supervised", "escalated", "returned", "resolved",
                           "published",  "rated",    "reopened",   "accepted",  "resolved", "rated"};
    const uint32_t until = pick(13);
    for (uint32_t i = 0; i < until; ++i) {
      const std::string step = steps[i];
      if ((step == "returned" || step == "reopened" || step == "escalated") && pick(4) != 0) continue;
      std::string more;
      if (step == "dispatched") more = R"(,"to":"o")";
      if (step == "accepted") more = R"(,"by":"o")";
      if (step == "supervised") more = R"(,"by":"o","note":"n")";
      if (step == "escalated") more = R"(,"tier":"street")";
      if (step == "returned") more = R"(,"reason":"r")";
      if (step == "resolved") more = pick(2) == 0 ? R"(,"by":"o")" : R"(,"by":"o","tier":"county")";
      if (step == "rated") more = pick(3) == 0 ? R"(,"score":"unsatisfied")" : R"(,"score":"basic")";
      say("request." + step, id + more, step == "accepted" ? 600 : 60'000);
    }
  }

  void visit() {
    const std::string worker = R"("worker":"w)" + id_ + '"';
    say("patrol.shift_started", place() + worker + R"(,"post":")" + (pick(2) == 0 ? "A" : "B") + '"', 1);
    for (uint32_t i = 0; i < 3; ++i) {
      const auto [people, households] = std::array{number(20), number(9)};
      std::string visited = place() + worker + R"(,"households":)" + households + R"(,"people":)" + people;
      if (pick(2) == 0) {
        const auto [estate, campaign] = std::array{number(6), number(2)};
        visited += R"(,"campaign":"k)" + campaign + R"(","estate":"e)" + estate + '"';
      }
      say("patrol.visited", visited, 3 * 86'400);
    }
    if (pick(2) == 0) say("patrol.shift_ended", worker, 20'000);
  }

  void finding(const std::string& kind, const std::string& end) {
    const std::string id = '"' + kind + R"(":"F)" + id_ + '"';
    say("patrol." + kind + "_found", place() + id + R"(,"category":"c")" + (kind == "hazard" ? R"(,"severity":1)" : ""),
        1);
    if (pick(3) != 0) say("patrol." + kind + "_" + end, id, 40 * 86'400);
  }

  void whistle() {
    const uint32_t street = pick(2);
    matter_.grid = street == 0 ? "g0" : "g8";  // grids of these streets
    const std::string id = R"("whistle":"W)" + id_ + '"';
    say("emergency.whistle_blown",
        id + R"(,"street":")" + (street == 0 ? "s1" : "二街") + R"(","department":"d)" + number(3) + '"', 1);
    if (pick(4) != 0) say("emergency.whistle_acknowledged", id, 900);
    if (pick(3) != 0) say("emergency.whistle_arrived", id, 3'000);
    if (pick(2) != 0) say("emergency.whistle_closed", id, 30'000);
  }

  void other() {
    const uint32_t which = pick(3);
    if (which == 0) {
      const auto [solved, measures, issues, level] = std::array{number(9), number(9), number(9), number(2)};
      say("request.meeting_held",
          place() + R"("meeting":"M)" + id_ + R"(","level":"l)" + level + R"(","issues":)" + issues +
              R"(,"measures":)" + measures + R"(,"solved":)" + solved,
          1);
    } else if (which == 1) {
      const auto [solved, members, unit] = std::array{number(4), number(30), number(5)};
      say("request.reported_in",
          place() + R"("unit":"u)" + unit + R"(","members":)" + members + R"(,"solved":)" + solved, 1);
    } else {
      matter_.grid.clear();
      const auto [quarter, stars, org] = std::array{pick(4), pick(5), pick(3)};
      say("request.assessed",
          R"("org":"org)" + std::to_string(org) + R"(","kind":"star","stars":)" + std::to_string(1 + stars) +
              R"(,"period":"2026-Q)" + std::to_string(1 + quarter) + '"',
          1);
    }
  }

  void team() {
    matter_.grid.clear();
    for (uint32_t i = 0; i < 3; ++i) {
      const bool away = pick(2) == 0;
      say("emergency.team_status",
          R"("team":"T)" + id_ + R"(","headcount":5,"status":)" +
              (away ? R"("assigned","detail":"en_route")" : R"("available","detail":"standby")"),
          9'000);
    }
  }

  std::mt19937 random_;
  LifeMatter matter_;
  std::string id_;
  int64_t time_s_ = 0;
};

}  // namespace

County two_streets() {
  County county = small_county();
  county.areas.clear();
  county.areas.push_back({"s1", {"一街", ""}, 0, kNone, {}});
  county.areas.push_back({"s2", {"二街", ""}, 0, kNone, {}});
  for (uint32_t i = 0; i < 4; ++i)
    county.areas.push_back({"c" + std::to_string(i), {"社区", ""}, 1, AreaIndex(i / 2), {}});
  for (uint32_t i = 0; i < 16; ++i) {
    county.grids[i].area = i < 14 ? AreaIndex(2 + i / 4) : kNone;
    county.grids[i].households = i * 10;
  }
  county.loops.front().stages = {{{"placed", "dispatched", "accepted", "supervised"}, {"办理", ""}},
                                 {{"resolved", "published", "rated"}, {"办结", ""}}};
  county.loops.push_back(
      {{"备忘录", ""}, {{{"placed"}, {"收集", ""}}, {{"accepted", "resolved"}, {"处置", ""}}}, {"x1"}, {}});
  county.loops.push_back({{"二街", ""}, {}, {}, {AreaIndex(1)}});
  county.departments = {{"d0", {"水务局", ""}}, {"d1", {"城管局", ""}}};
  county.build_index();
  return county;
}

std::vector<LifeMatter> random_life(uint32_t seed, int matters) {
  LifeMaker maker(seed);
  std::vector<LifeMatter> life;
  for (int i = 0; i < matters; ++i) life.push_back(maker.make(i));
  return life;
}

std::vector<LifeStep> in_order(const std::vector<LifeMatter>& matters, std::string_view until) {
  std::vector<LifeStep> steps;
  for (const LifeMatter& matter : matters) {
    for (const LifeStep& step : matter.steps) {
      if (step.at <= until) steps.push_back(step);
    }
  }
  std::stable_sort(steps.begin(), steps.end(), [](const LifeStep& a, const LifeStep& b) { return a.at < b.at; });
  return steps;
}

std::vector<double> take_heat(nlohmann::json& figures) {
  std::vector<double> heat;
  for (nlohmann::json& grid : figures["grids"]) {
    heat.push_back(grid["heat"]);
    grid.erase("heat");
  }
  return heat;
}

nlohmann::json figures_json(const CountyState& state, const County& county, std::string_view when, const Scope& scope) {
  return nlohmann::json::parse(state_json(state, county, local_ns(when), {}, {true, scope}));
}

}  // namespace gridwall::testing
