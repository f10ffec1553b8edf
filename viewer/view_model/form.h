// A form of the desk being filled in, as it is drawn. Plain values; any thread.
#pragma once

#include <string>
#include <vector>

namespace gridwall::view_model {

struct FormField {
  std::string label;
  std::vector<std::string> choices;  // empty: the field is written
  int chosen = 0;
  std::string text;
  bool needed = false;
};

struct Form {
  std::string title;
  std::string subject;  // what it is about
  std::vector<FormField> fields;
  int focus = 0;
  std::string consequence;  // what will happen when it is sent
  std::string problem;      // why it cannot be sent yet
  std::string send, cancel, help;
};

}  // namespace gridwall::view_model
