// The text of schema.sql, put into the program by the build. A constant; internal to ingest/log.
#pragma once

namespace gridwall::log {

extern const char* const kSchemaSql;

}  // namespace gridwall::log
