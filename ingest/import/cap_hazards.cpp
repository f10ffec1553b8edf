#include "ingest/import/cap_hazards.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "ingest/event/utf8.h"

namespace gridwall::import {
namespace {

struct LanguageTag {
  std::vector<std::string> parts;  // in small letters; the first is the language
  std::string script;              // written or, for Chinese, implied by the region; empty: not known
};

LanguageTag read_tag(std::string_view text) {
  LanguageTag tag;
  tag.parts.emplace_back();
  for (char c : trimmed(text)) {
    if (c == '-' || c == '_') {
      tag.parts.emplace_back();
    } else {
      tag.parts.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  std::string& language = tag.parts.front();
  for (const std::string_view chinese : {"zho", "chi", "cmn"}) {
    if (language == chinese) language = "zh";
  }
  if (language == "eng") language = "en";
  for (size_t i = 1; i < tag.parts.size(); ++i) {
    const std::string& part = tag.parts[i];
    if (part.size() == 4) tag.script = part;
    if (language != "zh" || !tag.script.empty()) continue;
    if (part == "cn" || part == "sg") tag.script = "hans";
    if (part == "tw" || part == "hk" || part == "mo") tag.script = "hant";
  }
  return tag;
}

// The parts of the range stand in the tag in their order (RFC 4647, extended filtering).
bool within(const LanguageTag& tag, const LanguageTag& range) {
  size_t at = 0;
  for (const std::string& part : range.parts) {
    while (at < tag.parts.size() && tag.parts[at] != part) ++at;
    if (at == tag.parts.size() || (part == range.parts.front() && at != 0)) return false;
    ++at;
  }
  return true;
}

const std::string& chosen_language(const CapAlert& alert, const std::vector<std::string>& wanted) {
  for (const std::string& language : wanted) {
    for (const bool exact : {true, false}) {
      for (const CapInfo& info : alert.infos) {
        const bool fits =
            exact ? within(read_tag(info.language), read_tag(language)) : same_language(info.language, language);
        if (fits) return info.language;
      }
    }
  }
  return alert.infos.front().language;
}

bool is_over(const CapInfo& info) {
  return std::find(info.responses.begin(), info.responses.end(), "AllClear") != info.responses.end();
}

// What two translations of one <info> have in common.
auto substance_of(const CapInfo& info) {
  return std::tuple(info.category, info.severity, info.urgency, info.certainty, is_over(info), info.effective_ns,
                    info.onset_ns, info.expires_ns);
}

std::vector<std::string> untold_of(const CapAlert& alert, const std::string& chosen) {
  std::vector<std::string> untold;
  using Substance = decltype(substance_of(std::declval<CapInfo>()));
  std::map<std::string, std::map<Substance, int>> left;  // by language: what it has not translated yet
  std::map<Substance, int> told;
  for (const CapInfo& info : alert.infos) {
    if (same_language(info.language, chosen)) ++told[substance_of(info)];
  }
  for (const CapInfo& info : alert.infos) {
    if (same_language(info.language, chosen)) continue;
    std::map<Substance, int>& mine = left.try_emplace(info.language, told).first->second;
    const auto found = mine.find(substance_of(info));
    if (found != mine.end() && found->second-- > 0) continue;
    std::string what("'");
    what.append(cut_to_bytes(info.event, 80)).append("' in ").append(cut_to_bytes(info.language, 40));
    untold.push_back(what + " is not among the events in " + std::string(cut_to_bytes(chosen, 40)) + "; not imported");
  }
  return untold;
}

}  // namespace

bool same_language(std::string_view a, std::string_view b) {
  const LanguageTag first = read_tag(a), second = read_tag(b);
  if (first.parts.front() != second.parts.front()) return false;
  if (first.parts.front() == "zh") {
    return first.script.empty() || second.script.empty() || first.script == second.script;
  }
  return within(first, second) || within(second, first);
}

Hazards hazards_of(const CapAlert& alert, const std::vector<std::string>& languages) {
  Hazards found;
  if (alert.infos.empty()) return found;
  const std::string& language = chosen_language(alert, languages);
  std::map<std::pair<std::string_view, bool>, size_t> places;  // event, over -> index into hazards
  for (const CapInfo& info : alert.infos) {
    if (!same_language(info.language, language)) continue;
    const bool over = is_over(info);
    const auto [place, first] =
        places.emplace(std::pair<std::string_view, bool>(info.event, over), found.hazards.size());
    if (first) {
      found.hazards.push_back({&info, cap_level(info), info.areas, info.expires_ns, over});
      continue;
    }
    Hazard& hazard = found.hazards[place->second];
    if (const int level = cap_level(info); level < hazard.level) {
      hazard.level = level;
      hazard.info = &info;
    }
    hazard.areas.insert(hazard.areas.end(), info.areas.begin(), info.areas.end());
    if (info.expires_ns && hazard.expires_ns) hazard.expires_ns = std::max(*hazard.expires_ns, *info.expires_ns);
    if (!info.expires_ns) hazard.expires_ns.reset();
  }
  found.untold = untold_of(alert, language);
  return found;
}

int cap_level(const CapInfo& info) {
  struct Colour {
    std::string_view word;
    int level;
  };
  constexpr Colour kColours[] = {{"红色", 1}, {"紅色", 1}, {"橙色", 2}, {"黄色", 3},
                                 {"黃色", 3}, {"蓝色", 4}, {"藍色", 4}};
  const auto colour_of = [&](const std::string& text) {
    int level = 0;
    size_t last = 0;
    for (const Colour& colour : kColours) {  // "由黄色升级为橙色": the last one counts
      const size_t at = text.rfind(colour.word);
      if (at == std::string::npos || (level != 0 && at < last)) continue;
      last = at;
      level = colour.level;
    }
    return level;
  };
  for (const std::string& code : info.codes) {
    if (const int level = colour_of(code)) return level;
  }
  if (const int level = colour_of(info.headline)) return level;
  if (const int level = colour_of(info.event)) return level;
  if (info.severity == "Extreme") return 1;
  if (info.severity == "Severe") return 2;
  return info.severity == "Moderate" ? 3 : 4;
}

}  // namespace gridwall::import
