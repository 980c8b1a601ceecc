/**
 * Walks flows in tests the way the panel does: makes the events, stamps them, folds them.
 *
 * Throws when the fold refuses an event, so that a walk which would leave the panel and the
 * record apart cannot go unnoticed.
 */

import { enterFlow, pinsOf } from '../flow/enter-flow.ts'
import type { Flow, FlowContent } from '../flow/flow.ts'
import { goBack } from '../flow/go-back.ts'
import { insertStep, leaveOut, openStep, ownOf, tickStep } from '../flow/tick-step.ts'
import {
  answerNode,
  endHere,
  enterSubFlow,
  failAttempt,
  giveValue,
  type PlaceInFlow,
  placeInFlow,
} from '../flow/walk.ts'
import { mandatoryOpen } from '../session/checklist.ts'
import type { Tick } from '../session/checklist-event.ts'
import { EventData, type SessionEvent } from '../session/event.ts'
import { foldSession } from '../session/fold-session.ts'
import type { Session } from '../session/session.ts'
import type { StepContent } from '../step-library/step-content.ts'
import { ROBIN, testId } from './make-session.ts'

export interface Walker {
  events: SessionEvent[]
  session: () => Session
  flowOf: (version: string) => FlowContent | undefined
  place: () => PlaceInFlow | 'nowhere' | 'flow not here'
  /** Where one stands, as `slug/node`; the reason when nowhere. */
  at: () => string
  start: (slug: string) => void
  choose: (choice: string) => void
  give: (value: string) => void
  /** Into the flow named here, of those that can be entered. */
  enter: (slug?: string) => void
  open: (nodeId: string) => void
  tick: (nodeId: string, tick?: Tick) => void
  /** Every required step that is open, for one reason. */
  leaveOut: (text: string) => void
  /** A step of one’s own, typed or of the library; gives its id. */
  insert: (what: string | StepContent, after: string | null) => string
  end: () => void
  fail: (why: 'did_not_help' | 'not_possible', text?: string) => void
  set: (name: string, value: string) => void
  /** Whether there was anything to go back to. */
  back: () => boolean
  /** What the record says, one sentence after the other. */
  said: () => string[]
}

export function walkIn(flows: readonly Flow[]): Walker {
  const bySlug = new Map(flows.map((f) => [f.content.slug, f]))
  const byVersion = new Map(flows.map((f) => [f.version, f.content]))
  const flowOf = (version: string) => byVersion.get(version)
  const events: SessionEvent[] = []
  let session: Session | null = null
  let n = 0

  const act = (data: readonly EventData[]) => {
    for (const one of data) {
      n += 1
      const at = new Date(Date.parse('2026-06-10T13:57:00Z') + n * 1000).toISOString()
      const event = { id: testId(n), at, by: ROBIN, data: EventData.parse(one) }
      const folded: ReturnType<typeof foldSession> = foldSession([event], session)
      if (folded.refused[0]) {
        throw new Error(`Refused ${one.type}: ${folded.refused[0].refusal.message}`)
      }
      session = folded.session
      events.push(event)
    }
  }
  const now = (): Session => {
    if (!session) throw new Error('Nothing was started.')
    return session
  }
  const newRun = () => testId(0xa0000 + n)
  act([{ type: 'session_started', ticket: null }])

  return {
    events,
    flowOf,
    session: now,
    place: () => placeInFlow(now(), flowOf),
    at() {
      const place = placeInFlow(now(), flowOf)
      return typeof place === 'string' ? place : `${place.flow.slug}/${place.node.id}`
    },
    start(slug) {
      const flow = bySlug.get(slug)
      if (!flow) throw new Error(`No flow ${slug}`)
      act([
        enterFlow(
          flow,
          pinsOf(flow, (s) => bySlug.get(s)),
          newRun(),
          null,
        ),
      ])
    },
    choose: (choice) => act(some(answerNode(now(), flowOf, choice), `choose ${choice}`)),
    give: (value) => act(some(giveValue(now(), flowOf, value), `give ${value}`)),
    enter: (slug) => act(some(enterSubFlow(now(), flowOf, newRun(), slug), 'enter')),
    open: (nodeId) => act(some(openStep(now(), nodeId), `open ${nodeId}`)),
    tick: (nodeId, tick = { kind: 'done' }) =>
      act(some(tickStep(now(), flowOf, nodeId, tick), `tick ${nodeId}`)),
    leaveOut: (text) => act(leaveOut(now(), mandatoryOpen(now()), text)),
    insert(what, after) {
      const own = typeof what === 'string' ? { title: what } : ownOf(now(), what)
      act(some(insertStep(now(), own, after), `insert ${own.title}`))
      return testId(n)
    },
    end: () => act(some(endHere(now(), flowOf), 'end')),
    fail: (why, text) => act(failAttempt(now(), flowOf, why, text)),
    set: (name, value) =>
      act([{ type: 'variable_set', name, value, keep: 'session', source: 'typed' }]),
    back() {
      const event = goBack(now())
      if (event) act([event])
      return event !== undefined
    },
    said: () => now().statements.map((s) => s.text),
  }
}

function some(data: readonly EventData[], what: string): readonly EventData[] {
  if (data.length === 0) throw new Error(`Nothing happens on: ${what}`)
  return data
}
