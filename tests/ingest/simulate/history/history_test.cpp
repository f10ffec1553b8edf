#include "ingest/simulate/history/history.h"

#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <set>

#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "ingest/event/validate.h"
#include "ingest/simulate/history/split.h"
#include "ingest/simulate/life.h"
#include "ingest/state/alarms.h"
#include "ingest/state/figures.h"
#include "ingest/state/fold.h"
#include "tests/ingest/simulate/toy_county.h"

namespace gridwall::simulate::history {
namespace {

// Saturday, 21 November 2026, two in the afternoon in UTC+8.
const int64_t kUntil = seconds_from_civil(2026, 11, 21, 6) * kNsPerSecond;

constexpr std::string_view kTargets = R"(
period = "120d"
[requests]
collected = 700
resolved = 610
rated = 400
satisfied = 391
[requests.tiers]
grid = 400
community = 150
street = 50
county = 10
[requests.stages]
placed = 20
dispatched = 21
accepted = 40
supervised = 9
resolved = 70
published = 140
rated = 400
[[requests.quota]]
category = "噪声扰民"
collected = 90
resolved = 88
[[requests.quota]]
channel = "APP"
area = "西街"
collected = 60
resolved = 31
[[requests.matter]]
title = "东街水管爆裂"
place = "东街2号楼"
area = "C0"
category = "物业管理"
channel = "12345"
ago = "30h"
[requests.matter.incident]
kind = "供水管爆裂"
level = 3
opening = "水管爆裂"
update = "已关阀"
[hazards]
found = 120
closed = 101
[[hazards.quota]]
category = "联合执法"
found = 40
closed = 40
[disputes]
found = 80
resolved = 77
[meetings]
held = 9
issues = 101
measures = 40
solved = 77
[reported_in]
units = 12
reports = 30
members = 300
solved = 70
[[visits]]
households = 2000
people = 5000
visits = 401
[[visits]]
campaign = "排查"
estates = 7
households = 900
people = 2100
visits = 50
ago = "40d"
lasts = "3d"
[patrols]
days = 2
every_grid = true
[whistles]
blown = 30
acknowledged = 28
arrived = 27
closed = 25
[[assessments]]
kind = "star"
stars = 5
count = 6
every = "year"
among = "grids"
name_tail = "党支部"
[[assessments]]
kind = "star"
stars = 4
count = 10
every = "year"
among = "grids"
name_tail = "党支部"
[[alarms]]
kind = "一键报警"
level = 2
raised = 8
open = 1
at_door = true
incident = true
[incidents]
opened = 20
drills = 3
[[emergencies]]
kind = "雪凝"
reason = "道路结冰"
warning = true
ago = "5h"
lasts = "30h"
)";

HistoryTargets targets_of(const County& county, std::string_view text = kTargets) {
  const Result<HistoryTargets> targets = read_history(text, "toy.toml", county);
  EXPECT_TRUE(targets) << (targets ? "" : targets.error().message);
  return targets ? *targets : HistoryTargets{};
}

int64_t anomalies(const CountyState& state) {
  int64_t sum = 0;
  for (const SourceState& source : state.sources) sum += source.anomalies;
  return sum;
}

// Folds drafts as the pipeline would, and checks each line against the contract.
class Folded {
 public:
  explicit Folded(const County& county) : state(county), county_(county) {}

  void add(const Draft& draft) {
    const std::string line = to_line(draft, 8 * 3600);
    const std::optional<Rejection> rejection = parser_.parse(line, event_);
    ASSERT_FALSE(rejection) << line << ": " << rejection->detail;
    ASSERT_EQ(event_.body, line) << "the parser had something to mask or clean";
    ASSERT_FALSE(validate(event_, event_.at_ns)) << line;
    ASSERT_FALSE(event_.position && fault_of(*event_.position, county_.box) != PlaceFault::kNone) << line;
    ASSERT_TRUE(ids_.insert(std::string(event_.source) + "|" + std::string(event_.id)).second) << line;
    ASSERT_GE(event_.at_ns, last_ns_) << "in order of time";
    last_ns_ = event_.at_ns;
    Stamp stamp;
    stamp.seq = state.seq + 1;
    stamp.received_ns = event_.at_ns;
    stamp.grid = county_.grid_index(event_.grid_code);
    const int64_t before = anomalies(state);
    apply(state, county_, event_, stamp);
    ASSERT_EQ(anomalies(state), before) << line;
  }

