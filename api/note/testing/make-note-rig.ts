/** A team with a session on a ticket and a ticket system in memory: what posting needs. */

import type { OpenDatabase } from '#db/open.ts'
import type { PostNote } from '#shared/note/contract.ts'
import type { RequestOf } from '#shared/route.ts'
import type { SessionEvent, StoredEvent } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import { createApp } from '../../app.ts'
import { inTeam } from '../../db.ts'
import type { Deps } from '../../deps.ts'
import type { Jobs } from '../../jobs.ts'
import type { Psa } from '../../psa/psa.ts'
import { createFakePsa, type FakePsa } from '../../psa/testing/fake-psa.ts'
import { appendEvents } from '../../session/append-events.ts'
import { readStored } from '../../session/queries.ts'
import { listedJobs } from '../../testing/listed-jobs.ts'
import { makeDeps, type TestDeps } from '../../testing/make-deps.ts'
import {
  type Ask,
  askAs,
  type Kind,
  makeTeam,
  signInDirectly,
  type TestTeam,
} from '../../testing/make-team.ts'
import { drainWrites } from '../drain-writes.ts'
import type { Patience } from '../plan-write.ts'
import { readNextDue, readWrite, type WriteRow } from '../queries.ts'

export const SITE = 'https://na.myconnectwise.net'
export const TICKET = 70123

export const INTERNAL = { discussion: false, internal: true, resolution: false }
export const DISCUSSION = { discussion: true, internal: false, resolution: false }

export const SHORT_PATIENCE: Patience = {
  looksMs: [3_000, 10_000, 60_000],
  mostSilences: 2,
  giveUpLookingMs: 600_000,
  firstWaitMs: 1_000,
  longestWaitMs: 60_000,
  mostAttempts: 4,
  leaseMs: 60_000,
}

export type Post = RequestOf<typeof PostNote>

export interface NoteRig {
  deps: TestDeps
  team: TestTeam
  fake: FakePsa
  /** Jobs that were asked for. */
  sent: string[]
  /** Without a connection when false. */
  connected: boolean
  psa: Psa
  startSession(kind?: Kind, ticketId?: number, client?: string): Promise<string>
  /** Signed in just now, since time is moved by hours in these tests. */
  as(kind: Kind): Promise<Ask>
  ask(sessionId: string, more?: Partial<Post>): Post
  /** With the ticket as it is now, where it does not say as what it was seen. */
  post(post: Post, kind?: Kind): Promise<{ status: number; body: Record<string, unknown> }>
  drain(deps?: Deps): Promise<void>
  /** Lets time pass and works, until nothing is left to do. */
  drainToTheEnd(): Promise<void>
  row(id: string): Promise<WriteRow>
  events(sessionId: string): Promise<SessionEvent[]>
  /** One event as it is stored, with its hash. */
  stored(sessionId: string, seq: number): Promise<StoredEvent>
  fold(sessionId: string): Promise<ReturnType<typeof foldSession>['session']>
  close(): Promise<void>
}

export interface RigOptions {
  site?: string
  /** The ticket that sessions and notes are about unless told otherwise. */
  ticketId?: number
  /** Login names of the members as whom these write. */
  writesAs?: Partial<Record<Kind, string>>
  /** Jobs that are carried out, where a test is about them. */
  jobs?: (database: OpenDatabase) => Jobs
  now?: () => Date
  /** The ticket as somebody sees it who looks at it now. */
  look?: (ticketId: number) => Promise<Post['seen']>
  env?: Record<string, string>
}

