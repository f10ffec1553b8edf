#include "ingest/state/state_check.h"

#include <algorithm>
#include <array>

#include "ingest/event/utf8.h"
#include "ingest/state/describe.h"
#include "ingest/state/field_shapes.h"

namespace gridwall::inline state {
namespace {

// Is every field by itself what its description says?
class FieldCheck {
 public:
  static constexpr bool kReads = false;

  FieldCheck(const CountyState& state, const County& county) {
    size_of(Table::kWords) = state.words.size();
    size_of(Table::kSources) = static_cast<int64_t>(state.sources.size());
    size_of(Table::kGrids) = static_cast<int64_t>(county.grids.size());
    size_of(Table::kRequests) = static_cast<int64_t>(state.requests.size());
    size_of(Table::kOpenRequests) = static_cast<int64_t>(state.open_requests.size());
    size_of(Table::kTeams) = static_cast<int64_t>(state.teams.size());
    size_of(Table::kIncidents) = static_cast<int64_t>(state.incidents.size());
    size_of(Table::kAlarms) = static_cast<int64_t>(state.alarms.size());
    size_of(Table::kModeAreas) = static_cast<int64_t>(state.modes.size());
  }
  bool good() const { return good_; }

  // The meaning of a container is that of its elements, of a map first that of its keys.
  template <typename T, std::same_as<Meaning>... Meanings>
  void operator()(const T& value, Meanings... meanings) {
    if constexpr (std::is_same_v<T, std::string>) {
      good_ = good_ && is_utf8(value);
    } else if constexpr (Mapping<T>) {
      for (const auto& [key, element] : value) check_entry(key, element, meanings...);
    } else if constexpr (Sequence<T> || Array<T>) {
      for (const auto& element : value) (*this)(element, meanings...);
    } else if constexpr (!Plain<T>) {
      static_assert(sizeof...(meanings) == 0, "the fields of a record say what they mean themselves");
      check_record(value);
    } else if constexpr (sizeof...(meanings) == 1) {
      good_ = good_ && fits(static_cast<int64_t>(value), meanings...);
    } else {
      constexpr bool kAnyValueWillDo =
          std::is_same_v<T, bool> || std::is_same_v<T, double> || std::is_same_v<T, uint64_t>;
      static_assert(kAnyValueWillDo, "the description says what this number may be");
    }
  }
  template <typename T, typename... Meanings>
  void if_any(bool, const T& values, Meanings... meanings) {
    (*this)(values, meanings...);
  }

 private:
  template <typename Key, typename Element, typename... Meanings>
  void check_entry(const Key& key, const Element& element, Meanings... of_elements) {
    static_assert(sizeof...(of_elements) == 0);
    (*this)(key);
    (*this)(element);
  }
  template <typename Key, typename Element, typename... Meanings>
  void check_entry(const Key& key, const Element& element, Meaning of_keys, Meanings... of_elements) {
    (*this)(key, of_keys);
    (*this)(element, of_elements...);
  }
  template <typename Record>
  void check_record(const Record& record) {
    if constexpr (requires { record.sound(); }) {
      good_ = good_ && record.sound();
    } else {
      describe(*this, record);
    }
  }
  int64_t& size_of(Table table) { return sizes_[static_cast<size_t>(table)]; }
  bool fits(int64_t value, const Meaning& meaning) {
    if (value == meaning.none) return true;
    const int64_t most = meaning.table == Table::kNowhere ? meaning.most : size_of(meaning.table) - 1;
    return value >= meaning.least && value <= most;
  }

  std::array<int64_t, kTableCount> sizes_{};
  bool good_ = true;
};

// Tables have a record for each of their keys.
bool sizes_are_sound(const CountyState& state, const County& county) {
  return state.grids.size() == county.grids.size() && state.requests.size() == state.request_ids.size() &&
         state.sources.size() == state.source_names.size() && state.workers.size() == state.worker_ids.size() &&
         state.teams.size() == state.team_ids.size() && state.incidents.size() == state.incident_ids.size() &&
         state.alarms.size() == state.alarm_ids.size() && state.modes.size() == state.mode_areas.size() &&
         state.warnings.size() == state.warning_ids.size() && state.whistles.size() == state.whistle_ids.size() &&
         state.hazards.size() == state.hazard_ids.size() && state.disputes.size() == state.dispute_ids.size() &&
         state.resources.size() == state.resource_ids.size();
}

// A feed has sent nothing before the first event.
bool feeds_are_sound(const CountyState& state) {
  const bool begun = state.received_ns != kNever && state.first_received_ns != kNever;
  return begun || std::all_of(state.feed_received_ns.begin(), state.feed_received_ns.end(),
                              [](int64_t received_ns) { return received_ns == kNever; });
}

}  // namespace

bool state_is_sound(const CountyState& state, const County& county) {
  FieldCheck fields(state, county);
  describe(fields, state);
  return fields.good() && sizes_are_sound(state, county) && requests_are_sound(state) && feeds_are_sound(state);
}

}  // namespace gridwall::state
