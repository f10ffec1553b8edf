#include "ingest/event/utf8.h"

#include <gtest/gtest.h>

namespace gridwall {
namespace {

TEST(Utf8, KnowsUtf8FromWhatOnlyLooksLikeIt) {
  EXPECT_TRUE(is_utf8("abc 建湖 \xF0\x9F\x9A\xA8"));
  for (const char* bad :
       {"\x80", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xF4\x90\x80\x80"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

}  // namespace
}  // namespace gridwall
