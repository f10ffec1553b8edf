#include "ingest/report/document.h"

#include <gtest/gtest.h>

namespace gridwall::report {
namespace {

Document hostile() {
  Document document;
  document.language = "en";
  document.title = "<script>alert(1)</script>";
  document.table({{"a|b"}, {"x & \"y\" <img src=http://e.com>"}});
  document.picture("wall-1.png", "it's");
  return document;
}

TEST(Document, WhatComesFromALogIsTextInHtml) {
  const std::string page = to_html(hostile());
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("<img src=http"), std::string::npos);
  EXPECT_NE(page.find("x &amp; &quot;y&quot; &lt;img"), std::string::npos);
  EXPECT_NE(page.find("<img src=\"wall-1.png\" alt=\"it&#39;s\">"), std::string::npos);
}

TEST(Document, APageNeedsNothingFromOutside) {
  const std::string page = to_html(hostile());
  for (const char* outside : {"<link", "<script", "@import", "url(", "src=\"http", "href="}) {
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  }
}

TEST(Document, AWatermarkStandsBehindThePageAndBeforeTheTitle) {
  Document document;
  document.title = "T";
  document.watermark = "演练";
  EXPECT_NE(to_html(document).find("<div class=\"watermark\">演练</div>"), std::string::npos);
  EXPECT_TRUE(to_markdown(document).starts_with("# 【演练】T\n"));
}

TEST(Document, ACellOfMarkdownCannotEndItsTable) {
  const std::string page = to_markdown(hostile());
  EXPECT_NE(page.find("| a\\|b |\n|---|\n"), std::string::npos);
  EXPECT_NE(page.find("\\<img"), std::string::npos);
}

TEST(Document, ACsvCellIsQuotedWhenItMustBeAndNeverAFormula) {
  EXPECT_EQ(csv_record({"a", "b,c", "say \"x\"", "two\nlines", ""}), "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",\r\n");
  EXPECT_EQ(csv_record({"=1+1", "@x", "-3", "1-2"}), "'=1+1,'@x,'-3,1-2\r\n");
}

}  // namespace
}  // namespace gridwall::report
