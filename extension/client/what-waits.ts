/**
 * What of a person is in this browser and nowhere else: what waits to be sent, what the server did
 * not take, and texts that were begun. Asked before signing out, since all else that is kept here
 * can be read from the server again.
 */
import type { SessionEvent } from '#shared/session/event.ts'
import { DRAFT, REFUSED, SENDING } from './handover-fields.ts'
import { type DraftRow, type FileRow, inState, type LocalStore } from './local-store.ts'

export interface WhatWaits {
  /** Waiting to be sent. */
  entries: number
  notes: number
  files: number
  /** Sessions handed over to somebody who has not been told yet. */
  handovers: number
  /** Refused, so that sending again does not help. */
  refused: number
  /** Begun, and never yet asked to be sent. */
  texts: number
}

export async function readWhatWaits(db: LocalStore): Promise<WhatWaits> {
  const [pending, refusedEvents, posts, drafts, ...files] = await Promise.all([
    db.events.by('state', 'pending'),
    db.events.by('state', 'refused'),
    db.posts.toArray(),
    readDrafts(db),
    ...NOT_SENT.map((state) => db.files.keysBy('[state+at]', inState(state))),
  ])
  const [held = [], waiting = [], refusedFiles = []] = files
  const refusedPosts = posts.filter(({ state }) => state === 'refused')
  const refusedHandovers = drafts.filter(({ field }) => field === REFUSED)
  const givenBack = new Set(refusedHandovers.map(({ sessionId }) => sessionId))
  const texts = drafts.filter(
    ({ field, sessionId }) =>
      !OF_HANDOVERS.has(field) && !(field === DRAFT && givenBack.has(sessionId)),
  )
  return {
    entries: pending.length,
    notes: posts.length - refusedPosts.length,
    files: held.length + waiting.length,
    handovers: drafts.filter(({ field }) => field === SENDING).length,
    refused:
      refusedEvents.length + refusedPosts.length + refusedFiles.length + refusedHandovers.length,
    texts: texts.length,
  }
}

export const canBeSent = ({ entries, notes, files, handovers }: WhatWaits): boolean =>
  entries + notes + files + handovers > 0

export const isAllSafe = (waits: WhatWaits): boolean =>
  !canBeSent(waits) && waits.refused + waits.texts === 0

/** Deletes all but that, and what it needs to be sent and understood: the records it belongs to. */
export async function keepOnlyWhatWaits(db: LocalStore): Promise<void> {
  const held = await readDrafts(db)
  const wanted = new Set(held.map(({ sessionId }) => sessionId))
  for (const { sessionId } of await db.posts.toArray()) wanted.add(sessionId)
  await db.change('files', async (files) => {
    const rows = await files.getAll()
    for (const row of rows) {
      if (row.state === 'stored') await files.delete(row.id)
      else wanted.add(row.sessionId)
    }
  })
  await db.change('events', async (events) => {
    const rows = await events.getAll()
    for (const row of rows) if (row.state !== 'stored') wanted.add(row.sessionId)
    for (const { sessionId, n } of rows) {
      if (!wanted.has(sessionId) && n !== undefined) await events.delete(n)
    }
  })
  await db.change('sessions', async (sessions) => {
    for (const id of await sessions.getAllKeys()) if (!wanted.has(id)) await sessions.delete(id)
  })
  const kept = new Set(held.map(({ sessionId, field }) => `${sessionId} ${field}`))
  await db.change('drafts', async (drafts) => {
    for (const { sessionId, field } of await drafts.getAll()) {
      if (!kept.has(`${sessionId} ${field}`)) await drafts.delete([sessionId, field])
    }
  })
  await db.change('flows', (rows) => rows.clear())
  await db.change('lists', (rows) => rows.clear())
  await db.change('clientFacts', (rows) => rows.clear())
  await db.change('tickets', (rows) => rows.clear())
}

const NOT_SENT = ['held', 'waiting', 'refused'] as const satisfies FileRow['state'][]

/** No texts that were begun, though they are kept beside them. */
const OF_HANDOVERS: ReadonlySet<string> = new Set([SENDING, REFUSED])

/** Those that no record holds. */
async function readDrafts(db: LocalStore): Promise<DraftRow[]> {
  const drafts: DraftRow[] = []
  for (const row of await db.drafts.toArray()) {
    if (row.text.trim() === '' || NO_TEXTS.some((end) => row.field.endsWith(end))) continue
    const events = await db.events.by('sessionId', row.sessionId)
    if (!events.some(({ event }) => holds(event, row))) drafts.push(row)
  }
  return drafts
}

/** The act that a preview shows, and which doubtful sentences were taken: kept among the drafts. */
const NO_TEXTS = [' act', ' sentences']

/** Once a note was recorded, written or dropped, what stood in its draft until then is no more. */
const holds = ({ at, data }: SessionEvent, row: DraftRow): boolean =>
  (data.type === 'note_drafted' ||
    data.type === 'note_draft_dropped' ||
    data.type === 'note_inserted' ||
    data.type === 'note_posting') &&
  data.noteKind === row.field &&
  at >= row.at
