#include "ingest/state/state_json.h"

#include <nlohmann/json.hpp>

#include "ingest/event/time.h"
#include "ingest/state/figures.h"

namespace gridwall {
namespace {

using Json = nlohmann::ordered_json;

class Printer {
 public:
  Printer(const CountyState& state, const County& county, int64_t now_ns)
      : state_(state), county_(county), now_ns_(now_ns), figures_(compute_figures(state, county, now_ns)) {}

  Json print(const IntakeFigures& intake, bool with_grids) const {
    Json json;
    json["county"] = county_.key;
    json["at"] = time(now_ns_);
    json["seq"] = state_.seq;
    for (size_t window = 0; window < kWindowCount; ++window) {
      json["windows"][std::string(window_name(static_cast<Window>(window)))] = window_json(figures_.windows[window]);
    }
    json["backlog"] = figures_.backlog;
    json["overdue"] = figures_.overdue;
    json["deferred"] = figures_.deferred;
    json["pipeline"] = pipeline();
    json["coverage"] = {{"covered", figures_.coverage.covered()},       {"grids", figures_.coverage.grids},
                        {"fresh", figures_.coverage.by_freshness[0]},   {"due_soon", figures_.coverage.by_freshness[1]},
                        {"overdue", figures_.coverage.by_freshness[2]}, {"never", figures_.coverage.by_freshness[3]}};
    json["mode"] = modes();
    json["incidents"] = incidents();
    json["teams"] = teams();
    json["alarms"] = {{"active_unacknowledged", figures_.alarms.active_unacknowledged},
                      {"active_acknowledged", figures_.alarms.active_acknowledged},
                      {"cleared_unacknowledged", figures_.alarms.cleared_unacknowledged},
                      {"shelved", figures_.alarms.shelved},
                      {"flood", figures_.alarms.flood}};
    json["whistles"] = whistles();
    json["assessments"] = assessments();
    json["intake"] = {{"accepted", intake.accepted},
                      {"duplicates", intake.duplicates},
                      {"rejected", intake.rejected},
                      {"unlocated", figures_.unlocated},
                      {"anomalies", figures_.anomalies}};
    if (with_grids) json["grids"] = grids();
    return json;
  }

 private:
  Json time(int64_t time_ns) const {
    if (time_ns == kNever) return nullptr;
    return format_rfc3339(time_ns, county_.zone.offset_s(time_ns));
  }
  Json word(uint32_t word) const {
    if (word == kNoKey) return nullptr;
    return state_.words.text(word);
  }
  Json grid_code(uint32_t grid) const {
    if (grid == kNoGrid) return nullptr;
    return county_.grids[grid].code;
  }
  static Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }
  Json counts(const std::map<uint32_t, int64_t>& by_word) const {
    std::map<std::string_view, int64_t> sorted;
    for (const auto& [key, count] : by_word) sorted[state_.words.text(key)] = count;
    Json json = Json::object();
    for (const auto& [text, count] : sorted) json[std::string(text)] = count;
    return json;
  }

  Json window_json(const WindowFigures& window) const {
    const DayTally& tally = window.tally;
    Json json;
    json["collected"] = tally.collected;
    json["resolved"] = tally.resolved;
    json["due"] = window.due;
    json["resolved_on_time"] = tally.resolved_on_time;
    json["rated"] = tally.rated;
    json["satisfied"] = tally.satisfied;
    json["unrated"] = tally.unrated;
    json["reopened"] = tally.reopened;
    json["resolution_rate"] = number(rate(tally.resolved, tally.collected));
    json["closing_rate"] = number(rate(tally.resolved, window.due));
    json["on_time_rate"] = number(rate(tally.resolved_on_time, window.due));
    json["satisfaction_rate"] = number(rate(tally.satisfied, tally.rated));
    json["response_p50_s"] = number(window.response_p50_s);
    json["response_p90_s"] = number(window.response_p90_s);
    json["promise_kept"] = tally.promise_kept;
    json["promise_total"] = window.promise_total;
    for (size_t tier = 0; tier < kTierCount; ++tier) {
      json["tier_resolved"][std::string(tier_name(static_cast<Tier>(tier)))] = tally.tier_resolved[tier];
    }
    json["categories"] = counts(window.categories);
    json["channels"] = counts(window.channels);
    json["visits"] = tally.visits;
    json["households"] = tally.households;
    json["people"] = tally.people;
    json["hazards_found"] = tally.hazards_found;
    json["hazards_closed"] = tally.hazards_closed;
    json["disputes_found"] = tally.disputes_found;
    json["disputes_resolved"] = tally.disputes_resolved;
    json["meetings"] = {{"held", tally.meetings},
                        {"issues", tally.issues},
                        {"measures", tally.measures},
                        {"solved", tally.issues_solved}};
    return json;
  }

