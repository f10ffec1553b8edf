// A fast 64-bit hash of bytes, to tell whether something changed; not for untrusted keys. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace gridwall::render {

class ContentHash {
 public:
  void add(std::uint64_t word) {
    state_ ^= word;
    state_ *= 0x9E3779B97F4A7C15ULL;
    state_ ^= state_ >> 29;
  }

  void add_bytes(const void* data, std::size_t size) {
    const auto* bytes = static_cast<const unsigned char*>(data);
    // Four lanes side by side keep the multiplier busy.
    std::uint64_t lanes[4] = {state_, state_ ^ 0xA5A5A5A5A5A5A5A5ULL, ~state_, state_ + size};
    std::size_t at = 0;
    for (; at + 32 <= size; at += 32) {
      for (int lane = 0; lane < 4; ++lane) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes + at + static_cast<std::size_t>(lane) * 8, 8);
        lanes[lane] = (lanes[lane] ^ word) * 0x9E3779B97F4A7C15ULL;
        lanes[lane] ^= lanes[lane] >> 32;
      }
    }
    for (const std::uint64_t lane : lanes) add(lane);
    for (; at < size; at += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes + at, size - at < 8 ? size - at : 8);
      add(word);
    }
    add(size);
  }

  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0x6A09E667F3BCC909ULL;
};

}  // namespace gridwall::render
