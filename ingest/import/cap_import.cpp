// Warnings out of CAP messages. The name of a warning on the wire is `sender,identifier`, as CAP's own references write
// it, so that an update or a cancel finds its warnings without a memory of earlier files. What a message becomes
// depends on that message alone: imported again, beside whatever others, it makes the same events.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "ingest/event/draft.h"
#include "ingest/event/parse.h"
#include "ingest/event/utf8.h"
#include "ingest/import/cap_hazards.h"
#include "ingest/import/import.h"
#include "ingest/import/line_sorter.h"

namespace gridwall::import {
namespace {

constexpr size_t kMaxAreaCharacters = 300;  // a panel's line, not a gazetteer

// At most so many characters, an ellipsis among them.
std::string shortened(const std::string& text, size_t most) {
  if (count_characters(text) <= most) return text;
  return std::string(cut_to_characters(text, most - 1)) + "…";
}

// An identifier of at most `most` bytes; a longer one keeps its beginning, followed by a hash of the whole (FNV-1a).
std::string fitted(std::string id, size_t most = kMaxIdBytes) {
  constexpr size_t kFront = 100;  // 20 digits and a mark fit behind it
  if (id.size() <= most) return id;
  uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  id.resize(cut_to_bytes(id, kFront).size());
  return id.append("~").append(std::to_string(hash));
}

std::string area_text(const Hazard& hazard) {
  const bool chinese = same_language(hazard.info->language, "zh");
  const std::string_view comma = chinese ? "、" : ", ";
  std::string text;
  size_t told = 0, length = 0;
  std::map<std::string_view, bool> seen;
  for (const std::string& area : hazard.areas) {
    if (!seen.emplace(area, true).second) continue;
    const size_t more = count_characters(area) + 2;
    if (told > 0 && length + more > kMaxAreaCharacters) continue;
    length += more;
    if (told++ > 0) text += comma;
    text += shortened(area, kMaxAreaCharacters);
  }
  if (const size_t left = seen.size() - told; left > 0) text.append(" … (+").append(std::to_string(left)).append(")");
  return text;
}

std::string warning_text(const CapInfo& info) {
  std::string text = info.headline;
  for (const std::string* part : {&info.description, &info.instruction}) {
    if (part->empty() || *part == info.headline) continue;
    if (!text.empty()) text += ' ';
    text += *part;
  }
  return shortened(text, kMaxTextCharacters);
}

class CapImporter {
 public:
  CapImporter(const Mapping& mapping, std::vector<std::string> languages)
      : mapping_(mapping), languages_(std::move(languages)) {
    languages_.insert(languages_.end(), mapping.cap.languages.begin(), mapping.cap.languages.end());
  }

  void add(CapAlert alert, std::string file) { messages_.push_back({std::move(alert), std::move(file), {}, false}); }

  Result<ImportSummary> finish(const ImportIo& io) {
    for (Message& message : messages_) {
      ++summary_.rows;
      const std::string why = not_wanted(message.alert);
      message.wanted = why.empty();
      if (!message.wanted) {
        note(summary_.skipped, why, message);
        continue;
      }
      Hazards found = hazards_of(message.alert, languages_);
      message.hazards = std::move(found.hazards);
      if (message.alert.message_type != "Cancel") {
        for (const std::string& what : found.untold) note(summary_.noticed, what, message);
      }
      told_.insert(name_of(message.alert.sender, message.alert.identifier));
    }
    for (const Message& message : messages_) {
      if (!message.wanted) continue;
      if (const Status told = tell(message); !told) return told.error();
    }
    if (const Status complete = check_complete(summary_, io, "message"); !complete) return complete.error();
    if (const Status written = sorter_.finish(io.write); !written) return written.error();
    return std::move(summary_);
  }

 private:
  struct Message {
    CapAlert alert;
    std::string file;
    std::vector<Hazard> hazards;  // point into `alert`
    bool wanted = false;
  };

