#include "viewer/view_model/map_focus.h"

#include "tests/viewer/view_model/view_fixture.h"
#include "viewer/view_model/county_geometry.h"

namespace gridwall::view_model {
namespace {

class MapFocusTest : public ViewTest {
 protected:
  void open(const std::string& incident, const std::string& grid) {
    add("emergency.incident_opened", "11-21 08:00:00",
        R"("incident":")" + incident + R"(","kind":"火情","level":2,"place":"x","grid":")" + grid + "\"");
  }
  std::optional<render::BoundsM> focus(Scene scene = Scene::kEmergency) {
    ViewContext context = at("11-21 09:00:00");
    context.scene = scene;
    return map_focus(context, whole());
  }
  render::BoundsM whole() const {
    render::BoundsM bounds{1e9F, 1e9F, -1e9F, -1e9F};
    for (uint32_t grid = 0; grid < county_.grids.size(); ++grid) {
      const render::PointM at = at_grid(grid);
      bounds = {std::min(bounds.min_x, at.x), std::min(bounds.min_y, at.y), std::max(bounds.max_x, at.x),
                std::max(bounds.max_y, at.y)};
    }
    return bounds;
  }
  render::PointM at_grid(uint32_t grid) const { return to_metres(plane_of(county_), county_.grids[grid].center); }
};

TEST_F(MapFocusTest, WithoutAnIncidentTheCountyStands) {
  EXPECT_FALSE(focus());
  open("E1", "g5");
  EXPECT_TRUE(focus());
  EXPECT_FALSE(focus(Scene::kOverview));
}

TEST_F(MapFocusTest, OneIncidentStandsInViewWithNearlyHalfOfTheCountyRoundIt) {
  open("E1", "g0");
  const render::BoundsM bounds = *focus(), county = whole();
  const render::PointM incident = at_grid(0);
  EXPECT_TRUE(incident.x >= bounds.min_x && incident.x <= bounds.max_x);
  EXPECT_TRUE(incident.y >= bounds.min_y && incident.y <= bounds.max_y);
  EXPECT_GE(bounds.max_x - bounds.min_x, (county.max_x - county.min_x) * kLeastShare * 0.99F);
  EXPECT_LT(bounds.max_x - bounds.min_x, (county.max_x - county.min_x) * 0.7F);
  EXPECT_GE(bounds.min_x, county.min_x - 1);
  EXPECT_LE(bounds.max_y, county.max_y + 1);
}

TEST_F(MapFocusTest, IncidentsAtBothEndsShowTheWholeCounty) {
  open("E1", "g0");
  open("E2", "g15");
  const render::BoundsM bounds = *focus(), county = whole();
  EXPECT_NEAR(bounds.min_x, county.min_x, 1);
  EXPECT_NEAR(bounds.max_x, county.max_x, 1);
}

TEST_F(MapFocusTest, AClosedIncidentIsNoLongerLookedAt) {
  open("E1", "g0");
  add("emergency.incident_closed", "11-21 08:30:00", R"("incident":"E1")");
  EXPECT_FALSE(focus());
}

}  // namespace
}  // namespace gridwall::view_model
