// Writes lines to standard output or a file. A failure is reported once, at the latest by close(). One thread.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "ingest/event/result.h"

namespace gridwall::program {

class LineOutput {
 public:
  // An empty path or "-" is standard output. A file is written under another name and renamed by close().
  static Result<LineOutput> open(const std::string& path);
  explicit LineOutput(std::FILE* file) : file_(file), name_("the sender") {}
  LineOutput(LineOutput&& other) noexcept;
  LineOutput& operator=(LineOutput&&) = delete;
  ~LineOutput();  // without close() an unfinished file is deleted

  bool write(std::string_view line);  // adds the line end; false after a failure
  bool flush();
  Status close();

 private:
  LineOutput(std::FILE* file, std::string name, std::string path)
      : file_(file), name_(std::move(name)), path_(std::move(path)) {}
  std::string partial_path() const { return path_ + ".part"; }

  std::FILE* file_;
  std::string name_;
  std::string path_;  // empty: not a file of ours
  int failed_ = 0;    // errno
};

}  // namespace gridwall::program
