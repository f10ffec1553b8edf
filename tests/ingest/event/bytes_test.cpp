#include "ingest/event/bytes.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>

namespace gridwall {
namespace {

TEST(Bytes, NumbersLieInTheOrderTheNameSays) {
  char bytes[4];
  put_big(bytes, uint32_t{0x01020380});
  EXPECT_EQ(std::string_view(bytes, 4), "\x01\x02\x03\x80");
  EXPECT_EQ(get_big<uint32_t>(bytes), 0x01020380U);
  EXPECT_EQ(get_big<uint16_t>(bytes), 0x0102U);
  EXPECT_EQ(get_big<uint8_t>(bytes + 3), 0x80U);
  EXPECT_EQ(get_little<uint32_t>(bytes), 0x80030201U);
  put_little(bytes, uint32_t{0x01020380});
  EXPECT_EQ(std::string_view(bytes, 4), "\x80\x03\x02\x01");
  char wide[8];
  put_big(wide, UINT64_MAX - 1);
  EXPECT_EQ(get_big<uint64_t>(wide), UINT64_MAX - 1);
}

TEST(Bytes, AReaderThatHadTooFewGivesNothingMore) {
  std::string bytes;
  append_plain(bytes, int64_t{-2});
  append_plain(bytes, std::array<uint16_t, 2>{1, 2});
  bytes += "text";
  ByteReader reader(bytes);
  int64_t number = 0;
  std::array<uint16_t, 2> pair{};
  EXPECT_TRUE(reader.read_plain(number));
  EXPECT_TRUE(reader.read_plain(pair));
  EXPECT_EQ(number, -2);
  EXPECT_EQ(pair[1], 2);
  EXPECT_FALSE(reader.done());
  EXPECT_EQ(reader.take(4), "text");
  EXPECT_TRUE(reader.done());

  ByteReader cut(std::string_view(bytes).substr(0, 11));
  EXPECT_TRUE(cut.read_plain(number));
  EXPECT_FALSE(cut.read_plain(pair));
  uint8_t byte = 7;
  EXPECT_FALSE(cut.read_plain(byte)) << "three bytes were left, but they belong to what is missing";
  EXPECT_EQ(byte, 7);
  EXPECT_TRUE(cut.failed());
  EXPECT_FALSE(cut.done());
  EXPECT_EQ(cut.take(0), "");
}

}  // namespace
}  // namespace gridwall
