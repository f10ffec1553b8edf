// A form of the desk being filled in, as it is drawn. Plain values; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "viewer/view_model/action.h"
#include "viewer/view_model/text.h"

namespace gridwall::view_model {

struct FormField {
  std::string label;
  std::vector<std::string> choices;  // empty: the field is written
  int chosen = 0;
  std::string text;
  bool needed = false;
  std::string composing{};  // behind the text, the input method's so far
};

// What was written into a form and not sent.
struct FormDraft {
  DeskForm form{};
  std::vector<std::string> texts;  // of its written fields, in their order
  friend bool operator==(const FormDraft&, const FormDraft&) = default;
};

struct Form {
  std::string title;
  std::string subject;  // what it is about
  std::vector<FormField> fields;
  int focus = 0;
  std::string consequence;  // what will happen when it is sent
  std::string problem;      // why it cannot be sent yet
  std::string question;     // it is sent when Enter is pressed once more
  std::string others;       // another desk is at the same
  std::string send, cancel, help;
};

// "note", "handover": the same in every language, between desks and in files.
std::string_view form_name(DeskForm form);
std::optional<DeskForm> form_from_name(std::string_view name);
Text form_title(DeskForm form);

}  // namespace gridwall::view_model
