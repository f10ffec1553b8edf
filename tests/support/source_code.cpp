#include "tests/support/source_code.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace gridwall::test {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Blanks [from, to) but for line ends.
void blank(std::string& text, size_t from, size_t to) {
  for (size_t i = from; i < std::min(to, text.size()); ++i) {
    if (text[i] != '\n') text[i] = ' ';
  }
}

size_t end_of_literal(std::string_view text, size_t quote) {
  for (size_t i = quote + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text[quote]) {
      return i;
    }
  }
  return text.size();
}

size_t end_of_raw_literal(std::string_view text, size_t quote) {
  const size_t open = text.find('(', quote);
  if (open == std::string_view::npos) return text.size();
  const std::string close = ")" + std::string(text.substr(quote + 1, open - quote - 1)) + "\"";
  const size_t end = text.find(close, open);
  return end == std::string_view::npos ? text.size() : end + close.size() - 1;
}

// The lines of a preprocessor directive, continued ones included.
size_t end_of_directive(std::string_view text, size_t from) {
  size_t end = text.find('\n', from);
  while (end != std::string_view::npos && end > 0 && text[end - 1] == '\\') end = text.find('\n', end + 1);
  return std::min(end, text.size());
}

bool begins_line(std::string_view text, size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  return at == 0 || text[at - 1] == '\n';
}

// What stands between two ends (`;`, `{`, `}`) at namespace level or in a class.
struct Head {
  std::string_view code;
  size_t from = 0;
  size_t to = 0;
};

std::vector<std::pair<std::string_view, size_t>> words_of(std::string_view code, size_t from, size_t to) {
  std::vector<std::pair<std::string_view, size_t>> words;
  for (size_t i = from; i < to;) {
    if (!is_word(code[i])) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < to && is_word(code[end])) ++end;
    words.emplace_back(code.substr(i, end - i), i);
    i = end;
  }
  return words;
}

bool has_word(const Head& head, std::initializer_list<std::string_view> wanted) {
  for (const auto& [word, at] : words_of(head.code, head.from, head.to)) {
    if (std::find(wanted.begin(), wanted.end(), word) != wanted.end()) return true;
  }
  return false;
}

// The head without `template <...>`, access specifiers and attributes in front.
Head without_prefixes(Head head) {
  const auto skip = [&](char open, char close) {
    int depth = 0;
    for (; head.from < head.to; ++head.from) {
      if (head.code[head.from] == open) ++depth;
      if (head.code[head.from] == close && --depth == 0) {
        ++head.from;
        return;
      }
    }
  };
  while (head.from < head.to) {
    const std::string_view rest = head.code.substr(head.from, head.to - head.from);
    if (std::isspace(static_cast<unsigned char>(rest[0])) != 0) {
      ++head.from;
    } else if (rest.starts_with("[[")) {
      skip('[', ']');
    } else if (rest.starts_with("template")) {
      skip('<', '>');
    } else if (rest.starts_with("public:") || rest.starts_with("private:") || rest.starts_with("protected:")) {
      head.from += rest.find(':') + 1;
    } else {
      break;
    }
  }
  return head;
}

size_t end_of_parentheses(std::string_view code, size_t open, size_t to) {
  int depth = 0;
  for (size_t i = open; i < to; ++i) {
    if (code[i] == '(') ++depth;
    if (code[i] == ')' && --depth == 0) return i;
  }
  return to;
}

// Where a head stops being the type and name of a function: its `(`. Nothing when it is a variable or a class.
std::optional<size_t> parameters_at(const Head& head) {
  int angles = 0;
  for (size_t i = head.from; i < head.to; ++i) {
    const char c = head.code[i];
    if (c == '<') ++angles;
    if (c == '>' && angles > 0) --angles;
    if (angles > 0) continue;
    if (c == '=' || c == '[' || c == '{') return std::nullopt;
    if (c != '(') continue;
    const auto before = words_of(head.code, head.from, i);
    if (before.empty()) return std::nullopt;
    const std::string_view last = before.back().first;
    if (last == "decltype" || last == "alignas" || last == "noexcept" || last == "explicit") {
      i = end_of_parentheses(head.code, i, head.to);
      continue;
    }
    if (last == "static_assert" || last == "requires") return std::nullopt;
    return i;
  }
  return std::nullopt;
}

// The function a head declares, if it declares one. `class_name` is the class it stands in, empty at namespace level.
std::optional<FunctionText> function_of(const Head& with_prefixes, std::string_view class_name) {
  const Head head = without_prefixes(with_prefixes);
  FunctionText function;
  function.first_line = 1 + static_cast<int>(std::count(head.code.begin(), head.code.begin() + head.from, '\n'));
  const auto all = words_of(head.code, head.from, head.to);
  if (all.empty() || all.front().first == "using" || all.front().first == "typedef") return std::nullopt;
  if (has_word(head, {"operator"})) {
    function.called_by_name = false;
    return function;
  }
  const std::optional<size_t> open = parameters_at(head);
  if (!open) return std::nullopt;
  const auto before = words_of(head.code, head.from, *open);
  const auto& [name, at] = before.back();
  function.name = name;
  function.name_at = at;
  const bool destructor = at > 0 && head.code[at - 1] == '~';
  // A constructor has no type in front of its name: `Name(` in its class, `Name::Name(` outside.
  const bool constructor = name == class_name || (before.size() > 1 && before[before.size() - 2].first == name);
  const Head tail{head.code, end_of_parentheses(head.code, *open, head.to), head.to};
  function.called_by_name = !destructor && !constructor && name != "main" && !has_word(tail, {"override"});
  return function;
}

