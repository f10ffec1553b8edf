#include "ingest/import/row_source.h"

namespace gridwall::import {
namespace {

// Objects of a text in any encoding. What the text lacks in its encoding goes before what its objects lack.
class DecodedRows : public RowSource {
 public:
  DecodedRows(const Mapping& mapping, std::istream& input, const std::string& name)
      : decoder_(input, name, mapping.encoding), stream_(&decoder_) {}

  Status open(const Mapping& mapping, const std::string& name) {
    Result<std::unique_ptr<RowSource>> rows = open_json_rows(mapping, stream_, name);
    if (decoder_.problem()) return *decoder_.problem();
    if (!rows) return rows.error();
    rows_ = std::move(*rows);
    return Done{};
  }
  Result<bool> next(Row& row) override { return rows_->next(row); }
  const std::string& problem() const override { return rows_->problem(); }
  uint64_t bytes_read() const override { return decoder_.bytes_read(); }
  std::vector<std::string> notes() const override { return rows_->notes(); }
  const std::vector<size_t>& absent() const override { return rows_->absent(); }
  std::string form() const override {
    return rows_->form() + " in " + std::string(encoding_title(decoder_.encoding()));
  }

 private:
  TextDecoder decoder_;
  std::istream stream_;
  std::unique_ptr<RowSource> rows_;
};

}  // namespace

Result<std::unique_ptr<RowSource>> open_rows(const Mapping& mapping, std::istream& input, const std::string& name) {
  if (mapping.format == SourceFormat::kCsv) return open_table_rows(mapping, input, name);
  auto rows = std::make_unique<DecodedRows>(mapping, input, name);
  if (const Status opened = rows->open(mapping, name); !opened) return opened.error();
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace gridwall::import
