// What there is to help with, by kind: shelters, pumps, salt, generators. Pure; any thread, between two applies. Knows
// no names and no order of kinds but that of need.
#pragma once

#include <cstdint>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/scope.h"

namespace gridwall::inline state {

struct ResourceKind {
  WordId kind = kNone;
  int64_t count = 0, free = 0;
  std::vector<ResourceIndex> stores;  // the fullest first
};

// Kinds of the resources in a place, those with the smallest part free first.
std::vector<ResourceKind> resource_board(const CountyState& state, const County& county, const Scope& scope);

// Whether a resource lies in a place, or belongs to an area above or below it.
bool resource_serves(const CountyState& state, const County& county, const ScopePlaces& places,
                     const Resource& resource);

}  // namespace gridwall::state
