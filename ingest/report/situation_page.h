// The situation of an incident as a page to print on A4, and as files in a folder. Knows no incident.
#pragma once

#include <filesystem>
#include <string_view>

#include "ingest/event/result.h"
#include "ingest/report/document.h"
#include "ingest/text/situation.h"

namespace gridwall::report {

Document situation_document(const text::Situation& situation, const text::Texts& texts);

// Writes NAME.txt and NAME.html, a whole file or none of each; one that is there is replaced. Errors name the file.
Status write_situation(const std::filesystem::path& folder, std::string_view name, const text::Situation& situation,
                       const text::Texts& texts);

}  // namespace gridwall::report
