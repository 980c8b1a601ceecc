/** What the stores of a session need from the browser and the server; handed in. */
import type { Author } from '#shared/session/statement.ts'
import type { Client } from '../client.ts'
import type { FollowDeps } from './follow-record.ts'
import type { LocalStore } from './local-store.ts'
import type { Locks } from './tokens.ts'

export interface SessionDeps {
  db: LocalStore
  client: Pick<Client, 'ask' | 'open'>
  me: Extract<Author, { kind: 'person' }>
  locks: Locks
  /** Tells other panels of this profile that the record on disk has changed. */
  channel: { post(sessionId: string): void; hear(tell: (sessionId: string) => void): () => void }
  online: { is(): boolean; watch(tell: () => void): () => void }
  wait: FollowDeps['wait']
  random: () => number
  now: () => string
  newId: () => string
}