  static std::string name_of(const std::string& sender, const std::string& identifier) {
    return sender + "," + identifier;
  }
  // The first warning of a message has the name of the message, further ones have a number appended, for which there
  // must be room.
  static std::string warning_of(const std::string& message, size_t number) {
    constexpr size_t kMostBytes = kMaxIdBytes - 7;
    const std::string name = fitted(message, kMostBytes);
    return number == 0 ? name : name + "/" + std::to_string(number + 1);
  }

  static void note(std::map<std::string, Tally>& tallies, const std::string& what, const Message& message) {
    Tally& tally = tallies[what];
    if (tally.count++ > 0) return;
    tally.first_file = message.file;
    tally.first_line = message.alert.infos.empty() ? 1 : message.alert.infos.front().line;
  }

  static std::string not_wanted(const CapAlert& alert) {
    if (alert.status != "Actual" && alert.status != "Exercise" && alert.status != "Test")
      return "status " + alert.status.substr(0, 40) + ": not for the public; not imported";
    if (alert.message_type != "Alert" && alert.message_type != "Update" && alert.message_type != "Cancel")
      return "message type " + alert.message_type.substr(0, 40) + ": warns of nothing; not imported";
    if (!alert.scope.empty() && alert.scope != "Public")
      return "scope " + alert.scope.substr(0, 40) + ": not to be shown on a wall; not imported";
    return {};
  }

  Draft draft(const Message& message, EventType type, const std::string& warning, std::string_view step) const {
    Draft made;
    made.type = type;
    made.source = mapping_.source;
    made.at_ns = message.alert.sent_ns;
    made.id = fitted(name_of(message.alert.sender, message.alert.identifier) + "," + message.alert.sent + "/" +
                     std::string(step));
    made.with(Field::kWarning, warning);
    return made;
  }

  Status tell(const Message& message) {
    const CapAlert& alert = message.alert;
    const std::string own = name_of(alert.sender, alert.identifier);
    const bool cancel = alert.message_type == "Cancel";
    if (cancel || alert.message_type == "Update") {
      if (const Status lifted = lift(message, own); !lifted) return lifted;
    }
    if (cancel) return Done{};
    if (message.hazards.empty()) note(summary_.skipped, "no <info>: nothing it warns of", message);
    for (size_t i = 0; i < message.hazards.size(); ++i) {
      const Hazard& hazard = message.hazards[i];
      const std::string warning = warning_of(own, i);
      if (const Status kept = keep(issued(message, hazard, warning, i), 1, message); !kept) return kept;
      if (!hazard.over) continue;
      note(summary_.noticed, "all clear: issued and lifted at once", message);
      if (const Status kept = keep(
              draft(message, EventType::kEmergencyWarningLifted, warning, "clear" + std::to_string(i)), 2, message);
          !kept)
        return kept;
    }
    return Done{};
  }

  // A message is lifted as a whole, however many warnings it had.
  Status lift(const Message& message, const std::string& own) {
    if (message.alert.references.empty()) {
      note(summary_.noticed, message.alert.message_type + " without references: it lifts nothing", message);
    }
    std::set<std::string> seen;
    for (const CapReference& reference : message.alert.references) {
      const std::string name = name_of(reference.sender, reference.identifier);
      if (!seen.insert(name).second) continue;
      const bool itself = name == own;
      const bool update = message.alert.message_type == "Update";
      if (!told_.contains(name) || (itself && !update)) {
        note(summary_.noticed, "refers to a message that is not among these files; lifted all the same", message);
      }
      Draft lifted = draft(message, EventType::kEmergencyWarningLifted, warning_of(name, 0), "lifts/" + name);
      lifted.with(Field::kParts, int64_t{1});
      // Issued again under the same name: what stood before ends just before, or the new warnings would end with it.
      if (itself && update) --lifted.at_ns;
      if (const Status kept = keep(lifted, 0, message); !kept) return kept;
    }
    return Done{};
  }

