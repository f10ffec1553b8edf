// A file of another system -> events as JSON lines, sorted by time, with a count of everything that did not fit. The
// lines have passed the parser of the contract, so texts are cleaned and masked. Reads a stream; memory holds one row,
// the sorter's budget, and one event for each group of a `per` rule. One thread, no clock.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <map>
#include <string>
#include <vector>

#include "ingest/event/result.h"
#include "ingest/import/mapping.h"

namespace gridwall::import {

struct Tally {
  uint64_t count = 0;
  uint64_t first_line = 0;  // of the file read
  std::string first_file;   // where several are read
};

struct ImportSummary {
  std::string form;   // how the file was read: encoding and separators, or the sheet; of warnings empty
  uint64_t rows = 0;  // of warnings: messages
  uint64_t events = 0;
  std::map<std::string, uint64_t> by_type;  // events written
  std::map<std::string, Tally> bad_rows;    // malformed rows, left out
  std::map<std::string, Tally> skipped;     // events that could not be made from a row, by reason
  std::map<std::string, Tally> noticed;     // imported, but worth knowing: the mapping's [[count]]s, substitutes
};

struct ImportIo {
  std::istream* input = nullptr;
  std::string input_name;                       // for messages
  std::function<bool(std::string_view)> write;  // one line, without its end; false: it could not be written
  std::function<bool(uint64_t)> progress;       // bytes read so far; false stops
  bool strict = false;                          // what is left out is an error
};

// Nothing is written before the whole input has been read without a fatal error.
Result<ImportSummary> run_import(const Mapping& mapping, const ImportIo& io);

struct ImportFile {
  std::istream* input = nullptr;
  std::string name;  // for messages
};

// Warnings (CAP 1.2), one message a file: docs/REAL_DATA.md says what becomes of it. `languages` are preferred to those
// of the mapping. Of `io` all but `input` is used; `progress` counts files. As above: all files or nothing.
Result<ImportSummary> run_cap_import(const Mapping& mapping, const std::vector<ImportFile>& files,
                                     const std::vector<std::string>& languages, const ImportIo& io);

// The summary as a table for a person.
std::string format_summary(const ImportSummary& summary);
// An error where rows or events were left out and no `unit` ("row") made one, or where `strict` lets none be left out.
Status check_complete(const ImportSummary& summary, const ImportIo& io, const char* unit);

}  // namespace gridwall::import
