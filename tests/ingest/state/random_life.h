// A county of several streets, loops and departments, and a random life of everything in it as separate matters, for
// tests that compare two ways of folding or counting the same life.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <random>
#include <string>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/scope.h"
#include "tests/support/small_county.h"

namespace gridwall::testing {

// Two streets of two communities each, 16 grids of which the last two lie in no area; three loops, two departments.
County two_streets();

struct LifeStep {
  std::string type, at, members;  // as Folder::add takes them
};

// One matter: a request, a finding, a worker, a team, a whistle ... with its steps in the order of their times.
struct LifeMatter {
  std::string grid;  // where its figures count; empty: nowhere
  std::vector<LifeStep> steps;
};

// Seeded; from the 1st of January 2026 on, most of it in the weeks before the 21st of November and some after.
std::vector<LifeMatter> random_life(uint32_t seed, int matters);

// The steps of the matters up to a moment, by time.
std::vector<LifeStep> in_order(const std::vector<LifeMatter>& matters, std::string_view until = "11-21T12:00:00");

// The whole of state_json, parsed.
nlohmann::json figures_json(const CountyState& state, const County& county, std::string_view when,
                            const Scope& scope = {});
// Takes the heat of the grids out of it, in their order: sums of heat round as they are added.
std::vector<double> take_heat(nlohmann::json& figures);

}  // namespace gridwall::testing
