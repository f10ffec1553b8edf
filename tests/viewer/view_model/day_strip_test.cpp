#include "viewer/view_model/day_strip.h"

#include <numeric>

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

using DayStripTest = ViewTest;

TEST_F(DayStripTest, NowLiesInTheLastHourAndEveryThirdHourIsNamed) {
  const DayStrip strip = build_day_strip(at("11-21 14:32:08"));
  EXPECT_EQ(strip.now_slot, 23 * 12 + 6);
  ASSERT_EQ(strip.ticks.size(), 8U);
  EXPECT_EQ(strip.ticks[0].text, "15:00");
  EXPECT_EQ(strip.ticks[0].slot, 0);
  EXPECT_EQ(strip.ticks[3].text, "00:00");
  EXPECT_TRUE(strip.ticks[3].midnight);
  EXPECT_FALSE(strip.why.empty());
}

TEST_F(DayStripTest, EventsStandInTheirSlotAndItsHeightIsARoundNumber) {
  for (int i = 0; i < 12; ++i) place("r" + std::to_string(i), "11-21 14:31:00");
  const DayStrip strip = build_day_strip(at("11-21 14:32:08"));
  EXPECT_FLOAT_EQ(strip.density[static_cast<size_t>(strip.now_slot)][0], 12.0F / 15.0F);
  EXPECT_EQ(strip.scale, "5分满格 15 / 10 / 10 条");
  EXPECT_EQ(strip_full_scale(16), 20);
  EXPECT_EQ(strip_full_scale(510), 750);
}

TEST_F(DayStripTest, WhatIsStillToComeOrLongPastIsNotShown) {
  add("emergency.incident_opened", "11-21 12:00:00",
      R"("incident":"i","kind":"fire","level":2,"place":"x","grid":"g1")");
  EXPECT_TRUE(build_day_strip(at("11-21 11:00:00")).marks.empty());
  EXPECT_TRUE(build_day_strip(at("11-23 14:00:00")).marks.empty());
  const DayStrip strip = build_day_strip(at("11-21 14:32:08"));
  ASSERT_EQ(strip.marks.size(), 2U);  // the incident, and the alarm it raised
  EXPECT_EQ(strip.marks[1].kind, StripMarkKind::kIncident);
}

TEST_F(DayStripTest, OfTwoIncidentsInASlotTheGraverIsShown) {
  add("emergency.incident_opened", "11-21 12:00:00",
      R"("incident":"i","kind":"fire","level":4,"place":"x","grid":"g1")");
  add("emergency.incident_opened", "11-21 12:01:00",
      R"("incident":"j","kind":"fire","level":3,"place":"x","grid":"g1")");
  const DayStrip strip = build_day_strip(at("11-21 14:32:08"));
  ASSERT_EQ(strip.marks.size(), 1U);
  EXPECT_EQ(strip.marks[0].level, 3);
}

}  // namespace
}  // namespace gridwall::view_model
