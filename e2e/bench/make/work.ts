/**
 * A technician's work of any length: what is typical in one session, again and again.
 *
 * A step with the sentence it leaves, a command copied, output pasted, now and then a remark
 * and a dead end; 470 bytes an event with what the server adds, as real sessions have.
 */
import { v7 } from 'uuid'
import type { EventData, SessionEvent } from '#shared/session/event.ts'
import type { Author } from '#shared/session/statement.ts'

export const RUN_ID = '01900000-0000-7000-8000-000000000f00'
const SHA = 'a'.repeat(64)
const PLACE = { runId: RUN_ID, nodeId: 'share-opens-by-address' }

export const ROBIN: Author = {
  kind: 'person',
  id: '01900000-0000-7000-8000-00000000a001',
  name: 'Robin Kern',
}

/** That many events, the first of which begins the session. */
export function makeWork(count: number, by: Author = ROBIN, startAt = '2026-03-02T08:00:00.000Z') {
  const startMs = Date.parse(startAt)
  return Array.from(
    { length: count },
    (_, at): SessionEvent => ({
      id: v7(),
      at: new Date(startMs + at * 1000).toISOString(),
      by,
      data: at === 0 ? started : at === 1 ? entered : workOf(at),
    }),
  )
}

/** A session in which that many steps were taken, each of which left a sentence. */
export function makeSteps(count: number): SessionEvent[] {
  const startMs = Date.parse('2026-03-02T08:00:00.000Z')
  return Array.from(
    { length: count + 2 },
    (_, at): SessionEvent => ({
      id: v7(),
      at: new Date(startMs + at * 1000).toISOString(),
      by: ROBIN,
      data: at === 0 ? started : at === 1 ? entered : stepOf(at),
    }),
  )
}

export const started: EventData = {
  type: 'session_started',
  ticket: {
    ref: {
      origin: 'https://na.myconnectwise.net',
      ticketId: 48211,
      recordType: 'service',
      readAt: '2026-03-02T08:00:00.000Z',
      readFrom: 'fragment',
    },
    summary: 'Cannot open the Budget folder',
    client: 'Adler & Partner',
  },
}

const entered: EventData = {
  type: 'flow_entered',
  runId: RUN_ID,
  flow: {
    id: '01900000-0000-7000-8000-000000000e00',
    version: SHA,
    slug: 'file-share-access',
    name: 'A file share cannot be opened',
  },
  pins: [],
  start: PLACE.nodeId,
  from: null,
}

/** The event that an append is timed with. */
export const stepOf = (at: number): EventData => ({
  type: 'step_taken',
  place: PLACE,
  nodeKind: 'check',
  title: `Does \\\\FS0${at % 10}\\Budget open by its address?`,
  group: 'Reach the server',
  result: { kind: 'choice', choice: 'opens', label: 'It opens by address' },
  says: {
    kind: at % 9 === 0 ? 'action' : 'observation',
    text: `The share Budget on FS0${at % 10} opened by its address at try ${at}, and not by its name.`,
  },
  leadsTo: PLACE,
})

function workOf(at: number): EventData {
  switch (at % 10) {
    case 2:
    case 6:
      return {
        type: 'command_copied',
        command: `Test-NetConnection FS0${at % 7}.adler.local -Port 445`,
        where: 'on the user’s computer, PowerShell',
        safety: 'reads',
      }
    case 3:
      return {
        type: 'output_pasted',
        text: outputOf(at),
        command: `Get-SmbShare -Name Budget${at}`,
      }
    case 5:
      return {
        type: 'statement_added',
        kind: 'observation',
        text: `The user says that it worked yesterday evening, before restart number ${at}.`,
      }
    case 8:
      return {
        type: 'attempt_failed',
        place: PLACE,
        title: 'Sign out and in again',
        why: 'did_not_help',
        text: `Signed out and in on WS-${at}; the folder still does not open.`,
      }
    default:
      return stepOf(at)
  }
}

const outputOf = (at: number): string =>
  Array.from(
    { length: 6 },
    (_, line) =>
      `Budget${at}-${line}   D:\\Shares\\Budget${line}   Continuously available: False   Users: ${at + line}`,
  ).join('\n')
