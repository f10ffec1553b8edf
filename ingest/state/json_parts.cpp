#include "ingest/state/json_parts.h"

#include "ingest/state/arrivals.h"

#include "ingest/state/matter_lists.h"
#include "ingest/state/org_board.h"
#include "ingest/state/whistle_board.h"

namespace gridwall::inline state {
namespace {

std::string label_text(const Label& label, std::string_view otherwise) {
  if (!label.zh.empty()) return label.zh;
  return label.en.empty() ? std::string(otherwise) : label.en;
}

Json stage_json(std::string_view key, std::string label, const StageFigures& figures) {
  return {{std::string(key), std::move(label)},
          {"count", figures.count},
          {"median_s", number_json(figures.median_s)},
          {"oldest_s", number_json(figures.oldest_s)}};
}

Json period_json(const JsonContext& context, std::string_view word, const std::optional<Period>& days) {
  Json json;
  json["period"] = word;
  json["from"] = days ? context.time(context.county.zone.day_start_ns(days->first_day)) : Json(nullptr);
  json["until"] = days ? context.time(context.county.zone.day_start_ns(days->last_day + 1)) : Json(nullptr);
  return json;
}

Json scores_json(const JsonContext& context, const NamedPeriod& period) {
  Json json = period_json(context, period.word, period.days);
  json["orgs"] = Json::array();
  for (const OrgScore& org : org_scores(context.state, context.county, context.now_ns, period.days, context.scope)) {
    const char* list = org.list == OrgList::kRed ? "red" : "black";
    json["orgs"].push_back({{"org", context.word(org.org)},
                            {"score", number_json(org.score)},
                            {"stars", org.stars == 0 ? Json(nullptr) : Json(org.stars)},
                            {"list", org.list == OrgList::kNone ? Json(nullptr) : Json(list)},
                            {"collected", org.collected},
                            {"due", org.due},
                            {"resolved", org.resolved},
                            {"resolved_on_time", org.resolved_on_time},
                            {"rated", org.rated},
                            {"satisfied", org.satisfied},
                            {"ever_resolved", org.ever_resolved},
                            {"reopened", org.reopened}});
  }
  return json;
}

}  // namespace

Json window_json(const JsonContext& context, const WindowFigures& window) {
  const DayTally& tally = window.tally;
  const auto count = [](int64_t value) { return Json(value); };
  Json json;
  json["collected"] = tally.collected;
  json["resolved"] = tally.resolved;
  json["due"] = window.due;
  json["resolved_on_time"] = tally.resolved_on_time;
  json["rated"] = tally.rated;
  json["satisfied"] = tally.satisfied;
  json["unrated"] = tally.unrated;
  json["reopened"] = tally.reopened;
  json["ever_resolved"] = tally.ever_resolved;
  json["resolution_rate"] = number_json(rate(tally.resolved, tally.collected));
  json["closing_rate"] = number_json(rate(tally.resolved, window.due));
  json["on_time_rate"] = number_json(rate(tally.resolved_on_time, window.due));
  json["satisfaction_rate"] = number_json(rate(tally.satisfied, tally.rated));
  json["response_p50_s"] = number_json(window.response_p50_s);
  json["response_p90_s"] = number_json(window.response_p90_s);
  json["promise_kept"] = tally.promise_kept;
  json["promise_total"] = window.promise_total;
  for (size_t tier = 0; tier < kTierCount; ++tier) {
    json["tier_resolved"][std::string(tier_name(static_cast<Tier>(tier)))] = tally.tier_resolved[tier];
  }
  json["categories"] = context.by_word(window.categories, count);
  json["channels"] = context.by_word(window.channels, count);
  json["categories_resolved"] = context.by_word(window.categories_resolved, count);
  json["channels_resolved"] = context.by_word(window.channels_resolved, count);
  json["visits"] = tally.visits;
  json["households"] = tally.households;
  json["people"] = tally.people;
  json["campaigns"] = context.by_word(window.campaigns, [](const CampaignFigures& campaign) {
    return Json{{"estates", campaign.estates},
                {"visits", campaign.visits},
                {"households", campaign.households},
                {"people", campaign.people}};
  });
  json["hazards_found"] = tally.hazards_found;
  json["hazards_closed"] = tally.hazards_closed;
  json["disputes_found"] = tally.disputes_found;
  json["disputes_resolved"] = tally.disputes_resolved;
  const auto meetings = [](const MeetingSums& sums) {
    return Json{{"held", sums.held}, {"issues", sums.issues}, {"measures", sums.measures}, {"solved", sums.solved}};
  };
  json["meetings"] = meetings({tally.meetings, tally.issues, tally.measures, tally.issues_solved});
  json["meetings"]["levels"] = context.by_word(window.meetings, meetings);
  json["reported_in"] = {{"units", window.reported_in.units},
                         {"members", window.reported_in.members},
                         {"solved", window.reported_in.solved}};
  return json;
}

Json loops_json(const JsonContext& context, const Figures& figures) {
  Json json = Json::array();
  for (size_t i = 0; i < context.county.loops.size(); ++i) {
    const Loop& loop = context.county.loops[i];
    Json stages = Json::array();
    for (size_t stage = 0; stage < figures.pipelines[i].size(); ++stage) {
      const std::string_view canonical = request_stage_name(static_cast<RequestStage>(stage % kRequestStageCount));
      const Label label = loop.stages.empty() ? Label{} : loop.stages[stage].label;
      stages.push_back(stage_json("label", label_text(label, canonical), figures.pipelines[i][stage]));
    }
    json.push_back({{"name", label_text(loop.name, "")}, {"stages", std::move(stages)}});
  }
  return json;
}

Json matters_json(const JsonContext& context) {
  const MatterLists lists = matter_lists(context.state, context.county, context.now_ns, {.scope = context.scope});
  const auto list = [&](const std::vector<Matter>& matters, int64_t count) {
    Json json = {{"count", count}, {"first", Json::array()}};
    for (const Matter& matter : matters) {
      json["first"].push_back({{"request", context.state.request_ids.text(matter.request)},
                               {"due", context.time(matter.due_ns)},
                               {"left_s", static_cast<double>(matter.left_ns) / 1e9}});
    }
    return json;
  };
  return {{"overdue", list(lists.overdue, lists.overdue_count)},
          {"due_soon", list(lists.due_soon, lists.due_soon_count)},
          {"promises", list(lists.promises, lists.promise_count)}};
}

Json whistle_departments_json(const JsonContext& context) {
  Json json;
  for (int window = 0; window < kWindowCount; ++window) {
    Json rows = Json::array();
    for (const WhistleDepartment& row :
         whistle_board(context.state, context.county, context.now_ns, static_cast<Window>(window), context.scope)) {
      Json unanswered = Json::array();
      for (const UnansweredWhistle& one : row.unanswered) {
        unanswered.push_back({{"whistle", context.state.whistle_ids.text(one.whistle)},
                              {"street", context.word(context.state.whistles[one.whistle].street)},
                              {"waiting_s", one.waiting_s}});
      }
      rows.push_back({{"department", row.department},
                      {"whistled", row.whistled},
                      {"acknowledged", row.acknowledged},
                      {"arrived", row.arrived},
                      {"closed", row.closed},
                      {"acknowledge_median_s", number_json(row.acknowledge_median_s)},
                      {"arrive_median_s", number_json(row.arrive_median_s)},
                      {"close_median_s", number_json(row.close_median_s)},
                      {"unanswered", std::move(unanswered)}});
    }
    json[std::string(window_name(static_cast<Window>(window)))] = std::move(rows);
  }
  return json;
}

Json assessed_periods_json(const JsonContext& context) {
  Json json = Json::array();
  for (const AssessedPeriod& period : assessed_periods(context.state, context.county)) {
    Json entry = period_json(context, context.state.words.text(period.period), period.days);
    const auto list = [&](const std::vector<AssessedOrg>& orgs) {
      Json rows = Json::array();
      for (const AssessedOrg& org : orgs) {
        rows.push_back({{"org", context.word(org.org)},
                        {"kind", assessment_kind_name(org.kind)},
                        {"stars", org.stars == 0 ? Json(nullptr) : Json(org.stars)},
                        {"at", context.time(org.at_ns)}});
      }
      return rows;
    };
    entry["list"] = list(period.list);
    entry["stars"] = list(period.stars);
    json.push_back(std::move(entry));
  }
  return json;
}

Json org_scores_json(const JsonContext& context) {
  const int32_t today = context.county.zone.local_day(context.now_ns);
  std::vector<NamedPeriod> periods;
  for (const PeriodKind kind : {PeriodKind::kHalfYear, PeriodKind::kQuarter, PeriodKind::kMonth}) {
    periods.push_back(period_of_day(today, kind));
  }
  for (const AssessedPeriod& assessed : assessed_periods(context.state, context.county)) {
    const auto known = [&](const NamedPeriod& period) { return assessed.days && period.days == *assessed.days; };
    if (!assessed.days || std::any_of(periods.begin(), periods.end(), known)) continue;
    periods.push_back({std::string(context.state.words.text(assessed.period)), *assessed.days});
  }
  Json json = Json::array();
  for (const NamedPeriod& period : periods) json.push_back(scores_json(context, period));
  return json;
}

Json grids_json(const JsonContext& context) {
  const std::vector<GridFigures> by_grid = grid_figures(context.state, context.county, context.now_ns);
  const ScopePlaces places(context.county, context.scope);
  Json json = Json::array();
  for (GridIndex grid{0}; grid < by_grid.size(); ++grid) {
    if (!places.holds_grid(grid)) continue;
    const GridFigures& figures = by_grid[grid];
    json.push_back(
        {{"grid", context.county.grids[grid].code},
         {"heat", figures.heat},
         {"open", figures.open},
         {"overdue", figures.overdue},
         {"collected", figures.collected},
         {"resolved", figures.resolved},
         {"resolution_rate", number_json(figures.resolution_rate())},
         {"open_per_100_households", number_json(figures.per_100_households(static_cast<double>(figures.open)))},
         {"last_visit", context.time(context.state.grids[grid].last_visit_ns)}});
  }
  return json;
}

Json arrivals_json(const JsonContext& context) {
  const ScopePlaces places(context.county, context.scope);
  Json json = Json::object();
  for (const auto& [name, span] : {std::pair{"24h", ArrivalSpan::k24Hours}, std::pair{"7d", ArrivalSpan::k7Days}}) {
    const ArrivalFigures figures = arrivals_at(context.state, context.county, context.now_ns, span);
    const auto write = [&](const char* key, const std::string& code, const Arrivals& at) {
      return Json{{key, code},
                  {"count", at.count},
                  {"before", at.before},
                  {"ratio", number_json(figures.comparable() ? std::optional(at.ratio) : std::nullopt)}};
    };
    Json areas = Json::array(), grids = Json::array();
    for (AreaIndex area{0}; area < figures.areas.size(); ++area) {
      if (places.holds_area(area)) areas.push_back(write("area", context.county.areas[area].code, figures.areas[area]));
    }
    for (GridIndex grid{0}; grid < figures.grids.size(); ++grid) {
      if (places.holds_grid(grid)) grids.push_back(write("grid", context.county.grids[grid].code, figures.grids[grid]));
    }
    json[name] = {{"weeks", figures.weeks}, {"areas", std::move(areas)}, {"grids", std::move(grids)}};
    if (context.scope.whole_county()) json[name]["county"] = write("county", context.county.code, figures.county);
  }
  return json;
}

}  // namespace gridwall::state
