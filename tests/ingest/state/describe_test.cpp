// What follows from the one description of every record: the bytes of a checkpoint, soundness, the size in memory.
#include <gtest/gtest.h>

#include <functional>
#include <string_view>

#include "ingest/state/checkpoint.h"
#include "ingest/state/describe.h"
#include "ingest/state/field_shapes.h"
#include "ingest/state/state_size.h"
#include "tests/ingest/state/random_life.h"

namespace gridwall {
namespace {

using testing::Folder;

// At least one of every record that a state can hold.
CountyState state_of_every_kind(const County& county, bool with_help = true) {
  Folder folder(county);
  for (const testing::LifeStep& step : testing::in_order(testing::random_life(41, 600))) {
    folder.add(step.type, step.at, step.members);
  }
  const auto say = [&](std::string_view type, std::string_view time, std::string_view members) {
    folder.add(type, "11-21T" + std::string(time), members);
  };
  say("request.placed", "12:00:00",
      R"("grid":"g1","request":"A","category":"c1","channel":"x1","title":"t","tier":"street")");
  say("request.placed", "12:00:01",
      R"("grid":"g1","request":"B","category":"c1","channel":"x2","title":"t","tier":"grid")");
  say("request.merged", "12:00:02", R"("request":"B","into":"A")");
  say("patrol.track", "12:00:03", R"("worker":"w1","lon":119.02,"lat":33.01)");
  say("emergency.incident_opened", "12:01:00",
      R"("grid":"g2","incident":"I1","kind":"fire","level":2,"grade":"II","place":"粮库","text":"烟")");
  say("emergency.incident_opened", "12:01:10",
      R"("grid":"g3","incident":"I2","kind":"flood","level":3,"place":"p","drill":true)");
  say("emergency.team_status", "12:01:20",
      R"("team":"T1","status":"assigned","detail":"en_route","incident":"I1","headcount":7,"eta_s":600)");
  say("emergency.incident_updated", "12:01:30", R"("incident":"I1","level":1,"text":"火势大")");
  say("emergency.incident_closed", "12:01:40", R"("incident":"I2")");
  say("emergency.mode_changed", "12:02:00",
      R"("area":"s1","mode":"emergency","level":2,"plan":"P","by":"d1","reason":"火")");
  say("emergency.plan_step_done", "12:02:10", R"("plan":"P","step":"s1","by":"d1")");
  say("emergency.alarm_raised", "12:03:00",
      R"("grid":"g2","alarm":"A1","kind":"gas","level":1,"text":"t","place":"p")");
  say("emergency.alarm_acknowledged", "12:03:10", R"("alarm":"A1","by":"d1","note":"n")");
  say("emergency.alarm_raised", "12:03:20", R"("alarm":"A2","kind":"gas","level":3)");
  say("emergency.alarm_shelved", "12:03:30",
      R"("alarm":"A2","by":"d2","until":"2026-11-21T14:00:00+08:00","reason":"坏")");
  say("emergency.alarm_acknowledged", "12:03:40", R"("alarm":"feed_stale:patrol:1795000000","by":"d1")");
  say("emergency.warning_issued", "12:04:00",
      R"("warning":"W1","kind":"rain","level":2,"area":"全县","until":"2026-11-22T00:00:00+08:00","status":"exercise",)"
      R"("severity":"Severe","urgency":"Expected","certainty":"Likely","text":"大雨")");
  say("emergency.note_added", "12:05:00", R"("by":"d1","text":"记","incident":"I1")");
  say("emergency.bookmark_added", "12:05:10", R"("by":"d1","text":"看","moment":"2026-11-21T12:01:00+08:00")");
  say("emergency.handover", "12:05:20", R"("from":"d1","to":"d2","text":"交")");
  if (!with_help) return std::move(folder.state);
  say("emergency.resource_status", "12:06:00",
      R"("grid":"g2","resource":"S1","kind":"shelter","count":200,"free":164,"name":"体育馆","place":"p","area":"s1")");
  say("emergency.team_requested", "12:06:10",
      R"("incident":"I1","team":"T2","by":"d1","skills":"排水","headcount":10,"note":"快")");
  return std::move(folder.state);
}

uint64_t fnv1a(std::string_view bytes) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : bytes) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
  return hash;
}

