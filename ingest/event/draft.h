// An event that the simulator, an importer or the desk makes and sends. Unlike Event it owns its texts. Any thread.
// Knows the contract, but no county and no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/event/event.h"

namespace gridwall::inline event {

struct Draft {
  EventType type{};
  int64_t at_ns = 0;
  std::string id;
  std::string source;
  std::string grid;  // code; empty: none
  std::optional<Position> position;
  bool training = false;  // an exercise in a daemon of exercises; a real one refuses it
  // Longitude and latitude as they were found, where they are no numbers: sent as texts, so that they are counted as a
  // place that cannot be read.
  std::optional<std::pair<std::string, std::string>> place_words;

  struct Value {
    Field field;
    bool is_text;
    std::string text;
    int64_t integer;
  };
  std::vector<Value> values;

  Draft& with(Field field, std::string_view text) {
    values.push_back({field, true, std::string(text), 0});
    return *this;
  }
  Draft& with(Field field, int64_t value) {
    values.push_back({field, false, {}, value});
    return *this;
  }
};

// One line of JSON without its end, times at the given offset from UTC. `shift_ns` is added to every time in it.
std::string to_line(const Draft& draft, int offset_s, int64_t shift_ns = 0);

}  // namespace gridwall::event
