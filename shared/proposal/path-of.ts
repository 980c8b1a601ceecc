/**
 * What a finished session can teach a flow: the answers that led on, the steps that somebody took
 * of their own, and the cause it came down to.
 *
 * Only a validated outcome teaches: resolved, and either the cause was confirmed or the user said
 * that it works; of a first-level walk, if somebody has said that it holds. What one went back from, and own steps that did not help, are no way to the cause.
 * Texts that leave the session go through `told`, which takes out what must not be told elsewhere;
 * steps are compared by what is left, so that cases of two clients can be one.
 */
import type { Outcome } from '../session/event.ts'
import { isFirstLevel } from '../session/first-level.ts'
import { isSamePlace, type Place } from '../session/place.ts'
import type { Session, Step } from '../session/session.ts'
import { stepKey } from './step-key.ts'

/** An answer given in a flow, on the way to the cause. */
export interface Answered {
  /** The flow's id. */
  flow: string
  node: string
  /** None where a value was asked for. */
  choice?: string
}

/** A step that the flow did not have. */
export interface OwnStep {
  key: string
  title: string
  /** Where one stood; none outside of a flow. */
  at: { flow: string; node: string } | null
  /** The answer by which one came there; none at the start. */
  cameBy: Answered | null
  /** Whether the flow's own step there was settled later; if not, the flow had no way on. */
  wentOn: boolean
}

export interface FinishedPath {
  answered: readonly Answered[]
  own: readonly OwnStep[]
  /** Confirmed; empty where only the result was. */
  cause: string
  /** How it was seen that it works. */
  verification: string
}

type Told = (text: string) => string
const asItIs: Told = (text) => text

/** None where the outcome is not validated: it teaches nothing. */
export function pathOf(session: Session, told: Told = asItIs): FinishedPath | null {
  const { outcome } = session
  if (!outcome || session.status !== 'finished' || !isValidated(session, outcome)) return null
  const flows = new Map(session.runs.map((run) => [run.id, run.flow.id]))
  const steps = [...session.steps]
    .filter((step) => step.isOnPath)
    .map((step) => ({ ...step, title: told(step.title) }))
  return {
    answered: steps.flatMap((step) => answerOf(step, flows) ?? []),
    own: steps.flatMap((step, i) => ownStep(step, steps, i, flows) ?? []),
    cause: outcome.cause.status === 'confirmed' ? told(outcome.cause.text).trim() : '',
    verification: told(outcome.verification.text).trim(),
  }
}

const isValidated = (session: Session, { outcome, cause, verification }: Outcome): boolean =>
  outcome === 'resolved' &&
  (cause.status === 'confirmed' || verification.by === 'user') &&
  (!isFirstLevel(session) || session.validation !== null)

/** Each flow as the original that it is a copy of, where it is one of these. */
export function inOriginals(path: FinishedPath, originals: ReadonlyMap<string, string>) {
  const original = <T extends { flow: string }>(at: T): T => ({
    ...at,
    flow: originals.get(at.flow) ?? at.flow,
  })
  return {
    ...path,
    answered: path.answered.map(original),
    own: path.own.map((step) => ({
      ...step,
      at: step.at && original(step.at),
      cameBy: step.cameBy && original(step.cameBy),
    })),
  } satisfies FinishedPath
}

/** The flows it went by, each once. */
export const flowsOf = ({ answered, own }: FinishedPath): string[] => [
  ...new Set([
    ...answered.map(({ flow }) => flow),
    ...own.flatMap(({ at }) => (at ? [at.flow] : [])),
  ]),
]

type Flows = ReadonlyMap<string, string>

function answerOf({ place, result }: Step, flows: Flows): Answered | null {
  const flow = place && flows.get(place.runId)
  if (!place || flow === undefined || flow === null) return null
  return {
    flow,
    node: place.nodeId,
    ...(result.kind === 'choice' ? { choice: result.choice } : {}),
  }
}

function ownStep(step: Step, steps: readonly Step[], i: number, flows: Flows): OwnStep | null {
  if (ownResult(step) !== 'done') return null
  const key = keyOf(step)
  if (key === '') return null
  const before = steps.slice(0, i).findLast(({ place }) => place !== null)
  return {
    key,
    title: step.title,
    at: placeIn(step.stoodAt, flows),
    cameBy: before ? answerOf(before, flows) : null,
    wentOn: steps.slice(i + 1).some(({ place }) => place && isSamePlace(place, step.stoodAt)),
  }
}

function placeIn(place: Place | null, flows: Flows): OwnStep['at'] {
  const flow = place && flows.get(place.runId)
  return place && flow ? { flow, node: place.nodeId } : null
}

const keyOf = ({ title }: Step): string => stepKey(title)

const ownResult = ({ result }: Step): string | null =>
  result.kind === 'custom' ? result.result : null
