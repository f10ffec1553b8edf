#include "ingest/state/checkpoint.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>

#include "ingest/event/time.h"
#include "ingest/event/utf8.h"
#include "ingest/state/state_check.h"

namespace gridwall::inline state {
namespace {

static_assert(std::endian::native == std::endian::little, "the bytes are little-endian");

template <typename T>
concept Plain = std::is_arithmetic_v<T> || std::is_enum_v<T>;

// Values whose memory is their whole meaning: arrays of them are copied as one piece.
template <typename T>
concept Bytes = std::is_trivially_copyable_v<T> &&
    (std::has_unique_object_representations_v<T> || std::is_same_v<T, double>);

class Writer {
 public:
  static constexpr bool kReads = false;
  std::string bytes;

  template <typename T>
  void operator()(T& value) {
    write(value);
  }
  void raw(const void* data, size_t size) {
    if (size > 0) bytes.append(static_cast<const char*>(data), size);
  }

 private:
  template <typename T>
  void write(T& value);
};

class Reader {
 public:
  static constexpr bool kReads = true;
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  void operator()(T& value) {
    read(value);
  }
  bool raw(void* data, size_t size) {
    if (failed_ || size > bytes_.size()) return failed_ = true, false;
    if (size > 0) std::memcpy(data, bytes_.data(), size);  // an empty vector has no memory
    bytes_.remove_prefix(size);
    return true;
  }
  // A count of elements of at least `element_bytes` each: what cannot fit is damage, not a reason to allocate.
  size_t count(size_t element_bytes) {
    uint64_t n = 0;
    if (!raw(&n, sizeof n) || n > bytes_.size() / std::max<size_t>(1, element_bytes)) return failed_ = true, 0;
    return static_cast<size_t>(n);
  }
  void fail() { failed_ = true; }
  bool done() const { return !failed_ && bytes_.empty(); }

