#include "viewer/view_model/title_bar.h"

#include <algorithm>

#include "ingest/state/mode.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

// The gravest emergency, with its area and level; how many areas there are besides.
ModeBadge build_mode(const ViewContext& context) {
  const Texts& texts = context.texts;
  const std::vector<ModeView> emergencies = emergencies_in_force(context.state, context.county);
  ModeBadge badge;
  if (emergencies.empty()) {
    badge.text = texts[Text::kModeRoutine];
    return badge;
  }
  const ModeView& gravest = emergencies.front();
  badge.emergency = true;
  badge.level = gravest.level;
  const std::string mark = badge.level == 0 ? std::string() : texts.at(Text::kLevelMark1, badge.level - 1U);
  if (gravest.whole_county) {
    const Text pattern = badge.level == 0 ? Text::kModeEmergency : Text::kModeEmergencyLevel;
    badge.text = fill(texts[pattern], {{"mark", mark}});
  } else {
    const Text pattern = badge.level == 0 ? Text::kModeEmergencyAreas : Text::kModeEmergencyAreaLevel;
    const std::string where = area_name(context.county, texts, context.state.mode_areas.text(gravest.key));
    badge.text = fill(texts[pattern], {{"area", where}, {"mark", mark}});
  }
  if (emergencies.size() > 1 && !gravest.whole_county) badge.text += " +" + std::to_string(emergencies.size() - 1);
  if (gravest.drill) badge.text = texts[Text::kDrillMark] + " " + badge.text;
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
