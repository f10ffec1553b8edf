#include "ingest/import/import.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "ingest/event/draft.h"
#include "ingest/event/parse.h"
#include "ingest/event/schema.h"
#include "ingest/event/utf8.h"
#include "ingest/import/line_sorter.h"
#include "ingest/import/point_text.h"
#include "ingest/import/row_source.h"

namespace gridwall::import {
namespace {

std::optional<int64_t> whole_number(const std::string& text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> real_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<int64_t> truth(const std::string& text) {
  for (const std::string_view yes : {"true", "yes", "1", "Y", "True", "TRUE"}) {
    if (text == yes) return 1;
  }
  for (const std::string_view no : {"false", "no", "0", "N", "False", "FALSE"}) {
    if (text == no) return 0;
  }
  return std::nullopt;
}

class Importer {
 public:
  Importer(const Mapping& mapping, const ImportIo& io) : mapping_(mapping), io_(io), groups_(mapping.events.size()) {}

  Result<ImportSummary> run() {
    Result<std::unique_ptr<RowSource>> rows = open_rows(mapping_, *io_.input, io_.input_name);
    if (!rows) return rows.error();
    if (const Status present = needs_present((*rows)->absent()); !present) return present.error();
    Row row;
    while (true) {
      const Result<bool> read = (*rows)->next(row);
      if (!read) return read.error();
      if (!*read) break;
      if (row.each.empty()) ++summary_.rows;
      if (!(*rows)->problem().empty()) {
        note(summary_.bad_rows, (*rows)->problem(), row.line);
        continue;
      }
      for (const std::string& remark : row.remarks) note(summary_.noticed, remark, row.line);
      if (const Status taken = take(row); !taken) return taken.error();
      if (io_.progress && summary_.rows % 1024 == 0 && !io_.progress((*rows)->bytes_read())) {
        return Error{ErrorCode::kUnavailable,
                     "stopped at line " + std::to_string(row.line) + " of " + io_.input_name + "; nothing was written"};
      }
    }
    summary_.form = (*rows)->form();
    for (const std::string& what : (*rows)->notes()) note(summary_.noticed, what, 1);
    for (size_t i = 0; i < groups_.size(); ++i) {
      for (auto& [key, made] : groups_[i]) {
        if (const Status kept = keep(i, std::move(made)); !kept) return kept.error();
      }
      groups_[i].clear();
    }
    if (const Status complete = check_complete(summary_, io_, "row"); !complete) return complete.error();
    if (const Status written = sorter_.finish(io_.write); !written) return written.error();
    return std::move(summary_);
  }

 private:
  struct Made {
    int64_t at_ns = 0;
    EventType type{};
    std::string line;
    bool ready() const { return !line.empty(); }
  };

  // An optional member may be missing in a whole page. One that every row needs is a slip in the mapping.
  Status needs_present(const std::vector<size_t>& absent) const {
    const auto is_absent = [&](size_t column) {
      return std::find(absent.begin(), absent.end(), column) != absent.end();
    };
    const auto missing = [&](const Expression& expression) -> std::optional<size_t> {
      std::optional<size_t> first;
      for (const Expression::Part& part : expression.parts) {
        if (!part.column) continue;
        if (!is_absent(*part.column)) return std::nullopt;
        if (!first) first = part.column;
      }
      return expression.otherwise || expression.words.contains("") ? std::nullopt : first;
    };
    for (const EventRule& rule : mapping_.events) {
      if (!rule.when.empty() || !rule.each.empty()) continue;
      std::optional<size_t> column = missing(rule.id);
      if (!column && std::all_of(rule.at.begin(), rule.at.end(), is_absent)) column = rule.at.front();
      if (!column && rule.pick != EventRule::Pick::kEvery && is_absent(rule.per)) column = rule.per;
      for (const auto& [field, expression] : rule.fields) {
        const FieldRule& known = rules_of(rule.type)[static_cast<size_t>(slot_of(rule.type, field))];
        if (!column && known.required) column = missing(expression);
      }
      if (!column) continue;
      const Column& named = mapping_.columns[*column];
      return mapping_.error(named.line, named.key, "column '" + named.name + "' is in no object of " + io_.input_name);
    }
    return Done{};
  }

  static void note(std::map<std::string, Tally>& tallies, const std::string& what, uint64_t line) {
    Tally& tally = tallies[what];
    if (tally.count++ == 0) tally.first_line = line;
  }
  void skip(const EventRule& rule, const Row& row, const std::string& why) {
    note(summary_.skipped, std::string(event_type_name(rule.type)) + ": " + why, row.line);
  }

  std::optional<TimeReader::Moment> moment_of(const Row& row, size_t column) const {
    const std::string& text = row.values[column];
    const bool is_date = std::find(row.dates.begin(), row.dates.end(), column) != row.dates.end();
    return is_date ? mapping_.time.read_date(text) : mapping_.time.read(text);
  }

  std::optional<int64_t> time_of(const Row& row, size_t column) {
    const std::optional<TimeReader::Moment> moment = moment_of(row, column);
    if (!moment) return std::nullopt;
    if (moment->clock != TimeReader::Clock::kPlain) {
      note(summary_.noticed,
           "column '" + mapping_.columns[column].name + "': " +
               (moment->clock == TimeReader::Clock::kTwice
                    ? "a local time that came twice; the earlier was taken"
                    : "a local time that the clock left out; read by the offset before"),
           row.line);
    }
    return moment->time_ns;
  }

  bool holds(const Condition& condition, const Row& row) const {
    const std::string& value = row.values[condition.column];
    const bool listed = std::find(condition.words.begin(), condition.words.end(), value) != condition.words.end();
    switch (condition.kind) {
      case Condition::Kind::kIs:
        return listed;
      case Condition::Kind::kIsNot:
        return !listed;
      case Condition::Kind::kEmpty:
        return value.empty();
      case Condition::Kind::kNotEmpty:
        return !value.empty();
      case Condition::Kind::kBefore:
      case Condition::Kind::kAfter: {
        const std::optional<TimeReader::Moment> a = moment_of(row, condition.column);
        const std::optional<TimeReader::Moment> b = moment_of(row, condition.other);
        if (!a || !b) return false;
        return condition.kind == Condition::Kind::kBefore ? a->time_ns < b->time_ns : a->time_ns > b->time_ns;
      }
    }
    return false;
  }
  bool all_hold(const std::vector<Condition>& conditions, const Row& row) const {
    return std::all_of(conditions.begin(), conditions.end(),
                       [&](const Condition& condition) { return holds(condition, row); });
  }

  Status take(const Row& row) {
    if (row.each.empty()) {
      for (const CountRule& count : mapping_.counts) {
        if (all_hold(count.when, row)) note(summary_.noticed, count.what, row.line);
      }
    }
    for (size_t i = 0; i < mapping_.events.size(); ++i) {
      const EventRule& rule = mapping_.events[i];
      if (rule.each != row.each || !all_hold(rule.when, row)) continue;
      Made made = make(rule, row);
      if (!made.ready()) continue;
      if (rule.pick == EventRule::Pick::kEvery) {
        if (Status kept = keep(i, std::move(made)); !kept) return kept;
        continue;
      }
      Made& best = groups_[i][row.values[rule.per]];
      const bool better =
          !best.ready() || (rule.pick == EventRule::Pick::kFirst ? made.at_ns < best.at_ns : made.at_ns > best.at_ns);
      if (better) best = std::move(made);
    }
    return Done{};
  }

  // Events with equal times keep the order of the rules in the mapping.
  Status keep(size_t rule, Made made) {
    ++summary_.events;
    ++summary_.by_type[std::string(event_type_name(made.type))];
    return sorter_.add(made.at_ns, static_cast<uint32_t>(rule), std::move(made.line));
  }

  // Without a line when the row lacks what the event needs; then the reason is counted.
  Made make(const EventRule& rule, const Row& row) {
    Draft draft;
    draft.type = rule.type;
    draft.source = mapping_.source;
    const std::optional<int64_t> at_ns = at_of(rule, row);
    if (!at_ns) return {};
    draft.at_ns = *at_ns;
    const auto value_of = [&](const Expression& expression, std::string_view what) -> std::optional<std::string> {
      for (const Expression::Part& part : expression.parts) {
        if (!part.column || std::find(row.unread.begin(), row.unread.end(), *part.column) == row.unread.end()) continue;
        skip(rule, row, std::string(what) + ": " + unread_number(*part.column, row));
        return std::nullopt;
      }
      Result<std::string> value = expression.evaluate(row);
      if (value) return std::move(*value);
      skip(rule, row, std::string(what) + ": " + value.error().message);
      return std::nullopt;
    };
    std::optional<std::string> id = value_of(rule.id, "id");
    if (!id) return {};
    draft.id = std::move(*id);
    if (rule.grid) {
      std::optional<std::string> grid = value_of(*rule.grid, "grid");
      if (!grid) return {};
      draft.grid = std::move(*grid);
    }
    locate(rule, row, draft);
    for (const auto& [field, expression] : rule.fields) {
      const std::optional<std::string> value = value_of(expression, field_name(field));
      if (!value || !set(draft, rule, field, expression, *value, row)) return {};
    }
    return checked(rule, row, draft);
  }

  std::optional<int64_t> at_of(const EventRule& rule, const Row& row) {
    for (const size_t column : rule.at) {
      if (row.values[column].empty()) continue;
      const std::optional<int64_t> at_ns = time_of(row, column);
      const std::string& name = mapping_.columns[column].name;
      if (!at_ns) {
        skip(rule, row, "column '" + name + "' is not a time of the form " + mapping_.time.pattern());
      } else if (column != rule.at.front()) {
        note(summary_.noticed,
             std::string(event_type_name(rule.type)) + ": '" + name + "' stood in for the empty '" +
                 mapping_.columns[rule.at.front()].name + "'",
             row.line);
      }
      return at_ns;
    }
    skip(rule, row, "column '" + mapping_.columns[rule.at.front()].name + "' is empty");
    return std::nullopt;
  }

  std::string unread_number(size_t column, const Row& row) const {
    const std::string& text = row.values[column];
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    std::string what = "column '" + mapping_.columns[column].name + "' is ";
    if (digits == 0) return what + text + ", which is no value";
    if (text.find_first_of(".eE") != std::string::npos) return what + text.substr(0, 40) + ", more than can be read";
    return what + "a number of " + std::to_string(digits) + " digits, more than can be read; it must be a text";
  }

  // Longitude and latitude as texts; both empty where the row has no place.
  static std::pair<std::string, std::string> place_of(const EventRule& rule, const Row& row) {
    if (rule.point) {
      const Result<std::string> text = rule.point->evaluate(row);
      if (text && text->empty()) return {};
      const auto point = text ? read_point(*text) : std::nullopt;
      if (point) return *point;
      const std::string raw = rule.point->filled_in(row);
      return {raw, raw};
    }
    const Result<std::string> lon = rule.lon->evaluate(row), lat = rule.lat->evaluate(row);
    return {lon ? *lon : rule.lon->filled_in(row), lat ? *lat : rule.lat->filled_in(row)};
  }

  // An event without a place is kept and counts as unlocated. A place that cannot be used goes on as it is, so that it
  // is counted where the county is known.
  void locate(const EventRule& rule, const Row& row, Draft& draft) {
    if (!rule.lon && !rule.point) return;
    const auto [lon, lat] = place_of(rule, row);
    const auto tell = [&](const char* what) {
      note(summary_.noticed, std::string(event_type_name(rule.type)) + ": " + what, row.line);
    };
    if (lon.empty() && lat.empty()) return tell("without coordinates");
    const std::optional<double> lon_deg = real_number(lon), lat_deg = real_number(lat);
    if (!lon_deg || !lat_deg) {
      constexpr size_t kMostBytes = 100;
      draft.place_words = {std::string(cut_to_bytes(lon, kMostBytes)), std::string(cut_to_bytes(lat, kMostBytes))};
      return tell("coordinates that are not numbers; the event is taken and counts as unlocated");
    }
    draft.position = Position{*lon_deg, *lat_deg};
    if (std::abs(*lon_deg) > 180 || std::abs(*lat_deg) > 90) {
      tell("coordinates that are no degrees; the event is taken and counts as unlocated");
    }
  }

  // A column as it stands may hold a date; what was put together or cut is a text.
  std::optional<TimeReader::Moment> time_of_value(const Expression& expression, const std::string& value,
                                                  const Row& row) const {
    const bool one = expression.parts.size() == 1 && expression.parts.front().text.empty();
    const std::optional<size_t> column = one ? expression.parts.front().column : std::nullopt;
    return column && row.values[*column] == value ? moment_of(row, *column) : mapping_.time.read(value);
  }

  bool set(Draft& draft, const EventRule& rule, Field field, const Expression& expression, const std::string& value,
           const Row& row) {
    if (value.empty()) return true;  // absent; the contract's parser says so when it is required
    const FieldRule& known = rules_of(rule.type)[static_cast<size_t>(slot_of(rule.type, field))];
    std::optional<int64_t> number;
    switch (known.kind) {
      case ValueKind::kId:
      case ValueKind::kText:
      case ValueKind::kLabel:
        draft.with(field, value);
        return true;
      case ValueKind::kCount:
      case ValueKind::kLevel:
      case ValueKind::kStars:
      case ValueKind::kSeconds:
        number = whole_number(value);
        break;
      case ValueKind::kTime:
        if (const auto moment = time_of_value(expression, value, row)) number = moment->time_ns;
        break;
      case ValueKind::kBool:
        number = truth(value);
        break;
      default: {
        const std::span<const std::string_view> words = words_of(known.kind);
        const auto found = std::find(words.begin(), words.end(), value);
        if (found != words.end()) number = found - words.begin();
        break;
      }
    }
    if (!number) {
      skip(rule, row,
           std::string(field_name(field)) + ": '" + std::string(cut_to_bytes(value, 40)) + "' must be " +
               std::string(value_kind_name(known.kind)));
      return false;
    }
    draft.with(field, *number);
    return true;
  }

  Made checked(const EventRule& rule, const Row& row, const Draft& draft) {
    const std::string line = to_line(draft, 0);
    Event event;
    if (const std::optional<Rejection> rejection = parser_.parse(line, event)) {
      skip(rule, row, rejection->detail);
      return {};
    }
    return {draft.at_ns, draft.type, std::string(event.body)};
  }

  const Mapping& mapping_;
  const ImportIo& io_;
  ImportSummary summary_;
  LineSorter sorter_;
  Parser parser_;
  std::vector<std::map<std::string, Made>> groups_;
};

}  // namespace

Result<ImportSummary> run_import(const Mapping& mapping, const ImportIo& io) {
  return Importer(mapping, io).run();
}

}  // namespace gridwall::import
