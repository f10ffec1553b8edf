#include "viewer/program/desk_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "ingest/event/whole_file.h"

namespace gridwall::program {
namespace {

constexpr const char* kWaitingFile = "waiting.jsonl";
constexpr const char* kDraftsFile = "drafts.jsonl";
constexpr int kOwnerOnly = 0600;

// A folder's name: everything but letters, digits and bytes of other scripts becomes a number.
std::string folder_name(std::string_view desk) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string name = "desk-";
  for (const char c : desk) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || byte >= 0x80;
    if (plain) {
      name += c;
    } else {
      (name += '%').append({kDigits[byte >> 4U], kDigits[byte & 15U]});
    }
  }
  return name;
}

}  // namespace

std::filesystem::path default_desk_folder() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/') {
    return std::filesystem::path(state) / "gridwall";
  }
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home != nullptr ? home : "/tmp") / ".local" / "state" / "gridwall";
}

Result<DeskStore> DeskStore::open(const std::filesystem::path& folder, std::string_view desk) {
  const std::filesystem::path own = folder / folder_name(desk);
  std::error_code error;
  std::filesystem::create_directories(own, error);
  if (error) {
    return Error{ErrorCode::kIo, own.string() + ": cannot be made: " + error.message() +
                                     "; a desk keeps there what it has not sent yet, name another with --desk-store"};
  }
  const std::string lock = (own / "lock").string();
  const int descriptor = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
  if (descriptor < 0) return Error{ErrorCode::kIo, lock + ": cannot be written: " + std::strerror(errno)};
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    close(descriptor);
    return Error{ErrorCode::kBusy, "another wall on this machine is the desk " + std::string(desk) +
                                       " already; stop it, or give this one another name with --desk"};
  }
  DeskStore store(own, descriptor);
  std::ifstream stream(own / kWaitingFile);
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty()) store.waiting_.push_back(line);
  }
  return store;
}

DeskStore::DeskStore(DeskStore&& other) noexcept
    : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, -1)), waiting_(std::move(other.waiting_)) {}

DeskStore::~DeskStore() {
  if (lock_ >= 0) close(lock_);
}

Status DeskStore::write_waiting() const {
  std::string lines;
  for (const std::string& event : waiting_) lines.append(event).append("\n");
  return write_whole_file(folder_ / kWaitingFile, lines, kOwnerOnly);
}

Status DeskStore::add(const std::string& event) {
  waiting_.push_back(event);
  return write_waiting();
}

Status DeskStore::remove(const std::string& event) {
  const auto at = std::find(waiting_.begin(), waiting_.end(), event);
  if (at == waiting_.end()) return Done{};
  waiting_.erase(at);
  return write_waiting();
}

std::vector<view_model::FormDraft> DeskStore::drafts() const {
  std::vector<view_model::FormDraft> drafts;
  std::ifstream stream(folder_ / kDraftsFile);
  for (std::string line; std::getline(stream, line);) {
    const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("form") || !json["form"].is_string()) continue;
    const std::optional<view_model::DeskForm> form = view_model::form_from_name(json["form"].get<std::string>());
    if (!form || !json.contains("texts") || !json["texts"].is_array()) continue;
    view_model::FormDraft draft{*form, {}};
    for (const nlohmann::json& text : json["texts"])
      draft.texts.push_back(text.is_string() ? text.get<std::string>() : "");
    drafts.push_back(std::move(draft));
  }
  return drafts;
}

Status DeskStore::keep(const std::vector<view_model::FormDraft>& drafts) {
  std::string lines;
  for (const view_model::FormDraft& draft : drafts) {
    const nlohmann::json json = {{"form", view_model::form_name(draft.form)}, {"texts", draft.texts}};
    lines += json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
  return write_whole_file(folder_ / kDraftsFile, lines, kOwnerOnly);
}

}  // namespace gridwall::program
