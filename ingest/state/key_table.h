// Strings numbered from 0 in the order of their first appearance; found again in O(1). Used for identifiers (a matter's
// number is its place in a vector of records) and for words (categories, sources). Twelve bytes a key beside its text.
// Any thread may read one that nobody writes. Knows none of the records.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/handle.h"
#include "ingest/event/utf8.h"

namespace gridwall::inline state {

// What all tables have in common, so that their code is there once: the numbers without their type.
class KeyNumbers {
 public:
  uint32_t find(std::string_view key) const {
    if (slots_.empty()) return kNone;
    for (size_t slot = hash(key) & (slots_.size() - 1);; slot = (slot + 1) & (slots_.size() - 1)) {
      if (slots_[slot] == kNone) return kNone;
      if (text(slots_[slot]) == key) return slots_[slot];
    }
  }

  uint32_t intern(std::string_view key) {
    if (const uint32_t known = find(key); known != kNone) return known;
    texts_ += key;
    ends_.push_back(texts_.size());
    if (ends_.size() * 2 > slots_.size()) {
      rebuild();
    } else {
      place(size() - 1);
    }
    return size() - 1;
  }

  std::string_view text(uint32_t key) const {
    const size_t begin = key == 0 ? 0 : ends_[key - 1];
    return std::string_view(texts_).substr(begin, ends_[key] - begin);
  }
  uint32_t size() const { return static_cast<uint32_t>(ends_.size()); }

  template <typename Archive>
  void serialize(Archive& archive) {
    archive(texts_);
    archive(ends_);
    if constexpr (Archive::kReads) {
      bool sound = std::is_sorted(ends_.begin(), ends_.end()) && texts_.size() == (ends_.empty() ? 0 : ends_.back()) &&
                   ends_.size() < kNone;
      // A key that ended within a character would be no text.
      for (size_t i = 0; sound && i < ends_.size(); ++i) sound = !continues_character(texts_[ends_[i]]);
      if (!sound) {
        *this = KeyNumbers();
        archive.fail();
      }
      rebuild();
    }
  }

 private:
  static size_t hash(std::string_view key) { return std::hash<std::string_view>{}(key); }

  void place(uint32_t key) {
    size_t slot = hash(text(key)) & (slots_.size() - 1);
    while (slots_[slot] != kNone) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = key;
  }

  void rebuild() {
    size_t wanted = 16;
    while (wanted < ends_.size() * 4) wanted *= 2;
    slots_.assign(wanted, kNone);
    for (uint32_t key = 0; key < size(); ++key) place(key);
  }

  std::string texts_;            // all keys, end to end
  std::vector<uint64_t> ends_;   // where each ends in texts_
  std::vector<uint32_t> slots_;  // open addressing, a power of two, at most half full
};

// A table that speaks of its numbers as the handles they are.
template <typename Key>
class KeyTable {
 public:
  Key find(std::string_view key) const { return Key(numbers_.find(key)); }
  Key intern(std::string_view key) { return Key(numbers_.intern(key)); }
  std::string_view text(Key key) const { return numbers_.text(key); }
  uint32_t size() const { return numbers_.size(); }

  template <typename Archive>
  void serialize(Archive& archive) {
    archive(numbers_);
  }

 private:
  KeyNumbers numbers_;
};

}  // namespace gridwall::state
