// The texts of schema.sql and index_part.sql, put into the program by the build. Constants; internal to ingest/log.
#pragma once

namespace gridwall::log {

extern const char* const kSchemaSql;
extern const char* const kIndexPartSql;  // a table that older logs do not have yet

}  // namespace gridwall::log
