#include "viewer/view_model/visits.h"

#include <map>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {

VisitsTile build_visits(const ViewContext& context) {
  const Texts& texts = context.texts;
  VisitsTile tile;
  tile.title = texts[Text::kVisitsTitle];
  tile.age = build_data_age(context, Feed::kPatrol);
  tile.households_caption = texts[Text::kVisitsHouseholds];
  tile.people_caption = texts[Text::kVisitsPeople];
  // A wall that counts from further back shows that instead of the week.
  std::array<Window, 3> windows{Window::kToday, Window::k7Days, Window::k30Days};
  if (context.window > Window::k30Days) windows = {Window::kToday, Window::k30Days, context.window};
  for (size_t i = 0; i < tile.rows.size(); ++i) {
    const auto of = [&](const ViewContext& at) -> const DayTally& { return at.figures.window(windows[i]).tally; };
    const DayTally& tally = of(context);
    tile.rows[i] = {texts.at(Text::kWindowToday, static_cast<size_t>(windows[i])),
                    format_count(tally.households),
                    format_count(tally.people),
                    fill(texts[Text::kVisitsTimes], {{"n", format_count(tally.visits)}}),
                    change_of(context, [&](const ViewContext& at) { return of(at).households; }),
                    change_of(context, [&](const ViewContext& at) { return of(at).people; })};
  }
  return tile;
}

ShiftsTile build_shifts(const ViewContext& context) {
  const Texts& texts = context.texts;
  const PatrolBoard& board = context.figures.patrol;
  ShiftsTile tile;
  tile.title = texts[Text::kShiftsTitle];
  tile.age = build_data_age(context, Feed::kPatrol);
  tile.on = format_count(board.on_shift);
  tile.on_caption = texts[Text::kShiftsOn];
  tile.night = format_count(board.at_night);
  tile.night_caption = texts[Text::kShiftsNight];
  tile.on_change = change_of(context, [](const ViewContext& at) { return at.figures.patrol.on_shift; });
  tile.night_change = change_of(context, [](const ViewContext& at) { return at.figures.patrol.at_night; });
  std::map<std::string, int64_t, std::less<>> posts;  // A before B, whoever came first
  for (const auto& [post, count] : board.posts) posts[std::string(texts.word(context.state.words.text(post)))] += count;
  for (const auto& [post, count] : posts) {
    tile.posts.push_back(fill(texts[Text::kShiftsPost], {{"post", post}, {"n", format_count(count)}}));
  }
  return tile;
}

}  // namespace gridwall::view_model
