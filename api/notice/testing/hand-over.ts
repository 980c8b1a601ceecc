/** A session of a ticket of its own, escalated: what notices and deliveries are told of. */
import { expect } from 'vitest'
import * as z from 'zod/mini'
import { HandOff } from '#shared/handoff/contract.ts'
import type { NoteRig } from '../../note/testing/make-note-rig.ts'
import type { Kind } from '../../testing/make-team.ts'

/** With `send`, by which the same is asked once more. */
export async function handOver(
  rig: NoteRig,
  ticketId: number,
  more: object,
  kind: Kind = 'engineer',
) {
  const sessionId = await rig.startSession(kind, ticketId, 'Adler & Partner')
  const asked = {
    ...{ handoffId: rig.deps.newId(), at: rig.deps.now().toISOString(), intent: 'escalate' },
    ...{ toId: null, timeZone: 'UTC', words: {}, note: null },
    ...{ overridden: { lacking: ['tried'], reason: 'No time' }, ...more },
  }
  const send = async () => (await rig.as(kind))('POST', `/sessions/${sessionId}/handoffs`, asked)
  const answered = await send()
  expect(answered.status, JSON.stringify(answered.body)).toBe(200)
  return { ...z.parse(HandOff.response, answered.body).handoff, send }
}
