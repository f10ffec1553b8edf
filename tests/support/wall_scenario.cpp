#include "tests/support/wall_scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "ingest/state/fold.h"

namespace gridwall::testing {
namespace {

constexpr int64_t kMinuteNs = 60 * kNsPerSecond;

// The standard fixes the engine's numbers but not the distributions', so these are made by hand.
class Dice {
 public:
  double share() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }
  int64_t whole(int64_t below) { return static_cast<int64_t>(engine_() % static_cast<uint64_t>(below)); }
  bool chance(double p) { return share() < p; }
  double normal() { return share() + share() + share() + share() + share() + share() - 3.0; }

 private:
  std::mt19937_64 engine_{20261121};
};

struct Line {
  int64_t at_ns;
  std::string type;
  std::string members;
};

class Script {
 public:
  Script(const County& county, const WallScenario& scenario) : county_(county), scenario_(scenario) {}

  CountyState play() {
    pick_hot_grids();
    for (int day = scenario_.days - 1; day >= 0; --day) tell_requests(day);
    tell_patrols();
    tell_incidents();
    tell_teams();
    tell_alarms();
    return fold();
  }

 private:
  void say(int64_t at_ns, std::string type, std::string members) {
    if (at_ns <= scenario_.now_ns) lines_.push_back({at_ns, std::move(type), std::move(members)});
  }
  int64_t before(int64_t minutes) const { return scenario_.now_ns - minutes * kMinuteNs; }
  std::string in_grid(uint32_t grid) const { return R"("grid":")" + county_.grids[grid].code + R"(")"; }

  // A few neighbours of the first grid get most of what happens.
  void pick_hot_grids() {
    if (county_.grids.empty()) return;
    const Position middle = county_.grids[county_.grids.size() / 5].center;
    for (const Grid& grid : county_.grids) {
      const double east =
          (grid.center.lon_deg - middle.lon_deg) / std::max(1e-6, county_.box.east_deg - county_.box.west_deg);
      const double north =
          (grid.center.lat_deg - middle.lat_deg) / std::max(1e-6, county_.box.north_deg - county_.box.south_deg);
      weights_.push_back((weights_.empty() ? 0 : weights_.back()) + 0.12 +
                         std::exp(-(east * east + north * north) * 18));
    }
  }
  uint32_t any_grid() {
    const double at = dice_.share() * weights_.back();
    return static_cast<uint32_t>(std::lower_bound(weights_.begin(), weights_.end(), at) - weights_.begin());
  }

