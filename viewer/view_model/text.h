// The words of ingest/text under the names every builder uses them by.
#pragma once

#include "ingest/text/names.h"
#include "ingest/text/text.h"

namespace gridwall::view_model {

using text::alarm_kind_label;
using text::area_name;
using text::fill;
using text::format_count;
using text::grid_name;
using text::Language;
using text::language_from_name;
using text::language_name;
using text::Text;
using text::text_key_name;
using text::Texts;

}  // namespace gridwall::view_model