  Draft issued(const Message& message, const Hazard& hazard, const std::string& warning, size_t number) {
    const CapAlert& alert = message.alert;
    const CapInfo& info = *hazard.info;
    const int64_t begins_ns = info.onset_ns.value_or(info.effective_ns.value_or(alert.sent_ns));
    const int64_t until_ns = hazard.expires_ns.value_or(std::max(begins_ns, alert.sent_ns) + mapping_.cap.lasts_ns);
    if (!hazard.expires_ns)
      note(summary_.noticed, "does not say when it expires: the mapping's 'lasts' was taken", message);
    if (until_ns <= alert.sent_ns) note(summary_.noticed, "expired when it was sent", message);
    std::string area = area_text(hazard);
    if (area.empty()) {
      area = info.sender_name.empty() ? alert.sender : info.sender_name;
      note(summary_.noticed, "without an area: its sender stands in", message);
    }
    std::string kind = info.event;
    if (kind.size() > kMaxIdBytes) kind = shortened(kind, kMaxIdBytes / 4);
    Draft made = draft(message, EventType::kEmergencyWarningIssued, warning, "issued" + std::to_string(number));
    made.with(Field::kKind, kind)
        .with(Field::kLevel, int64_t{hazard.level})
        .with(Field::kArea, shortened(area, kMaxTextCharacters))
        .with(Field::kUntil, until_ns)
        .with(Field::kStatus, static_cast<int64_t>(status_of(alert)));
    const std::pair<Field, const std::string*> labels[] = {
        {Field::kSeverity, &info.severity}, {Field::kUrgency, &info.urgency}, {Field::kCertainty, &info.certainty}};
    for (const auto& [field, value] : labels) {
      if (!value->empty()) made.with(field, fitted(*value));
    }
    if (const std::string text = warning_text(info); !text.empty()) made.with(Field::kText, text);
    return made;
  }
  static WarningStatus status_of(const CapAlert& alert) {
    if (alert.status == "Exercise") return WarningStatus::kExercise;
    return alert.status == "Test" ? WarningStatus::kTest : WarningStatus::kActual;
  }

  // Of one moment, first what is lifted, then what is issued, then what was issued only to be over.
  Status keep(const Draft& made, uint32_t rank, const Message& message) {
    const std::string line = to_line(made, 0);
    Event event;
    if (const std::optional<Rejection> rejection = parser_.parse(line, event)) {
      note(summary_.skipped, std::string(event_type_name(made.type)) + ": " + rejection->detail, message);
      return Done{};
    }
    ++summary_.events;
    ++summary_.by_type[std::string(event_type_name(made.type))];
    return sorter_.add(made.at_ns, rank, std::string(event.body));
  }

  const Mapping& mapping_;
  std::vector<std::string> languages_;
  std::vector<Message> messages_;
  std::set<std::string> told_;  // messages among the files
  ImportSummary summary_;
  LineSorter sorter_;
  Parser parser_;
};

Result<std::string> read_all(const ImportFile& file) {
  std::string bytes(kMaxCapBytes + 1, '\0');
  file.input->read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.input->bad()) return Error{ErrorCode::kIo, file.name + ": reading failed"};
  bytes.resize(static_cast<size_t>(file.input->gcount()));
  return bytes;
}

}  // namespace

Result<ImportSummary> run_cap_import(const Mapping& mapping, const std::vector<ImportFile>& files,
                                     const std::vector<std::string>& languages, const ImportIo& io) {
  CapImporter importer(mapping, languages);
  uint64_t done = 0;
  for (const ImportFile& file : files) {
    const Result<std::string> bytes = read_all(file);
    if (!bytes) return bytes.error();
    Result<CapAlert> alert = read_cap(*bytes, file.name);
    if (!alert) return alert.error();
    importer.add(std::move(*alert), file.name);
    if (io.progress && !io.progress(++done)) {
      return Error{ErrorCode::kUnavailable, "stopped after " + file.name + "; nothing was written"};
    }
  }
  return importer.finish(io);
}

}  // namespace gridwall::import
