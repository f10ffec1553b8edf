#include "ingest/event/identifier.h"

#include <gtest/gtest.h>

namespace gridwall {
namespace {

TEST(Identifier, AFaultSaysWhatIsWrong) {
  EXPECT_EQ(id_fault("市容环境 1"), std::nullopt);
  EXPECT_EQ(id_fault(""), "is empty");
  EXPECT_EQ(id_fault(std::string(128, 'x')), std::nullopt);
  EXPECT_EQ(id_fault(std::string(129, 'x')), "is longer than 128 bytes");
  EXPECT_EQ(id_fault("路灯\n不亮"), "holds a line break, a control character");
  EXPECT_EQ(id_fault("a\x07"), "holds a control or invisible character, U+0007");
  EXPECT_EQ(id_fault("a\u200Bb"), "holds a control or invisible character, U+200B");
}

TEST(Identifier, WhatAPersonTakesForOneHasOneKey) {
  for (const char* code : {"A1", "a1", " A1\u3000", "A 1", "Ａ１", "A\u00A01"})
    EXPECT_EQ(alike_key(code), "a1") << code;
  EXPECT_NE(alike_key("A1"), alike_key("A2"));
  EXPECT_NE(alike_key("A-1"), alike_key("A1"));
}

}  // namespace
}  // namespace gridwall
