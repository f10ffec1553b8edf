#include "tests/support/small_county.h"

#include <gtest/gtest.h>

#include "ingest/event/time.h"

namespace gridwall::testing {

County small_county(uint32_t side) {
  County county;
  county.key = "small";
  county.name = {"小县", "Small County"};
  county.zone = ZoneTable({{INT64_MIN, 8 * 3600}});
  county.hierarchy = {{"街道", "Street"}, {"社区", "Community"}};
  county.areas.push_back({"s1", {"一街", "First Street"}, 0, kNone, {119.5, 33.5}});
  county.areas.push_back({"c1", {"一社区", "First Community"}, 1, AreaIndex(0), {119.5, 33.5}});
  for (uint32_t i = 0; i < side * side; ++i) {
    Grid grid;
    grid.code = "g" + std::to_string(i);
    grid.name = {grid.code, grid.code};
    grid.area = AreaIndex(1);
    grid.center = {119.0 + (i % side + 0.5) / side, 33.0 + (i / side + 0.5) / side};
    county.grids.push_back(grid);
  }
  county.box = {119, 33, 120, 34};
  county.response_promise_s = 300;
  county.build_index();
  return county;
}

int64_t local_ns(std::string_view month_day_time) {
  const std::optional<int64_t> time_ns = parse_rfc3339("2026-" + std::string(month_day_time) + "+08:00");
  EXPECT_TRUE(time_ns) << month_day_time;
  return time_ns.value_or(0);
}

void Folder::add(std::string_view type, std::string_view at, std::string_view members, std::string_view received) {
  const uint64_t seq = state.seq + 1;
  const std::string name(type);
  std::string line = R"({"v":1,"id":"e)" + std::to_string(seq) + R"(","source":")" + source + R"(","feed":")" +
                     name.substr(0, name.find('.')) + R"(","type":")" + name + R"(","at":"2026-)" + std::string(at) +
                     R"(+08:00")";
  if (!members.empty()) line += "," + std::string(members);
  line += "}";
  Event event;
  const std::optional<Rejection> rejection = parser_.parse(line, event);
  ASSERT_FALSE(rejection) << line << "\n" << rejection->detail;
  Stamp stamp;
  stamp.seq = seq;
  stamp.feed_seq = state.feed_seq[static_cast<size_t>(event.feed())] + 1;
  stamp.received_ns = received.empty() ? event.at_ns : local_ns(received);
  stamp.grid = event.grid_code.empty() ? kNone : county_.grid_index(event.grid_code);
  apply(state, county_, event, stamp);
}

}  // namespace gridwall::testing
