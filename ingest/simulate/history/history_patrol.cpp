// What a history tells of patrols: the shifts of the last days as a life has them, dealt visits, hazards and disputes.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "ingest/simulate/history/history_parts.h"
#include "ingest/simulate/history/split.h"
#include "ingest/simulate/words.h"

namespace gridwall::simulate::history {
namespace {

using enum EventType;
constexpr int64_t kVisits = 21, kFindings = 22, kCover = 23;

std::string patrol_step(std::string_view what, int64_t number) {
  return std::string(what).append("-").append(std::to_string(number));
}

void tell_group(History& history, const VisitGroup& group, int64_t number) {
  Random random = history.random(kVisits, number);
  const World& world = history.world;
  std::vector<double> weights(static_cast<size_t>(group.visits));
  for (double& weight : weights) weight = random.log_normal(1, 0.5);
  const std::vector<int64_t> households = split(group.households, weights, 1);
  for (size_t i = 0; i < weights.size(); ++i)
    weights[i] = static_cast<double>(households[i]) * random.between(0.8, 1.2);
  const std::vector<int64_t> more_people = split(group.people - group.households, weights, 0);

  struct Estate {
    std::string name;
    GridIndex grid;
  };
  std::vector<Estate> estates;
  std::set<std::string> taken;
  while (std::ssize(estates) < group.estates) {
    const GridIndex grid = world.places.pick_grid(random);
    std::string name = world.places.community_name(grid) + std::string(estate_name(random));
    for (int phase = 2; !taken.insert(name).second; ++phase) {
      name = world.places.community_name(grid) + std::string(estate_name(random)) + std::to_string(phase) + "期";
    }
    estates.push_back({name, grid});
  }

  const int64_t from_ns = group.lasts_s > 0 ? history.until_ns - group.ago_s * kSecondNs : history.begin_ns;
  const int64_t to_ns = group.lasts_s > 0 ? from_ns + group.lasts_s * kSecondNs : history.until_ns;
  const std::string source = group.source.empty() ? std::string(kPatrolSource) : group.source;
  for (int64_t i = 0; i < group.visits; ++i) {
    const auto index = static_cast<size_t>(i);
    const Estate* estate = estates.empty() ? nullptr : &estates[index % estates.size()];
    const GridIndex grid = estate ? estate->grid : world.places.pick_grid(random);
    const std::string worker =
        group.worker.empty() ? worker_code(grid == kNone ? 0U : grid) : fmt::format("{}{:03}", group.worker, i + 1);
    Draft draft = draft_of(kPatrolVisited, history.moment(patrol_rhythm, from_ns, to_ns - kMinuteNs, random), source,
                           History::id("V", i), patrol_step("visited", number));
    draft.with(Field::kWorker, worker)
        .with(Field::kHouseholds, households[index])
        .with(Field::kPeople, households[index] + more_people[index]);
    if (!group.campaign.empty()) draft.with(Field::kCampaign, group.campaign);
    if (estate) draft.with(Field::kEstate, estate->name);
    history.place(draft, grid, random);
    history.told.push_back(std::move(draft));
  }
}

void tell_findings_of(History& history, const std::vector<FindingQuota>& quotas, bool hazard) {
  Random random = history.random(kFindings, hazard ? 1 : 2);
  const auto quota_has = [&](std::string_view word) {
    return std::any_of(quotas.begin(), quotas.end(), [&](const FindingQuota& quota) { return quota.category == word; });
  };
  const auto drawn = [&] {
    std::string_view word;
    for (int i = 0; i < 100; ++i) {
      word = hazard ? hazard_category(random) : dispute_category(random);
      if (!quota_has(word)) return std::string(word);
    }
    return std::string("其他");
  };
  const Field field = hazard ? Field::kHazard : Field::kDispute;
  int64_t number = 0;
  for (const FindingQuota& quota : quotas) {
    std::vector<bool> closed(static_cast<size_t>(quota.found), false);
    std::vector<size_t> order(closed.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    shuffle(order, random);
    for (int64_t i = 0; i < quota.closed; ++i) closed[order[static_cast<size_t>(i)]] = true;
    for (const bool ends : closed) {
      const std::string id = History::id(hazard ? "H" : "D", number++);
      const int64_t found_ns = history.moment(patrol_rhythm, history.begin_ns, history.until_ns - kHourNs, random);
      Draft found = draft_of(hazard ? kPatrolHazardFound : kPatrolDisputeFound, found_ns, kPatrolSource, id, "found");
      found.with(field, id).with(Field::kCategory, quota.category.empty() ? drawn() : quota.category);
      constexpr std::string_view kSeverities[] = {"一般", "较大", "重大"};
      if (hazard) found.with(Field::kSeverity, kSeverities[random.pick({0.86, 0.12, 0.02})]);
      history.place(found, history.pick_grid(kNone, random), random);
      history.told.push_back(std::move(found));
      if (!ends) continue;
      const int64_t room_s = (history.until_ns - found_ns) / kSecondNs - kMinuteNs / kSecondNs;
      const int64_t took_s = random.log_normal_s(hazard ? 3600 * 14 : 3600 * 40, 0.9);
      const int64_t closed_ns = found_ns + (took_s < room_s ? took_s : random.whole(room_s / 2, room_s)) * kSecondNs;
      history.told.push_back(draft_of(hazard ? kPatrolHazardClosed : kPatrolDisputeResolved, closed_ns, kPatrolSource,
                                      id, hazard ? "closed" : "resolved")
                                 .with(field, id));
    }
  }
}

}  // namespace

void add_findings(History& history) {
  tell_findings_of(history, history.targets.hazards, true);
  tell_findings_of(history, history.targets.disputes, false);
}

void add_visits(History& history) {
  int64_t number = 0;
  for (const VisitGroup& group : history.targets.visits) tell_group(history, group, number++);
}

void start_patrols(History& history) {
  const int32_t today = history.world.county.zone.local_day(history.until_ns - 1);
  for (int64_t day = history.targets.patrols.days; day > 0; --day)
    start_workers(history.world, today - static_cast<int32_t>(day) + 1);
}

void cover_every_grid(History& history) {
  const PatrolTargets& patrols = history.targets.patrols;
  if (!patrols.every_grid) return;
  World& world = history.world;
  for (int64_t day = 0; day < patrols.days; ++day) {
    const int64_t to_ns = history.until_ns - day * kDayNs, from_ns = std::max(to_ns - kDayNs, history.begin_ns);
    std::vector<bool> seen(world.county.grids.size(), false);
    for (const Draft& draft : world.told) {
      if (draft.type != kPatrolCheckedIn || draft.at_ns <= from_ns + kHourNs || draft.at_ns >= to_ns) continue;
      seen[world.county.grid_index(draft.grid)] = true;
    }
    for (GridIndex grid{0}; grid < seen.size(); ++grid) {
      if (seen[grid]) continue;
      Random random = history.random(kCover, day * std::ssize(seen) + grid);
      const int64_t at_ns = history.moment(patrol_rhythm, from_ns + 2 * kHourNs, to_ns - kMinuteNs, random);
      Draft draft = draft_of(kPatrolCheckedIn, at_ns, kPatrolSource, History::id("C", grid), patrol_step("cover", day));
      draft.with(Field::kWorker, worker_code(grid));
      history.place(draft, grid, random);
      history.told.push_back(std::move(draft));
    }
  }
}

}  // namespace gridwall::simulate::history