  void tell_requests(int days_ago) {
    constexpr const char* kTiers[] = {"grid", "community", "street", "county"};
    constexpr const char* kTitles[] = {"楼道杂物", "路灯不亮", "井盖破损", "噪声扰民", "飞线充电", "占道经营"};
    const int64_t day_start_ns = county_.zone.day_start_ns(county_.zone.local_day(scenario_.now_ns) - days_ago);
    for (int i = 0; i < scenario_.requests_per_day; ++i) {
      const uint32_t grid = any_grid();
      const double hour = std::clamp(13.5 + 4.2 * 2 * dice_.normal(), 0.0, 23.99);
      const int64_t placed_ns = day_start_ns + static_cast<int64_t>(hour * 3600e9);
      const double tier_roll = dice_.share();
      const int tier = tier_roll < 0.61 ? 0 : tier_roll < 0.88 ? 1 : tier_roll < 0.98 ? 2 : 3;
      const std::string id = "R" + std::to_string(days_ago) + "-" + std::to_string(i);
      const std::string request = R"("request":")" + id + R"(")";
      const std::string category =
          county_.categories.empty()
              ? "其他"
              : county_.categories[static_cast<size_t>(dice_.whole(static_cast<int64_t>(county_.categories.size())))]
                    .first;
      const std::string channel =
          county_.channels.empty()
              ? "12345"
              : county_.channels[static_cast<size_t>(dice_.whole(static_cast<int64_t>(county_.channels.size())))].first;
      say(placed_ns, "request.placed",
          request + R"(,"category":")" + category + R"(","channel":")" + channel + R"(","title":")" +
              kTitles[dice_.whole(6)] + R"(","tier":")" + kTiers[tier] + R"(",)" + in_grid(grid));
      const auto minutes = [&](double median, double spread) {
        return static_cast<int64_t>(median * std::exp(spread * dice_.normal()) * 60e9);
      };
      const int64_t dispatched_ns = placed_ns + minutes(8, 1.2);
      const int64_t accepted_ns = dispatched_ns + minutes(14, 1.2);
      const int64_t resolved_ns = accepted_ns + minutes(tier == 0 ? 380 : tier == 1 ? 2000 : 5200, 1.0);
      say(dispatched_ns, "request.dispatched", request + R"(,"to":"城管局")");
      say(accepted_ns, "request.accepted", request + R"(,"by":"承办人")");
      const bool stuck = dice_.chance(0.012);
      if (dice_.chance(0.03) || stuck)
        say(accepted_ns + minutes(900, 0.8), "request.supervised", request + R"(,"by":"督办","note":"请加快办理")");
      if (stuck && dice_.chance(0.9)) continue;
      say(resolved_ns, "request.resolved", request + R"(,"by":"承办人","tier":")" + kTiers[tier] + R"(")");
      if (dice_.chance(0.7)) say(resolved_ns + minutes(90, 1), "request.published", request);
      if (dice_.chance(0.6)) {
        say(resolved_ns + minutes(1500, 1), "request.rated",
            request + R"(,"score":")" +
                (dice_.chance(0.97)  ? "satisfied"
                 : dice_.chance(0.7) ? "basic"
                                     : "unsatisfied") +
                R"(")");
      }
    }
  }

  void tell_patrols() {
    const int grids = static_cast<int>(county_.grids.size());
    for (int grid = 0; grid < grids; ++grid) {
      const double roll = dice_.share();
      if (roll < 0.008) continue;  // never visited
      const int64_t minutes = roll < 0.02   ? 1500 + dice_.whole(600)
                              : roll < 0.12 ? 1100 + dice_.whole(300)
                                            : dice_.whole(1000);
      const std::string worker = R"("worker":"W)" + std::to_string(grid % std::max(1, scenario_.workers)) + R"(",)";
      say(before(minutes), "patrol.visited",
          worker + in_grid(static_cast<uint32_t>(grid)) + R"(,"households":)" + std::to_string(6 + dice_.whole(14)) +
              R"(,"people":)" + std::to_string(14 + dice_.whole(40)));
    }
    for (int worker = 0; worker < scenario_.workers && grids > 0; ++worker) {
      const Grid& grid = county_.grids[static_cast<size_t>(dice_.whole(grids))];
      const std::string who = R"("worker":"W)" + std::to_string(worker) + R"(")";
      say(before(360 + dice_.whole(40)), "patrol.shift_started", who);
      Position at = grid.center;
      for (int step = 5; step >= 0; --step) {
        at.lon_deg += dice_.normal() * 0.0022;
        at.lat_deg += dice_.normal() * 0.0018;
        say(before(step * 15) - dice_.whole(600) * kNsPerSecond, "patrol.track",
            who + R"(,"lon":)" + std::to_string(at.lon_deg) + R"(,"lat":)" + std::to_string(at.lat_deg) + "," +
                R"("grid":")" + grid.code + R"(")");
      }
    }
    // Rounds of the day and the evening before, as check-ins.
    for (int64_t minute = 1400; minute > 35; minute -= 5) {
      const int64_t hour = (14 * 60 + 32 + 1440 - minute) / 60 % 24;
      const int64_t rounds = hour >= 8 && hour < 18    ? 26 + dice_.whole(14)
                             : hour >= 18 && hour < 22 ? 9 + dice_.whole(6)
                                                       : dice_.whole(3);
      for (int64_t i = 0; i < rounds && grids > 0; ++i) {
        const std::string worker = std::to_string(dice_.whole(std::max(1, scenario_.workers)));
        const auto grid = static_cast<size_t>(dice_.whole(grids * 96 / 100));
        say(before(minute) + dice_.whole(290) * kNsPerSecond, "patrol.checked_in",
            R"("worker":"W)" + worker + R"(","grid":")" + county_.grids[grid].code + R"(")");
      }
    }
    for (int i = 0; i < 14 && grids > 0; ++i) {
      say(before(20 + dice_.whole(600)), "patrol.hazard_found",
          R"("hazard":"H)" + std::to_string(i) + R"(","category":"飞线充电","severity":"中",)" + in_grid(any_grid()));
    }
    say(scenario_.now_ns - 4 * kNsPerSecond, "patrol.visited",
        R"("worker":"W3","households":12,"people":31,)" + in_grid(static_cast<uint32_t>(grids / 3)));
  }

  void incident(const std::string& id, int64_t opened_ns, const std::string& kind, int level, const std::string& place,
                uint32_t grid, int64_t closed_ns = 0) {
    const std::string name = R"("incident":")" + id + R"(")";
    say(opened_ns, "emergency.incident_opened",
        name + R"(,"kind":")" + kind + R"(","level":)" + std::to_string(level) + R"(,"place":")" + place + R"(",)" +
            in_grid(grid));
    if (closed_ns != 0) say(closed_ns, "emergency.incident_closed", name);
  }

  void tell_incidents() {
    const auto grids = static_cast<uint32_t>(county_.grids.size());
    incident("I1", before(12), "供水管爆裂", 2, "交通路社区建华园2号楼", grids / 5);
    incident("I2", before(31), "燃气异味", 3, "庆丰镇东南小区", grids * 3 / 4);
    incident("I3", before(684), "树木倒伏", 4, "上冈镇", grids / 2, before(600));
    incident("I4", before(390), "交通事故", 3, "建阳镇", grids * 2 / 3, before(330));
    if (scenario_.emergency) {
      incident("I5", before(4), "火灾", 1, "高作镇工业园", grids - 3);
      say(before(4), "emergency.mode_changed",
          R"("area":")" + county_.code +
              R"(","mode":"emergency","level":2,"plan":"消防","by":"值班员","reason":"高作镇工业园火灾")");
      resource("S1", "避难场所", "高作镇中心小学体育馆", 400, 236, grids - 3);
      resource("S2", "避难场所", "近湖街道文化中心", 180, 0, grids / 4);
      resource("P1", "水泵", "城区排涝一号泵站", 12, 7, grids / 3);
    } else {
      say(before(500), "emergency.mode_changed",
          R"("area":")" + county_.code + R"(","mode":"routine","by":"值班员","reason":"恢复平时")");
    }
  }

  void resource(const std::string& id, const std::string& kind, const std::string& name, int count, int free,
                uint32_t grid) {
    say(before(3), "emergency.resource_status",
        R"("resource":")" + id + R"(","kind":")" + kind + R"(","name":")" + name + R"(","count":)" +
            std::to_string(count) + R"(,"free":)" + std::to_string(free) + "," + in_grid(grid));
  }

  void team(size_t index, int64_t minutes_ago, const std::string& status, const std::string& detail,
            const std::string& more = {}) {
    if (index >= county_.teams.size()) return;
    say(before(minutes_ago), "emergency.team_status",
        R"("team":")" + county_.teams[index].code + R"(","status":")" + status + R"(","detail":")" + detail + R"(")" +
            more);
  }

  void tell_teams() {
    for (size_t i = 0; i < county_.teams.size(); ++i)
      team(i, 300 + static_cast<int64_t>(i) * 7, "available", "standby");
    team(0, 12, "assigned", "on_scene", R"(,"incident":"I1")");
    team(2, 4, "assigned", "en_route", R"(,"incident":"I1","eta_s":600)");
    team(14, 31, "assigned", "on_scene", R"(,"incident":"I2")");
    team(4, 2, "assigned", "returning", R"(,"incident":"I4")");
    team(5, 190, "out_of_service", "maintenance");
    team(9, 90, "out_of_service", "resting");
    // A word from time to time; one team is not heard of.
    for (size_t i = 0; i < county_.teams.size(); ++i) {
      if (i == 7 || i == 5 || i == 9) continue;
      if (i == 0)
        team(i, 1, "assigned", "on_scene", R"(,"incident":"I1")");
      else if (i == 14)
        team(i, 2, "assigned", "on_scene", R"(,"incident":"I2")");
      else if (i != 2 && i != 4)
        team(i, 3, "available", "standby");
    }
    say(scenario_.now_ns - 2 * kNsPerSecond, "emergency.note_added", R"("by":"值班员","text":"已通知供水公司")");
  }

  void tell_alarms() {
    const auto grids = static_cast<uint32_t>(county_.grids.size());
    const auto raise = [&](const std::string& id, int64_t minutes, const std::string& kind, int level, uint32_t grid) {
      say(before(minutes), "emergency.alarm_raised",
          R"("alarm":")" + id + R"(","kind":")" + kind + R"(","level":)" + std::to_string(level) + "," + in_grid(grid));
    };
    raise("A1", 31, "燃气浓度高", 3, grids * 3 / 4);
    say(before(55), "emergency.alarm_raised", R"("alarm":"A2","kind":"数据源迟到","level":4)");
    say(before(50), "emergency.alarm_acknowledged", R"("alarm":"A2","by":"值班员")");
    raise("A3", 200, "井盖位移", 4, grids / 3);
    say(before(190), "emergency.alarm_shelved",
        R"("alarm":"A3","by":"值班员","until":"2026-11-22T08:00:00+08:00","reason":"施工")");
    for (int i = 0; scenario_.emergency && i < 12; ++i)
      raise("F" + std::to_string(i), i / 2, i % 3 == 0 ? "烟感报警" : "消防水压低", 3,
            grids - 4 - static_cast<uint32_t>(i));
  }

  CountyState fold() {
    std::stable_sort(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) { return a.at_ns < b.at_ns; });
    CountyState state(county_);
    Parser parser;
    Event event;
    uint64_t seq = 0;
    for (const Line& line : lines_) {
      const std::string feed = line.type.substr(0, line.type.find('.'));
      const std::string text = R"({"v":1,"id":"e)" + std::to_string(++seq) + R"(","source":"tests","feed":")" + feed +
                               R"(","type":")" + line.type + R"(","at":")" + format_rfc3339(line.at_ns, 8 * 3600) +
                               R"(",)" + line.members + "}";
      const std::optional<Rejection> rejection = parser.parse(text, event);
      if (rejection) {
        ADD_FAILURE() << text << ": " << rejection->detail;
        continue;
      }
      Stamp stamp;
      stamp.seq = seq;
      stamp.feed_seq = state.feed_seq[static_cast<size_t>(event.feed())] + 1;
      stamp.received_ns = line.at_ns;
      stamp.grid = event.grid_code.empty() ? kNone : county_.grid_index(event.grid_code);
      apply(state, county_, event, stamp);
    }
    return state;
  }

  const County& county_;
  const WallScenario& scenario_;
  Dice dice_;
  std::vector<double> weights_;
  std::vector<Line> lines_;
};

}  // namespace

WallScenario usual_afternoon() {
  WallScenario scenario;
  scenario.now_ns = *parse_rfc3339("2026-11-21T14:32:08+08:00");
  return scenario;
}

CountyState build_wall_state(const County& county, const WallScenario& scenario) {
  return Script(county, scenario).play();
}

}  // namespace gridwall::testing
