// Reads config/histories/NAME.toml; config/histories/README.md describes the keys.
#include <algorithm>
#include <numeric>
#include <set>

#include "ingest/config/toml_section.h"
#include "ingest/event/time.h"
#include "ingest/simulate/history/history.h"
#include "ingest/simulate/history/history_parts.h"

namespace gridwall::simulate::history {
namespace {

using config::Section;
using config::TomlFile;

constexpr int64_t kMost = 10'000'000;  // of anything; a typing error should not fill a disk

int64_t whole(Section& section, std::string_view key, int64_t least = 0) {
  if (!section.has(key)) section.fail(key, "it is missing; it must be a whole number");
  return section.integer_or(key, least, least, kMost);
}

std::optional<int64_t> whole_if(Section& section, std::string_view key) {
  const bool has = section.has(key);
  const int64_t value = section.integer_or(key, 0, 0, kMost);
  return has ? std::optional(value) : std::nullopt;
}

void at_most(Section& section, std::string_view key, int64_t value, int64_t limit, const std::string& of) {
  if (value <= limit) return;
  section.fail(key, std::to_string(value) + " is more than there can be: " + std::to_string(limit) + " " + of);
}

class Reader {
 public:
  Reader(std::string_view name, const County& county) : file_(name), county_(county) {}

