#include "viewer/view_model/desk_bar.h"

#include "viewer/view_model/keys.h"

namespace gridwall::view_model {

std::vector<DeskButton> build_desk_bar(const ViewContext& context) {
  std::vector<DeskButton> buttons;
  if (context.desk.empty()) return buttons;
  const auto add = [&](Text label, Action action) {
    const std::string_view key = key_name(action);
    buttons.push_back({context.texts[label], std::string(key), std::move(action)});
  };
  add(Text::kDeskAcknowledge, Acknowledge{});
  add(Text::kDeskAcknowledgeMany, OpenForm{DeskForm::kAcknowledge});
  add(Text::kDeskMark, MarkAlarm{std::string(context.selected_alarm)});
  add(Text::kDeskShowAlarm, ShowAlarm{});
  add(Text::kDeskShelve, OpenForm{DeskForm::kShelve});
  add(Text::kDeskUnshelve, Unshelve{});
  add(Text::kDeskNote, OpenForm{DeskForm::kNote});
  add(Text::kDeskBookmark, OpenForm{DeskForm::kBookmark});
  add(Text::kDeskPropose, OpenForm{DeskForm::kPropose});
  add(Text::kDeskTick, TickNextStep{});
  add(Text::kDeskEmergency, OpenForm{DeskForm::kEmergency});
  add(Text::kDeskStandDown, OpenForm{DeskForm::kStandDown});
  add(Text::kDeskSituation, WriteSituation{});
  add(Text::kDeskHandover, OpenForm{DeskForm::kHandover});
  add(Text::kDeskNoticesButton, ShowSheet{Sheet::kNotices});
  add(Text::kDeskHelpButton, ShowSheet{Sheet::kHelp});
  return buttons;
}

}  // namespace gridwall::view_model
