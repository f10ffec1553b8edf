#include "ingest/state/state_size.h"

#include <algorithm>
#include <bit>

#include "ingest/state/describe.h"
#include "ingest/state/field_shapes.h"

namespace gridwall::inline state {
namespace {

constexpr size_t kBlockBytes = 16;                 // the allocator's own, for each block
constexpr size_t kNodeBytes = 32 + kBlockBytes;    // of a map: three pointers, a colour
constexpr size_t kDequeBytes = 576 + kBlockBytes;  // its first piece and the list of pieces

// Adds up what lies outside the records: their own size is that of whatever holds them.
class HeapSize {
 public:
  static constexpr bool kReads = false;
  size_t bytes = 0;

  template <typename T, typename... Meanings>
  void operator()(const T& value, Meanings...) {
    add(value);
  }
  template <typename T, typename... Meanings>
  void if_any(bool, const T& values, Meanings...) {
    add(values);
  }
  void add(const StageTimes& times) { bytes += times.count() * sizeof(int64_t); }

  template <typename T>
  void add(const T& value) {
    if constexpr (Bytes<T> || Plain<T>) {
      return;
    } else if constexpr (std::is_same_v<T, std::string>) {
      if (value.size() > std::string().capacity()) bytes += value.size() + 1 + kBlockBytes;
    } else if constexpr (Sequence<T>) {
      using Element = typename T::value_type;
      if constexpr (requires { value.data(); }) {
        if (!value.empty()) bytes += kBlockBytes;
      } else {
        bytes += kDequeBytes;
      }
      bytes += value.size() * sizeof(Element);
      if constexpr (!Bytes<Element>) add_each(value);
    } else if constexpr (Mapping<T>) {
      bytes += value.size() * (sizeof(typename T::value_type) + kNodeBytes);
      add_each(value);
    } else if constexpr (Array<T>) {
      add_each(value);
    } else if constexpr (Pair<T>) {
      add(value.first);
      add(value.second);
    } else {
      describe(*this, value);
      if constexpr (std::is_same_v<T, KeyNumbers>) {
        if (value.size() > 0) bytes += std::bit_ceil(size_t{4} * std::max<size_t>(value.size(), 4)) * sizeof(uint32_t);
      }
    }
  }

 private:
  template <typename T>
  void add_each(const T& values) {
    for (const auto& value : values) add(value);
  }
};

}  // namespace

size_t bytes_of(const CountyState& state) {
  HeapSize heap;
  describe(heap, state);
  // What derive() adds to what is described.
  heap.add(state.stages);
  heap.add(state.loop_stages);
  heap.add(state.requests_of_grid);
  heap.add(state.org_requests);
  for (const auto& [number, day] : state.days) heap.add(day.turns.times());
  return sizeof state + heap.bytes;
}

}  // namespace gridwall::state
