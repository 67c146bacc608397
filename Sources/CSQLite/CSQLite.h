// What Swift cannot call: functions with any number of arguments. The library's own header belongs to
// another module.
int sqlite3_config(int option, ...);

/// Ends the counting of allocated memory, for which all threads share one lock
/// (https://sqlite.org/c3ref/c_config_covering_index_scan.html). Before the library is first used.
static inline int csqlite_end_memory_statistics(void) {
  return sqlite3_config(9 /* SQLITE_CONFIG_MEMSTATUS */, 0);
}
