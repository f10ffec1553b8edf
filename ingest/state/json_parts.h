// How values of a state are written in JSON, and the lists and boards of state_json. Private to ingest/state.
#pragma once

#include <nlohmann/json.hpp>

#include "ingest/event/time.h"
#include "ingest/state/figures.h"

namespace gridwall::inline state {

using Json = nlohmann::ordered_json;

struct JsonContext {
  const CountyState& state;
  const County& county;
  int64_t now_ns;
  Scope scope;

  Json time(int64_t time_ns) const {
    if (time_ns == kNever) return nullptr;
    return format_rfc3339(time_ns, county.zone.offset_s(time_ns));
  }
  Json word(WordId word) const {
    if (word == kNone) return nullptr;
    return state.words.text(word);
  }
  Json grid_code(GridIndex grid) const {
    if (grid == kNone) return nullptr;
    return county.grids[grid].code;
  }
  // Entries of a map by word as members, in the order of the words' texts.
  template <typename Value, typename Write>
  Json by_word(const std::map<WordId, Value>& values, const Write& write) const {
    std::map<std::string_view, const Value*> sorted;
    for (const auto& [key, value] : values) {
      if (key != kNone) sorted[state.words.text(key)] = &value;
    }
    Json json = Json::object();
    for (const auto& [text, value] : sorted) json[std::string(text)] = write(*value);
    return json;
  }
};

inline Json number_json(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json window_json(const JsonContext& context, const WindowFigures& window);
Json trend_json(const JsonContext& context);  // of the window of 30 days
Json weeks_json(const JsonContext& context);
Json hours_json(const JsonContext& context);
Json earlier_json(const JsonContext& context, const WindowFigures& window, const std::optional<EarlierWindow>& earlier);
Json rankings_json(const JsonContext& context);
Json department_ranking_json(const JsonContext& context);
Json hot_json(const JsonContext& context);
Json repeated_json(const JsonContext& context);
Json loops_json(const JsonContext& context, const Figures& figures);
Json matters_json(const JsonContext& context);
Json whistle_departments_json(const JsonContext& context);  // by window
Json assessed_periods_json(const JsonContext& context);
Json org_scores_json(const JsonContext& context);  // of this half-year, quarter and month, and of periods assessed
Json alarm_counts_json(const AlarmCounts& counts);
Json alarm_list_json(const JsonContext& context);
Json warnings_json(const JsonContext& context);
Json resources_json(const JsonContext& context);
Json team_requests_json(const JsonContext& context);
Json grids_json(const JsonContext& context);
Json arrivals_json(const JsonContext& context);  // requests that came in against what usually does

}  // namespace gridwall::state
