// Records how far a file F has been sent in a small file beside it, F.sent, so that sending can continue after an
// interruption. Owned by the sender; one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "ingest/event/result.h"

namespace gridwall::feed {

struct SentMark {
  uint64_t offset = 0;     // bytes of the file whose lines all have their final answer
  uint64_t lines = 0;      // lines in them
  uint64_t beginning = 0;  // identifies the file, in case another one has its name
  int64_t shift_ns = 0;    // by which times are moved; must stay the same, or the same ids would get other bodies
};

std::filesystem::path sent_path(const std::filesystem::path& file);
// A hash of the first line of the file.
uint64_t mark_of_beginning(const std::filesystem::path& file);
// None if there is no F.sent, if it belongs to another file, or if the file has become shorter.
std::optional<SentMark> read_sent_mark(const std::filesystem::path& file);
// Durable when it returns Done.
Status write_sent_mark(const std::filesystem::path& file, const SentMark& mark);
void remove_sent_mark(const std::filesystem::path& file);

}  // namespace gridwall::feed
