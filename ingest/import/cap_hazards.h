// What a CAP message warns of, in one of its languages. Pure, any thread; knows no events.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/import/cap.h"

namespace gridwall::import {

// One warning: the <info> of one event taken together; what is over apart from what goes on.
struct Hazard {
  const CapInfo* info = nullptr;  // of the highest level
  int level = 4;
  std::vector<std::string> areas;
  std::optional<int64_t> expires_ns;
  bool over = false;  // AllClear
};

struct Hazards {
  std::vector<Hazard> hazards;  // point into the alert
  // Of those in other languages the ones that translate none of the above: nobody will be told of them.
  std::vector<std::string> untold;
};

// `languages` by preference; without any of them the language of the first <info> is taken.
Hazards hazards_of(const CapAlert& alert, const std::vector<std::string>& languages);

// Tags of BCP 47 that one reader can read: `zh`, `zh_CN` and `zh-Hans-CN`, but not `zh-Hans` and `zh-Hant`, nor `en-US`
// and `en-GB`.
bool same_language(std::string_view a, std::string_view b);

// 1 to 4: by the last colour (红橙黄蓝) of the codes, else of the headline, else of the event; else by severity.
int cap_level(const CapInfo& info);

}  // namespace gridwall::import