export async function makeNoteRig(
  database: OpenDatabase,
  { site = SITE, ticketId: usual = TICKET, writesAs = {}, ...options }: RigOptions = {},
): Promise<NoteRig> {
  const sent: string[] = []
  const jobs = options.jobs?.(database) ?? listedJobs(sent)
  const deps = await makeDeps(database, {
    jobs,
    ...(options.env ? { env: options.env } : {}),
    ...(options.now ? { now: options.now } : {}),
    psa: {
      of: async () => (rig.connected ? { site, keysSetAt, psa: rig.psa } : undefined),
      open: () => rig.psa,
    },
  })
  const connectedAt = deps.now()
  const keysSetAt = connectedAt.toISOString()
  const fake = createFakePsa(deps.now)
  // Read anew, they are the same ones.
  fake.psa.listMembers = async () => ({ kind: 'ok', body: membersOf(writesAs) })
  const hono = createApp(deps)
  const team = await makeTeam(deps, hono)
  await mapEverybody(deps, team, site, writesAs, connectedAt)
  const look = options.look ?? (async (ticketId: number) => fake.look(ticketId))

  const rig: NoteRig = {
    deps,
    team,
    fake,
    sent,
    connected: true,
    psa: fake.psa,

    async startSession(kind = 'engineer', ticketId = usual, client) {
      const { id, name } = team.people[kind]
      const sessionId = deps.newId()
      fake.addTicket(ticketId)
      const at = deps.now().toISOString()
      const ref = {
        origin: site,
        ticketId,
        recordType: 'service' as const,
        readAt: at,
        readFrom: 'fragment' as const,
      }
      const event: SessionEvent = {
        id: deps.newId(),
        at,
        by: { kind: 'person', id, name },
        data: {
          type: 'session_started',
          ticket: { ref, summary: 'The share cannot be opened', ...(client ? { client } : {}) },
        },
      }
      await inTeam(deps.db, team.id, (tx) =>
        appendEvents(tx, {
          teamId: team.id,
          sessionId,
          by: { kind: 'person', id, name, mayWorkOnOthers: false },
          after: 0,
          events: [event],
          now: deps.now(),
        }),
      )
      return sessionId
    },

    as: async (kind) => askAs(hono, await signInDirectly(deps, team.id, team.people[kind].id)),

    ask: (sessionId, more = {}) => ({
      sessionId,
      writeId: deps.newId(),
      noteKind: 'working',
      ticket: {
        origin: site,
        ticketId: usual,
        recordType: 'service',
        readAt: deps.now().toISOString(),
        readFrom: 'fragment',
      },
      text: 'STATUS: the share opens again\nNEXT: ask the user tomorrow',
      flags: INTERNAL,
      mailContact: false,
      time: null,
      seen: null,
      ...more,
    }),

    async post(post, kind = 'engineer') {
      const { sessionId, ...body } = post
      const ask = await rig.as(kind)
      const seen = body.seen ?? (await look(body.ticket.ticketId))
      const answered = await ask('POST', `/sessions/${sessionId}/notes`, { ...body, seen })
      return { status: answered.status, body: asRecord(answered.body) }
    },

    drain: (other = deps) =>
      drainWrites(other, team.id, { patience: SHORT_PATIENCE, random: () => 0 }),

    async drainToTheEnd() {
      for (let turn = 0; turn < 200; turn++) {
        await rig.drain()
        const due = await inTeam(deps.db, team.id, (tx) => readNextDue(tx, team.id))
        if (due === undefined) return
        deps.pass(Math.max(1, Date.parse(due) + 1 - deps.now().getTime()))
      }
      throw new Error('There is still something to do.')
    },

    async row(id) {
      const row = await inTeam(deps.db, team.id, (tx) => readWrite(tx, team.id, id))
      if (!row) throw new Error(`no write ${id}`)
      return row
    },

    stored: (sessionId, seq) =>
      inTeam(deps.db, team.id, async (tx) => {
        const rows = await readStored(tx, team.id, sessionId, seq - 1)
        return JSON.parse(rows[0]?.stored ?? '')
      }),
    async events(sessionId) {
      const rows = await inTeam(deps.db, team.id, (tx) => readStored(tx, team.id, sessionId, 0))
      return rows.map((row): SessionEvent => JSON.parse(row.stored).event)
    },

    fold: async (sessionId) => foldSession(await rig.events(sessionId)).session,
    close: () => deps.close(),
  }
  return rig
}

const WRITERS = ['team_admin', 'lead', 'engineer'] as const

const membersOf = (writesAs: Partial<Record<Kind, string>>) =>
  WRITERS.map((kind, i) => ({
    ...{ memberId: 100 + i, identifier: writesAs[kind] ?? kind, name: `The ${kind}` },
    ...{ emails: [], isInactive: false, isApi: false },
  }))

/** Everybody writes as the member of their own role's name. */
async function mapEverybody(
  deps: Deps,
  team: TestTeam,
  site: string,
  writesAs: Partial<Record<Kind, string>>,
  at: Date,
) {
  await inTeam(deps.db, team.id, async (tx) => {
    await tx
      .insertInto('psaConnection')
      .values({
        teamId: team.id,
        site,
        companyId: 'northwind',
        publicKey: 'sealed',
        privateKey: 'sealed',
        keysSetAt: at,
        keysSetBy: 'a test',
        lastTest: null,
        membersReadAt: at,
      })
      .execute()
    await tx
      .insertInto('psaMember')
      .values(
        WRITERS.map((kind, i) => ({
          teamId: team.id,
          memberId: 100 + i,
          identifier: writesAs[kind] ?? kind,
          name: `The ${kind}`,
          isInactive: false,
          personId: team.people[kind].id,
          matchedBy: 'hand' as const,
        })),
      )
      .execute()
  })
}

const asRecord = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null ? { ...body } : {}
