// When the matters that stand in a stage entered it: count, oldest and median in O(log n), whatever their number.
// A sorted sequence cut into blocks, so that entering and leaving in the middle moves a block and not the whole.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <vector>

namespace gridwall::inline state {

class StageTimes {
 public:
  void insert(int64_t entered_ns) {
    ++count_;
    if (blocks_.empty()) {
      blocks_.push_back({entered_ns});
      return;
    }
    auto block = block_for(entered_ns);
    block->insert(std::upper_bound(block->begin(), block->end(), entered_ns), entered_ns);
    if (block->size() > kBlock) {
      std::vector<int64_t> upper(block->begin() + kBlock / 2, block->end());
      block->resize(kBlock / 2);
      blocks_.insert(block + 1, std::move(upper));
    }
  }

  // All at once, in any order; far quicker than one by one.
  void assign(std::vector<int64_t> entered_ns) {
    std::sort(entered_ns.begin(), entered_ns.end());
    blocks_.clear();
    count_ = entered_ns.size();
    for (size_t i = 0; i < entered_ns.size(); i += kBlock / 2) {
      const size_t end = std::min(entered_ns.size(), i + kBlock / 2);
      blocks_.emplace_back(entered_ns.begin() + static_cast<std::ptrdiff_t>(i),
                           entered_ns.begin() + static_cast<std::ptrdiff_t>(end));
    }
  }

  void erase(int64_t entered_ns) {
    auto block = block_for(entered_ns);
    // Equal times may begin in the block before.
    while (block != blocks_.begin() && std::prev(block)->back() >= entered_ns) --block;
    auto at = std::lower_bound(block->begin(), block->end(), entered_ns);
    assert(at != block->end() && *at == entered_ns);
    block->erase(at);
    --count_;
    if (block->empty()) blocks_.erase(block);
  }

  uint64_t count() const { return count_; }
  // The k-th earliest entry, k < count().
  int64_t nth(uint64_t k) const {
    for (const auto& block : blocks_) {
      if (k < block.size()) return block[k];
      k -= block.size();
    }
    assert(false);
    return 0;
  }
  // How many entered at or before a time.
  uint64_t count_until(int64_t time_ns) const {
    uint64_t entered = 0;
    for (const auto& block : blocks_) {
      if (block.back() > time_ns) {
        return entered + static_cast<uint64_t>(std::upper_bound(block.begin(), block.end(), time_ns) - block.begin());
      }
      entered += block.size();
    }
    return entered;
  }

 private:
  static constexpr size_t kBlock = 512;

  std::vector<std::vector<int64_t>>::iterator block_for(int64_t entered_ns) {
    auto block = std::lower_bound(blocks_.begin(), blocks_.end(), entered_ns,
                                  [](const auto& b, int64_t time) { return b.back() < time; });
    return block == blocks_.end() ? std::prev(block) : block;
  }

  std::vector<std::vector<int64_t>> blocks_;  // none empty
  uint64_t count_ = 0;
};

}  // namespace gridwall::state
