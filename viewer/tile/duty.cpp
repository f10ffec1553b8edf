// The shift's log: notes, bookmarks, handover and what was done, newest first.
#include <algorithm>
#include <span>

#include "ingest/state/incident.h"
#include "ingest/text/telling.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"
#include "viewer/view_model/form.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr size_t kDutyMoments = 500;

Moment moment_of(const ViewContext& context, const DutyNote& note) {
  const bool bookmark = note.type == EventType::kEmergencyBookmarkAdded;
  return {.time = format_moment(note.at_ns, context.now_ns, context.county.zone),
          .who = note.by == kNone ? std::string() : std::string(context.state.words.text(note.by)),
          .who_tone = bookmark ? Tone::kAccent : Tone::kQuiet,
          .text = text::tell({context.state, context.county, context.texts}, text::telling_of(note.type).duty,
                             text::line_of(context.state, note))};
}

// How many alarms were acknowledged with the last one, in one act of the desk: each is an event of its own.
size_t one_act(std::span<const DutyNote* const> log) {
  const DutyNote& last = *log.back();
  if (last.type != EventType::kEmergencyAlarmAcknowledged) return 1;
  const auto other = std::find_if(log.rbegin(), log.rend(), [&](const DutyNote* note) {
    return note->type != last.type || note->by != last.by || note->at_ns != last.at_ns || note->text != last.text;
  });
  return static_cast<size_t>(other - log.rbegin());
}

std::string several(const ViewContext& context, const std::string& text, size_t acts) {
  return fill(context.texts[Text::kDutySeveral], {{"text", text}, {"n", format_count(static_cast<int64_t>(acts))}});
}

}  // namespace

block::Tile duty(const ViewContext& context) {
  const Texts& texts = context.texts;
  Tile tile = standing_tile(context, Text::kDutyTitle);
  const bool may_act = !context.desk.empty();
  tile.note = may_act ? std::string(context.desk) : texts[Text::kDeskDisplayOnly];
  tile.note_tone = may_act ? Tone::kAccent : Tone::kQuiet;
  for (const DeskPresence& other : context.connection.desks) {
    if (other.desk == context.desk) continue;
    const std::optional<DeskForm> form = form_from_name(other.form);
    std::string told = form ? fill(texts[Text::kDeskOtherTyping],
                                   {{"desk", other.desk}, {"form", texts[form_title(*form)]}, {"about", other.about}})
                            : fill(texts[Text::kDeskOtherHere], {{"desk", other.desk}, {"about", other.about}});
    tile.body.push_back({Line{.text = std::move(told), .tone = form ? Tone::kAttention : Tone::kQuiet}, true});
  }
  Timeline timeline{.more = texts[Text::kDutyMore]};
  const std::vector<const DutyNote*> log = duty_log(context.state);
  for (size_t end = log.size(); end > 0 && timeline.moments.size() < kDutyMoments;) {
    const size_t acts = one_act(std::span(log).first(end));
    Moment moment = moment_of(context, *log[end - 1]);
    if (acts > 1) moment.text = several(context, moment.text, acts);
    timeline.moments.push_back(std::move(moment));
    end -= acts;
  }
  if (timeline.moments.empty()) tile.why = texts[Text::kDutyNone];
  tile.body.push_back({std::move(timeline)});
  return tile;
}

}  // namespace gridwall::tile
