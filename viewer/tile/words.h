// What many tiles say alike. Pure; any thread.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "viewer/block/block.h"
#include "viewer/view_model/context.h"
#include "viewer/view_model/format.h"

namespace gridwall::tile {

using view_model::Change;
using view_model::Text;
using view_model::ViewContext;

// A tile with its title, the age of its feed's data, and grey while that is not to be taken for the present.
block::Tile tile_of(const ViewContext& context, Feed feed, Text title);
// One that tells how things stand whether or not the feed says anything new: grey only while the wall is not live.
block::Tile standing_tile(const ViewContext& context, Text title);

// "last 30 days · rest"; the window alone where there is no rest.
std::string in_window(const ViewContext& context, const std::string& rest = {});
Text window_text(Window window);

// The figures of the window that the wall shows.
const WindowFigures& window_of(const ViewContext& context);

// The county's own words; the wall's where it has none.
std::string tier_label(const ViewContext& context, size_t tier);
std::string stage_label(const ViewContext& context, const Request& request);
std::string_view category_name(const ViewContext& context, std::string_view on_the_wire);
std::string category_of(const ViewContext& context, const Request& request);  // empty: it names none

std::string written(const Fraction& fraction);  // "21 / 166"
// The fraction at a moment, so that two moments can be compared.
using FractionAt = std::function<Fraction(const ViewContext& context)>;
struct Rate {
  std::optional<std::string> percent;  // "92.1"; none: the denominator is 0
  Fraction of;
  Change change;
  std::vector<block::Versus> versus;  // none while two moments are compared
};
Rate rate_of(const ViewContext& context, const FractionAt& fraction_at);
// Of the window, with how it changed against the one before and against last year.
Rate rate_of(const ViewContext& context, RateKind kind);
// With its own name and the fraction below it; without one a dash and why.
block::Figure rate_figure(const ViewContext& context, RateKind kind);
std::string rate_label(const ViewContext& context, RateKind kind);

// Whole per cents that add up to 100, by the largest remainders; all 0 when there is nothing.
std::array<int64_t, kTierCount> whole_percents(const std::array<int64_t, kTierCount>& counts);

// "3 waiting": the text with {n} filled.
std::string counted(const ViewContext& context, Text pattern, int64_t count);

// "145 open · 2 deferred"; `change` stands behind the open ones.
std::string told_backlog(const ViewContext& context, const Change& change = {});

// All items close together, in several columns if need be, where they find room like that; else as many as there is
// room for.
block::Choice all_or_some(block::List list, size_t most_columns = 1);

}  // namespace gridwall::tile