// A change of these bytes needs a new kStateVersion; then the figures below may change, too.
TEST(Describe, CheckpointsHaveTheBytesOfTheirVersion) {
  const auto bytes_of_state = [](CountyState state) {
    // Sums of powers, whose last digit is the C library's own.
    for (size_t grid = 0; grid < state.grids.size(); ++grid) state.grids[grid].heat = static_cast<double>(grid) / 8;
    return serialize(state);
  };
  EXPECT_EQ(kStateVersion, 3);
  // What came later stands behind the rest: a state without it has the bytes it always had.
  CountyState without_help = state_of_every_kind(testing::two_streets(), false);
  EXPECT_EQ(bytes_of_state(without_help).size(), 133'382U);
  EXPECT_EQ(fnv1a(bytes_of_state(without_help)), 16'970'232'477'009'628'380U);
  without_help.merged_into.clear();
  EXPECT_EQ(fnv1a(bytes_of_state(without_help)), 7'975'608'004'948'363'676U);
  const CountyState state = state_of_every_kind(testing::two_streets());
  EXPECT_EQ(bytes_of_state(state).size(), 133'769U);
  EXPECT_EQ(fnv1a(bytes_of_state(state)), 37'865'755'446'198'429U);
}

TEST(Describe, TheStateOfEveryKindHasOneOfEvery) {
  const CountyState state = state_of_every_kind(testing::two_streets());
  for (const size_t size : {state.sources.size(),
                            state.requests.size(),
                            state.merged_into.size(),
                            state.open_requests.size(),
                            state.days.size(),
                            state.campaign_visits.entries().size(),
                            state.reports.entries().size(),
                            state.meetings.entries().size(),
                            state.grids.size(),
                            state.workers.size(),
                            state.hazards.size(),
                            state.disputes.size(),
                            state.teams.size(),
                            state.incidents.size(),
                            state.closed_incidents.size(),
                            state.alarms.size(),
                            state.recent_alarms_ns.size(),
                            state.alarm_acts.size(),
                            state.modes.size(),
                            state.mode_changes.size(),
                            state.warnings.size(),
                            state.whistles.size(),
                            state.assessments.size(),
                            state.notes.size(),
                            state.duty_acts.size(),
                            state.ticker.size(),
                            state.density.size(),
                            state.resources.size(),
                            state.team_requests.size(),
                            state.incidents.front().timeline.size(),
                            state.modes.front().steps_done.size()}) {
    EXPECT_GT(size, 0U);
  }
}

// Adds up the sizes of the fields of a record that is stored as its own bytes.
struct FieldBytes {
  size_t bytes = 0;
  template <typename T, typename... Meanings>
  void operator()(const T& field, Meanings...) {
    bytes += sizeof field;
  }
};
template <typename Record>
size_t described_bytes() {
  const Record record{};
  FieldBytes fields;
  describe(fields, record);
  return fields.bytes;
}

// The writer would take a field without a description along; the check would pass it over.
TEST(Describe, RecordsStoredAsTheirBytesAreDescribedToTheLast) {
  EXPECT_EQ(described_bytes<Request>(), sizeof(Request));
  EXPECT_EQ(described_bytes<DayTally>(), sizeof(DayTally));
  EXPECT_EQ(described_bytes<WordTally>(), sizeof(WordTally));
  EXPECT_EQ(described_bytes<GridDay>(), sizeof(GridDay));
  EXPECT_EQ(described_bytes<LedgerKey>(), sizeof(LedgerKey));
  EXPECT_EQ(described_bytes<LedgerSums>(), sizeof(LedgerSums));
  EXPECT_EQ(described_bytes<Whistle>(), sizeof(Whistle));
  EXPECT_EQ(described_bytes<SourceState>(), sizeof(SourceState));
}

using Change = std::function<void(CountyState&)>;

TEST(Describe, AFieldThatIsNotWhatItsDescriptionSaysIsRefused) {
  const County county = testing::two_streets();
  const CountyState sound = state_of_every_kind(county);
  ASSERT_TRUE(deserialize(serialize(sound), county));
  const std::vector<Change> changes = {
      [](CountyState& state) { state.requests[0].category = WordId(state.words.size()); },
      [](CountyState& state) { state.requests[0].grid = GridIndex(16); },
      [](CountyState& state) { state.requests[0].tier = kTierCount; },
      [](CountyState& state) { state.requests[0].resolved_tier = kTierCount; },
      [](CountyState& state) { state.requests[0].score = 3; },
      [](CountyState& state) { state.open_requests.push_back(kNone); },
      [](CountyState& state) { state.closed_incidents.push_back(kNone); },
      [](CountyState& state) { state.days.begin()->second.requests.push_back(kNone); },
      [](CountyState& state) { state.days.begin()->second.categories[kNone]; },
      [](CountyState& state) {
        state.meetings.add({kNone, kNone, kNone, 20'000}, {});
      },
      [](CountyState& state) { state.mode_changes[0].area = kNone; },
      [](CountyState& state) { state.mode_changes[0].level = 5; },
      [](CountyState& state) { state.modes[0].mode = static_cast<Mode>(2); },
      [](CountyState& state) { state.modes[0].steps_done.begin()->second.by = WordId(state.words.size()); },
      [](CountyState& state) { state.incidents[0].level = 0; },
      [](CountyState& state) { state.alarms[0].level = 0; },
      [](CountyState& state) { state.alarm_acts.begin()->second.shelved_by = WordId(state.words.size()); },
      [](CountyState& state) { state.incidents[0].timeline[0].level = 5; },
      [](CountyState& state) { state.incidents[0].timeline[0].type = static_cast<EventType>(kEventTypeCount); },
      [](CountyState& state) { state.teams[0].incident = IncidentIndex(state.incidents.size()); },
      [](CountyState& state) { state.grids[0].open = int64_t{1} << 41; },
      [](CountyState& state) { state.assessments[0].stars = 6; },
      [](CountyState& state) { state.notes[0].text = "\xE7\xA7"; },
      [](CountyState& state) { state.density.begin()->second[0] = INT64_MAX; },
      [](CountyState& state) { state.resources[0].kind = WordId(state.words.size()); },
      [](CountyState& state) { state.resources.emplace_back(); },
      [](CountyState& state) { state.team_requests.begin()->second.incident = kNone; },
      [](CountyState& state) {
        state.team_requests[TeamIndex(state.teams.size())] = state.team_requests.begin()->second;
      },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    CountyState state = sound;
    changes[i](state);
    EXPECT_FALSE(deserialize(serialize(state), county)) << i;
  }
}

TEST(Describe, HandlesAndLevelsThatMayBeNoneAreTaken) {
  const County county = testing::two_streets();
  CountyState state = state_of_every_kind(county);
  state.warnings[0].level = 0;
  state.modes[0].level = 0;
  state.incidents[0].grid = kNone;
  state.incidents[0].timeline[0].team = kNone;
  state.requests[0].org = kNone;
  state.alarms[0].incident = kNone;
  state.kept_from_day = INT32_MIN;
  EXPECT_TRUE(deserialize(serialize(state), county));
}

// Where one record of a kind is added, the size grows by that record at least.
TEST(Describe, EveryKindOfRecordCountsInTheSizeInMemory) {
  const CountyState state = state_of_every_kind(testing::two_streets());
  struct Addition {
    size_t least;
    Change add;
  };
  const std::string long_text(1'000, 'x');
  const std::vector<Addition> additions = {
      {1'000, [&](CountyState& more) { more.words.intern(long_text); }},
      {sizeof(SourceState), [](CountyState& more) { more.sources.emplace_back(); }},
      {sizeof(Request), [](CountyState& more) { more.requests.emplace_back(); }},
      {2 * sizeof(uint32_t), [](CountyState& more) { more.merged_into[RequestIndex(99'999)] = RequestIndex(0); }},
      {sizeof(uint32_t), [](CountyState& more) { more.open_requests.push_back(RequestIndex(0)); }},
      {sizeof(int64_t), [](CountyState& more) { more.stages[0].insert(0); }},
      {7 * sizeof(StageTimes), [](CountyState& more) { more.loop_stages.emplace_back(); }},
      {sizeof(uint32_t), [](CountyState& more) { more.requests_of_grid[0].push_back(RequestIndex(0)); }},
      {sizeof(uint32_t), [](CountyState& more) { more.org_requests.push_back(RequestIndex(0)); }},
      {sizeof(Day), [](CountyState& more) { more.days[99'999]; }},
      {sizeof(WordTally), [](CountyState& more) { more.days.begin()->second.categories[WordId(99'999)]; }},
      {sizeof(uint32_t), [](CountyState& more) { more.days.begin()->second.requests.push_back(RequestIndex(0)); }},
      {8, [](CountyState& more) { more.days.begin()->second.response.add(int64_t{1} << 60, 1); }},
      {8,
       [](CountyState& more) {
         RequestTurns turns;
         turns.set(Turn::kResolved, 0);
         more.days.begin()->second.turns.move({}, turns);
       }},
      {sizeof(LedgerSums),
       [](CountyState& more) {
         more.campaign_visits.add({WordId(0), WordId(0), GridIndex(0), 99'999}, {});
       }},
      {sizeof(LedgerSums),
       [](CountyState& more) {
         more.reports.add({WordId(0), WordId(0), GridIndex(0), 99'999}, {});
       }},
      {sizeof(LedgerSums),
       [](CountyState& more) {
         more.meetings.add({WordId(0), WordId(0), GridIndex(0), 99'999}, {});
       }},
      {sizeof(GridState), [](CountyState& more) { more.grids.emplace_back(); }},
      {sizeof(GridDay), [](CountyState& more) { more.grids[0].days.emplace_back(); }},
      {sizeof(Worker), [](CountyState& more) { more.workers.emplace_back(); }},
      {sizeof(Position), [](CountyState& more) { more.workers[0].trail.emplace_back(); }},
      {sizeof(Finding), [](CountyState& more) { more.hazards.emplace_back(); }},
      {sizeof(Finding), [](CountyState& more) { more.disputes.emplace_back(); }},
      {sizeof(TeamState), [](CountyState& more) { more.teams.emplace_back(); }},
      {sizeof(Incident), [](CountyState& more) { more.incidents.emplace_back(); }},
      {1'000, [&](CountyState& more) { more.incidents[0].text = long_text; }},
      {sizeof(TimelineEntry), [](CountyState& more) { more.incidents[0].timeline.emplace_back(); }},
      {1'000, [&](CountyState& more) { more.incidents[0].timeline[0].text = long_text; }},
      {sizeof(uint32_t), [](CountyState& more) { more.closed_incidents.push_back(IncidentIndex(0)); }},
      {sizeof(Alarm), [](CountyState& more) { more.alarms.emplace_back(); }},
      {sizeof(int64_t), [](CountyState& more) { more.recent_alarms_ns.push_back(0); }},
      {sizeof(AlarmAct), [](CountyState& more) { more.alarm_acts["x"]; }},
      {sizeof(AreaMode), [](CountyState& more) { more.modes.emplace_back(); }},
      {sizeof(StepDone), [](CountyState& more) { more.modes[0].steps_done["x"]; }},
      {sizeof(ModeChange), [](CountyState& more) { more.mode_changes.emplace_back(); }},
      {sizeof(Warning), [](CountyState& more) { more.warnings.emplace_back(); }},
      {sizeof(Whistle), [](CountyState& more) { more.whistles.emplace_back(); }},
      {sizeof(Assessment), [](CountyState& more) { more.assessments.emplace_back(); }},
      {sizeof(DutyNote), [](CountyState& more) { more.notes.emplace_back(); }},
      {sizeof(DutyNote), [](CountyState& more) { more.duty_acts.emplace_back(); }},
      {sizeof(TickerLine), [](CountyState& more) { more.ticker.emplace_back(); }},
      {4 * sizeof(int64_t), [](CountyState& more) { more.density[99'999]; }},
      {sizeof(Resource), [](CountyState& more) { more.resources.emplace_back(); }},
      {sizeof(TeamRequest), [](CountyState& more) { more.team_requests[TeamIndex(99'999)]; }},
  };
  for (size_t i = 0; i < additions.size(); ++i) {
    CountyState more = state;
    additions[i].add(more);
    EXPECT_GE(bytes_of(more), bytes_of(state) + additions[i].least) << i;
  }
}

}  // namespace
}  // namespace gridwall
