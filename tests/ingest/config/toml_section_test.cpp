// The strict reader alone; what counties, mappings and the rest make of it is tested with them.
#include "ingest/config/toml_section.h"

#include <gtest/gtest.h>

namespace gridwall::config {
namespace {

// The message of the first error `read` meets in `text`; empty without any.
template <typename Read>
std::string error_of(std::string_view text, const Read& read, TomlFile::Options options = {}) {
  TomlFile file("x.toml", options);
  if (file.parse(text)) {
    Section root = file.root();
    read(root);
    root.finish();
  }
  return file.failed() ? file.error().message : std::string();
}

TEST(TomlSection, WhatIsNotTomlIsAnErrorWithItsLine) {
  EXPECT_TRUE(error_of("a = 1\nb = = 2\n", [](Section&) {}).starts_with("x.toml:2: it is not TOML: "));
}

TEST(TomlSection, AMissingKeyIsNamedUnlessOneIsMisspelt) {
  const auto read = [](Section& root) {
    root.text("name");
    root.text_or("note", "");
  };
  EXPECT_EQ(error_of("note = \"n\"\n", read), "x.toml:1: key 'name': it is missing; it must be a text");
  EXPECT_EQ(error_of("note = \"n\"\nnaem = \"n\"\n", read),
            "x.toml:2: key 'naem': it is not known here; allowed are name, note");
  // Of another table it says nothing.
  const auto two = [](Section& root) {
    if (std::optional<Section> first = root.section("first")) {
      first->text("name");
      first->finish();
    }
  };
  EXPECT_EQ(error_of("[first]\n[second]\n", two), "x.toml:1: key 'first.name': it is missing; it must be a text");
}

TEST(TomlSection, TheFirstErrorStays) {
  EXPECT_EQ(error_of("a = 1\nb = 2\n",
                     [](Section& root) {
                       root.text("a");
                       root.text("b");
                     }),
            "x.toml:1: key 'a': it must be a text in quotes, not an integer");
}

TEST(TomlSection, PairsAreTwoWholeNumbersInTheirRange) {
  std::array<int64_t, 2> pair{};
  const auto read = [&](Section& root) { pair = root.pair("at", 0, 48); };
  EXPECT_EQ(error_of("at = [3, 48]\n", read), "");
  EXPECT_EQ(pair, (std::array<int64_t, 2>{3, 48}));
  for (const char* wrong : {"[3]", "[1, 2, 3]", "[0.5, 1]", "[-1, 0]", "[0, 49]", "\"3\"", "3"}) {
    EXPECT_TRUE(error_of("at = " + std::string(wrong) + "\n", read)
                    .starts_with("x.toml:1: key 'at': it must be two whole numbers from 0 to 48"))
        << wrong;
  }
  EXPECT_TRUE(error_of("", read).starts_with("x.toml:1: key 'at': it is missing"));
}

TEST(TomlSection, NumbersMayBeAsManyAsTheReaderTakes) {
  std::vector<double> numbers;
  const auto read = [&](Section& root) { numbers = root.numbers("shares", 1, 3); };
  EXPECT_EQ(error_of("shares = [1, 2.5]\n", read), "");
  EXPECT_EQ(numbers, (std::vector<double>{1, 2.5}));
  for (const char* wrong : {"[]", "[1, 2, 3, 4]", "[1, \"2\"]", "[nan]", "[inf]", "1", "{ a = 1 }"}) {
    EXPECT_EQ(error_of("shares = " + std::string(wrong) + "\n", read),
              "x.toml:1: key 'shares': it must be an array of 1 to 3 numbers")
        << wrong;
  }
}

TEST(TomlSection, ArraysOfTablesHaveTheirOwnLinesAndPaths) {
  std::vector<std::string> names;
  const auto read = [&](Section& root) {
    for (Section& panel : root.sections("panel")) {
      names.push_back(panel.text("kind"));
      panel.finish();
    }
  };
  EXPECT_EQ(error_of("[[panel]]\nkind = \"map\"\n[[panel]]\nkind = \"rates\"\n", read), "");
  EXPECT_EQ(names, (std::vector<std::string>{"map", "rates"}));
  EXPECT_EQ(error_of("[[panel]]\nkind = \"map\"\n[[panel]]\nkind = 3\n", read),
            "x.toml:4: key 'panel.kind': it must be a text in quotes, not an integer");
  EXPECT_EQ(error_of("panel = [1]\n", read),
            "x.toml:1: key 'panel': it must be an array of tables [[panel]], not an array");
}

TEST(TomlSection, ALenientFilePassesOverWhatNobodyAsksFor) {
  EXPECT_EQ(error_of("later = 1\n", [](Section&) {}, {.lenient = true}), "");
}

TEST(TomlSection, KeysStandWithoutQuotesWhereTheFileWantsIt) {
  EXPECT_EQ(error_of("a = 1\n", [](Section& root) { root.text("a"); }, {.quoted_keys = false}),
            "x.toml:1: a: it must be a text in quotes, not an integer");
}

}  // namespace
}  // namespace gridwall::config
