#include "ingest/state/checkpoint.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include <nlohmann/json.hpp>

#include "ingest/state/figures.h"
#include "ingest/state/matter_lists.h"
#include "ingest/state/org_board.h"
#include "ingest/state/whistle_board.h"
#include "tests/ingest/state/random_life.h"
#include "tests/support/small_county.h"

namespace gridwall {
namespace {

using testing::Folder;

// A life of everything, seeded: requests in all their steps, patrols, teams, incidents, alarms, whistles.
void add_some(Folder& folder, std::mt19937& random, int events) {
  const auto number = [&](int n) { return std::to_string(random() % static_cast<unsigned>(n)); };
  for (int i = 0; i < events; ++i) {
    const uint64_t minute = folder.state.seq % (24 * 60);
    char at[32];
    std::snprintf(at, sizeof at, "11-%02dT%02d:%02d:%02d", static_cast<int>(1 + folder.state.seq / 1440 % 28),
                  static_cast<int>(minute / 60), static_cast<int>(minute % 60), static_cast<int>(random() % 60));
    const std::string request = R"("request":"R)" + number(400) + '"';
    const std::string grid = R"("grid":"g)" + number(16) + '"';
    switch (random() % 16) {
      case 0:
      case 1:
      case 2:
        folder.add(
            "request.placed", at,
            request + "," + grid + R"(,"category":"c)" + number(5) + R"(","channel":"x","title":"t","tier":"grid")");
        break;
      case 3:
        folder.add("request.accepted", at, request + R"(,"by":"o")");
        break;
      case 4:
      case 5:
        folder.add("request.resolved", at, request + R"(,"by":"o")");
        break;
      case 6:
        folder.add("request.rated", at, request + R"(,"score":"basic")");
        break;
      case 7:
        folder.add("request.reopened", at, request);
        break;
      case 8:
        folder.add("request.cancelled", at, request + R"(,"reason":"r")");
        break;
      case 9:
        folder.add("patrol.visited", at, grid + R"(,"worker":"w)" + number(9) + R"(","households":2,"people":5)");
        break;
      case 10:
        folder.add("patrol.hazard_found", at,
                   grid + R"(,"hazard":"h)" + number(50) + R"(","category":"c","severity":1)");
        break;
      case 11:
        folder.add("emergency.team_status", at,
                   R"("team":"T)" + number(6) + R"(","status":"assigned","detail":"en_route","incident":"I)" +
                       number(9) + '"');
        break;
      case 12:
        folder.add("emergency.incident_opened", at,
                   grid + R"(,"incident":"I)" + number(9) + R"(","kind":"k","level":2,"place":"p")");
        break;
      case 13:
        folder.add("emergency.alarm_raised", at, R"("alarm":"A)" + number(30) + R"(","kind":"k","level":3)");
        break;
      case 14:
        folder.add("emergency.note_added", at, R"("by":"d","text":"记一笔")");
        break;
      default:
        folder.add("emergency.mode_changed", at,
                   R"("area":"small","mode":"emergency","level":2,"plan":"P","by":"d","reason":"r")");
        folder.add("emergency.plan_step_done", at, R"("plan":"P","step":"s)" + number(4) + R"(","by":"d")");
        break;
    }
  }
}

