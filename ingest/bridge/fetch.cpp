#include "ingest/bridge/fetch.h"

#include <curl/curl.h>

#include <memory>
#include <mutex>

namespace gridwall::bridge {
namespace {

constexpr long kMostRedirects = 5;
constexpr long kSlowBytesPerS = 100, kSlowS = 20;

struct Transfer {
  std::string body;
  size_t most_bytes = 0;
  bool too_large = false;
  const std::function<bool()>* stop = nullptr;
};

size_t take_bytes(char* data, size_t size, size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  transfer.too_large = transfer.body.size() + size * count > transfer.most_bytes;
  if (transfer.too_large) return 0;
  transfer.body.append(data, size * count);
  return size * count;
}

int watch(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return (*static_cast<Transfer*>(context)->stop)() ? 1 : 0;
}

struct Free {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Curl = std::unique_ptr<CURL, Free>;

Curl new_curl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  return Curl(curl_easy_init());
}

void set_common(CURL* curl, Transfer& transfer, const char* error_text, int64_t connect_ms) {
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error_text);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect_ms));
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &watch);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
}

}  // namespace

Result<std::string> fetch(const std::string& url, const FetchOptions& options, const std::function<bool()>& stop) {
  const Curl curl = new_curl();
  if (!curl) return Error{ErrorCode::kUnavailable, url + ": libcurl could not be set up"};
  char error_text[CURL_ERROR_SIZE] = "";
  Transfer transfer{{}, options.most_bytes, false, &stop};
  set_common(curl.get(), transfer, error_text, options.connect_ms);
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl.get(), CURLOPT_REDIR_PROTOCOLS_STR, url.starts_with("https") ? "https" : "http,https");
  curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, options.header.empty() ? 1L : 0L);
  curl_easy_setopt(curl.get(), CURLOPT_MAXREDIRS, kMostRedirects);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(options.whole_ms));
  curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_LIMIT, kSlowBytesPerS);
  curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_TIME, kSlowS);
  curl_easy_setopt(curl.get(), CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, "gridwall-bridge");
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &take_bytes);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &transfer);
  if (!options.authority_file.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO, options.authority_file.c_str());
  }
  std::unique_ptr<curl_slist, Free> headers;
  if (!options.header.empty()) {
    headers.reset(curl_slist_append(nullptr, options.header.c_str()));
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  }
  const CURLcode code = curl_easy_perform(curl.get());
  if (transfer.too_large) {
    return Error{ErrorCode::kUnavailable,
                 url + ": the answer is larger than " + std::to_string(options.most_bytes) + " bytes"};
  }
  if (code != CURLE_OK) {
    return Error{ErrorCode::kUnavailable, url + ": " + (error_text[0] != '\0' ? error_text : curl_easy_strerror(code))};
  }
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status < 200 || status > 299) {
    return Error{ErrorCode::kUnavailable, url + ": was answered with status " + std::to_string(status)};
  }
  return std::move(transfer.body);
}

std::string resolved_url(const std::string& base, const std::string& link) {
  const std::unique_ptr<CURLU, Free> url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK ||
      curl_url_set(url.get(), CURLUPART_URL, link.c_str(), 0) != CURLUE_OK) {
    return {};
  }
  char* text = nullptr;
  if (curl_url_get(url.get(), CURLUPART_URL, &text, 0) != CURLUE_OK) return {};
  std::string whole = text;
  curl_free(text);
  return whole.starts_with("http://") || whole.starts_with("https://") ? whole : std::string();
}

Status can_connect(const std::string& host, int port, int64_t connect_ms, const std::function<bool()>& stop) {
  const Curl curl = new_curl();
  const bool v6 = host.find(':') != std::string::npos;
  const std::string url = "http://" + (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
  char error_text[CURL_ERROR_SIZE] = "";
  Transfer transfer{{}, 0, false, &stop};
  if (!curl) return Error{ErrorCode::kUnavailable, url + ": libcurl could not be set up"};
  set_common(curl.get(), transfer, error_text, connect_ms);
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(curl.get(), CURLOPT_CONNECT_ONLY, 1L);
  if (curl_easy_perform(curl.get()) == CURLE_OK) return Done{};
  return Error{ErrorCode::kUnavailable, host + " port " + std::to_string(port) + ": " + error_text};
}

}  // namespace gridwall::bridge
