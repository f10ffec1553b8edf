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
  for (const char* text : {"工单20261121000123456789", "12345热线", "2026-11-21 14:32:08", "编号 99999999999",
                           "面积1234567890123平方米", "12345678901 12345678901 1"}) {
    EXPECT_EQ(clean_text(text), text);
    EXPECT_FALSE(needs_cleaning(text)) << text;
  }
}

// What is masked, beside what looks like it and is none.
TEST(Mask, PersonalNumbersOfAllKinds) {
  const std::pair<const char*, const char*> cases[] = {
      // landlines
      {"电话0515-86212345", "电话0515-******45"},
      {"(0515)86212345", "(0515)******45"},
      {"（０５１５）８６２１　２３４５", "（０５１５）****　**４５"},
      {"0515 8621 2345 转 801", "0515 **** **45 转 801"},
      {"051586212345", "0515******45"},
      {"010-62345678，", "010-******78，"},
      {"+86-515-86212345", "+86-515-******45"},
      {"座机86212345", "座机86****45"},
      {"86-515-86212345", "86-515-******45"},
      {"+852 9123 4567", "+852 **** **67"},
      // mobiles in other clothes
      {"1 3 8 1 2 3 4 8 0 0 0", "1 3 8 * * * * 8 0 0 0"},
      {"138 - 1234 - 8000", "138 - **** - 8000"},
      {"138\u00A01234\u00A08000", "138\u00A0****\u00A08000"},
      {"0086-13812348000", "0086-138****8000"},
      // identity numbers
      {"320925 19880512 3417", "320*** ******** **17"},
      // mail
      {"邮箱zhang.san@163.com，", "邮箱z********@163.com，"},
      {"ｚｈａｎｇ＠１６３．ｃｏｍ", "ｚ****＠１６３．ｃｏｍ"},
      {"zhang @ 163 . com", "z**** @ 163 . com"},
      // bank cards
      {"6222 0212 3456 7890 128", "6222 **** **** ***0 128"},
      {"4111-1111-1111-1111", "4111-****-****-1111"},
      {"卡号6222021234567890123", "卡号6222***********0123"},
      {"工行卡6222 0212 3456 7890 123", "工行卡6222 **** **** ***0 123"},
      // number plates
      {"苏J12345违停", "苏J***45违停"},
      {"苏J·12345", "苏J·***45"},
      {"苏Ｊ１２３４５", "苏Ｊ***４５"},
      {"苏j 12345", "苏j ***45"},
      {"苏JD12345", "苏J****45"},
      {"粤Z1234港", "粤Z**34港"},
      {"苏J 1 2 3 4 5", "苏J * * * 4 5"},
      // passports and permits
      {"护照E12345678", "护照E1*****78"},
      {"G1234 5678", "G1*** **78"},
      {"EA1234567", "EA*****67"},
      {"通行证：H12345678", "通行证：H1*****78"},
      {"护照PE1234567", "护照PE*****67"},
  };
  for (const auto& [text, masked] : cases) {
    EXPECT_EQ(clean_text(text), masked);
    EXPECT_TRUE(needs_cleaning(text)) << text;
    EXPECT_EQ(clean_text(masked), masked) << "cleaned twice";
  }
  for (const char* text : {"320925-20261121-0042",
                           "320925202611210042",
                           "工单320925-20261121-0042",
                           "20261128134230001234",
                           "320925101001001",
                           "网格320925201012001",
                           "订单号6222021234567890128",
                           "4111 1111 1111 1112",
                           "400-820-8820",
                           "95588",
                           "110 119 120 12345 96110",
                           "E20261128",
                           "订单E12345678",
                           "SQ12345678",
                           "鲁J202611210042",
                           "南宁A2-1-1023室",
                           "北京A3-1-402",
                           "G15 12345",
                           "33.468102,119.803214",
                           "春晓社区12号楼3单元402室",
                           "@所有人 12345",
                           "info@alerts.ch",
                           "W0042",
                           "编号051586212345",
                           "拨打86212345"}) {
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
  for (const char* name : {"reporter", "Reporter_Name", "phone", "caller", "联系人", "来电人姓名", "身份证号",
                           "contact_phone", "e_mail", "车牌号", "邮箱", "passport_number"}) {
    EXPECT_TRUE(is_personal_member(name)) << name;
  }
  for (const char* name : {"title", "place", "telemetry", "phonetic", "window_id", "类别"}) {
    EXPECT_FALSE(is_personal_member(name)) << name;
  }
}

}  // namespace
}  // namespace gridwall
