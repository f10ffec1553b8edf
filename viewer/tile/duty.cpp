// The shift's log: notes, bookmarks, handover and what was done, newest first; and what the desk can do.
#include "ingest/state/incident.h"
#include "ingest/text/telling.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr size_t kMoments = 64;

Moment moment_of(const ViewContext& context, const DutyNote& note) {
  const bool bookmark = note.type == EventType::kEmergencyBookmarkAdded;
  return {.time = format_moment(note.at_ns, context.now_ns, context.county.zone),
          .who = note.by == kNone ? std::string() : std::string(context.state.words.text(note.by)),
          .who_tone = bookmark ? Tone::kAccent : Tone::kQuiet,
          .text = text::tell({context.state, context.county, context.texts}, text::telling_of(note.type).duty,
                             text::line_of(context.state, note))};
}

}  // namespace

block::Tile duty(const ViewContext& context) {
  const Texts& texts = context.texts;
  Tile tile = standing_tile(context, Text::kDutyTitle);
  const bool may_act = !context.desk.empty();
  tile.note = may_act ? std::string(context.desk) : texts[Text::kDeskDisplayOnly];
  tile.note_tone = may_act ? Tone::kAccent : Tone::kQuiet;
  if (may_act) {
    tile.buttons = {desk_button(context, Text::kDeskAcknowledge, Acknowledge{}),
                    desk_button(context, Text::kDeskShelve, OpenForm{DeskForm::kShelve}),
                    desk_button(context, Text::kDeskNote, OpenForm{DeskForm::kNote}),
                    desk_button(context, Text::kDeskBookmark, OpenForm{DeskForm::kBookmark})};
  }
  Timeline timeline;
  const std::vector<const DutyNote*> log = duty_log(context.state);
  for (auto note = log.rbegin(); note != log.rend() && timeline.moments.size() < kMoments; ++note) {
    timeline.moments.push_back(moment_of(context, **note));
  }
  if (timeline.moments.empty()) tile.why = texts[Text::kDutyNone];
  tile.body.push_back({std::move(timeline)});
  return tile;
}

}  // namespace gridwall::tile
