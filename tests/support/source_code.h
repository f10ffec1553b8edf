// C++ sources read just far enough for the house test: which functions stand in a text, how long they are, and which
// words it uses. No compiler: it counts braces, and knows the layout that clang-format gives. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gridwall::test {

// The text with comments, preprocessor lines and the contents of literals blanked, so that offsets and lines stay.
std::string code_only(std::string_view text);

struct FunctionText {
  std::string name;    // without its class; empty for an operator
  size_t name_at = 0;  // offset of the name in the text
  int first_line = 0;  // of the declaration, from 1
  int lines = 0;       // to the closing brace; 0: a declaration without a body
  bool called_by_name =
      true;  // false: a constructor, a destructor, an operator, or an override called through its base
};

// Functions at namespace level and in classes, in order. `code` is code_only(); what stands inside of a body is part of
// that function, and a table of data is none.
std::vector<FunctionText> functions_of(std::string_view code);

// A source file of the product.
struct SourceText {
  std::string file;
  std::string text;
};

struct UnusedFunction {
  std::string name;
  std::string header;
};

// Functions declared in a header whose name no line of the sources uses but where they are declared and defined.
std::vector<UnusedFunction> unused_functions(const std::vector<SourceText>& sources);

}  // namespace gridwall::test
