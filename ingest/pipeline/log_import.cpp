#include "ingest/pipeline/log_import.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "ingest/event/time.h"
#include "ingest/event/utf8.h"

namespace gridwall::pipeline {
namespace {

// The file's bytes as they lie on the disk; a month of a county is larger than one would want to copy.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return Error{ErrorCode::kNotFound, path.string() + ": " + std::strerror(errno)};
    struct stat info {};
    const bool known = ::fstat(file, &info) == 0;
    if (!known || !S_ISREG(info.st_mode)) {
      ::close(file);
      return Error{ErrorCode::kInvalidArgument, path.string() + ": is not a file of JSON lines"};
    }
    MappedFile mapped;
    mapped.size_ = static_cast<size_t>(info.st_size);
    if (mapped.size_ > 0) {
      mapped.data_ = ::mmap(nullptr, mapped.size_, PROT_READ, MAP_PRIVATE, file, 0);
      if (mapped.data_ == MAP_FAILED) {
        const int reason = errno;
        ::close(file);
        mapped.data_ = nullptr;
        return Error{ErrorCode::kIo, path.string() + ": " + std::strerror(reason)};
      }
    }
    ::close(file);
    return mapped;
  }
  MappedFile(MappedFile&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  MappedFile(const MappedFile&) = delete;
  ~MappedFile() {
    if (data_ != nullptr) ::munmap(data_, size_);
  }
  std::string_view text() const { return {static_cast<const char*>(data_), data_ == nullptr ? 0 : size_}; }

 private:
  MappedFile() = default;
  void* data_ = nullptr;
  size_t size_ = 0;
};

struct Line {
  int64_t at_ns;
  uint64_t number;  // in the file, from 1
  std::string_view text;
};

// Lines in the order of their time. A line whose time cannot be read stays after the line before it.
std::vector<Line> sorted_lines(std::string_view text) {
  std::vector<Line> lines;
  Parser parser;
  Event event;
  int64_t at_ns = kNever;
  uint64_t number = 0;
  text = without_byte_order_mark(text);
  // JSON holds no bare line ends, so those of an old Macintosh (CR alone) end lines, too.
  const char line_end = text.find('\n') == std::string_view::npos ? '\r' : '\n';
  while (!text.empty()) {
    const size_t end = std::min(text.find(line_end), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    line = trimmed(line);
    if (line.empty()) continue;
    if (!parser.parse(line, event)) at_ns = event.at_ns;
    lines.push_back({at_ns, number, line});
  }
  // Lines before the first readable time go with it.
  const auto first = std::find_if(lines.begin(), lines.end(), [](const Line& line) { return line.at_ns != kNever; });
  for (auto line = lines.begin(); line != first; ++line) line->at_ns = first == lines.end() ? 0 : first->at_ns;
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.at_ns < b.at_ns; });
  return lines;
}

// Lines come in the order of their time; the first is that of the file.
void note(ImportReport::Reason& reason, uint64_t line, const std::string& detail) {
  if (++reason.count > 1 && line > reason.first_line) return;
  reason.first_line = line;
  reason.first_detail = detail;
}

}  // namespace

std::string format_report(const ImportReport& report) {
  std::string text = fmt::format("{} lines: {} accepted, {} duplicates, {} rejected\n", report.lines, report.accepted,
                                 report.duplicates, report.rejected);
  for (const auto& [reason, rejects] : report.reasons) {
    text += fmt::format("  {:>10}  {} (first at line {}: {})\n", rejects.count, reason, rejects.first_line,
                        rejects.first_detail);
  }
  return text;
}

Result<ImportReport> import_lines(Pipeline& pipeline, const std::filesystem::path& file,
                                  const std::function<int64_t()>& clock_ns,
                                  const std::function<bool(uint64_t, uint64_t)>& progress) {
  const Result<MappedFile> mapped = MappedFile::open(file);
  if (!mapped) return mapped.error();
  const std::vector<Line> lines = sorted_lines(mapped->text());
  ImportReport report;
  report.lines = lines.size();
  std::vector<std::string_view> texts(lines.size());
  std::transform(lines.begin(), lines.end(), texts.begin(), [](const Line& line) { return line.text; });
  const ReadAhead::Batch ahead = pipeline.read_ahead(texts);
  uint64_t done = 0;
  for (const Line& line : lines) {
    const Verdict verdict = pipeline.take(line.text, line.at_ns);
    switch (verdict.kind) {
      case Verdict::Kind::kAccepted:
        ++report.accepted;
        break;
      case Verdict::Kind::kDuplicate:
        ++report.duplicates;
        break;
      case Verdict::Kind::kRejected:
        ++report.rejected;
        note(report.reasons[std::string(reject_reason_name(verdict.reason))], line.number, verdict.detail);
        break;
      case Verdict::Kind::kRetry:
        return Error{ErrorCode::kIo, verdict.detail};
    }
    ++done;
    if (pipeline.group_full() || done == lines.size()) {
      if (const auto committed = pipeline.commit(); !committed) return committed.error();
      if (const Status kept = pipeline.maintain(clock_ns()); !kept) return kept.error();
      if (progress && !progress(done, lines.size())) break;
    }
  }
  if (pipeline.group_open()) {
    if (const auto committed = pipeline.commit(); !committed) return committed.error();
  }
  return report;
}

}  // namespace gridwall::pipeline
