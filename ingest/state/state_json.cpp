#include "ingest/state/state_json.h"

#include "ingest/state/json_parts.h"

namespace gridwall::inline state {
namespace {

class Printer {
 public:
  explicit Printer(const JsonContext& context)
      : context_(context),
        state_(context.state),
        county_(context.county),
        places_(context.county, context.scope),
        figures_(compute_figures(context.state, context.county, context.now_ns, context.scope)) {}

  Json print(const IntakeFigures& intake, bool with_grids) const {
    Json json;
    json["county"] = county_.key;
    if (context_.scope.grid != kNone) {
      json["scope"] = {{"grid", county_.grids[context_.scope.grid].code}};
    } else if (context_.scope.area != kNone) {
      json["scope"] = {{"area", county_.areas[context_.scope.area].code}};
    }
    json["at"] = context_.time(context_.now_ns);
    json["seq"] = state_.seq;
    for (size_t window = 0; window < kWindowCount; ++window) {
      const WindowFigures& figures = figures_.windows[window];
      Json& printed = json["windows"][std::string(window_name(static_cast<Window>(window)))];
      printed = window_json(context_, figures);
      const auto which = static_cast<Window>(window);
      if (which == Window::kAll) continue;
      printed["before"] = earlier_json(context_, figures, figures.before);
      const bool yearly = which == Window::k30Days || which == Window::kYear;
      if (yearly) printed["last_year"] = earlier_json(context_, figures, figures.last_year);
    }
    json["backlog"] = figures_.backlog;
    json["overdue"] = figures_.overdue;
    json["deferred"] = figures_.deferred;
    json["trend"] = trend_json(context_);
    json["weeks"] = weeks_json(context_);
    json["hours"] = hours_json(context_);
    json["rankings"] = rankings_json(context_);
    json["department_ranking"] = department_ranking_json(context_);
    json["hot"] = hot_json(context_);
    json["repeated"] = repeated_json(context_);
    json["pipeline"] = pipeline();
    json["loops"] = loops_json(context_, figures_);
    json["matters"] = matters_json(context_);
    json["coverage"] = {{"covered", figures_.coverage.covered()},       {"grids", figures_.coverage.grids},
                        {"fresh", figures_.coverage.by_freshness[0]},   {"due_soon", figures_.coverage.by_freshness[1]},
                        {"overdue", figures_.coverage.by_freshness[2]}, {"never", figures_.coverage.by_freshness[3]}};
    json["mode"] = modes();
    json["incidents"] = incidents();
    json["teams"] = teams();
    json["team_board"] = team_board_json();
    json["patrol"] = {{"on_shift", figures_.patrol.on_shift},
                      {"at_night", figures_.patrol.at_night},
                      {"posts", context_.by_word(figures_.patrol.posts, [](int64_t count) { return Json(count); })}};
    json["alarms"] = alarm_counts_json(figures_.alarms);
    json["alarm_list"] = alarm_list_json(context_);
    json["warnings"] = warnings_json(context_);
    // Counties and logs without them have the figures they always had.
    if (!state_.resources.empty()) json["resources"] = resources_json(context_);
    if (!state_.team_requests.empty()) json["team_requests"] = team_requests_json(context_);
    json["whistles"] = whistles();
    json["whistle_departments"] = whistle_departments_json(context_);
    json["assessments"] = assessments();
    json["assessment_periods"] = assessed_periods_json(context_);
    json["scores"] = org_scores_json(context_);
    json["intake"] = {{"accepted", intake.accepted},
                      {"duplicates", intake.duplicates},
                      {"rejected", intake.rejected},
                      {"unlocated", figures_.unlocated},
                      {"anomalies", figures_.anomalies}};
    if (!context_.state.bad_places.empty()) json["intake"]["bad_places"] = bad_places();
    if (with_grids) {
      json["grids"] = grids_json(context_);
      json["arrivals"] = arrivals_json(context_);
    }
    return json;
  }

 private:
  Json time(int64_t time_ns) const { return context_.time(time_ns); }
  Json word(WordId word) const { return context_.word(word); }

  // By source, then by what is wrong.
  Json bad_places() const {
    Json json = Json::object();
    for (const auto& [source, faults] : context_.state.bad_places) {
      Json& of_source = json[std::string(context_.state.source_names.text(source))];
      for (size_t i = 0; i < faults.size(); ++i) {
        if (faults[i] > 0) of_source[std::string(place_fault_name(static_cast<PlaceFault>(i)))] = faults[i];
      }
    }
    return json;
  }

