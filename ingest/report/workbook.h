// A report as a spreadsheet (.xlsx): the summary in its first sheet, each table in one of its own. Numbers are numbers
// and times are times, by the county's clock; a text never becomes a formula. Knows nothing of incidents. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "ingest/event/result.h"
#include "ingest/report/document.h"

namespace gridwall::report {

struct NamedTable {
  std::string name;                            // of its sheet
  std::vector<std::vector<std::string>> rows;  // the first is its head
};

// `made_ns` stands in the file as the time it was made: the same report gives the same bytes.
Status write_workbook(const std::filesystem::path& file, const Document& summary, const std::string& summary_name,
                      const std::vector<NamedTable>& tables, int64_t made_ns);

}  // namespace gridwall::report
