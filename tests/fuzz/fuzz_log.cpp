// A log file from anywhere: looked over, read and folded as far as it goes.
#include <fstream>

#include "ingest/log/verify.h"
#include "ingest/replay/log_fold.h"
#include "ingest/replay/log_index.h"
#include "tests/support/temporary_folder.h"

extern "C" int LLVMFuzzerTestOneInput(const char* data, size_t size) {
  using namespace gridwall;
  static const testing::TemporaryFolder folder;
  const std::filesystem::path path = folder / "county.log";
  std::ofstream(path, std::ios::binary).write(data, static_cast<std::streamsize>(size));
  if (!log::verify(path)) return 0;
  const Result<log::LogReader> reader = log::LogReader::open_sound(path);
  if (!reader) return 0;
  (void)reader->rejects(0, 1000, [](const log::LogReject&) { return true; });
  (void)reader->intake_counts(INT64_MAX);
  (void)reader->county_changes();
  (void)reader->cut();
  replay::IndexCursor cursor;
  (void)replay::read_index_part(*reader, cursor, {60, 60, 60}, 10'000);
  const Result<log::LogHead> head = reader->head();
  if (!head) return 0;
  const Result<County> county = replay::county_of(*reader, head->seq);
  if (county) (void)replay::state_at(*reader, *county, head->seq);
  return 0;
}
