/**
 * The events of one session in this browser: reading, keeping, settling.
 *
 * Several panels of one person share it. An event id is kept once, whoever wrote it first,
 * and an event the server has stored is never turned back into a waiting one.
 */
import type { SessionEvent, StoredEvent } from '#shared/session/event.ts'
import type { EventRow, LocalStore } from './local-store.ts'

export interface ShelvedRecord {
  /** In the server's order, without a gap from the first on. */
  stored: EventRow[]
  /** In the order they were made here. */
  pending: EventRow[]
  refused: EventRow[]
}

export async function readRecord(db: LocalStore, sessionId: string): Promise<ShelvedRecord> {
  const rows = await db.events.where({ sessionId }).toArray()
  return {
    stored: withoutGap(rows.filter((row) => row.state === 'stored')),
    pending: rows.filter((row) => row.state === 'pending'),
    refused: rows.filter((row) => row.state === 'refused'),
  }
}

/** Only what is new since a version: what another panel sent or was told. */
export async function readSince(
  db: LocalStore,
  sessionId: string,
  version: number,
): Promise<ShelvedRecord> {
  const [stored, pending, refused] = await Promise.all([
    db.events
      .where('[sessionId+seq]')
      .between([sessionId, version + 1], [sessionId, Number.POSITIVE_INFINITY])
      .toArray(),
    db.events.where({ sessionId, state: 'pending' }).toArray(),
    db.events.where({ sessionId, state: 'refused' }).toArray(),
  ])
  return { stored: withoutGap(stored, version), pending, refused }
}

export async function keepPending(
  db: LocalStore,
  sessionId: string,
  events: readonly SessionEvent[],
): Promise<void> {
  await db.transaction('rw', db.events, async () => {
    const ids = events.map((event) => event.id)
    const known = new Set((await db.events.where('id').anyOf(ids).toArray()).map((row) => row.id))
    await db.events.bulkAdd(
      events
        .filter((event) => !known.has(event.id))
        .map((event) => ({ id: event.id, sessionId, state: 'pending' as const, event })),
    )
  })
}

/** What the server answered: stored ones get their number, refused ones their reason. */
export async function settle(
  db: LocalStore,
  sessionId: string,
  stored: readonly StoredEvent[],
  refused: readonly { id: string; code: string; message: string }[] = [],
): Promise<void> {
  await db.transaction('rw', db.events, async () => {
    const ids = [...stored.map((s) => s.event.id), ...refused.map((r) => r.id)]
    const rows = new Map(
      (await db.events.where('id').anyOf(ids).toArray()).map((row) => [row.id, row]),
    )
    const changed = stored
      .filter((s) => rows.get(s.event.id)?.state !== 'stored')
      .map(({ seq, event }) => {
        const row = { id: event.id, sessionId, state: 'stored' as const, event, seq }
        const before = rows.get(event.id)
        return before ? { ...row, n: before.n } : row
      })
    const turnedAway = refused.flatMap(({ id, code, message }) => {
      const before = rows.get(id)
      return before?.state === 'pending'
        ? [{ ...before, state: 'refused' as const, refusal: { code, message } }]
        : []
    })
    await db.events.bulkPut([...changed, ...turnedAway])
  })
}

/** A person has seen a refusal and is done with it. */
export async function forgetRefused(db: LocalStore, id: string): Promise<void> {
  await db.events
    .where({ id })
    .and((row) => row.state === 'refused')
    .delete()
}

function withoutGap(rows: EventRow[], after = 0): EventRow[] {
  const sorted = rows.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0))
  const gap = sorted.findIndex((row, i) => row.seq !== after + i + 1)
  return gap === -1 ? sorted : sorted.slice(0, gap)
}