// Whether a `{` after this head begins the value of a member in a constructor's list rather than a body.
bool begins_member_value(const Head& with_prefixes) {
  const Head head = without_prefixes(with_prefixes);
  const std::optional<size_t> open = parameters_at(head);
  if (!open) return false;
  bool list = false;
  for (size_t i = end_of_parentheses(head.code, *open, head.to); i < head.to; ++i) {
    if (head.code[i] != ':') continue;
    if (i + 1 < head.to && head.code[i + 1] == ':') {
      ++i;
      continue;
    }
    list = true;
    break;
  }
  size_t last = head.to;
  while (last > head.from && std::isspace(static_cast<unsigned char>(head.code[last - 1])) != 0) --last;
  return list && last > head.from && (is_word(head.code[last - 1]) || head.code[last - 1] == '>');
}

size_t end_of_block(std::string_view code, size_t open) {
  int depth = 0;
  for (size_t i = open; i < code.size(); ++i) {
    if (code[i] == '{') ++depth;
    if (code[i] == '}' && --depth == 0) return i;
  }
  return code.size();
}

}  // namespace

std::string code_only(std::string_view text) {
  std::string code(text);
  for (size_t i = 0; i < code.size(); ++i) {
    if (text.substr(i, 2) == "//") {
      const size_t end = std::min(text.find('\n', i), text.size());
      blank(code, i, end);
      i = end;
    } else if (text.substr(i, 2) == "/*") {
      const size_t end = std::min(text.find("*/", i + 2), text.size() - 2) + 2;
      blank(code, i, end);
      i = end - 1;
    } else if (text[i] == '#' && begins_line(text, i)) {
      const size_t end = end_of_directive(text, i);
      blank(code, i, end);
      i = end;
    } else if (text[i] == '"') {
      const bool raw = i > 0 && text[i - 1] == 'R';
      const size_t end = raw ? end_of_raw_literal(text, i) : end_of_literal(text, i);
      blank(code, i + 1, end);
      i = end;
    } else if (text[i] == '\'' && (i == 0 || std::isxdigit(static_cast<unsigned char>(text[i - 1])) == 0)) {
      // 1'000 has a digit in front.
      const size_t end = end_of_literal(text, i);
      blank(code, i + 1, end);
      i = end;
    }
  }
  return code;
}

std::vector<FunctionText> functions_of(std::string_view code) {
  std::vector<FunctionText> functions;
  std::vector<std::string> scopes;  // names of the classes around; empty for a namespace
  Head head{code, 0, 0};
  int parentheses = 0;
  for (size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '(') ++parentheses;
    if (c == ')') --parentheses;
    head.to = i;
    const std::string class_name = scopes.empty() ? std::string() : scopes.back();
    if (c == '}') {
      if (!scopes.empty()) scopes.pop_back();
    } else if (c == '{' && parentheses > 0) {
      i = end_of_block(code, i);  // a default argument or a member's value
      continue;
    } else if (c == '{') {
      const Head plain = without_prefixes(head);
      if (has_word(plain, {"namespace"}) || (has_word(plain, {"extern"}) && !parameters_at(plain))) {
        scopes.emplace_back();
      } else if (has_word(plain, {"class", "struct", "union"}) && !has_word(plain, {"enum"}) && !parameters_at(plain)) {
        const auto words = words_of(code, plain.from, std::min(plain.to, code.find(':', plain.from)));
        scopes.emplace_back(words.empty() ? std::string_view() : words.back().first);
      } else if (begins_member_value(head)) {
        i = end_of_block(code, i);
        continue;  // the head goes on
      } else {
        const size_t end = end_of_block(code, i);
        if (std::optional<FunctionText> function = function_of(head, class_name)) {
          function->lines =
              1 + static_cast<int>(std::count(code.begin(), code.begin() + end, '\n')) + 1 - function->first_line;
          functions.push_back(std::move(*function));
        } else if (!has_word(plain, {"enum"}) && end < code.size()) {
          i = end;
          continue;  // a table: its head ends with the semicolon
        }
        i = end;
      }
    } else if (c == ';' && parentheses == 0) {
      if (std::optional<FunctionText> function = function_of(head, class_name))
        functions.push_back(std::move(*function));
    } else {
      continue;
    }
    head.from = i + 1;
  }
  return functions;
}

std::vector<UnusedFunction> unused_functions(const std::vector<SourceText>& sources) {
  std::map<std::string, std::string> declared;  // name -> the first header
  std::set<std::string> used;
  for (const SourceText& source : sources) {
    const std::string code = code_only(source.text);
    std::set<size_t> declarators;
    for (const FunctionText& function : functions_of(code)) {
      declarators.insert(function.name_at);
      if (function.called_by_name && source.file.ends_with(".h")) declared.emplace(function.name, source.file);
    }
    for (const auto& [word, at] : words_of(code, 0, code.size())) {
      if (!declarators.contains(at)) used.emplace(word);
    }
  }
  std::vector<UnusedFunction> unused;
  for (const auto& [name, header] : declared) {
    if (!used.contains(name)) unused.push_back({name, header});
  }
  return unused;
}

}  // namespace gridwall::test