  Json pipeline() const {
    Json json = Json::array();
    for (size_t stage = 0; stage < kRequestStageCount; ++stage) {
      const StageFigures& figures = figures_.stages[stage];
      json.push_back({{"stage", request_stage_name(static_cast<RequestStage>(stage))},
                      {"count", figures.count},
                      {"median_s", number_json(figures.median_s)},
                      {"oldest_s", number_json(figures.oldest_s)}});
    }
    return json;
  }

  Json modes() const {
    Json json = Json::array();
    for (ModeIndex area{0}; area < state_.modes.size(); ++area) {
      const AreaMode& mode = state_.modes[area];
      json.push_back({{"area", state_.mode_areas.text(area)},
                      {"mode", mode_name(mode.mode)},
                      {"level", mode.level == 0 ? Json(nullptr) : Json(mode.level)},
                      {"since", time(mode.since_ns)},
                      {"plan", word(mode.plan)},
                      {"by", word(mode.by)},
                      {"drill", mode.drill},
                      {"reason", mode.reason},
                      {"steps_done", steps_done(mode)}});
    }
    return json;
  }

  Json steps_done(const AreaMode& mode) const {
    Json json = Json::array();
    for (const auto& [step, done] : mode.steps_done) {
      json.push_back({{"step", step}, {"at", time(done.at_ns)}, {"by", word(done.by)}});
    }
    return json;
  }

  Json incidents() const {
    Json json = Json::array();
    for (IncidentIndex index{0}; index < state_.incidents.size(); ++index) {
      const Incident& incident = state_.incidents[index];
      if (incident.opened_ns == kNever) continue;  // only named by others so far
      if (!places_.holds_grid(incident.grid)) continue;
      Json teams = Json::array();
      for (TeamIndex team{0}; team < state_.teams.size(); ++team) {
        if (state_.teams[team].incident == index) teams.push_back(state_.team_ids.text(team));
      }
      json.push_back({{"incident", state_.incident_ids.text(index)},
                      {"kind", word(incident.kind)},
                      {"level", incident.level},
                      {"grid", context_.grid_code(incident.grid)},
                      {"opened", time(incident.opened_ns)},
                      {"closed", time(incident.closed_ns)},
                      {"updated", time(incident.updated_ns)},
                      {"drill", incident.drill},
                      {"teams", std::move(teams)}});
    }
    return json;
  }

  Json teams() const {
    Json json = Json::array();
    for (const TeamIndex index : teams_serving(state_, county_, places_)) {
      const TeamState& team = state_.teams[index];
      json.push_back(
          {{"team", state_.team_ids.text(index)},
           {"status", team.reported ? Json(team_status_name(team.status)) : Json(nullptr)},
           {"detail", team.reported ? Json(team_detail_name(team.detail)) : Json(nullptr)},
           {"since", time(team.since_ns)},
           {"last_contact", time(team.last_contact_ns)},
           {"stale", team_is_silent(team, county_, context_.now_ns)},
           {"incident", team.incident == kNone ? Json(nullptr) : Json(state_.incident_ids.text(team.incident))},
           {"headcount", team.headcount}});
    }
    return json;
  }

  Json whistles() const {
    Json json = Json::array();
    for (WhistleIndex index{0}; index < state_.whistles.size(); ++index) {
      const Whistle& whistle = state_.whistles[index];
      if (!places_.whole_county() &&
          (whistle.street == kNone || !places_.holds_street(county_, state_.words.text(whistle.street)))) {
        continue;
      }
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

  Json team_board_json() const {
    Json json;
    Json headcount;
    for (size_t i = 0; i < figures_.teams.teams.size(); ++i) {
      const std::string status(team_status_name(static_cast<TeamStatus>(i)));
      json[status] = figures_.teams.teams[i];
      headcount[status] = figures_.teams.headcount[i];
    }
    json["unreported"] = figures_.teams.unreported;
    json["stale"] = figures_.teams.silent;
    headcount["stale"] = figures_.teams.silent_headcount;
    json["headcount"] = std::move(headcount);
    return json;
  }

  JsonContext context_;
  const CountyState& state_;
  const County& county_;
  ScopePlaces places_;
  Figures figures_;
};

}  // namespace

std::string state_json(const CountyState& state, const County& county, int64_t now_ns, const IntakeFigures& intake,
                       const StateJsonOptions& options) {
  return Printer({state, county, now_ns, options.scope}).print(intake, options.with_grids).dump(2) + "\n";
}

}  // namespace gridwall::state
