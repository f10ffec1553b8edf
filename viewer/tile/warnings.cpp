// Weather and other warnings in force; exercises and tests stand apart.
#include <algorithm>

#include "ingest/state/incident.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

// `before` is what it is where it is not meant: 演练 or 测试.
Item item_of(const ViewContext& context, const Warning& warning, const std::string& before) {
  const Texts& texts = context.texts;
  const unsigned level = std::clamp<unsigned>(warning.level, 1, 4);
  const bool actual = before.empty();
  const std::string kind =
      warning.kind == kNone ? std::string() : std::string(texts.word(context.state.words.text(warning.kind)));
  const std::string title =
      fill(texts[Text::kWarningsRow], {{"kind", kind}, {"color", texts.at(Text::kWarningColor1, level - 1)}});
  const std::string until = format_moment(warning.until_ns, context.now_ns, context.county.zone);
  return {.badge = {Shape::kTriangleUp, actual ? tone_of_level(level) : Tone::kQuiet,
                    texts.at(Text::kLevelMark1, level - 1)},
          .title = actual ? title : before + " " + title,
          .loud = true,
          .tone = actual ? Tone::kText : Tone::kQuiet,
          .end = fill(texts[Text::kWarningsUntil], {{"time", until}}),
          .note = area_name(context.county, texts, warning.area)};
}

}  // namespace

block::Tile warnings(const ViewContext& context) {
  const Texts& texts = context.texts;
  Tile tile = standing_tile(context, Text::kWarningsTitle);
  const WarningsInForce in_force = warnings_in_force(context.state, context.now_ns);
  List list{.more = texts[Text::kAlarmsMore]};
  const auto add = [&](const std::vector<WarningIndex>& warnings, const std::string& before) {
    for (const WarningIndex index : warnings) {
      list.items.push_back(item_of(context, context.state.warnings[index], before));
    }
  };
  add(in_force.actual, {});
  add(in_force.exercise, texts[Text::kDrillMark]);
  add(in_force.test, texts[Text::kWarningsTest]);
  if (list.items.empty()) tile.why = texts[Text::kWarningsNone];
  tile.body.push_back({all_or_some(std::move(list))});
  return tile;
}

}  // namespace gridwall::tile
