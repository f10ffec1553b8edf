#include "viewer/view_model/form.h"

#include <algorithm>
#include <iterator>

namespace gridwall::view_model {
namespace {

struct FormRow {
  DeskForm form;
  std::string_view name;
  Text title;
};
constexpr FormRow kForms[] = {
    {DeskForm::kShelve, "shelve", Text::kDeskShelve},
    {DeskForm::kNote, "note", Text::kDeskNote},
    {DeskForm::kBookmark, "bookmark", Text::kDeskBookmark},
    {DeskForm::kEmergency, "emergency", Text::kDeskEmergency},
    {DeskForm::kStandDown, "stand_down", Text::kDeskStandDown},
    {DeskForm::kHandover, "handover", Text::kDeskHandover},
    {DeskForm::kAcknowledge, "acknowledge", Text::kDeskAcknowledgeTitle},
    {DeskForm::kPropose, "propose", Text::kDeskPropose},
};
constexpr bool in_order() {
  for (size_t i = 0; i < std::size(kForms); ++i) {
    if (kForms[i].form != static_cast<DeskForm>(i)) return false;
  }
  return true;
}
static_assert(in_order(), "one row a form");

}  // namespace

std::string_view form_name(DeskForm form) {
  return kForms[static_cast<size_t>(form)].name;
}

std::optional<DeskForm> form_from_name(std::string_view name) {
  const auto row =
      std::find_if(std::begin(kForms), std::end(kForms), [&](const FormRow& one) { return one.name == name; });
  if (row == std::end(kForms)) return std::nullopt;
  return row->form;
}

Text form_title(DeskForm form) {
  return kForms[static_cast<size_t>(form)].title;
}

}  // namespace gridwall::view_model
