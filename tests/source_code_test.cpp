// The checks of the house test, tried on texts that break the rules: a check that cannot fail checks nothing.
#include "tests/support/source_code.h"

#include <gtest/gtest.h>

namespace gridwall::test {
namespace {

std::string body_of(int lines) {
  std::string text = "{\n";
  for (int i = 2; i < lines; ++i) text += "  step();\n";
  return text + "}\n";
}

std::vector<std::string> names_of(const std::vector<FunctionText>& functions) {
  std::vector<std::string> names;
  for (const FunctionText& function : functions) names.push_back(function.name);
  return names;
}

using Names = std::vector<std::string>;

TEST(SourceCode, AFunctionIsMeasuredFromItsFirstLineToItsBrace) {
  const std::string text =
      "namespace a {\n// why\nstatic int too_long(int x,\n                    int y) " + body_of(90) + "}\n";
  const std::vector<FunctionText> functions = functions_of(code_only(text));
  ASSERT_EQ(functions.size(), 1U);
  EXPECT_EQ(functions[0].name, "too_long");
  EXPECT_EQ(functions[0].first_line, 3);
  EXPECT_EQ(functions[0].lines, 91);
}

TEST(SourceCode, MembersConstructorsOperatorsAndTemplatesAreMeasured) {
  const std::string text =
      "template <typename T>\nclass Box : public Base<T> {\n public:\n  [[nodiscard]] int size() const " + body_of(81) +
      "  explicit Box(int n) : a_{n}, b_(n), c_{{1, 2}} " + body_of(82) + "  bool operator==(const Box&) const " +
      body_of(83) + "};\nBox::Box() : a_{} " + body_of(84) + "auto Box::begin() -> std::vector<int>::iterator " +
      body_of(85);
  const std::vector<FunctionText> functions = functions_of(code_only(text));
  ASSERT_EQ(names_of(functions), (Names{"size", "Box", "", "Box", "begin"}));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(functions[static_cast<size_t>(i)].lines, 81 + i);
}

TEST(SourceCode, ATableOfDataIsNoFunction) {
  const std::string rows = body_of(200);
  for (const std::string head : {"const Row kRows[] = ", "constexpr std::array<Row (*)(int), 3> kRows",
                                 "enum class Kind ", "const std::map<int, std::function<void(int)>> kRows = "}) {
    EXPECT_TRUE(functions_of(code_only(head + rows + ";\n")).empty()) << head;
  }
}

TEST(SourceCode, BracesInTextsAndCommentsDoNotCount) {
  const std::string text =
      "#define OPEN {\nvoid first() {\n  // }\n  say(\"}}\", '}', R\"x(\")})x\"); /* } */ n = 1'000;\n}\nvoid second() "
      "{}\n";
  const std::vector<FunctionText> functions = functions_of(code_only(text));
  ASSERT_EQ(names_of(functions), (Names{"first", "second"}));
  EXPECT_EQ(functions[0].lines, 4);
}

TEST(SourceCode, DeclarationsAreFoundAndVariablesAreNot) {
  const std::string text =
      "class Wall;\nusing Step = void (*)(int);\nint used(int a = size({1, 2}));\nstruct Options {\n"
      "  std::function<void()> wake;\n  std::vector<int> loops = std::vector<int>(1);\n"
      "  virtual Result<std::map<int, int>> find(const std::string& name) const = 0;\n  ~Options();\n  void draw() "
      "override;\n};\n";
  const std::vector<FunctionText> functions = functions_of(code_only(text));
  ASSERT_EQ(names_of(functions), (Names{"used", "find", "Options", "draw"}));
  EXPECT_TRUE(functions[0].called_by_name);
  EXPECT_TRUE(functions[1].called_by_name);
  EXPECT_FALSE(functions[2].called_by_name);
  EXPECT_FALSE(functions[3].called_by_name);
}

TEST(SourceCode, AFunctionThatOnlyItsDeclarationAndItsDefinitionNameIsUnused) {
  const std::vector<SourceText> sources = {
      {"a.h",
       "// dead() is praised here\nint dead();\nint alive();\nclass A {\n  int dead_member() const { return 1; }\n  "
       "int live_member() const;\n};\n"},
      {"a.cpp",
       "int dead() { return 1; }\nint alive() { return 2; }\nint A::live_member() const { return alive(); }\n"},
      {"b.cpp", "static int local();\nint main() { say(\"dead\"); return A().live_member(); }\n"},
  };
  const std::vector<UnusedFunction> unused = unused_functions(sources);
  ASSERT_EQ(unused.size(), 2U);
  EXPECT_EQ(unused[0].name, "dead");
  EXPECT_EQ(unused[0].header, "a.h");
  EXPECT_EQ(unused[1].name, "dead_member");
}

}  // namespace
}  // namespace gridwall::test
