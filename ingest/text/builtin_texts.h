// assets/text/zh-CN.toml and en.toml as they were when this was built. Private to ingest/text and tests.
#pragma once

#include <string_view>

namespace gridwall::text {

extern const std::string_view kChineseTextsToml;
extern const std::string_view kEnglishTextsToml;

}  // namespace gridwall::text