 private:
  template <typename T>
  void read(T& value);
  std::string_view bytes_;
  bool failed_ = false;
};

// One description of each record serves both directions.
template <typename A>
void fields(A& a, Position& v) {
  a(v.lon_deg);
  a(v.lat_deg);
}
template <typename A>
void fields(A& a, Day& v) {
  a(v.tally);
  a(v.response);
  a(v.categories);
  a(v.channels);
  a(v.requests);
}
template <typename A>
void fields(A& a, GridState& v) {
  a(v.heat);
  a(v.heat_ns);
  a(v.last_visit_ns);
  a(v.open);
  a(v.collected);
  a(v.resolved);
  a(v.open_hazards);
  a(v.days);
}
template <typename A>
void fields(A& a, Worker& v) {
  a(v.last_contact_ns);
  a(v.shift_started_ns);
  a(v.team);
  a(v.post);
  a(v.grid);
  a(v.position);
  a(v.has_position);
  a(v.trail);
}
template <typename A>
void fields(A& a, Finding& v) {
  a(v.found_ns);
  a(v.closed_ns);
  a(v.grid);
  a(v.category);
  a(v.severity);
}
template <typename A>
void fields(A& a, TeamState& v) {
  a(v.reported);
  a(v.status);
  a(v.detail);
  a(v.since_ns);
  a(v.last_contact_ns);
  a(v.incident);
  a(v.headcount);
  a(v.eta_ns);
  a(v.has_position);
  a(v.position);
}
template <typename A>
void fields(A& a, TimelineEntry& v) {
  a(v.at_ns);
  a(v.seq);
  a(v.type);
  a(v.level);
  a(v.by);
  a(v.team);
  a(v.word);
  a(v.subject);
  a(v.text);
}
template <typename A>
void fields(A& a, Incident& v) {
  a(v.opened_ns);
  a(v.closed_ns);
  a(v.updated_ns);
  a(v.level);
  a(v.drill);
  a(v.kind);
  a(v.grade);
  a(v.grid);
  a(v.has_position);
  a(v.position);
  a(v.place);
  a(v.text);
  a(v.timeline);
  a(v.timeline_dropped);
}
template <typename A>
void fields(A& a, Alarm& v) {
  a(v.raised_ns);
  a(v.cleared_ns);
  a(v.acknowledged_ns);
  a(v.shelved_ns);
  a(v.shelved_until_ns);
  a(v.level);
  a(v.kind);
  a(v.grid);
  a(v.incident);
  a(v.by);
  a(v.acknowledged_by);
  a(v.shelved_by);
  a(v.has_position);
  a(v.position);
  a(v.reason);
  a(v.note);
  a(v.place);
  a(v.text);
}
template <typename A>
void fields(A& a, AlarmAct& v) {
  a(v.acknowledged_ns);
  a(v.acknowledged_since_s);
  a(v.shelved_ns);
  a(v.shelved_until_ns);
  a(v.acknowledged_by);
  a(v.shelved_by);
  a(v.note);
  a(v.reason);
}
template <typename A>
void fields(A& a, StepDone& v) {
  a(v.at_ns);
  a(v.by);
}
template <typename A>
void fields(A& a, ModeChange& v) {
  a(v.at_ns);
  a(v.seq);
  a(v.area);
  a(v.mode);
  a(v.level);
  a(v.plan);
  a(v.by);
  a(v.steps_done);
  a(v.reason);
}
template <typename A>
void fields(A& a, AreaMode& v) {
  a(v.mode);
  a(v.level);
  a(v.since_ns);
  a(v.began_ns);
  a(v.plan);
  a(v.by);
  a(v.reason);
  a(v.steps_done);
}
template <typename A>
void fields(A& a, Warning& v) {
  a(v.issued_ns);
  a(v.until_ns);
  a(v.lifted_ns);
  a(v.level);
  a(v.kind);
  a(v.status);
  a(v.severity);
  a(v.urgency);
  a(v.certainty);
  a(v.area);
  a(v.text);
}
template <typename A>
void fields(A& a, Whistle& v) {
  a(v.blown_ns);
  a(v.acknowledged_ns);
  a(v.arrived_ns);
  a(v.closed_ns);
  a(v.street);
  a(v.department);
}
template <typename A>
void fields(A& a, Assessment& v) {
  a(v.at_ns);
  a(v.org);
  a(v.period);
  a(v.kind);
  a(v.stars);
}
template <typename A>
void fields(A& a, SourceState& v) {
  a(v.accepted);
  a(v.unlocated);
  a(v.anomalies);
  a(v.last_received_ns);
}
template <typename A>
void fields(A& a, TickerLine& v) {
  a(v.seq);
  a(v.at_ns);
  a(v.type);
  a(v.grid);
  a(v.subject);
  a(v.word);
  a(v.number);
  a(v.second_number);
}
template <typename A>
void fields(A& a, DutyNote& v) {
  a(v.at_ns);
  a(v.seq);
  a(v.type);
  a(v.moment_ns);
  a(v.by);
  a(v.to);
  a(v.incident);
  a(v.subject);
  a(v.text);
}
template <typename A>
void fields(A& a, CountyState& v) {
  a(v.seq);
  a(v.feed_seq);
  a(v.received_ns);
  a(v.first_received_ns);
  a(v.feed_received_ns);
  a(v.words);
  a(v.source_names);
  a(v.sources);
  a(v.request_ids);
  a(v.requests);
  a(v.open_requests);
  a(v.days);
  a(v.kept_from_day);
  a(v.next_day_ns);
  a(v.campaign_visits);
  a(v.reports);
  a(v.meetings);
  a(v.grids);
  a(v.worker_ids);
  a(v.workers);
  a(v.hazard_ids);
  a(v.hazards);
  a(v.dispute_ids);
  a(v.disputes);
  a(v.team_ids);
  a(v.teams);
  a(v.incident_ids);
  a(v.incidents);
  a(v.closed_incidents);
  a(v.alarm_ids);
  a(v.alarms);
  a(v.recent_alarms_ns);
  a(v.alarm_flood);
  a(v.alarm_acts);
  a(v.mode_areas);
  a(v.modes);
  a(v.mode_changes);
  a(v.warning_ids);
  a(v.warnings);
  a(v.whistle_ids);
  a(v.whistles);
  a(v.assessments);
  a(v.notes);
  a(v.duty_acts);
  a(v.ticker);
  a(v.density);
  // Behind the rest and only when there is any: a state without mergers has the bytes it always had.
  if constexpr (A::kReads) {
    if (!a.done()) a(v.merged_into);
  } else if (!v.merged_into.empty()) {
    a(v.merged_into);
  }
}

template <typename T>
struct IsVector : std::false_type {};
template <typename T>
struct IsVector<std::vector<T>> : std::true_type {};
template <typename T>
struct IsDeque : std::false_type {};
template <typename T>
struct IsDeque<std::deque<T>> : std::true_type {};
template <typename T>
struct IsMap : std::false_type {};
template <typename K, typename V>
struct IsMap<std::map<K, V>> : std::true_type {};
template <typename T>
struct IsPair : std::false_type {};
template <typename A, typename B>
struct IsPair<std::pair<A, B>> : std::true_type {};

template <typename T>
concept PlainVector = IsVector<T>::value && Bytes<typename T::value_type>;

template <typename T>
void Writer::write(T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    const uint8_t byte = value ? 1 : 0;
    raw(&byte, 1);
  } else if constexpr (Plain<T> || Bytes<T>) {
    raw(&value, sizeof value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    const uint64_t size = value.size();
    raw(&size, sizeof size);
    raw(value.data(), value.size());
  } else if constexpr (IsVector<T>::value || IsDeque<T>::value) {
    const uint64_t size = value.size();
    raw(&size, sizeof size);
    if constexpr (PlainVector<T>) {
      raw(value.data(), size * sizeof(typename T::value_type));
    } else {
      for (auto& element : value) write(element);
    }
  } else if constexpr (IsMap<T>::value) {
    const uint64_t size = value.size();
    raw(&size, sizeof size);
    for (auto& [key, element] : value) {
      typename T::key_type copy = key;
      write(copy);
      write(element);
    }
  } else if constexpr (IsPair<T>::value) {
    write(value.first);
    write(value.second);
  } else if constexpr (requires { value.serialize(*this); }) {
    value.serialize(*this);
  } else {
    fields(*this, value);
  }
}

template <typename T>
void Reader::read(T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    uint8_t byte = 0;
    raw(&byte, 1);
    value = byte != 0;
  } else if constexpr (Plain<T> || Bytes<T>) {
    raw(&value, sizeof value);
    // Times and counts: no sum or difference of two may overflow.
    if constexpr (std::is_same_v<T, int64_t>) failed_ = failed_ || (value != kNever && !is_time(value));
  } else if constexpr (std::is_same_v<T, std::string>) {
    value.resize(count(1));
    raw(value.data(), value.size());
    failed_ = failed_ || !is_utf8(value);
  } else if constexpr (PlainVector<T>) {
    value.resize(count(sizeof(typename T::value_type)));
    raw(value.data(), value.size() * sizeof(typename T::value_type));
  } else if constexpr (IsVector<T>::value || IsDeque<T>::value) {
    const size_t size = count(1);
    for (size_t i = 0; i < size && !failed_; ++i) read(value.emplace_back());
  } else if constexpr (IsMap<T>::value) {
    const size_t size = count(1);
    for (size_t i = 0; i < size && !failed_; ++i) {
      typename T::key_type key{};
      typename T::mapped_type element{};
      read(key);
      read(element);
      value.emplace_hint(value.end(), std::move(key), std::move(element));
    }
  } else if constexpr (IsPair<T>::value) {
    read(value.first);
    read(value.second);
  } else if constexpr (requires { value.serialize(*this); }) {
    value.serialize(*this);
  } else {
    fields(*this, value);
  }
}

// Every merged request says so and is merged into one that is there, and no chain of them is a circle.
bool mergers_are_sound(const CountyState& state) {
  const size_t size = state.requests.size();
  const auto merged = std::count_if(state.requests.begin(), state.requests.end(),
                                    [](const Request& request) { return request.merged != 0; });
  if (static_cast<size_t>(merged) != state.merged_into.size()) return false;
  std::map<uint32_t, uint32_t> seen;  // on which walk
  for (const auto& [first, into] : state.merged_into) {
    if (first >= size || into >= size || state.requests[first].merged != 1) return false;
    uint32_t at = first;
    while (seen.try_emplace(at, first).second) {
      const auto next = state.merged_into.find(at);
      if (next == state.merged_into.end()) break;
      at = next->second;
      if (const auto walked = seen.find(at); walked != seen.end() && walked->second == first) return false;
    }
  }
  return true;
}

}  // namespace

std::string serialize(const CountyState& state) {
  Writer writer;
  fields(writer, const_cast<CountyState&>(state));  // one description serves both directions; writing changes nothing
  return std::move(writer.bytes);
}

Result<CountyState> deserialize(std::string_view bytes, const County& county) {
  CountyState state;
  Reader reader(bytes);
  fields(reader, state);
  if (!reader.done() || !mergers_are_sound(state) || !state_is_sound(state, county)) {
    return Error{ErrorCode::kCorrupt, "a stored state does not fit together; it will be folded from the events again"};
  }
  state.derive(county);
  return state;
}

}  // namespace gridwall::inline state
