#include "viewer/playback/strip_index.h"

#include <algorithm>

namespace gridwall::playback {
namespace {

int64_t floor_div(int64_t a, int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

bool starts_before(const replay::IndexMark& a, const replay::IndexMark& b) {
  return a.at_ns < b.at_ns;
}

}  // namespace

void StripIndex::halve_slots() {
  const int64_t first = floor_div(first_slot_, 2);
  std::vector<Counts> merged(slots_.size() / 2 + 2);
  for (size_t i = 0; i < slots_.size(); ++i) {
    const auto into = static_cast<size_t>(floor_div(first_slot_ + static_cast<int64_t>(i), 2) - first);
    for (size_t feed = 0; feed < kFeedCount; ++feed) merged[into][feed] += slots_[i][feed];
  }
  first_slot_ = first;
  slot_ns_ *= 2;
  slots_ = std::move(merged);
}

size_t StripIndex::slot_of(int64_t at_ns) {
  for (;;) {
    const int64_t slot = floor_div(at_ns, slot_ns_);
    if (slots_.empty()) first_slot_ = slot;
    const int64_t first = std::min(first_slot_, slot);
    const int64_t last = std::max(first_slot_ + static_cast<int64_t>(slots_.size()) - 1, slot);
    if (static_cast<uint64_t>(last) - static_cast<uint64_t>(first) >= kMaxSlots) {
      halve_slots();
      continue;
    }
    if (first < first_slot_) {
      slots_.insert(slots_.begin(), static_cast<size_t>(first_slot_ - first), Counts{});
      first_slot_ = first;
    }
    if (static_cast<size_t>(last - first) >= slots_.size()) slots_.resize(static_cast<size_t>(last - first) + 1);
    return static_cast<size_t>(slot - first_slot_);
  }
}

void StripIndex::add(const replay::IndexPart& part) {
  for (const auto& [slot, counts] : part.slots) {
    const size_t at = slot_of(slot * replay::IndexPart::kSlotNs);
    for (size_t feed = 0; feed < kFeedCount; ++feed) slots_[at][feed] += counts[feed];
  }
  for (const replay::IndexMark& mark : part.marks) add_mark(mark);
  for (const replay::IndexPart::End& end : part.ends) {
    auto& marks = marks_[static_cast<size_t>(end.kind)];
    const auto found = std::find_if(marks.rbegin(), marks.rend(), [&](const replay::IndexMark& mark) {
      return mark.key == end.key && mark.end_ns == replay::IndexMark::kOpen;
    });
    if (found != marks.rend()) found->end_ns = end.at_ns;
  }
  through_seq_ = std::max(through_seq_, part.last_seq);
}

void StripIndex::add_mark(const replay::IndexMark& mark) {
  auto& marks = marks_[static_cast<size_t>(mark.kind)];
  // Bookmarks name moments of the past; all other marks come in order.
  marks.insert(std::upper_bound(marks.begin(), marks.end(), mark, starts_before), mark);
  if (marks.size() <= kMaxMarks) return;
  constexpr size_t kAtOnce = kMaxMarks / 16;
  marks.erase(marks.begin(), marks.begin() + kAtOnce);
}

std::vector<StripIndex::Counts> StripIndex::density(int64_t from_ns, int64_t to_ns, size_t columns) const {
  std::vector<Counts> result(columns);
  if (columns == 0 || to_ns <= from_ns || slots_.empty()) return result;
  const double columns_per_ns = static_cast<double>(columns) / static_cast<double>(to_ns - from_ns);
  const int64_t last_slot = first_slot_ + static_cast<int64_t>(slots_.size()) - 1;
  const int64_t begin = std::max(first_slot_, floor_div(from_ns, slot_ns_));
  const int64_t end = std::min(last_slot, floor_div(to_ns - 1, slot_ns_));
  for (int64_t slot = begin; slot <= end; ++slot) {
    // A slot counts where its middle lies: the sum over the columns is that of the slots.
    const int64_t middle_ns = std::clamp(slot * slot_ns_ + slot_ns_ / 2, from_ns, to_ns - 1);
    const auto column = static_cast<size_t>(static_cast<double>(middle_ns - from_ns) * columns_per_ns);
    const Counts& counts = slots_[static_cast<size_t>(slot - first_slot_)];
    for (size_t feed = 0; feed < kFeedCount; ++feed) result[std::min(column, columns - 1)][feed] += counts[feed];
  }
  return result;
}

const replay::IndexMark* StripIndex::next(replay::MarkKind kind, int64_t after_ns) const {
  const auto& all = marks(kind);
  const auto found =
      std::upper_bound(all.begin(), all.end(), after_ns,
                       [](int64_t time_ns, const replay::IndexMark& mark) { return time_ns < mark.at_ns; });
  return found == all.end() ? nullptr : &*found;
}

const replay::IndexMark* StripIndex::previous(replay::MarkKind kind, int64_t before_ns) const {
  const auto& all = marks(kind);
  const auto found =
      std::lower_bound(all.begin(), all.end(), before_ns,
                       [](const replay::IndexMark& mark, int64_t time_ns) { return mark.at_ns < time_ns; });
  return found == all.begin() ? nullptr : &*std::prev(found);
}

size_t StripIndex::bytes() const {
  size_t bytes = slots_.capacity() * sizeof(Counts);
  for (const auto& marks : marks_) bytes += marks.capacity() * sizeof(replay::IndexMark);
  return bytes;
}

}  // namespace gridwall::playback
