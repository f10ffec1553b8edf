// Numbers and values as bytes: the one place that packs them, for the log, its head file, checkpoints, packed indexes
// and frames. The order is in the names, but for plain values: those are the machine's own, which is little-endian. Any
// thread.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace gridwall::inline event {

static_assert(std::endian::native == std::endian::little, "plain values are written as they lie in memory");

template <std::unsigned_integral T>
void put_little(char* out, T value) {
  std::memcpy(out, &value, sizeof value);
}

template <std::unsigned_integral T>
T get_little(const char* in) {
  T value;
  std::memcpy(&value, in, sizeof value);
  return value;
}

template <std::unsigned_integral T>
void put_big(char* out, T value) {
  for (std::size_t i = sizeof value; i-- > 0; value = static_cast<T>(value >> 8)) out[i] = static_cast<char>(value);
}

template <std::unsigned_integral T>
T get_big(const char* in) {
  T value = 0;
  for (std::size_t i = 0; i < sizeof value; ++i) {
    value = static_cast<T>((value << 8) | static_cast<unsigned char>(in[i]));
  }
  return value;
}

// Nothing but its bytes: no pointer in it, and no padding whose bytes would be left to chance.
template <typename T>
concept PlainBytes = std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>;

template <PlainBytes T>
void append_plain(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Takes bytes from the front. Once there were too few it has failed, and gives nothing more.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool read(void* data, std::size_t size) {
    if (size > rest_.size()) return fail(), false;
    if (size > 0) std::memcpy(data, rest_.data(), size);  // an empty vector has no memory
    rest_.remove_prefix(size);
    return true;
  }
  template <PlainBytes T>
  bool read_plain(T& value) {
    return read(&value, sizeof value);
  }
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) return fail(), std::string_view();
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  void fail() { failed_ = true, rest_ = {}; }
  bool failed() const { return failed_; }
  bool done() const { return !failed_ && rest_.empty(); }  // all was taken
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace gridwall::event
