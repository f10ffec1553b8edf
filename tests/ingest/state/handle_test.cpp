#include "ingest/event/handle.h"

#include <gtest/gtest.h>

#include <concepts>
#include <string>
#include <type_traits>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/handles.h"

namespace gridwall {
namespace {

static_assert(sizeof(GridIndex) == 4 && alignof(GridIndex) == 4);
static_assert(std::is_trivially_copyable_v<GridIndex> && std::is_standard_layout_v<GridIndex>);
static_assert(std::has_unique_object_representations_v<GridIndex>, "records of handles are written as bytes");

// A handle is a number, but no number becomes a handle unless the code says so.
static_assert(std::convertible_to<GridIndex, uint32_t> && std::convertible_to<GridIndex, size_t>);
static_assert(std::constructible_from<GridIndex, uint32_t> && std::constructible_from<GridIndex, size_t>);
static_assert(!std::convertible_to<uint32_t, GridIndex> && !std::assignable_from<GridIndex&, uint32_t>);
static_assert(std::convertible_to<None, GridIndex> && std::assignable_from<GridIndex&, None>);

template <typename One, typename Other>
concept Comparable = requires(One one, Other other) {
  one == other;
};
template <typename One, typename Other>
concept Unequal = requires(One one, Other other) {
  one != other;
};
template <typename One, typename Other>
concept Ordered = requires(One one, Other other) {
  one < other;
};
template <typename One, typename Other>
constexpr bool kMix =
    std::constructible_from<One, Other> || std::convertible_to<Other, One> || std::is_assignable_v<One&, Other> ||
    Comparable<One, Other> || Unequal<One, Other> || Ordered<One, Other>;
template <typename One, typename... Others>
constexpr bool kMixesWithAny = (kMix<One, Others> || ...) || (kMix<Others, One> || ...);

static_assert(kMix<GridIndex, GridIndex> && Comparable<GridIndex, uint32_t> && Ordered<GridIndex, size_t> &&
              Comparable<GridIndex, None>);
static_assert(!kMixesWithAny<GridIndex, AreaIndex, DepartmentIndex, TeamIndex, WordId, RequestIndex, IncidentIndex>);
static_assert(!kMixesWithAny<AreaIndex, ModeIndex, DepartmentIndex, WordId>);
static_assert(!kMixesWithAny<TeamIndex, IncidentIndex, AlarmIndex, WorkerIndex, WordId>);
static_assert(!kMixesWithAny<RequestIndex, OpenPosition, FindingIndex, WarningIndex, WhistleIndex, SourceIndex>);

TEST(Handle, IsNoneUntilItIsSet) {
  GridIndex grid;
  EXPECT_EQ(grid, kNone);
  EXPECT_EQ(grid.value, 0xffffffffU);
  grid = GridIndex(7);
  EXPECT_NE(grid, kNone);
  grid = kNone;
  EXPECT_EQ(grid, GridIndex());
}

TEST(Handle, CountsThroughATableAndIndexesIt) {
  const std::vector<char> table = {'a', 'b', 'c'};
  std::string read;
  for (GridIndex grid{0}; grid < table.size(); ++grid) read += table[grid];
  EXPECT_EQ(read, "abc");
}

TEST(Handle, SortsByItsNumberAndNoneComesLast) {
  EXPECT_LT(WordId(1), WordId(2));
  EXPECT_LT(WordId(2), WordId());
}

}  // namespace
}  // namespace gridwall
