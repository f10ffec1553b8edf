#include "ingest/event/mask.h"

#include <gtest/gtest.h>

namespace gridwall {
namespace {

TEST(Mask, HidesTheMiddleOfMobileNumbers) {
  EXPECT_EQ(clean_text("请联系13812348000谢谢"), "请联系138****8000谢谢");
  EXPECT_EQ(clean_text("138-1234-8000"), "138-****-8000");
  EXPECT_EQ(clean_text("+86 138 1234 8000"), "+86 138 **** 8000");
  EXPECT_EQ(clean_text("8613812348000"), "86138****8000");
  EXPECT_EQ(clean_text("１３８１２３４８０００"), "１３８****８０００");
}

TEST(Mask, HidesIdentityNumbersOldAndNew) {
  EXPECT_EQ(clean_text("身份证320925198805123417。"), "身份证320*************17。");
  EXPECT_EQ(clean_text("32092519880512341X"), "320*************1X");
  EXPECT_EQ(clean_text("32092519880512341x,"), "320*************1x,");
  EXPECT_EQ(clean_text("320925880512341"), "320**********41");
}

TEST(Mask, LeavesOtherNumbersAlone) {
  for (const char* text : {"工单20261121000123456789", "12345热线", "电话0515-86212345", "2026-11-21 14:32:08",
                           "编号 99999999999", "面积1234567890123平方米", "12345678901 12345678901 1"}) {
    EXPECT_EQ(clean_text(text), text);
    EXPECT_FALSE(needs_cleaning(text)) << text;
  }
}

TEST(Mask, RemovesControlBidirectionalAndZeroWidthCharacters) {
  EXPECT_EQ(clean_text("a\u202Eb\u200Bc\u2066d\uFEFFe\u0007f\u0085g"), "abcdefg");
  EXPECT_EQ(clean_text("一\n二\t三"), "一 二 三");
  EXPECT_EQ(clean_text("138\u200B1234\u200D8000"), "138****8000");  // hiding digits from the mask does not help
  EXPECT_EQ(clean_text("%s%n{}"), "%s%n{}");
}

TEST(Mask, CleaningTwiceChangesNothing) {
  for (const char* text :
       {"13812348000 13912348000", "138 1234 8000 5000", "1 3 8 1 2 3 4 8 0 0 0",
        "320925198805123417320925198805123417", "86 86 13812348000 86", "－１３８－１２３４－８０００"}) {
    const std::string once = clean_text(text);
    EXPECT_EQ(clean_text(once), once) << text;
    EXPECT_FALSE(needs_cleaning(once)) << text;
  }
}

TEST(Mask, KnowsMembersThatNameAPerson) {
  for (const char* name :
       {"reporter", "Reporter_Name", "phone", "caller", "联系人", "来电人姓名", "身份证号", "contact_phone"}) {
    EXPECT_TRUE(is_personal_member(name)) << name;
  }
  for (const char* name : {"title", "place", "telemetry", "phonetic", "window_id", "类别"}) {
    EXPECT_FALSE(is_personal_member(name)) << name;
  }
}

}  // namespace
}  // namespace gridwall
