// A mapping file and the rows or the warning it is for, with a NUL between them.
#include <sstream>

#include "ingest/import/import.h"

extern "C" int LLVMFuzzerTestOneInput(const char* data, size_t size) {
  using namespace gridwall::import;
  const std::string_view input(data, size);
  const size_t end = input.find('\0');
  if (end == std::string_view::npos) return 0;
  const gridwall::Result<Mapping> mapping = load_mapping(input.substr(0, end), "fuzz.toml");
  if (!mapping) return 0;
  std::istringstream rows{std::string(input.substr(end + 1))};
  ImportIo io;
  io.input = &rows;
  io.input_name = "rows";
  io.write = [](std::string_view) { return true; };
  const auto summary = mapping->format == SourceFormat::kCap ? run_cap_import(*mapping, {{&rows, "rows"}}, {}, io)
                                                             : run_import(*mapping, io);
  if (summary) format_summary(*summary);
  return 0;
}
