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
  const rows = await db.events.by('sessionId', sessionId)
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
    db.events.by(
      '[sessionId+seq]',
      IDBKeyRange.bound([sessionId, version + 1], [sessionId, Number.POSITIVE_INFINITY]),
    ),
    db.events.by('[sessionId+state]', [sessionId, 'pending']),
    db.events.by('[sessionId+state]', [sessionId, 'refused']),
  ])
  return { stored: withoutGap(stored, version), pending, refused }
}

export async function keepPending(
  db: LocalStore,
  sessionId: string,
  events: readonly SessionEvent[],
): Promise<void> {
  await db.change('events', async (rows) => {
    const byId = rows.index('id')
    const known = await Promise.all(events.map(({ id }) => byId.getKey(id)))
    const added = events.filter((_, i) => known[i] === undefined)
    await Promise.all(
      added.map((event) => rows.add({ id: event.id, sessionId, state: 'pending', event })),
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
  await db.change('events', async (rows) => {
    const byId = rows.index('id')
    const ids = [...stored.map((s) => s.event.id), ...refused.map((r) => r.id)]
    const found = await Promise.all(ids.map((id) => byId.get(id)))
    const kept = new Map(found.flatMap((row) => (row ? [[row.id, row] as const] : [])))
    const changed = stored
      .filter((s) => kept.get(s.event.id)?.state !== 'stored')
      .map(({ seq, event }) => {
        const row = { id: event.id, sessionId, state: 'stored' as const, event, seq }
        const n = kept.get(event.id)?.n
        return n === undefined ? row : { ...row, n }
      })
    const turnedAway = refused.flatMap(({ id, code, message }) => {
      const before = kept.get(id)
      return before?.state === 'pending'
        ? [{ ...before, state: 'refused' as const, refusal: { code, message } }]
        : []
    })
    await Promise.all([...changed, ...turnedAway].map((row) => rows.put(row)))
  })
}

/** A person has seen a refusal and is done with it. */
export async function forgetRefused(db: LocalStore, id: string): Promise<void> {
  await db.change('events', async (rows) => {
    const row = await rows.index('id').get(id)
    if (row?.state === 'refused' && row.n !== undefined) await rows.delete(row.n)
  })
}

function withoutGap(rows: EventRow[], after = 0): EventRow[] {
  const sorted = rows.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0))
  const gap = sorted.findIndex((row, i) => row.seq !== after + i + 1)
  return gap === -1 ? sorted : sorted.slice(0, gap)
}
