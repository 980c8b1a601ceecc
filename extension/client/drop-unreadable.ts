/**
 * What is kept in this browser and can no longer be read: damaged on disk, or kept by another version
 * of the extension.
 *
 * What the server has is thrown away, to be read from there again. A step that only this browser has
 * stays as one that was refused, with what is left of it as its text, for a person to decide. Looked
 * for once after an update, and when a screen could not be shown; nothing that is worked with waits
 * for it.
 */
import * as z from 'zod/mini'
import { ClientFact } from '#shared/client-fact/contract.ts'
import { FlowSummary } from '#shared/flow/contract.ts'
import { Flow } from '#shared/flow/flow.ts'
import { Level } from '#shared/note/level.ts'
import { Script } from '#shared/script/contract.ts'
import { SessionEvent } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import { Ticket } from '#shared/ticket/ticket.ts'
import type { EventRow, LocalStore } from './local-store.ts'
import { readRecord } from './record-shelf.ts'
import { summarise } from './summarise-session.ts'

/** After an update of the extension, once; `version` is the one that runs now. */
export async function dropAfterUpdate(
  db: LocalStore,
  version: string,
  now: () => string,
): Promise<void> {
  if ((await db.lists.get(READ_BY))?.readBy === version) return
  await dropUnreadable(db, now)
  await db.lists.put({ name: READ_BY, readBy: version, at: now() })
}

const READ_BY = 'read by'

export async function dropUnreadable(db: LocalStore, now: () => string): Promise<void> {
  await dropRows(db, 'tickets', z.object({ ticket: Ticket }))
  await dropRows(db, 'flows', Flow)
  await dropRows(db, 'clientFacts', z.object({ facts: z.array(ClientFact) }))
  await dropRows(db, 'lists', List)
  const cut = await db.change('events', async (rows) => {
    const sessions = new Set<string>()
    for (let at = await rows.openCursor(); at; at = await at.continue()) {
      const row = at.value
      if (SessionEvent.safeParse(row.event).success || isTold(row)) continue
      if (row.state !== 'stored') await at.update(asRefused(row, now()))
      else {
        sessions.add(row.sessionId)
        await at.delete()
      }
    }
    return sessions
  })
  const broken = (await db.sessions.toArray()).filter((row) => !Summary.safeParse(row).success)
  for (const id of new Set([...cut, ...broken.map((row) => row.id)])) await tellAgain(db, id)
}

async function dropRows<Name extends 'tickets' | 'flows' | 'clientFacts' | 'lists'>(
  db: LocalStore,
  name: Name,
  schema: z.ZodMiniType,
): Promise<void> {
  await db.change(name, async (rows) => {
    for (let at = await rows.openCursor(); at; at = await at.continue()) {
      if (!schema.safeParse(at.value).success) await at.delete()
    }
  })
}

/**
 * The row of a list is made from the record, as it is after each step: from what is left of it, up to
 * the first gap. Where that is nothing, the session is looked for on the server.
 */
async function tellAgain(db: LocalStore, sessionId: string): Promise<void> {
  await db.sessions.delete(sessionId)
  const { stored, pending } = await readRecord(db, sessionId)
  const { session } = foldSession([...stored, ...pending].map((row) => row.event))
  if (session) await db.sessions.put(summarise(sessionId, session))
}

/** Refused before, with words that can be shown: they and the server's reason stay. */
const isTold = ({ state, event }: EventRow): boolean =>
  state === 'refused' && typeof event?.data?.type === 'string'

function asRefused(row: EventRow, at: string): EventRow {
  const text = String(JSON.stringify(row.event))
  return {
    ...row,
    state: 'refused',
    event: {
      ...{ id: row.id, at, by: { kind: 'program' } },
      data: { type: 'statement_added', kind: 'observation', text },
    },
    refusal: {
      code: 'invalid',
      message:
        'This step can no longer be read. What is left of it stands here: copy what you need.',
    },
  }
}

const List = z.object({
  flows: z.optional(z.array(FlowSummary)),
  scripts: z.optional(z.array(Script)),
  levels: z.optional(z.record(z.string(), Level)),
  clients: z.optional(z.array(z.string())),
})

const Summary = z.object({
  ticketKey: z.string(),
  ticketName: z.string(),
  summary: z.string(),
  client: z.string(),
  ownerId: z.string(),
  workerIds: z.optional(z.array(z.string())),
  givenAwayBy: z.optional(z.array(z.string())),
  status: z.enum(['active', 'paused', 'escalated', 'finished']),
  lastAt: z.string(),
  startedAt: z.string(),
  flowName: z.string(),
  standing: z.string(),
  waitingFor: z.string(),
  minutesWorked: z.number(),
})
