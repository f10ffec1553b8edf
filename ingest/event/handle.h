// A typed index: the place of a record in one table. A handle of one table neither compares with nor turns into a
// handle of another; in code it is the plain number. Any thread. Knows no table: each room names its own handles.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>

namespace gridwall::inline event {

// The one way to say that a handle names nothing, and what a handle is that nobody has set.
struct None {
  constexpr operator uint32_t() const { return 0xffffffff; }
};
inline constexpr None kNone{};

template <typename Tag>
struct Handle {
  uint32_t value = kNone;

  constexpr Handle() = default;
  constexpr Handle(None) {}
  // From a plain number only where the code says so. Handles of other tables are no numbers here.
  template <std::integral Number>
  constexpr explicit Handle(Number number) : value(static_cast<uint32_t>(number)) {}

  constexpr operator uint32_t() const { return value; }  // to index with
  constexpr Handle& operator++() {
    ++value;
    return *this;
  }

  friend constexpr bool operator==(Handle, Handle) = default;
  friend constexpr auto operator<=>(Handle, Handle) = default;
};

// Without these, two handles of different tables would compare as the numbers they turn into.
template <typename One, typename Other>
requires(!std::same_as<One, Other>) bool operator==(Handle<One>, Handle<Other>) = delete;
template <typename One, typename Other>
requires(!std::same_as<One, Other>) auto operator<=>(Handle<One>, Handle<Other>) = delete;

template <typename T>
inline constexpr bool kIsHandle = false;
template <typename Tag>
inline constexpr bool kIsHandle<Handle<Tag>> = true;

using GridIndex = Handle<struct GridTag>;  // into County::grids; an event carries it to those who know a county

}  // namespace gridwall::event
