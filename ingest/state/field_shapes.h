// The shapes that fields of a record have, for the visitors of describe.h. Knows no record. Private to ingest/state.
#pragma once

#include <array>
#include <string>
#include <type_traits>
#include <utility>

#include "ingest/event/handle.h"

namespace gridwall::inline state {

template <typename T>
concept Plain = std::is_arithmetic_v<T> || std::is_enum_v<T> || kIsHandle<T>;

// Values whose memory is their whole meaning: arrays of them are copied as one piece.
template <typename T>
concept Bytes = std::is_trivially_copyable_v<T> &&
    (std::has_unique_object_representations_v<T> || std::is_same_v<T, double>);

template <typename T>
concept Mapping = requires {
  typename T::mapped_type;
};

// A vector or a deque; a string is none.
template <typename T>
concept Sequence = !Mapping<T> && !std::is_same_v<T, std::string> && requires(T & value) {
  value.emplace_back();
};
template <typename T>
concept ByteVector = Sequence<T> && Bytes<typename T::value_type> && requires(T& value) {
  value.data();
};

template <typename T>
concept Array = requires {
  std::tuple_size<T>::value;
}
&&requires(T& value) {
  value.fill(value.front());
};

template <typename T>
concept Pair = requires(T& value) {
  value.first;
  value.second;
};

}  // namespace gridwall::state
