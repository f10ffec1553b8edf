// Result<T>: a value, or an error that names its kind and the thing it happened to.
// Expected failures (bad input, I/O) travel in it; bugs are asserts; exceptions of a library stop in its wrapper.
#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace gridwall::inline event {

enum class ErrorCode {
  kInvalidArgument,  // wrong use by the caller: an option, an endpoint, a time
  kInvalidConfig,    // a configuration or map file cannot be used
  kInvalidEvent,     // a message that violates the contract
  kNotFound,
  kIo,           // reading or writing failed, disk full included
  kDiskFull,     // separate, because work can continue later
  kCorrupt,      // stored data fails its checks
  kVersion,      // stored data of a newer format
  kBusy,         // in use by another process: a port, a log
  kUnavailable,  // a service or a device is not there: no display, no GPU, no daemon
};

struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;  // one sentence: what is wrong, where, and what to do
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : outcome_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : outcome_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return outcome_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return assert(ok()), std::get<0>(outcome_); }
  const T& value() const& { return assert(ok()), std::get<0>(outcome_); }
  T&& value() && { return assert(ok()), std::get<0>(std::move(outcome_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const { return assert(!ok()), std::get<1>(outcome_); }

 private:
  std::variant<T, Error> outcome_;
};

struct Done {};
using Status = Result<Done>;  // for calls that return nothing but may fail: `return Done{};`

}  // namespace gridwall::event
