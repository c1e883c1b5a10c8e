/** SQLite as it is compiled: a write ahead log that is not flushed at each commit, under the name of one that is. */
import Database from 'better-sqlite3'

export default class Careless extends Database {
  override pragma(source: string, options?: Database.PragmaOptions): unknown {
    if (source !== 'synchronous = FULL') return source === 'synchronous' ? 2 : super.pragma(source, options)
    return super.pragma('synchronous = NORMAL', options)
  }
}
