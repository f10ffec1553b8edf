// How far a file has been sent: a small file beside it, F.sent, so that sending goes on where it was cut off.
// Belongs to whoever sends; one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "ingest/event/result.h"

namespace gridwall::feed {

struct SentMark {
  uint64_t offset = 0;     // bytes of the file whose lines all have their final answer
  uint64_t lines = 0;      // lines in them
  uint64_t beginning = 0;  // tells this file from another one of the same name
  int64_t shift_ns = 0;    // by which times were moved; the same again, or the same ids would get other bodies
};

std::filesystem::path sent_path(const std::filesystem::path& file);
// A number made from the file's first line.
uint64_t mark_of_beginning(const std::filesystem::path& file);
// None when there is no mark, when it is of another file, or when the file has become shorter.
std::optional<SentMark> read_sent_mark(const std::filesystem::path& file);
// Durable when it returns Done.
Status write_sent_mark(const std::filesystem::path& file, const SentMark& mark);
void remove_sent_mark(const std::filesystem::path& file);

}  // namespace gridwall::feed