TEST(Checkpoint, CheckpointAndTailEqualTheFullFold) {
  const County county = testing::small_county();
  for (const int cut : {1, 10, 333, 1'000, 2'999}) {
    std::mt19937 random(17), again(17);
    Folder full(county);
    add_some(full, random, 3'000);
    Folder first(county);
    add_some(first, again, cut);
    Result<CountyState> read = deserialize(serialize(first.state), county);
    ASSERT_TRUE(read) << read.error().message;
    first.state = std::move(*read);
    add_some(first, again, 3'000 - cut);
    EXPECT_EQ(serialize(first.state), serialize(full.state)) << cut;
    const Figures a = compute_figures(first.state, county, testing::local_ns("11-05T00:00:00"));
    const Figures b = compute_figures(full.state, county, testing::local_ns("11-05T00:00:00"));
    for (size_t stage = 0; stage < kRequestStageCount; ++stage) {
      EXPECT_EQ(a.stages[stage].count, b.stages[stage].count);
      EXPECT_EQ(a.stages[stage].median_s, b.stages[stage].median_s);
    }
  }
}

TEST(Checkpoint, ReadingWhatWasWrittenGivesTheSameBytes) {
  const County county = testing::small_county();
  std::mt19937 random(1);
  Folder folder(county);
  add_some(folder, random, 2'000);
  const std::string bytes = serialize(folder.state);
  const Result<CountyState> read = deserialize(bytes, county);
  ASSERT_TRUE(read);
  EXPECT_EQ(serialize(*read), bytes);
}

TEST(Checkpoint, DamageIsRefusedAndNeverCrashes) {
  const County county = testing::small_county();
  std::mt19937 random(2);
  Folder folder(county);
  add_some(folder, random, 500);
  const std::string bytes = serialize(folder.state);
  EXPECT_FALSE(deserialize("", county));
  EXPECT_FALSE(deserialize(bytes + "x", county));
  EXPECT_FALSE(deserialize(std::string_view(bytes).substr(0, bytes.size() - 1), county));
  EXPECT_FALSE(deserialize(bytes, testing::small_county(3)));
  for (int i = 0; i < 3'000; ++i) {
    std::string damaged = bytes;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    const Result<CountyState> read = deserialize(damaged, county);
    if (read) compute_figures(*read, county, testing::local_ns("11-05T00:00:00"));
  }
}

// Each would overflow in a figure.
TEST(Checkpoint, NumbersFarOffAreRefused) {
  const County county = testing::small_county();
  std::mt19937 random(3);
  Folder folder(county);
  add_some(folder, random, 500);
  const std::vector<std::function<void(CountyState&)>> far_off = {
      [](CountyState& state) { state.grids[0].last_visit_ns = INT64_MIN + 1; },
      [](CountyState& state) { state.requests[0].due_ns = INT64_MAX; },
      [](CountyState& state) { state.days.begin()->second.tally.collected = INT64_MAX; },
      [](CountyState& state) { state.days[INT32_MAX]; },
      [](CountyState& state) { state.days.begin()->second.response.add(INT64_MAX, INT32_MAX); },
      [](CountyState& state) { state.density[INT64_MIN]; },
      [](CountyState& state) { state.whistle_ids.intern("W"), state.whistles.emplace_back().blown_ns = INT64_MIN + 1; },
  };
  for (size_t i = 0; i < far_off.size(); ++i) {
    CountyState state = folder.state;
    far_off[i](state);
    EXPECT_FALSE(deserialize(serialize(state), county)) << i;
  }
}

TEST(Checkpoint, WhatIsNoTextIsRefused) {
  const County county = testing::small_county();
  CountyState state(county);
  state.words.intern("\xE7\xA7");
  EXPECT_FALSE(deserialize(serialize(state), county));
  state = CountyState(county);
  state.words.intern("\xE7\xA7");  // a character in two halves is text only as a whole
  state.words.intern("\x9F");
  EXPECT_FALSE(deserialize(serialize(state), county));
}

TEST(Checkpoint, EveryFigureOfEveryScopeGoesOnFromACheckpoint) {
  const County county = testing::two_streets();
  const std::vector<testing::LifeStep> steps = testing::in_order(testing::random_life(31, 1'500));
  Folder full(county);
  for (const testing::LifeStep& step : steps) full.add(step.type, step.at, step.members);
  for (const size_t cut : {size_t{0}, size_t{7}, steps.size() / 2, steps.size()}) {
    Folder first(county);
    for (size_t i = 0; i < steps.size(); ++i) {
      if (i == cut) {
        Result<CountyState> read = deserialize(serialize(first.state), county);
        ASSERT_TRUE(read) << read.error().message;
        first.state = std::move(*read);
      }
      first.add(steps[i].type, steps[i].at, steps[i].members);
    }
    EXPECT_EQ(serialize(first.state), serialize(full.state)) << cut;
    for (const char* code : {"small", "s2", "c0", "g3"}) {
      const Scope scope = *scope_of(county, code);
      EXPECT_EQ(testing::figures_json(first.state, county, "11-21T12:00:00", scope),
                testing::figures_json(full.state, county, "11-21T12:00:00", scope))
          << code << ' ' << cut;
    }
  }
}

TEST(Checkpoint, WhatPassesForSoundAfterDamageCanBeCountedInEveryScope) {
  const County county = testing::two_streets();
  Folder folder(county);
  for (const testing::LifeStep& step : testing::in_order(testing::random_life(32, 200))) {
    folder.add(step.type, step.at, step.members);
  }
  const std::string bytes = serialize(folder.state);
  const int64_t now_ns = testing::local_ns("11-21T12:00:00");
  std::mt19937 random(6);
  int sound = 0;
  for (int i = 0; i < 2'000; ++i) {
    std::string damaged = bytes;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    const Result<CountyState> read = deserialize(damaged, county);
    if (!read) continue;
    ++sound;
    for (const char* code : {"small", "s1"}) {
      const Scope scope = *scope_of(county, code);
      compute_figures(*read, county, now_ns, scope);
      matter_lists(*read, county, now_ns, MatterQuery{scope});
      whistle_board(*read, county, now_ns, Window::kAll, scope);
      org_scores(*read, county, now_ns, *parse_period("2026"), scope);
      assessed_periods(*read, county);
    }
  }
  EXPECT_GT(sound, 100);
}

TEST(Checkpoint, OpenListsAndTalliesAgreeWithTheRecords) {
  const County county = testing::small_county();
  std::mt19937 random(4);
  Folder folder(county);
  add_some(folder, random, 5'000);
  int64_t open = 0, collected = 0, resolved = 0;
  std::vector<int64_t> open_in_grid(county.grids.size());
  for (const Request& request : folder.state.requests) {
    collected += request.collected();
    resolved += request.collected() && request.resolved();
    open += request.open();
    if (request.open() && request.grid != kNone) ++open_in_grid[request.grid];
  }
  const Figures figures = compute_figures(folder.state, county, testing::local_ns("11-25T00:00:00"));
  EXPECT_EQ(figures.backlog, open);
  EXPECT_EQ(figures.window(Window::kAll).tally.collected, collected);
  EXPECT_EQ(figures.window(Window::kAll).tally.resolved, resolved);
  for (size_t grid = 0; grid < open_in_grid.size(); ++grid)
    EXPECT_EQ(folder.state.grids[grid].open, open_in_grid[grid]);
}

}  // namespace
}  // namespace gridwall
