/**
 * Very many panels that listen: what happens is read once for all of them, and everybody is told
 * what they may see, as if they had asked alone.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { HandoffSummary, ListHandoffs } from '#shared/handoff/contract.ts'
import { Notices } from '#shared/notice/contract.ts'
import { createApp } from '../app.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { handOver } from '../notice/testing/hand-over.ts'
import { followEvents } from '../testing/follow-events.ts'
import type { Kind } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { type Recorded, recordStatements } from '../testing/record-statements.ts'

const KINDS = ['super_admin', 'team_admin', 'lead', 'engineer', 'viewer'] as const
const PANELS = 10
/** Who is told of what the engineer escalates to nobody by name. */
const LEADS = ['super_admin', 'team_admin', 'lead'] as const
/** Statements that only these two readings send. */
const ONE_HANDOFF = 'where "h"."team_id" = $1 and "h"."id" = $2'
const BELLS = 'inner join lateral (select "id", "kind"'

describe.each(onBoth)('fifty panels on $name', ({ name, open }) => {
  let rig: NoteRig
  let app: ReturnType<typeof createApp>
  let ticketId = 99_000
  let end = new AbortController()
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
    app = createApp(rig.deps)
  })
  afterEach(() => {
    end.abort()
    end = new AbortController()
  })
  afterAll(() => rig.close())

  const escalate = (more: object = {}, kind: Kind = 'engineer') =>
    handOver(rig, ++ticketId, { reason: 'No rights there', ...more }, kind)
  const waiting = async (kind: Kind) => (await (await rig.as(kind))('GET', '/handoffs')).body
  const bell = async (kind: Kind) =>
    z.parse(Notices, (await (await rig.as(kind))('GET', '/me/notices')).body)

  async function follow(kind: Kind) {
    const { token } = rig.team.people[kind]
    const { read } = await followEvents(app, '/api/handoffs', { token, signal: end.signal })
    const next = async (event: string): Promise<unknown> => {
      const message = await read()
      if (!message) throw new Error('The stream has ended.')
      return message.event === event ? JSON.parse(message.data) : next(event)
    }
    const list = z.parse(ListHandoffs.response, await next('list'))
    const first = z.parse(Notices, await next('notices'))
    /** The queue and the bell are read each for itself: either may come first. */
    const hear = async (id: string): Promise<void> => {
      let isWaiting = false
      let isRung = false
      while (!isWaiting || !isRung) {
        const message = await read()
        if (!message) throw new Error('The stream has ended.')
        const told: unknown = JSON.parse(message.data)
        if (message.event === 'handoff') isWaiting ||= z.parse(HandoffSummary, told).id === id
        if (message.event !== 'notices') continue
        isRung ||= z.parse(Notices, told).notices[0]?.opens.handoffId === id
      }
    }
    const hearOf = async (id: string): Promise<void> => {
      while (z.parse(HandoffSummary, await next('handoff')).id !== id);
    }
    return { kind, list, first, hear, hearOf }
  }
  const followAll = () =>
    Promise.all(KINDS.flatMap((kind) => Array.from({ length: PANELS }, () => follow(kind))))

  test('that come at the same moment each see what they would see alone', async () => {
    const { people } = rig.team
    await escalate()
    await escalate({ toId: people.lead.id })
    await escalate({ intent: 'peer' })
    await escalate({ intent: 'peer', toId: people.engineer.id }, 'lead')
    await escalate({ intent: 'shift_change' }, 'team_admin')
    const panels = await followAll()
    for (const kind of KINDS) {
      const [alone, own] = [await waiting(kind), await bell(kind)]
      const theirs = panels.filter((one) => one.kind === kind)
      expect(theirs).toHaveLength(PANELS)
      for (const { list, first } of theirs) {
        expect(list).toEqual(alone)
        expect(first).toEqual(own)
      }
    }
  })

  test('are told of what is handed over by one reading of the queue and one of the bells', async () => {
    const unheard = await recordStatements(() => escalate())
    const panels = await followAll()
    const ofLeads = panels.filter(({ kind }) => LEADS.some((one) => one === kind))
    const heard = await recordStatements(async () => {
      const { id } = await escalate()
      await Promise.all(ofLeads.map(({ hear }) => hear(id)))
    })
    if (name !== 'Postgres') return
    const count = (words: string, { statements }: Recorded<unknown>) =>
      statements.filter(({ text }) => text.includes(words)).length
    expect(count(ONE_HANDOFF, heard)).toBe(count(ONE_HANDOFF, unheard) + 1)
    expect(count(BELLS, heard)).toBe(1)
  })

  test('hear what comes while others are being caught up', async () => {
    const early = await follow('lead')
    const [{ id }, late] = await Promise.all([escalate(), followAll()])
    await early.hearOf(id)
    for (const { kind, list, hearOf } of late) {
      if (kind !== 'lead') continue
      const isListed = list.handoffs.some((one) => one.id === id)
      if (!isListed) await hearOf(id)
    }
  })
})
