#include "ingest/bridge/feed_page.h"

#include <pugixml.hpp>

#include <sstream>

#include "ingest/event/utf8.h"

namespace gridwall::bridge {
namespace {

std::string_view local_name(pugi::xml_node node) {
  const std::string_view name = node.name();
  return name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
}

pugi::xml_node child_of(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_node child : node.children()) {
    if (local_name(child) == name) return child;
  }
  return {};
}

std::string text_of(pugi::xml_node node, std::string_view name) {
  return std::string(trimmed(child_of(node, name).text().get()));
}

bool is_cap_type(std::string_view type) {
  return type.find("cap+xml") != std::string_view::npos ||
         type.find("common-alerting-protocol") != std::string_view::npos;
}

std::string source_of(pugi::xml_node node) {
  std::ostringstream text;
  node.print(text, "", pugi::format_raw);
  return text.str();
}

// Atom: the link that says it leads to CAP, else the one that leads to what the entry is about.
FeedItem item_of_entry(pugi::xml_node entry) {
  FeedItem item;
  item.name = text_of(entry, "id") + ' ' + text_of(entry, "updated");
  if (const pugi::xml_node alert = child_of(child_of(entry, "content"), "alert")) {
    item.message = source_of(alert);
    return item;
  }
  for (const pugi::xml_node link : entry.children()) {
    if (local_name(link) != "link") continue;
    const std::string_view type = link.attribute("type").value(), rel = link.attribute("rel").value();
    if (is_cap_type(type)) {
      item.link = link.attribute("href").value();
      break;
    }
    if (item.link.empty() && (rel.empty() || rel == "alternate" || rel == "via")) {
      item.link = link.attribute("href").value();
    }
  }
  const std::string id = text_of(entry, "id");
  if (item.link.empty() && id.starts_with("http")) item.link = id;
  return item;
}

FeedItem item_of_rss(pugi::xml_node entry) {
  FeedItem item;
  item.link = text_of(entry, "link");
  const pugi::xml_node enclosure = child_of(entry, "enclosure");
  if (is_cap_type(enclosure.attribute("type").value())) item.link = enclosure.attribute("url").value();
  const std::string guid = text_of(entry, "guid");
  if (item.link.empty() && guid.starts_with("http")) item.link = guid;
  item.name = (guid.empty() ? item.link : guid) + ' ' + text_of(entry, "pubDate");
  return item;
}

}  // namespace

Result<std::vector<FeedItem>> read_feed_page(std::string_view bytes, const std::string& name) {
  const auto error = [&](const std::string& what) { return Error{ErrorCode::kInvalidEvent, name + ": " + what}; };
  if (bytes.size() > kMaxFeedBytes) return error("the feed is larger than 8 MiB");
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer(bytes.data(), bytes.size());
  if (!parsed) return error(std::string("is no feed, as it is no XML: ") + parsed.description());
  const pugi::xml_node root = document.document_element();
  const std::string_view kind = local_name(root);
  std::vector<FeedItem> items;
  if (kind == "alert") {
    items.push_back({std::string(bytes), "", std::string(bytes)});
  } else if (kind == "feed") {
    for (const pugi::xml_node entry : root.children()) {
      if (local_name(entry) == "entry") items.push_back(item_of_entry(entry));
    }
  } else if (kind == "rss" || kind == "RDF") {
    // RSS 2.0 has its items in the channel, RSS 1.0 beside it.
    for (const pugi::xml_node holder : {child_of(root, "channel"), root}) {
      for (const pugi::xml_node entry : holder.children()) {
        if (local_name(entry) == "item") items.push_back(item_of_rss(entry));
      }
    }
  } else {
    return error("is neither Atom (feed) nor RSS (rss) nor a CAP message (alert), but '" + std::string(kind) + "'");
  }
  return items;
}

}  // namespace gridwall::bridge
