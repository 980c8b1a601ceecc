/**
 * News between processes: who changed what, by ids alone.
 *
 * It goes through the database's own notifications, in the transaction of the change, so
 * that nobody hears of what was undone and everybody of what was kept. Whoever hears reads
 * the rows. After a broken connection every listener is told `missed` and reads as well.
 */
import { sql } from 'kysely'
import type { OpenDatabase } from '#db/open.ts'
import type { Db, Tx } from './db.ts'

export type News =
  /** A session's record has grown. */
  | { about: 'session'; team: string; id: string; version: number }
  /** What somebody may do has changed: role, removal, a sign-in that ended. */
  | { about: 'access'; team: string; id: string }
  /** A hand-off is new, has changed or is over. The id is the team's. */
  | { about: 'handoffs'; team: string; id: string; handoff: string; isChanged?: boolean }
  /** A person's bell has something new, or was read. The id is the person's. */
  | { about: 'notices'; team: string; id: string }
  /** A write into a ticket has a new state. */
  | { about: 'write'; team: string; id: string }
  /** A turn in a session has begun, said more, or ended. The id is the session's. */
  | { about: 'turn'; team: string; id: string }
  /** The same of a question in somebody's chat. The id is the person's. */
  | { about: 'chat'; team: string; id: string }

export interface Live {
  /** Hears all news of a kind about an id; returns what ends it. */
  hear(about: News['about'], id: string, listener: (news: News | 'missed') => void): () => void
  close(): Promise<void>
}

export const NEWS_CHANNEL = 'rf_news'

/** Tells everybody, when and if the transaction is committed. */
export async function tell(tx: Tx | Db, news: News): Promise<void> {
  await sql`select pg_notify(${NEWS_CHANNEL}, ${JSON.stringify(news)})`.execute(tx)
}

/** The same as an expression, for statements that do it on the way. */
export const telling = (news: News) =>
  sql<string>`pg_notify(${NEWS_CHANNEL}, ${JSON.stringify(news)})`

export async function openLive(database: OpenDatabase): Promise<Live> {
  type Listener = (news: News | 'missed') => void
  const listeners = new Map<string, Set<Listener>>()
  const end = await database.listen(
    NEWS_CHANNEL,
    (payload) => {
      const news = parseNews(payload)
      if (!news) return
      for (const listener of listeners.get(`${news.about} ${news.id}`) ?? []) listener(news)
    },
    () => {
      for (const group of listeners.values()) for (const listener of group) listener('missed')
    },
  )
  return {
    hear(about, id, listener) {
      const key = `${about} ${id}`
      const group = listeners.get(key) ?? new Set()
      listeners.set(key, group.add(listener))
      return () => {
        group.delete(listener)
        if (group.size === 0 && listeners.get(key) === group) listeners.delete(key)
      }
    },
    close: end,
  }
}

/** Only our own statements write to the channel; what is not ours is passed over. */
function parseNews(payload: string): News | undefined {
  try {
    const value: unknown = JSON.parse(payload)
    return isNews(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isNews = (value: unknown): value is News =>
  typeof value === 'object' &&
  value !== null &&
  'about' in value &&
  'id' in value &&
  'team' in value
