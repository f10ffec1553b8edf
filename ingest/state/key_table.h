// Strings numbered from 0 in the order of their first appearance; found again in O(1). Used for identifiers (a matter's
// number is its place in a vector of records) and for words (categories, sources). `Key` is the handle it gives out.
// Twelve bytes a key beside its text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/handle.h"

namespace gridwall::inline state {

template <typename Key>
class KeyTable {
 public:
  Key find(std::string_view key) const {
    if (slots_.empty()) return kNone;
    for (size_t slot = hash(key) & (slots_.size() - 1);; slot = (slot + 1) & (slots_.size() - 1)) {
      if (slots_[slot] == kNone) return kNone;
      if (text(slots_[slot]) == key) return slots_[slot];
    }
  }

  Key intern(std::string_view key) {
    if (const Key known = find(key); known != kNone) return known;
    texts_ += key;
    ends_.push_back(texts_.size());
    if (ends_.size() * 2 > slots_.size()) {
      rebuild();
    } else {
      place(Key(size() - 1));
    }
    return Key(size() - 1);
  }

  std::string_view text(Key key) const {
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
                   ends_.size() < Key(kNone);
      // A key that ended within a character would be no text.
      for (size_t i = 0; sound && i < ends_.size(); ++i) sound = (texts_[ends_[i]] & 0xC0) != 0x80;
      if (!sound) {
        *this = KeyTable();
        archive.fail();
      }
      rebuild();
    }
  }

 private:
  static size_t hash(std::string_view key) { return std::hash<std::string_view>{}(key); }

  void place(Key key) {
    size_t slot = hash(text(key)) & (slots_.size() - 1);
    while (slots_[slot] != kNone) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = key;
  }

  void rebuild() {
    size_t wanted = 16;
    while (wanted < ends_.size() * 4) wanted *= 2;
    slots_.assign(wanted, kNone);
    for (Key key{0}; key < size(); ++key) place(key);
  }

  std::string texts_;           // all keys, end to end
  std::vector<uint64_t> ends_;  // where each ends in texts_
  std::vector<Key> slots_;      // open addressing, a power of two, at most half full
};

}  // namespace gridwall::state
