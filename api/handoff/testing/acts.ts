/**
 * The acts of a hand-off, each on a session of its own and ready to be asked for as often as one
 * likes: a session handed over with a note, picked up, resolved, and a note posted.
 */
import type { EventData } from '#shared/session/event.ts'
import { makeOutcome, SHA } from '#shared/testing/make-session.ts'
import { INTERNAL, type NoteRig } from '../../note/testing/make-note-rig.ts'
import type { RowCounts } from '../../testing/count-rows.ts'
import { makeEvent, said, started } from '../../testing/make-events.ts'
import type { Kind } from '../../testing/make-team.ts'

export interface Act {
  kind: Kind
  path: string
  body: object
  /** By these the rows are found that it writes. */
  ids: string[]
}

export interface PlannedAct {
  does: string
  /** Begins what the act is about; nothing of the act has happened then. */
  prepare(): Promise<Act>
  /** By how much some tables grow, all of them or none. */
  adds: RowCounts
}

export function planActs(rig: NoteRig): PlannedAct[] {
  let ticketId = 95_000
  const ask = async (kind: Kind, path: string, body: object) => {
    const answered = await (await rig.as(kind))('POST', path, body)
    if (answered.status !== 200) throw new Error(JSON.stringify(answered.body))
  }
  const by = rig.team.people.engineer
  const newId = () => rig.deps.newId()
  const at = () => rig.deps.now().toISOString()

  async function begin(...more: EventData[]): Promise<string> {
    ticketId += 1
    const sessionId = await rig.startSession('engineer', ticketId, 'Adler & Partner')
    const told = [...['one', 'two', 'three'].map(said), ...more]
    const events = told.map((data) => makeEvent(by, data))
    await ask('engineer', `/sessions/${sessionId}/events`, { after: 1, events })
    return sessionId
  }
  const noteFor = (sessionId: string) => {
    const { ticket } = rig.ask(sessionId)
    return {
      ...{ writeId: newId(), ticket: { ...ticket, ticketId }, flags: INTERNAL },
      ...{ text: `About ${ticketId}.`, seen: null },
    }
  }
  const handingOver = (note: object | null) => ({
    ...{ handoffId: newId(), at: at(), intent: 'escalate', reason: 'Beyond me', toId: null },
    ...{ timeZone: 'UTC', note, words: { impact: 'All', firstMove: 'Look' } },
    overridden: { lacking: ['tried'], reason: 'No time' },
  })

  return [
    {
      does: 'hands over with a note',
      async prepare() {
        const sessionId = await begin()
        const note = noteFor(sessionId)
        const body = handingOver(note)
        const ids = [sessionId, body.handoffId, note.writeId]
        return { kind: 'engineer', path: `/sessions/${sessionId}/handoffs`, body, ids }
      },
      adds: {
        // Three may take it, and each is told once.
        ...{ handoff: 1, notice: 3, session_document: 1, psa_write: 1, note_grounds: 1 },
        'pgboss.job': 1,
      },
    },
    {
      does: 'picks up',
      async prepare() {
        const sessionId = await begin()
        const handing = handingOver(null)
        await ask('engineer', `/sessions/${sessionId}/handoffs`, handing)
        const body = { eventId: newId(), at: at() }
        const path = `/handoffs/${handing.handoffId}/pickup`
        return { kind: 'lead', path, body, ids: [sessionId, handing.handoffId, body.eventId] }
      },
      // Three are told no more that it waits; whoever handed it over is told who has it.
      adds: { session_event: 1, notice: 1 - 3 },
    },
    {
      does: 'resolves a first-level walk along a flow',
      async prepare() {
        ticketId += 1
        const sessionId = newId()
        const events = [{ ...started(ticketId), level: 'first' as const }, ...walked(newId())].map(
          (data) => makeEvent(by, data),
        )
        await ask('engineer', `/sessions/${sessionId}/events`, { after: 0, events })
        const finished = makeEvent(by, { type: 'session_finished', outcome: makeOutcome() })
        return {
          ...{ kind: 'engineer' as const, path: `/sessions/${sessionId}/events` },
          ...{ body: { after: events.length, events: [finished] }, ids: [sessionId, finished.id] },
        }
      },
      adds: {
        ...{ session_event: 1, session_document: 1, path_due: 1, walk: 1, walk_step: 2 },
        // Whoever leads is asked whether the walk holds.
        notice: 3,
      },
    },
    {
      does: 'posts a note',
      async prepare() {
        const sessionId = await begin()
        const note = noteFor(sessionId)
        const body = { ...note, noteKind: 'working', mailContact: false, time: null }
        const path = `/sessions/${sessionId}/notes`
        return { kind: 'engineer', path, body, ids: [sessionId, note.writeId] }
      },
      adds: { psa_write: 1 },
    },
  ]
}

/** Two steps of a flow, as far as its last. */
function walked(runId: string): EventData[] {
  const flow = { id: runId, version: SHA, slug: 'a-flow', name: 'A flow' }
  const step = (nodeId: string, leadsTo: string): EventData => ({
    ...{ type: 'step_taken', place: { runId, nodeId }, nodeKind: 'question', title: nodeId },
    ...{ result: { kind: 'choice', choice: 'yes', label: 'Yes' } },
    leadsTo: { runId, nodeId: leadsTo },
  })
  return [
    { type: 'flow_entered', runId, flow, pins: [flow], start: 'asks', from: null },
    step('asks', 'looks'),
    step('looks', 'works'),
  ]
}