  Json pipeline() const {
    Json json = Json::array();
    for (size_t stage = 0; stage < kRequestStageCount; ++stage) {
      const StageFigures& figures = figures_.stages[stage];
      json.push_back({{"stage", request_stage_name(static_cast<RequestStage>(stage))},
                      {"count", figures.count},
                      {"median_s", number(figures.median_s)},
                      {"oldest_s", number(figures.oldest_s)}});
    }
    return json;
  }

  Json modes() const {
    Json json = Json::array();
    for (uint32_t area = 0; area < state_.modes.size(); ++area) {
      const AreaMode& mode = state_.modes[area];
      json.push_back({{"area", state_.mode_areas.text(area)},
                      {"mode", mode_name(mode.mode)},
                      {"level", mode.level == 0 ? Json(nullptr) : Json(mode.level)},
                      {"since", time(mode.since_ns)}});
    }
    return json;
  }

  Json incidents() const {
    Json json = Json::array();
    for (uint32_t index = 0; index < state_.incidents.size(); ++index) {
      const Incident& incident = state_.incidents[index];
      if (incident.opened_ns == kNever) continue;  // only named by others so far
      Json teams = Json::array();
      for (uint32_t team = 0; team < state_.teams.size(); ++team) {
        if (state_.teams[team].incident == index) teams.push_back(state_.team_ids.text(team));
      }
      json.push_back({{"incident", state_.incident_ids.text(index)},
                      {"kind", word(incident.kind)},
                      {"level", incident.level},
                      {"grid", grid_code(incident.grid)},
                      {"opened", time(incident.opened_ns)},
                      {"closed", time(incident.closed_ns)},
                      {"drill", incident.drill},
                      {"teams", std::move(teams)}});
    }
    return json;
  }

  Json teams() const {
    Json json = Json::array();
    for (uint32_t index = 0; index < state_.teams.size(); ++index) {
      const TeamState& team = state_.teams[index];
      json.push_back(
          {{"team", state_.team_ids.text(index)},
           {"status", team.reported ? Json(team_status_name(team.status)) : Json(nullptr)},
           {"detail", team.reported ? Json(team_detail_name(team.detail)) : Json(nullptr)},
           {"since", time(team.since_ns)},
           {"last_contact", time(team.last_contact_ns)},
           {"incident", team.incident == kNoKey ? Json(nullptr) : Json(state_.incident_ids.text(team.incident))},
           {"headcount", team.headcount}});
    }
    return json;
  }

  Json whistles() const {
    Json json = Json::array();
    for (uint32_t index = 0; index < state_.whistles.size(); ++index) {
      const Whistle& whistle = state_.whistles[index];
      json.push_back({{"whistle", state_.whistle_ids.text(index)},
                      {"street", word(whistle.street)},
                      {"department", word(whistle.department)},
                      {"blown", time(whistle.blown_ns)},
                      {"acknowledged", time(whistle.acknowledged_ns)},
                      {"arrived", time(whistle.arrived_ns)},
                      {"closed", time(whistle.closed_ns)}});
    }
    return json;
  }

  Json assessments() const {
    Json json = Json::array();
    for (const Assessment& assessment : state_.assessments) {
      json.push_back({{"org", word(assessment.org)},
                      {"kind", assessment_kind_name(assessment.kind)},
                      {"stars", assessment.stars == 0 ? Json(nullptr) : Json(assessment.stars)},
                      {"period", word(assessment.period)},
                      {"at", time(assessment.at_ns)}});
    }
    return json;
  }

  Json grids() const {
    const std::vector<GridFigures> by_grid = grid_figures(state_, county_, now_ns_);
    Json json = Json::array();
    for (size_t grid = 0; grid < by_grid.size(); ++grid) {
      json.push_back({{"grid", county_.grids[grid].code},
                      {"heat", by_grid[grid].heat},
                      {"open", state_.grids[grid].open},
                      {"overdue", by_grid[grid].overdue},
                      {"last_visit", time(state_.grids[grid].last_visit_ns)}});
    }
    return json;
  }

  const CountyState& state_;
  const County& county_;
  int64_t now_ns_;
  Figures figures_;
};

}  // namespace

std::string state_json(const CountyState& state, const County& county, int64_t now_ns, const IntakeFigures& intake,
                       bool with_grids) {
  return Printer(state, county, now_ns).print(intake, with_grids).dump(2) + "\n";
}

}  // namespace gridwall