  Result<HistoryTargets> read(std::string_view text) {
    HistoryTargets targets;
    if (file_.parse(text)) {
      Section root = file_.root();
      if (!root.has("period")) root.fail("period", "it is missing; it must be a time such as \"365d\"");
      targets.period_s = root.duration_s_or("period", 0);
      if (targets.period_s < 86'400) root.fail("period", "it must be a day or longer");
      period_s_ = targets.period_s;
      if (auto section = root.section("requests")) read_requests(*section, targets.requests);
      targets.hazards = read_findings(root, "hazards", "found", "closed");
      targets.disputes = read_findings(root, "disputes", "found", "resolved");
      if (auto section = root.section("meetings")) targets.meetings = read_meetings(*section);
      if (auto section = root.section("reported_in")) targets.units = read_units(*section);
      for (Section& section : root.sections("visits")) targets.visits.push_back(read_visits(section));
      if (auto section = root.section("patrols")) targets.patrols = read_patrols(*section);
      if (auto section = root.section("whistles")) targets.whistles = read_whistles(*section);
      for (Section& section : root.sections("assessments")) read_assessments(section, targets.assessments);
      for (Section& section : root.sections("alarms")) targets.alarms.push_back(read_alarms(section));
      if (auto section = root.section("incidents")) {
        targets.incidents = whole(*section, "opened");
        targets.drills = whole_if(*section, "drills").value_or(0);
        if (targets.incidents + targets.drills > 0 && period_s_ < 3 * int64_t{86'400})
          section->fail("opened", "incidents need a period of three days or more, so that they can end");
        section->finish();
      }
      for (Section& section : root.sections("emergencies")) targets.emergencies.push_back(read_emergency(section));
      for (Section& section : root.sections("resources")) targets.resources.push_back(read_resource(section));
      root.finish();
    }
    if (file_.failed()) return file_.error();
    return targets;
  }

 private:
  static ResourceTarget read_resource(Section& section) {
    ResourceTarget made{section.text("kind"), section.text_or("name", ""), section.integer_or("count", 0, 0, 1'000'000),
                        0};
    made.free = section.integer_or("free", made.count, 0, made.count);
    section.finish();
    return made;
  }

  AreaIndex area(Section& section) {
    const std::string name = section.text_or("area", "");
    if (name.empty()) return kNone;
    const AreaIndex index = area_named(county_, name);
    if (index == kNone) section.fail("area", "the county has no area with the code or name '" + name + "'");
    return index;
  }

  std::string known(Section& section, std::string_view key, const std::vector<std::pair<std::string, Label>>& words) {
    std::string word = section.text_or(key, "");
    const bool found = std::any_of(words.begin(), words.end(), [&](const auto& entry) { return entry.first == word; });
    if (!word.empty() && !found) section.fail(key, "the county's configuration has no '" + word + "'");
    return word;
  }

  // How long ago something of this period happened.
  int64_t ago(Section& section) {
    const int64_t ago_s = section.duration_s_or("ago", 86'400);
    if (ago_s >= period_s_) section.fail("ago", "it must lie within the period");
    return ago_s;
  }

  void read_requests(Section& section, RequestTargets& targets) {
    targets.collected = whole(section, "collected");
    targets.resolved = whole(section, "resolved");
    at_most(section, "resolved", targets.resolved, targets.collected, "are collected");
    targets.rated = whole_if(section, "rated");
    targets.satisfied = whole_if(section, "satisfied");
    at_most(section, "rated", targets.rated.value_or(0), targets.resolved, "are resolved");
    if (auto tiers = section.section("tiers")) read_tiers(*tiers, targets);
    if (auto stages = section.section("stages")) read_stages(*stages, targets);
    if (targets.satisfied && !targets.rated) section.fail("satisfied", "it needs 'rated' beside it");
    at_most(section, "satisfied", targets.satisfied.value_or(0), targets.rated.value_or(0), "are rated");
    targets.promise_kept = whole_if(section, "promise_kept");
    if (targets.promise_kept) check_promise(section, targets);
    int64_t collected = 0, resolved = 0;
    std::set<std::string> taken;
    for (Section& quota : section.sections("quota")) {
      RequestQuota& read = targets.quotas.emplace_back();
      read.category = known(quota, "category", county_.categories);
      read.channel = known(quota, "channel", county_.channels);
      read.area = area(quota);
      if (read.category.empty() && read.channel.empty())
        quota.fail("category", "a quota names a category, a channel, or both");
      read.collected = whole(quota, "collected");
      read.resolved = whole(quota, "resolved");
      at_most(quota, "resolved", read.resolved, read.collected, "are collected");
      collected += read.collected;
      resolved += read.resolved;
      quota.finish();
    }
    for (Section& matter : section.sections("matter")) targets.matters.push_back(read_matter(matter));
    check_words(section, targets);
    collected += std::ssize(targets.matters);
    resolved += std::ssize(targets.matters);
    at_most(section, "collected", collected, targets.collected, "in all; the quotas and matters ask for more");
    at_most(section, "resolved", resolved, targets.resolved, "in all; the quotas and matters ask for more");
    const int64_t rest = targets.collected - collected;
    at_most(section, "resolved", targets.resolved - resolved, rest, "are left beside the quotas and matters");
    if (rest > 0 && free_categories(county_, targets).empty())
      section.fail("collected", std::to_string(rest) + " requests are left, and every category has a quota");
    if (rest > 0 && free_channels(county_, targets).empty())
      section.fail("collected", std::to_string(rest) + " requests are left, and every channel has a quota");
    section.finish();
  }

  void check_words(Section& section, const RequestTargets& targets) {
    for (const RequestQuota& quota : targets.quotas) {
      if (quota.category.empty() && free_categories(county_, targets).empty())
        section.fail("quota",
                     "the one of channel '" + quota.channel + "' needs a category: every one has a quota of its own");
      if (quota.channel.empty() && free_channels(county_, targets).empty())
        section.fail("quota",
                     "the one of category '" + quota.category + "' needs a channel: every one has a quota of its own");
      for (const NamedMatter& matter : targets.matters) {
        if (matter.category == quota.category || matter.channel == quota.channel)
          section.fail("matter", "'" + matter.title + "' has a word of a quota, which would then come to more");
      }
    }
  }

  void read_tiers(Section& section, RequestTargets& targets) {
    std::array<int64_t, kTierCount> tiers{};
    for (size_t tier = 0; tier < kTierCount; ++tier) tiers[tier] = whole(section, tier_name(static_cast<Tier>(tier)));
    const int64_t sum = std::accumulate(tiers.begin(), tiers.end(), int64_t{0});
    if (sum != targets.resolved) {
      section.fail("grid", "the tiers come to " + std::to_string(sum) + ", and " + std::to_string(targets.resolved) +
                               " are resolved");
    }
    targets.tiers = tiers;
    section.finish();
  }

  void read_stages(Section& section, RequestTargets& targets) {
    std::array<int64_t, 7> stages{};
    for (size_t stage = 0; stage < stages.size(); ++stage) stages[stage] = whole(section, kStageKeys[stage]);
    const int64_t open = stages[0] + stages[1] + stages[2] + stages[3];
    const int64_t done = stages[4] + stages[5] + stages[6];
    if (open != targets.collected - targets.resolved) {
      section.fail("placed", "placed to supervised come to " + std::to_string(open) + ", and " +
                                 std::to_string(targets.collected - targets.resolved) + " are not resolved");
    }
    if (done != targets.resolved) {
      section.fail("resolved", "resolved to rated come to " + std::to_string(done) + ", and " +
                                   std::to_string(targets.resolved) + " are resolved");
    }
    if (targets.rated && *targets.rated != stages[6]) section.fail("rated", "it must be the 'rated' of the requests");
    targets.rated = stages[6];
    targets.stages = stages;
    section.finish();
  }

  void check_promise(Section& section, const RequestTargets& targets) {
    if (county_.response_promise_s == 0)
      section.fail("promise_kept", "the county's configuration has no response_promise");
    const int64_t never = targets.stages ? (*targets.stages)[0] + (*targets.stages)[1] : 0;
    at_most(section, "promise_kept", *targets.promise_kept, targets.collected - never, "are accepted");
  }

  NamedMatter read_matter(Section& section) {
    NamedMatter matter;
    matter.category = known(section, "category", county_.categories);
    matter.channel = known(section, "channel", county_.channels);
    if (matter.category.empty()) section.fail("category", "it is missing");
    if (matter.channel.empty()) section.fail("channel", "it is missing");
    matter.title = section.text("title");
    matter.text = section.text_or("text", "");
    matter.place = section.text("place");
    matter.area = area(section);
    const std::string tier = section.text_or("tier", "grid");
    bool known_tier = false;
    for (size_t i = 0; i < kTierCount; ++i) {
      if (tier_name(static_cast<Tier>(i)) != tier) continue;
      matter.tier = static_cast<Tier>(i);
      known_tier = true;
    }
    if (!known_tier) section.fail("tier", "'" + tier + "' is none of grid, community, street, county");
    matter.ago_s = ago(section);
    if (auto incident = section.section("incident")) {
      matter.kind = incident->text("kind");
      matter.level = static_cast<int>(incident->integer_or("level", 4, 1, 4));
      matter.opening = incident->text("opening");
      matter.update = incident->text("update");
      incident->finish();
      if (matter.ago_s < 86'400) section.fail("ago", "an incident needs a day to end; write \"1d\" or more");
    }
    section.finish();
    return matter;
  }

  std::vector<FindingQuota> read_findings(Section& root, std::string_view key, std::string_view found,
                                          std::string_view closed) {
    std::vector<FindingQuota> quotas;
    auto section = root.section(key);
    if (!section) return quotas;
    FindingQuota rest{"", whole(*section, found), whole(*section, closed)};
    at_most(*section, closed, rest.closed, rest.found, "are found");
    for (Section& quota : section->sections("quota")) {
      FindingQuota& read = quotas.emplace_back();
      read.category = quota.text("category");
      read.found = whole(quota, found);
      read.closed = whole(quota, closed);
      at_most(quota, closed, read.closed, read.found, "are found");
      rest.found -= read.found;
      rest.closed -= read.closed;
      quota.finish();
    }
    if (rest.found < 0) section->fail(found, "the quotas find more");
    if (rest.closed < 0) section->fail(closed, "the quotas close more");
    at_most(*section, closed, rest.closed, rest.found, "are left beside the quotas");
    section->finish();
    quotas.push_back(rest);
    return quotas;
  }

  MeetingTargets read_meetings(Section& section) {
    MeetingTargets meetings;
    meetings.held = whole(section, "held", 1);
    meetings.issues = whole(section, "issues");
    meetings.measures = whole(section, "measures");
    meetings.solved = whole(section, "solved");
    at_most(section, "solved", meetings.solved, meetings.issues, "issues were brought up");
    if (section.has("levels")) meetings.levels = section.texts("levels");
    section.finish();
    return meetings;
  }

  UnitTargets read_units(Section& section) {
    UnitTargets units;
    units.units = whole(section, "units", 1);
    units.reports = whole_if(section, "reports").value_or(units.units);
    units.members = whole(section, "members");
    units.solved = whole(section, "solved");
    if (section.has("names")) units.names = section.texts("names");
    if (units.reports < units.units) section.fail("reports", "every unit reports once at least");
    if (units.members < units.reports) section.fail("members", "every report brings one member at least");
    const auto there = std::ssize(unit_names(county_, units.names));
    at_most(section, "units", units.units, there, "names of units are known; add some to 'names'");
    section.finish();
    return units;
  }

  VisitGroup read_visits(Section& section) {
    VisitGroup group;
    group.households = whole(section, "households");
    group.people = whole(section, "people");
    group.campaign = section.text_or("campaign", "");
    group.estates = whole_if(section, "estates").value_or(0);
    if (group.campaign.empty() && group.estates > 0) section.fail("estates", "it needs a 'campaign' beside it");
    group.visits = whole_if(section, "visits").value_or(std::max<int64_t>({1, group.households / 6, group.estates}));
    group.source = section.text_or("source", "");
    group.worker = section.text_or("worker", "");
    if (group.visits == 0) section.fail("visits", "it must be 1 or more");
    if (group.visits < group.estates) section.fail("visits", "every estate is visited once at least");
    if (group.households < group.visits) section.fail("households", "every visit sees one household at least");
    if (group.people < group.households) section.fail("people", "every household has one person at least");
    group.lasts_s = section.duration_s_or("lasts", 0);
    if (group.lasts_s > 0 || section.has("ago")) {
      group.ago_s = ago(section);
      if (group.lasts_s == 0 || group.lasts_s > group.ago_s)
        section.fail("lasts", "it must end before the history does");
    } else {
      section.duration_s_or("ago", 0);
    }
    section.finish();
    return group;
  }

  PatrolTargets read_patrols(Section& section) {
    PatrolTargets patrols;
    patrols.days = section.integer_or("days", 1, 0, 60);
    patrols.every_grid = section.flag_or("every_grid", false);
    if (patrols.days * 86'400 > period_s_) section.fail("days", "they must lie within the period");
    section.finish();
    return patrols;
  }

  WhistleTargets read_whistles(Section& section) {
    WhistleTargets whistles;
    whistles.blown = whole(section, "blown");
    whistles.acknowledged = whole(section, "acknowledged");
    whistles.arrived = whole(section, "arrived");
    whistles.closed = whole(section, "closed");
    at_most(section, "acknowledged", whistles.acknowledged, whistles.blown, "are blown");
    at_most(section, "arrived", whistles.arrived, whistles.acknowledged, "are acknowledged");
    at_most(section, "closed", whistles.closed, whistles.arrived, "arrived");
    if (county_.departments.empty()) section.fail("blown", "the county's configuration has no [[department]]");
    section.finish();
    return whistles;
  }

  void read_assessments(Section& section, std::vector<AssessmentGroup>& groups) {
    AssessmentGroup group;
    const std::string kind = section.text("kind");
    if (kind == "red") {
      group.kind = AssessmentKind::kRed;
    } else if (kind == "black") {
      group.kind = AssessmentKind::kBlack;
    } else if (kind != "star") {
      section.fail("kind", "'" + kind + "' is none of red, black, star");
    }
    group.stars = section.integer_or("stars", 0, 1, 5);
    if ((group.kind == AssessmentKind::kStar) != (group.stars > 0))
      section.fail("stars", "stars belong to kind \"star\", and to no other");
    group.count = whole(section, "count", 1);
    group.every = section.text("every");
    if (group.every != "month" && group.every != "quarter" && group.every != "half" && group.every != "year")
      section.fail("every", "'" + group.every + "' is none of month, quarter, half, year");
    group.among = section.text("among");
    group.name_tail = section.text_or("name_tail", "");
    if (group.among != "firms" && group.among != "communities" && group.among != "grids") {
      section.fail("among", "'" + group.among + "' is none of firms, communities, grids");
    } else {
      int64_t asked = group.count;
      for (const AssessmentGroup& other : groups) {
        const bool same =
            std::tie(other.every, other.among, other.name_tail) == std::tie(group.every, group.among, group.name_tail);
        asked += same ? other.count : 0;
      }
      at_most(section, "count", asked, std::ssize(organisations_of(county_, group)),
              "organisations are there, each assessed once");
    }
    section.finish();
    groups.push_back(group);
  }

  AlarmGroup read_alarms(Section& section) {
    AlarmGroup group;
    group.kind = section.text("kind");
    group.level = static_cast<int>(section.integer_or("level", 3, 1, 4));
    group.raised = whole(section, "raised", 1);
    group.open = whole_if(section, "open").value_or(0);
    at_most(section, "open", group.open, group.raised, "are raised");
    group.at_door = section.flag_or("at_door", false);
    group.incident = section.flag_or("incident", false);
    section.finish();
    return group;
  }

  EmergencyTarget read_emergency(Section& section) {
    EmergencyTarget emergency;
    emergency.kind = section.text("kind");
    emergency.reason = section.text("reason");
    emergency.level = static_cast<int>(section.integer_or("level", 3, 1, 4));
    emergency.area = area(section);
    emergency.warning = section.flag_or("warning", false);
    emergency.drill = section.flag_or("drill", false);
    emergency.ago_s = ago(section);
    emergency.lasts_s = section.duration_s_or("lasts", int64_t{6} * 3600);
    if (emergency.ago_s < 900) section.fail("ago", "it must be \"15m\" or more");
    section.finish();
    return emergency;
  }

  TomlFile file_;
  const County& county_;
  int64_t period_s_ = 0;
};

}  // namespace

Result<HistoryTargets> read_history(std::string_view text, std::string_view name, const County& county) {
  return Reader(name, county).read(text);
}

}  // namespace gridwall::simulate::history
