#include "ingest/state/checkpoint.h"

#include <algorithm>

#include "ingest/event/bytes.h"
#include "ingest/state/describe.h"
#include "ingest/state/field_shapes.h"
#include "ingest/state/state_check.h"

namespace gridwall::inline state {
namespace {

// What a field means says nothing about its bytes, so neither of the two asks for it.
class Writer {
 public:
  static constexpr bool kReads = false;
  std::string bytes;

  template <typename T, typename... Meanings>
  void operator()(const T& value, Meanings...) {
    write(value);
  }
  template <typename T, typename... Meanings>
  void if_any(bool any, const T& values, Meanings...) {
    if (any) write(values);
  }

 private:
  void raw(const void* data, size_t size) {
    if (size > 0) bytes.append(static_cast<const char*>(data), size);
  }
  void count(uint64_t n) { raw(&n, sizeof n); }

  template <typename T>
  void write(const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      const uint8_t byte = value ? 1 : 0;
      raw(&byte, 1);
    } else if constexpr (Plain<T> || Bytes<T>) {
      raw(&value, sizeof value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      count(value.size());
      raw(value.data(), value.size());
    } else if constexpr (ByteVector<T>) {
      count(value.size());
      raw(value.data(), value.size() * sizeof(typename T::value_type));
    } else if constexpr (Sequence<T> || Mapping<T>) {
      count(value.size());
      for (const auto& element : value) write(element);
    } else if constexpr (Pair<T>) {
      write(value.first);
      write(value.second);
    } else {
      describe(*this, value);
    }
  }
};

class Reader {
 public:
  static constexpr bool kReads = true;
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T, typename... Meanings>
  void operator()(T& value, Meanings...) {
    read(value);
  }
  // The bytes themselves say whether there is any.
  template <typename T, typename... Meanings>
  void if_any(bool, T& values, Meanings...) {
    if (!done()) read(values);
  }
  void fail() { bytes_.fail(); }
  bool done() const { return bytes_.done(); }

 private:
  bool raw(void* data, size_t size) { return bytes_.read(data, size); }
  // A count of elements of at least `element_bytes` each: what cannot fit is damage, not a reason to allocate.
  size_t count(size_t element_bytes) {
    uint64_t n = 0;
    if (!raw(&n, sizeof n) || n > bytes_.rest().size() / std::max<size_t>(1, element_bytes)) return fail(), 0;
    return static_cast<size_t>(n);
  }

  template <typename T>
  void read(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      uint8_t byte = 0;
      raw(&byte, 1);
      value = byte != 0;
    } else if constexpr (Plain<T> || Bytes<T>) {
      raw(&value, sizeof value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      value.resize(count(1));
      raw(value.data(), value.size());
    } else if constexpr (ByteVector<T>) {
      value.resize(count(sizeof(typename T::value_type)));
      raw(value.data(), value.size() * sizeof(typename T::value_type));
    } else if constexpr (Sequence<T>) {
      const size_t size = count(1);
      for (size_t i = 0; i < size && !bytes_.failed(); ++i) read(value.emplace_back());
    } else if constexpr (Mapping<T>) {
      const size_t size = count(1);
      for (size_t i = 0; i < size && !bytes_.failed(); ++i) {
        typename T::key_type key{};
        typename T::mapped_type element{};
        read(key);
        read(element);
        value.emplace_hint(value.end(), std::move(key), std::move(element));
      }
    } else if constexpr (Pair<T>) {
      read(value.first);
      read(value.second);
    } else {
      describe(*this, value);
    }
  }

  ByteReader bytes_;
};

}  // namespace

std::string serialize(const CountyState& state) {
  Writer writer;
  describe(writer, state);
  return std::move(writer.bytes);
}

Result<CountyState> deserialize(std::string_view bytes, const County& county) {
  CountyState state;
  Reader reader(bytes);
  describe(reader, state);
  if (!reader.done() || !state_is_sound(state, county)) {
    return Error{ErrorCode::kCorrupt, "a stored state does not fit together; it will be folded from the events again"};
  }
  state.derive(county);
  return state;
}

}  // namespace gridwall::state
