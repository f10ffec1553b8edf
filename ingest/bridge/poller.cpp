#include "ingest/bridge/poller.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "ingest/bridge/convert.h"
#include "ingest/bridge/feed_page.h"
#include "ingest/bridge/fetch.h"
#include "ingest/event/clock.h"
#include "ingest/import/cap.h"

namespace gridwall::bridge {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostMessages = 500;  // of a feed or a folder, in one round

const Error kNoAnswer{ErrorCode::kUnavailable, "the daemon did not answer for all events; they are sent again"};

Result<std::string> bytes_of_file(const fs::path& path, size_t most) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) return Error{ErrorCode::kUnavailable, path.string() + ": cannot be read: " + error.message()};
  if (size > most) return Error{ErrorCode::kUnavailable, path.string() + ": is too large"};
  std::ifstream stream(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream && !stream.eof()) return Error{ErrorCode::kUnavailable, path.string() + ": cannot be read"};
  return bytes;
}

// What goes wrong with one message is remembered, and the others are taken all the same.
void keep_first(Status& whole, const Status& one) {
  if (whole && !one) whole = one;
}

}  // namespace

Result<std::unique_ptr<Poller>> Poller::make(Pull pull, const fs::path& seen_folder, std::unique_ptr<IntakeLink> link,
                                             SourceReport::Publish publish) {
  Result<SeenFile> seen = SeenFile::open(seen_folder / (pull.name + ".seen"));
  if (!seen) return seen.error();
  SourceReport report("pull " + pull.name, std::move(publish));
  return std::unique_ptr<Poller>(new Poller(std::move(pull), std::move(*seen), std::move(link), std::move(report)));
}

void Poller::run(StopSign& stop) {
  do {
    report_.fetched();
    Status done = round(stop);
    // A file that is not written costs nothing but the sending of what is known, so the round counts for what it was.
    if (const Status kept = seen_.write(); !kept) keep_first(done, kept);
    if (stop.stopped()) return;
    failures_ = done ? 0 : failures_ + 1;
    if (done) {
      report_.went_well(steady_clock_ns());
    } else {
      report_.failed(done.error().message);
    }
  } while (!stop.wait(backed_off_ns(pull_.every_ns, failures_)));
}

Status Poller::round(const StopSign& stop) {
  switch (pull_.kind) {
    case Pull::Kind::kRows:
      return ask_for_rows(stop);
    case Pull::Kind::kWarnings:
      return ask_for_warnings(stop);
    case Pull::Kind::kFolder:
      return read_folder(stop);
  }
  return Done{};
}

Result<std::string> Poller::fetch_from(const std::string& url, const StopSign& stop) const {
  FetchOptions options;
  options.authority_file = pull_.authority_file;
  if (!pull_.header_file.empty() && url == pull_.url) {
    const Result<std::string> header = bytes_of_file(pull_.header_file, 8192);
    if (!header) return header.error();
    options.header = header->substr(0, header->find_first_of("\r\n"));
  }
  return fetch(url, options, stop.asks());
}

Status Poller::ask_for_rows(const StopSign& stop) {
  const Result<std::string> body = fetch_from(pull_.url, stop);
  if (!body) return body.error();
  const Result<Converted> converted = convert(pull_.mapping, pull_.languages, *body, pull_.url);
  if (!converted) return converted.error();
  std::vector<std::string> fresh, names;
  for (const std::string& event : converted->events) {
    std::string name = seen_name(event);
    if (seen_.has(name)) continue;
    fresh.push_back(event);
    names.push_back(std::move(name));
  }
  const bool all = send_all(*link_, fresh, report_, stop, [&](size_t first, const std::vector<EventAnswer>& answers) {
    for (size_t i = 0; i < answers.size(); ++i) {
      if (answers[i].is_final()) seen_.add(names[first + i]);
    }
  });
  return all ? Status(Done{}) : Status(kNoAnswer);
}

Status Poller::take_message(const std::string& name, const std::string& place, std::string_view message,
                            const StopSign& stop) {
  const Result<Converted> converted = convert(pull_.mapping, pull_.languages, message, place);
  if (!converted) return converted.error();
  if (!send_all(*link_, converted->events, report_, stop)) return kNoAnswer;
  seen_.add(name);
  return Done{};
}

Status Poller::ask_for_warnings(const StopSign& stop) {
  const Result<std::string> page = fetch_from(pull_.url, stop);
  if (!page) return page.error();
  const Result<std::vector<FeedItem>> items = read_feed_page(*page, pull_.url);
  if (!items) return items.error();
  Status whole = Done{};
  size_t taken = 0;
  // Feeds have the newest first; a message may lift an earlier one, so the oldest goes first.
  for (auto item = items->rbegin(); item != items->rend() && taken < kMostMessages && !stop.stopped(); ++item) {
    const std::string name = seen_name(item->name);
    if (seen_.has(name)) continue;
    ++taken;
    if (!item->message.empty()) {
      keep_first(whole, take_message(name, pull_.url, item->message, stop));
      continue;
    }
    const std::string url = resolved_url(pull_.url, item->link);
    if (url.empty()) {
      keep_first(whole, Error{ErrorCode::kUnavailable, pull_.url + ": an entry has no link to its message"});
      continue;
    }
    const Result<std::string> message = fetch_from(url, stop);
    keep_first(whole, message ? take_message(name, url, *message, stop) : Status(message.error()));
  }
  return whole;
}

Status Poller::read_folder(const StopSign& stop) {
  std::error_code error;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(pull_.folder, error)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".xml" || extension == ".cap") files.push_back(entry.path());
  }
  if (error) return Error{ErrorCode::kUnavailable, pull_.folder.string() + ": cannot be read: " + error.message()};
  std::sort(files.begin(), files.end());
  Status whole = Done{};
  size_t taken = 0;
  for (const fs::path& file : files) {
    if (taken == kMostMessages || stop.stopped()) break;
    const Result<std::string> message = bytes_of_file(file, import::kMaxCapBytes);
    if (!message) {
      keep_first(whole, message.error());
      continue;
    }
    const std::string name = seen_name(*message);
    if (seen_.has(name)) continue;
    ++taken;
    keep_first(whole, take_message(name, file.string(), *message, stop));
  }
  return whole;
}

}  // namespace gridwall::bridge