  int64_t unlocated() const {
    int64_t sum = 0;
    for (const SourceState& source : state.sources) sum += source.unlocated;
    return sum;
  }

  CountyState state;

 private:
  const County& county_;
  Parser parser_;
  Event event_;
  std::set<std::string> ids_;
  int64_t last_ns_ = 0;
};

int64_t count_of(const CountyState& state, const std::map<WordId, int64_t>& counts, std::string_view word) {
  const auto found = counts.find(state.words.find(word));
  return found == counts.end() ? 0 : found->second;
}

TEST(History, ComesToEveryFigureExactlyAndWithoutAnAnomaly) {
  const County county = testing::toy_county();
  for (const uint64_t seed : {1, 2, 3}) {
    Folded folded(county);
    for (const Draft& draft : make_history(county, targets_of(county), {seed, kUntil})) {
      ASSERT_LT(draft.at_ns, kUntil);
      ASSERT_GE(draft.at_ns, kUntil - 120 * kNsPerDay);
      folded.add(draft);
      if (HasFatalFailure()) return;
    }
    EXPECT_EQ(folded.unlocated(), 0);
    const CountyState& state = folded.state;
    const Figures figures = compute_figures(state, county, state.received_ns);
    const WindowFigures& all = figures.window(Window::kAll);
    const DayTally& tally = all.tally;
    EXPECT_EQ(tally.collected, 700);
    EXPECT_EQ(tally.resolved, 610);
    EXPECT_EQ(tally.rated, 400);
    EXPECT_EQ(tally.satisfied, 391);
    EXPECT_EQ(tally.tier_resolved, (std::array<int64_t, 4>{400, 150, 50, 10}));
    const int64_t stages[] = {20, 21, 40, 9, 70, 140, 400};
    for (size_t stage = 0; stage < 7; ++stage) EXPECT_EQ(figures.stages[stage].count, stages[stage]) << stage;
    EXPECT_EQ(count_of(state, all.categories, "噪声扰民"), 90);
    EXPECT_EQ(count_of(state, all.channels, "APP"), 60);
    int64_t noise_resolved = 0, app_resolved = 0;
    for (const Request& request : state.requests) {
      noise_resolved += request.category == state.words.find("噪声扰民") && request.resolved() ? 1 : 0;
      if (request.channel != state.words.find("APP")) continue;
      app_resolved += request.resolved() ? 1 : 0;
      EXPECT_EQ(county.areas[county.area_of_grid(request.grid, 0)].name.zh, "西街");
    }
    EXPECT_EQ(noise_resolved, 88);
    EXPECT_EQ(app_resolved, 31);
    EXPECT_EQ(tally.hazards_found, 120);
    EXPECT_EQ(tally.hazards_closed, 101);
    EXPECT_EQ(tally.disputes_found, 80);
    EXPECT_EQ(tally.disputes_resolved, 77);
    EXPECT_EQ(tally.meetings, 9);
    EXPECT_EQ(tally.issues, 101);
    EXPECT_EQ(tally.measures, 40);
    EXPECT_EQ(tally.issues_solved, 77);
    EXPECT_EQ(all.reported_in.units, 12);
    EXPECT_EQ(all.reported_in.members, 300);
    EXPECT_EQ(all.reported_in.solved, 70);
    EXPECT_EQ(tally.visits, 451);
    EXPECT_EQ(tally.households, 2900);
    EXPECT_EQ(tally.people, 7100);
    EXPECT_EQ(figures.coverage.covered(), 16);
    EXPECT_EQ(state.assessments.size(), 16U);
    const std::vector<AlarmView> alarms = alarms_at(state, county, figures.now_ns);
    EXPECT_EQ(std::count_if(alarms.begin(), alarms.end(),
                            [](const AlarmView& alarm) {
                              const bool waits = alarm.cleared_ns == kNever && alarm.acknowledged_ns == kNever;
                              return waits && !alarm_kind_is_derived(alarm.kind);
                            }),
              1);
    EXPECT_EQ(state.incidents.size(), 32U);  // 23, the eight of the alarms, and the matter's
    std::map<std::string_view, int> closed_of_department;
    for (const Whistle& whistle : state.whistles) {
      if (whistle.closed_ns != kNever) ++closed_of_department[state.words.text(whistle.department)];
    }
    EXPECT_EQ(state.whistles.size(), 30U);
    EXPECT_EQ(closed_of_department.size(), 2U);
    EXPECT_EQ(closed_of_department["水务局"] + closed_of_department["城管局"], 25);
    const ModeIndex whole_county = state.mode_areas.find(county.code);
    ASSERT_NE(whole_county, kNone);
    EXPECT_EQ(state.modes[whole_county].mode, Mode::kEmergency) << "the snow is still there";
    for (const TeamState& team : state.teams) EXPECT_TRUE(team.reported);
    const Figures tomorrow = compute_figures(state, county, state.received_ns + kNsPerDay);
    EXPECT_EQ(tomorrow.window(Window::kAll).tally.resolved, 610);
  }
}

TEST(History, OneSeedIsOneHistory) {
  const County county = testing::toy_county();
  const auto lines = [&](uint64_t seed) {
    std::string text;
    for (const Draft& draft : make_history(county, targets_of(county), {seed, kUntil}))
      text += to_line(draft, 0) + "\n";
    return text;
  };
  EXPECT_TRUE(lines(7) == lines(7));
  EXPECT_FALSE(lines(7) == lines(8));
}

TEST(History, ALifeGoesOnFromItWithoutAnAnomalyOrAnIdentifierOfItsOwnTwice) {
  const County county = testing::toy_county();
  for (const int64_t hour : {2, 6, 13, 17}) {  // UTC: morning, afternoon, evening, night
    const int64_t until_ns = seconds_from_civil(2026, 11, 20, static_cast<unsigned>(hour)) * kNsPerSecond;
    Folded folded(county);
    for (const Draft& draft : make_history(county, targets_of(county), {1, until_ns})) {
      folded.add(draft);
      if (HasFatalFailure()) return;
    }
    LifeOptions options;
    options.since_ns = options.from_ns = until_ns;
    options.until_ns = until_ns + 2 * kNsPerDay;
    options.after_history = true;
    Life life(county, options);
    while (const std::optional<Draft> draft = life.next()) {
      folded.add(*draft);
      if (HasFatalFailure()) return;
    }
    EXPECT_GT(folded.state.requests.size(), 710U);
    for (const Worker& worker : folded.state.workers) {
      if (worker.shift_started_ns == kNever) continue;
      EXPECT_GT(worker.shift_started_ns, until_ns) << "a shift that never ends";
    }
  }
}

TEST(History, AnErrorNamesFileLineAndKey) {
  const County county = testing::toy_county();
  const struct {
    std::string_view text, message;
  } cases[] = {
      {"[requests]\ncollected = 1\nresolved = 1\n", "toy.toml:1: key 'period'"},
      {"period = \"30d\"\n[requests]\ncollected = 10\nresolved = 11\n",
       "toy.toml:4: key 'requests.resolved': 11 is more than there can be: 10 are collected"},
      {"period = \"30d\"\n[requests]\ncollected = 10\nresolved = 9\nrated = 8\nsatisfied = 9\n",
       "toy.toml:6: key 'requests.satisfied'"},
      {"period = \"30d\"\n[requests]\ncollected = 10\nresolved = 9\npromise_kept = 3\n",
       "toy.toml:5: key 'requests.promise_kept'"},
      {"period = \"30d\"\n[requests]\ncollected = 10\nresolved = 9\n[[requests.quota]]\ncategory = \"海事\"\n",
       "toy.toml:6: key 'requests.quota.category'"},
      {"period = \"30d\"\n[requests]\ncollected = 10\nresolved = 9\n[[requests.quota]]\ncategory = "
       "\"噪声扰民\"\ncollected = 11\nresolved = 1\n",
       "toy.toml:3: key 'requests.collected'"},
      {"period = \"30d\"\n[requests]\ncollected = 10\nresolved = 9\n[[requests.quota]]\ncategory = "
       "\"噪声扰民\"\ncollected = 9\nresolved = 1\n",
       "toy.toml:4: key 'requests.resolved': 8 is more than there can be: 1 are left beside the quotas and matters"},
      {"period = \"30d\"\n[requests]\ncollected = 10\nresolved = 9\n[requests.tiers]\ngrid = 5\ncommunity = "
       "3\nstreet = 0\ncounty = 0\n",
       "toy.toml:6: key 'requests.tiers.grid': the tiers come to 8, and 9 are resolved"},
      {"period = \"30d\"\n[meetings]\nheld = 2\nissues = 5\nmeasures = 1\nsolved = 6\n",
       "toy.toml:6: key 'meetings.solved'"},
      {"period = \"30d\"\n[[visits]]\nhouseholds = 5\npeople = 4\n", "toy.toml:4: key 'visits.people'"},
      {"period = \"30d\"\n[[assessments]]\nkind = \"red\"\ncount = 13\nevery = \"half\"\namong = \"firms\"\n",
       "toy.toml:4: key 'assessments.count': 13 is more than there can be: 12 organisations"},
      {"period = \"30d\"\n[whistles]\nblown = 3\nacknowledged = 3\narrived = 4\nclosed = 1\n",
       "toy.toml:5: key 'whistles.arrived'"},
      {"period = \"30d\"\n[[emergencies]]\nkind = \"雪凝\"\nreason = \"冰\"\narea = \"南街\"\n",
       "toy.toml:5: key 'emergencies.area'"},
      {"period = \"30d\"\nrequest = 3\n", "toy.toml:2: key 'request': it is not known here"},
  };
  for (const auto& one : cases) {
    const Result<HistoryTargets> targets = read_history(one.text, "toy.toml", county);
    ASSERT_FALSE(targets) << one.text;
    EXPECT_TRUE(targets.error().message.starts_with(one.message)) << targets.error().message << "\nnot " << one.message;
  }
}

TEST(History, ABrokenPromiseIsBrokenAndAKeptOneKept) {
  County county = testing::toy_county();
  county.response_promise_s = 300;
  const HistoryTargets targets = targets_of(
      county,
      "period = \"60d\"\n[requests]\ncollected = 900\nresolved = 850\npromise_kept = 811\n[requests.stages]\nplaced "
      "= 10\ndispatched = 10\naccepted = 20\nsupervised = 10\nresolved = 50\npublished = 300\nrated = 500\n");
  Folded folded(county);
  for (const Draft& draft : make_history(county, targets, {1, kUntil})) folded.add(draft);
  const Figures figures = compute_figures(folded.state, county, folded.state.received_ns);
  EXPECT_EQ(figures.window(Window::kAll).tally.promise_kept, 811);
  EXPECT_EQ(figures.window(Window::kAll).promise_total, 900);
}

TEST(Split, PartsComeToTheWholeAndKeepTheirBounds) {
  const std::vector<double> weights = {5, 0.1, 3, 1, 1};
  for (const int64_t total : {5, 6, 17, 1000, 40'898}) {
    const std::vector<int64_t> parts = split(total, weights, 1);
    EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), int64_t{0}), total);
    for (const int64_t part : parts) EXPECT_GE(part, 1);
    if (total < 1000) continue;
    EXPECT_GT(parts[0], parts[3] * 4);
  }
  const std::vector<int64_t> caps = {2, 0, 9, 4, 1};
  for (int64_t total = 0; total <= 16; ++total) {
    const std::vector<int64_t> parts = split(total, weights, 0, caps);
    EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), int64_t{0}), total);
    for (size_t i = 0; i < parts.size(); ++i) EXPECT_LE(parts[i], caps[i]);
  }
}

}  // namespace
}  // namespace gridwall::simulate::history
