// What a source has given before, so that it is not sent again: names, the oldest forgotten first. A small file that is
// written whole or not at all; if it is lost, everything is sent once more, and the daemon knows it. One thread.
#pragma once

#include <filesystem>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ingest/event/result.h"

namespace gridwall::bridge {

// A name of 32 hexadecimal digits for what a source gave.
std::string seen_name(std::string_view what);

class SeenFile {
 public:
  static constexpr size_t kMost = 100'000;

  // Makes the folder if there is none. A file that is none of ours is an error, so that no other file is overwritten.
  static Result<SeenFile> open(const std::filesystem::path& file, size_t most = kMost);

  // What is asked for is in use, and is forgotten last.
  bool has(const std::string& name);
  void add(const std::string& name);
  Status write();  // nothing if nothing changed

 private:
  SeenFile(std::filesystem::path file, size_t most) : file_(std::move(file)), most_(most) {}

  std::filesystem::path file_;
  size_t most_;
  std::list<std::string> names_;  // the oldest first
  std::unordered_map<std::string_view, std::list<std::string>::iterator> places_;
  bool changed_ = false;
};

}  // namespace gridwall::bridge
