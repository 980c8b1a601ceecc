/** Whom a hand-over concerns, while people change: roles, removals, and who has it by now. */
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { HandoffSummary, ListHandoffs } from '#shared/handoff/contract.ts'
import { createApp } from '../app.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { handOver } from '../notice/testing/hand-over.ts'
import type { Kind } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

describe.each(onBoth)('who is told of a hand-over on $name', ({ open }) => {
  let rig: NoteRig
  let app: ReturnType<typeof createApp>
  let ticketId = 94_000
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
    app = createApp(rig.deps)
  })
  afterAll(() => rig.close())

  const escalate = (more: object = {}, kind: Kind = 'engineer') =>
    handOver(rig, ++ticketId, { reason: 'No rights there', ...more }, kind)
  const change = async (kind: Kind, what: object) => {
    const path = `/people/${rig.team.people[kind].id}`
    const answered = await (await rig.as('team_admin'))('PATCH', path, what)
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
  }

  test('who stops being a lead hears of no escalation any more, and a new lead of each', async () => {
    const demoted = await follow('lead')
    const promoted = await follow('engineer')
    const { id } = await handedOverByAdmin()
    expect(z.parse(HandoffSummary, await demoted.next('handoff')).id).toBe(id)
    await change('lead', { isLead: false })
    expect(await demoted.ended()).toBe(true)
    await change('engineer', { isLead: true })
    expect(await promoted.ended()).toBe(true)
    // Both panels come back, and see what their role shows.
    const [former, lead] = [await follow('lead'), await follow('engineer')]
    expect(former.list).not.toContain(id)
    expect(lead.list).toContain(id)
    const { id: next } = await handedOverByAdmin()
    expect(z.parse(HandoffSummary, await lead.next('handoff')).id).toBe(next)
    lead.end()
    former.end()
    await change('lead', { isLead: true })
    await change('engineer', { isLead: false })
  })

  test('a change of name ends nobody’s stream', async () => {
    const stream = await follow('lead')
    await change('lead', { name: rig.team.people.lead.name })
    const { id } = await escalate()
    expect(z.parse(HandoffSummary, await stream.next('handoff')).id).toBe(id)
    stream.end()
  })

  /** Escalated by somebody whose role stays. */
  const handedOverByAdmin = () => escalate({}, 'super_admin')

  async function follow(kind: Kind) {
    const end = new AbortController()
    const response = await app.request('/api/handoffs', {
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${rig.team.people[kind].token}`,
      },
      signal: end.signal,
    })
    const messages = response.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream())
      .getReader()
    const next = async (event: string): Promise<unknown> => {
      const { value, done } = (await messages?.read()) ?? { done: true }
      if (done) return undefined
      // The bell rings beside it.
      return value?.event === event ? JSON.parse(value.data) : next(event)
    }
    const { handoffs } = z.parse(ListHandoffs.response, await next('list'))
    return {
      next,
      list: handoffs.map(({ id }) => id),
      ended: async () => (await next('none such')) === undefined,
      end: () => end.abort(),
    }
  }
})
