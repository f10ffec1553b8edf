// assets/text/zh-CN.toml and en.toml as they were when this was built. Private to view_model and its tests.
#pragma once

#include <string_view>

namespace gridwall::view_model {

extern const std::string_view kChineseTextsToml;
extern const std::string_view kEnglishTextsToml;

}  // namespace gridwall::view_model
