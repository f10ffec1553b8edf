// docs/EVENTS.md is the contract that others code against: it must say what the schema says, and its examples must
// pass.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "ingest/event/mask.h"
#include "ingest/event/parse.h"
#include "ingest/event/schema.h"

namespace gridwall {
namespace {

struct Described {
  std::vector<std::vector<std::string>> rows;  // field, kind, required
  std::vector<std::string> examples;
};

std::string without_ticks(std::string text) {
  std::erase(text, '`');
  return text;
}

// "| a | b |" -> {"a", "b"}
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> list;
  for (size_t begin = 1; begin < line.size();) {
    const size_t end = std::min(line.find('|', begin), line.size());
    std::string cell = line.substr(begin, end - begin);
    while (!cell.empty() && cell.front() == ' ') cell.erase(0, 1);
    while (!cell.empty() && cell.back() == ' ') cell.pop_back();
    list.push_back(without_ticks(cell));
    begin = end + 1;
  }
  return list;
}

class EventsDoc : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ifstream file(GRIDWALL_SOURCE_DIR "/docs/EVENTS.md");
    ASSERT_TRUE(file) << "docs/EVENTS.md is not there";
    std::string line, heading, table_head;
    bool in_json = false;
    while (std::getline(file, line)) {
      text_ += line + "\n";
      if (line.starts_with("```")) {
        in_json = line == "```json";
        continue;
      }
      if (in_json) {
        types_[heading].examples.push_back(line);
        continue;
      }
      if (line.starts_with("#")) {
        heading = without_ticks(line.substr(line.find(' ') + 1));
        table_head.clear();
      }
      if (!line.starts_with("|")) {
        table_head.clear();
        continue;
      }
      const std::vector<std::string> row = cells(line);
      if (table_head.empty()) {
        table_head = row[0];
      } else if (!row[0].starts_with("---")) {
        if (table_head == "field") types_[heading].rows.push_back(row);
        if (table_head == "kind") kinds_[row[0]] = row[1];
        if (table_head == "reason") reasons_.push_back(row[0]);
      }
    }
  }

  std::string text_;
  std::map<std::string, Described> types_;
  std::map<std::string, std::string> kinds_;
  std::vector<std::string> reasons_;
};

TEST_F(EventsDoc, DescribesEveryTypeAndNoOther) {
  EXPECT_EQ(types_.size(), static_cast<size_t>(kEventTypeCount));
  for (int i = 0; i < kEventTypeCount; ++i) {
    const std::string name(event_type_name(static_cast<EventType>(i)));
    EXPECT_TRUE(types_.contains(name)) << name;
  }
}

TEST_F(EventsDoc, FieldTablesAgreeWithTheSchema) {
  for (int i = 0; i < kEventTypeCount; ++i) {
    const auto type = static_cast<EventType>(i);
    const Described& described = types_[std::string(event_type_name(type))];
    const std::span<const FieldRule> rules = rules_of(type);
    ASSERT_EQ(described.rows.size(), rules.size()) << event_type_name(type);
    for (size_t k = 0; k < rules.size(); ++k) {
      const std::vector<std::string>& row = described.rows[k];
      EXPECT_EQ(row[0], field_name(rules[k].field)) << event_type_name(type);
      EXPECT_EQ(kinds_[row[1]], value_kind_name(rules[k].kind)) << event_type_name(type) << " " << row[0];
      EXPECT_EQ(row[2], rules[k].required ? "yes" : "no") << event_type_name(type) << " " << row[0];
    }
  }
}

TEST_F(EventsDoc, EveryExampleParsesAsItsTypeAndNeedsNoMasking) {
  Parser parser;
  Event event;
  for (const auto& [name, described] : types_) {
    EXPECT_FALSE(described.examples.empty()) << name;
    for (const std::string& example : described.examples) {
      const std::optional<Rejection> rejection = parser.parse(example, event);
      ASSERT_FALSE(rejection) << example << "\n" << rejection->detail;
      EXPECT_EQ(event_type_name(event.type), name);
      EXPECT_EQ(event.body, example);
      EXPECT_TRUE(event.unknown_members.empty()) << event.unknown_members;
    }
  }
}

TEST_F(EventsDoc, ListsEveryReasonOfARejectInOrder) {
  std::vector<std::string> expected;
  for (int i = 0; i <= static_cast<int>(RejectReason::kNotAllowed); ++i) {
    expected.emplace_back(reject_reason_name(static_cast<RejectReason>(i)));
  }
  EXPECT_EQ(reasons_, expected);
}

// Every word that the page puts in ticks in its list of dropped members is one, and is really dropped.
TEST_F(EventsDoc, TheMembersItSaysAreDroppedAreDropped) {
  for (const char* name :
       {"reporter",     "caller",      "contact",  "applicant",    "complainant", "informant",      "resident_name",
        "citizen_name", "person_name", "phone",    "phone_number", "mobile",      "mobile_number",  "tel",
        "telephone",    "email",       "id_card",  "id_number",    "identity",    "id_card_number", "姓名",
        "联系人",       "联系电话",    "联系方式", "手机",         "电话",        "身份证",         "诉求人",
        "来电人",       "举报人",      "报告人",   "反映人"}) {
    EXPECT_TRUE(is_personal_member(name)) << name;
    EXPECT_NE(text_.find(name), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace gridwall
