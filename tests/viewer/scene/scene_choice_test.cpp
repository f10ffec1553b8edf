#include "viewer/scene/scene_choice.h"

#include <gtest/gtest.h>

#include <array>

namespace gridwall::scene {
namespace {

using view_model::Scene;
constexpr std::array kTurns = {Scene::kOverview, Scene::kRequests, Scene::kPatrol};
constexpr int64_t kTurnNs = 60'000'000'000;

TEST(SceneChoiceTest, ScenesTakeTurnsInTheirOrder) {
  SceneChoice choice;
  int64_t now_ns = 5;
  EXPECT_FALSE(choice.update(false, kTurns, kTurnNs, now_ns));
  for (const Scene expected : {Scene::kRequests, Scene::kPatrol, Scene::kOverview}) {
    EXPECT_EQ(choice.next_turn_ns(), now_ns + kTurnNs);
    EXPECT_FALSE(choice.update(false, kTurns, kTurnNs, now_ns + kTurnNs - 1));
    now_ns += kTurnNs;
    EXPECT_TRUE(choice.update(false, kTurns, kTurnNs, now_ns));
    EXPECT_EQ(choice.scene(), expected);
  }
}

TEST(SceneChoiceTest, WhatSomebodyChoseStandsForThreeMinutes) {
  SceneChoice choice;
  choice.update(false, kTurns, kTurnNs, 0);
  choice.choose(Scene::kPatrol, 1000);
  choice.update(false, kTurns, kTurnNs, 1000 + SceneChoice::kRestNs - 1);
  EXPECT_EQ(choice.scene(), Scene::kPatrol);
  choice.update(false, kTurns, kTurnNs, 1000 + SceneChoice::kRestNs);
  EXPECT_EQ(choice.scene(), Scene::kOverview);
}

TEST(SceneChoiceTest, AnEmergencyTakesTheWallAndStandDownGivesItBack) {
  SceneChoice choice;
  choice.choose(Scene::kRequests, 0);
  EXPECT_TRUE(choice.update(true, kTurns, kTurnNs, 1));
  EXPECT_EQ(choice.scene(), Scene::kEmergency);
  EXPECT_FALSE(choice.update(true, kTurns, kTurnNs, 100 * kTurnNs));  // nothing turns away from it
  EXPECT_TRUE(choice.update(false, kTurns, kTurnNs, 100 * kTurnNs + 1));
  EXPECT_EQ(choice.scene(), Scene::kRequests);
}

TEST(SceneChoiceTest, WhoLookedElsewhereDuringTheEmergencyStaysThere) {
  SceneChoice choice;
  choice.update(true, kTurns, kTurnNs, 1);
  choice.choose(Scene::kPatrol, 2);
  EXPECT_FALSE(choice.update(true, kTurns, kTurnNs, 3));
  EXPECT_FALSE(choice.update(false, kTurns, kTurnNs, 4));
  EXPECT_EQ(choice.scene(), Scene::kPatrol);
}

TEST(SceneChoiceTest, ASceneNamedForGoodDoesNotTurn) {
  SceneChoice choice;
  choice.choose(Scene::kRequests, 0);
  choice.stay();
  choice.update(false, kTurns, kTurnNs, 0);
  EXPECT_EQ(choice.next_turn_ns(), INT64_MAX);
}

TEST(SceneChoiceTest, ASceneNamedForGoodYieldsToAnEmergencyThatBeginsLaterOnly) {
  SceneChoice choice;
  choice.choose(Scene::kRequests, 0);
  choice.stay();
  EXPECT_FALSE(choice.update(true, kTurns, kTurnNs, 1));  // it was in force before the wall was there
  choice.update(false, kTurns, kTurnNs, 2);
  EXPECT_EQ(choice.scene(), Scene::kRequests);
  EXPECT_TRUE(choice.update(true, kTurns, kTurnNs, 3));
  EXPECT_EQ(choice.scene(), Scene::kEmergency);
}

}  // namespace
}  // namespace gridwall::scene
