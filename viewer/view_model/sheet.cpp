#include "viewer/view_model/sheet.h"

#include "ingest/text/situation.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/incident_focus.h"
#include "viewer/view_model/keys.h"

namespace gridwall::view_model {
namespace {

void add_place(SheetModel& sheet, const ViewContext& context, KeyPlace place) {
  sheet.lines.push_back({{}, context.texts.at(Text::kSheetKeysWall, static_cast<size_t>(place))});
  for (const KeyBinding& one : key_bindings()) {
    if (one.place != place) continue;
    const bool again = !sheet.lines.empty() && sheet.lines.back().text == context.texts[one.help];
    if (again) {  // two keys for the same
      sheet.lines.back().left += " " + std::string(one.name);
      continue;
    }
    sheet.lines.push_back({std::string(one.name), context.texts[one.help]});
  }
}

}  // namespace

SheetModel build_help_sheet(const ViewContext& context, bool form_open, bool time_shown) {
  SheetModel sheet;
  sheet.title = context.texts[Text::kSheetHelp];
  sheet.close = context.texts[Text::kSheetClose];
  if (form_open) {
    add_place(sheet, context, KeyPlace::kForm);
    return sheet;
  }
  if (!context.desk.empty()) add_place(sheet, context, KeyPlace::kDesk);
  add_place(sheet, context, KeyPlace::kWall);
  if (time_shown) add_place(sheet, context, KeyPlace::kTime);
  return sheet;
}

SheetModel build_notice_sheet(const ViewContext& context, const std::deque<Notice>& notices) {
  SheetModel sheet;
  sheet.title = context.texts[Text::kSheetNotices];
  sheet.close = context.texts[Text::kSheetClose];
  for (auto notice = notices.rbegin(); notice != notices.rend(); ++notice) {
    sheet.lines.push_back({format_clock_seconds(notice->at_ns, context.county.zone), notice->text});
  }
  if (sheet.lines.empty()) sheet.lines.push_back({{}, context.texts[Text::kSheetNoNotices]});
  return sheet;
}

SheetModel build_situation_sheet(const ViewContext& context) {
  SheetModel sheet;
  sheet.title = context.texts[Text::kSheetSituation];
  sheet.close = context.texts[Text::kSheetClose];
  const IncidentIndex incident = incident_in_focus(context);
  if (incident == kNone) {
    sheet.lines.push_back({{}, context.texts[Text::kDeskNoIncident]});
    return sheet;
  }
  const text::Situation situation =
      text::situation_of({context.state, context.county, context.texts}, incident, context.now_ns);
  sheet.title = situation.title;
  sheet.lines.push_back({{}, situation.as_of});
  for (const text::Situation::Part& part : situation.parts) {
    for (const std::string& line : part.lines) {
      sheet.lines.push_back({&line == &part.lines.front() ? part.heading : " ", line});
    }
  }
  sheet.lines.push_back({" ", situation.source});
  return sheet;
}

}  // namespace gridwall::view_model
