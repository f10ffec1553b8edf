#include "viewer/view_model/title_bar.h"

#include <algorithm>

#include "ingest/state/mode.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

ModeBadge build_mode(const ViewContext& context) {
  const Texts& texts = context.texts;
  ModeBadge badge;
  std::string where;
  bool whole_county = false;
  int areas = 0;
  for (ModeIndex i{0}; i < context.state.modes.size(); ++i) {
    const AreaMode& mode = context.state.modes[i];
    if (mode.mode != Mode::kEmergency) continue;
    const std::string_view area = context.state.mode_areas.text(i);
    ++areas;
    badge.emergency = true;
    if (mode.level != 0 && (badge.level == 0 || mode.level < badge.level)) badge.level = mode.level;
    whole_county = whole_county || names_whole_county(context.county, area);
    if (where.empty()) where = area_name(context.county, texts, area);
  }
  if (!badge.emergency) {
    badge.text = texts[Text::kModeRoutine];
  } else if (whole_county) {
    badge.text = badge.level == 0 ? texts[Text::kModeEmergency]
                                  : fill(texts[Text::kModeEmergencyLevel],
                                         {{"mark", texts.at(Text::kLevelMark1, badge.level - 1U)}});
  } else {
    if (areas > 1) where += " +" + std::to_string(areas - 1);
    badge.text = fill(texts[Text::kModeEmergencyAreas], {{"area", where}});
  }
  return badge;
}

}  // namespace

TitleBar build_title_bar(const ViewContext& context) {
  const Label& title = context.county.center_name.zh.empty() ? context.county.name : context.county.center_name;
  return {context.texts.of(title), build_mode(context)};
}

TrustStrip build_trust_strip(const ViewContext& context) {
  return {build_feed_trust(context, Feed::kRequest), build_feed_trust(context, Feed::kPatrol),
          build_feed_trust(context, Feed::kEmergency)};
}

WallClock build_clock(const ViewContext& context) {
  WallClock clock;
  clock.time = format_clock_seconds(context.now_ns, context.county.zone);
  clock.date = format_date(context.now_ns, context.county.zone, context.texts);
  const Connection& connection = context.connection;
  if (context.comparison != nullptr) {
    clock.compared = fill(context.texts[Text::kCompareWith],
                          {{"time", format_compared(context.comparison->at_ns, context.county.zone)}});
  }
  if (!connection.replay) return clock;
  clock.replay = context.texts[Text::kReplayTitle];
  if (connection.replay_speed == 0) {
    clock.replay += " " + context.texts[Text::kReplayPaused];
  } else if (connection.replay_speed != 1) {
    const bool whole = connection.replay_speed >= 1;
    const std::string speed = whole ? format_count(static_cast<int64_t>(connection.replay_speed)) : "<1";
    clock.replay += " " + fill(context.texts[Text::kReplaySpeed], {{"n", speed}});
  }
  return clock;
}

}  // namespace gridwall::view_model
