#include "viewer/view_model/whistles.h"

#include <algorithm>

#include "ingest/state/whistle_board.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/rates.h"

namespace gridwall::view_model {
namespace {

WhistleRow::Step step_of(const Texts& texts, int64_t count, std::optional<double> median_s) {
  return {format_count(count), median_s ? format_coarse_duration(*median_s, texts) : texts[Text::kNone]};
}

double longest_wait_s(const WhistleDepartment& department) {
  return department.unanswered.empty() ? -1 : department.unanswered.front().waiting_s;
}

using Board = std::vector<WhistleDepartment>;

Board board_at(const ViewContext& context) {
  return whistle_board(context.state, context.county, context.now_ns, context.window, context.scope);
}

struct Sums {
  int64_t blown = 0, unanswered = 0;
};

Sums sums_of(const Board& board) {
  Sums sums;
  for (const WhistleDepartment& department : board) {
    sums.blown += department.whistled;
    sums.unanswered += static_cast<int64_t>(department.unanswered.size());
  }
  return sums;
}

int64_t blown_for(const Board& board, std::string_view department) {
  const auto at = std::find_if(board.begin(), board.end(),
                               [&](const WhistleDepartment& one) { return one.department == department; });
  return at == board.end() ? 0 : at->whistled;
}

WhistleRow row_of(const ViewContext& context, const WhistleDepartment& department, const Board* then) {
  const Texts& texts = context.texts;
  WhistleRow row;
  row.department = department.listed == kNoKey ? std::string(department.department)
                                               : texts.of(context.county.departments[department.listed].name);
  row.blown = format_count(department.whistled);
  if (then != nullptr) row.change = change_of_count(department.whistled, blown_for(*then, department.department));
  row.steps = {step_of(texts, department.acknowledged, department.acknowledge_median_s),
               step_of(texts, department.arrived, department.arrive_median_s),
               step_of(texts, department.closed, department.close_median_s)};
  if (!department.unanswered.empty()) {
    row.waiting = format_count(static_cast<int64_t>(department.unanswered.size())) + " · " +
                  format_coarse_duration(longest_wait_s(department), texts);
  }
  return row;
}

}  // namespace

WhistlePanel build_whistles(const ViewContext& context) {
  const Texts& texts = context.texts;
  WhistlePanel panel;
  Board board = board_at(context);
  const auto [blown, unanswered] = sums_of(board);
  // Below the county only streets whistle: a place where none was blown has no such subject.
  panel.absent =
      context.scope.whole_county() ? context.county.departments.empty() && context.state.whistles.empty() : blown == 0;
  if (panel.absent) return panel;
  panel.title = texts[Text::kWhistlesTitle];
  const std::optional<ViewContext> at_then = context.then();
  const std::optional<Board> then = at_then ? std::optional(board_at(*at_then)) : std::nullopt;
  const Sums sums_then = then ? sums_of(*then) : Sums{};
  const auto counted = [&](Text pattern, int64_t now, int64_t before) {
    return with_change(fill(texts[pattern], {{"n", format_count(now)}}),
                       then ? change_of_count(now, before) : Change{});
  };
  panel.summary = texts[window_text(context.window)] + " · " + counted(Text::kWhistlesCount, blown, sums_then.blown);
  panel.age = build_data_age(context, Feed::kEmergency);
  if (unanswered > 0 || sums_then.unanswered > 0) {
    panel.unanswered = counted(Text::kWhistlesUnanswered, unanswered, sums_then.unanswered);
  }
  if (blown == 0) panel.why = texts[Text::kWhistlesNone];
  panel.department_caption = texts[Text::kWhistlesDepartment];
  panel.waiting_caption = texts[Text::kWhistlesWaiting];
  panel.blown_caption = texts[Text::kWhistlesBlown];
  for (size_t i = 0; i < panel.step_captions.size(); ++i) {
    panel.step_captions[i] = texts.at(Text::kWhistlesAcknowledged, i);
  }
  std::stable_sort(board.begin(), board.end(), [](const WhistleDepartment& a, const WhistleDepartment& b) {
    return std::pair(longest_wait_s(a), a.whistled > 0) > std::pair(longest_wait_s(b), b.whistled > 0);
  });
  for (const WhistleDepartment& department : board) {
    panel.rows.push_back(row_of(context, department, then ? &*then : nullptr));
  }
  return panel;
}

std::string more_departments(const Texts& texts, int64_t count) {
  return fill(texts[Text::kWhistlesMore], {{"n", format_count(count)}});
}

}  // namespace gridwall::view_model
