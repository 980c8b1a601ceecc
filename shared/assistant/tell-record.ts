/**
 * A session's record as it is told to a model: lists of plain data, by the short names of
 * `label-record.ts`.
 *
 * What is told can be compared: `tellNew` gives what was added or has changed since an earlier
 * state, and the names of what is gone, so that a conversation only grows by what is new.
 */
import { canonicalJson } from '../canonical-json.ts'
import { choicesOf } from '../flow/flow-map.ts'
import type { PlaceInFlow } from '../flow/walk.ts'
import { resultOf } from '../note/tell-session.ts'
import { activeFix, type Fix } from '../session/lane.ts'
import { activeStatements } from '../session/ledger.ts'
import type { PastedOutput, Session } from '../session/session.ts'
import { cutText } from '../text/cut-text.ts'
import type { Labels } from './label-record.ts'

/** One thing that is told; `name` tells it from the others of its list. */
type Told = Record<string, unknown> & { name: string }
export type ToldRecord = Record<string, Told[]>

/** What was taken back lately; all of it is held against a proposal in any case. */
const MOST_WITHDRAWN = 30

export function tellRecord(
  session: Session,
  labels: Labels,
  place: PlaceInFlow | null,
): ToldRecord {
  const { lane } = session
  const names = (ids: readonly string[]) => ids.flatMap((id) => labels.labelOf(id) ?? [])
  return {
    statements: activeStatements(session).map((s) => ({
      name: `F${s.no}`,
      kind: s.kind,
      text: s.text,
      by: s.by.kind === 'person' ? 'technician' : s.by.kind === 'assistant' ? 'you' : 'program',
      confirmed: s.isConfirmed,
      ...(s.source && !s.source.isFound ? { quote_not_found: true } : {}),
    })),
    withdrawn: session.withdrawn.slice(-MOST_WITHDRAWN).map((text) => ({ name: text })),
    steps: [...session.steps].flatMap((step, n) =>
      step.isOnPath
        ? [
            {
              name: `S${n + 1}`,
              title: step.title,
              result: resultOf(step),
              ...(step.outputs.length > 0 ? { output: step.outputs.map(tellOutput) } : {}),
            },
          ]
        : [],
    ),
    pasted: session.outputs.map((output, n) => ({ name: `${n + 1}`, output: tellOutput(output) })),
    causes: lane.hypotheses.map((h) => ({
      name: h.key,
      cause: h.cause,
      likelihood: h.likelihood,
      for: names(h.for),
      against: names(h.against),
    })),
    checks: lane.checks.map((check) => ({
      name: check.title,
      state: check.state,
      ...(check.seen ? { seen: check.seen, see: names([check.stepId ?? '']) } : {}),
    })),
    questions: lane.questions.map((q) => ({
      name: q.text,
      state: q.state,
      ...(q.answer ? { answer: q.answer } : {}),
    })),
    fixes: lane.fixes.map((fix) => tellFix(fix, fix === activeFix(lane))),
    scripts: lane.scripts.map(({ name }) => ({ name })),
    here: place ? [tellPlace(place)] : [],
  }
}

const tellFix = (fix: Fix, isActive: boolean): Told => ({
  name: fix.title,
  state: fix.tried?.outcome ?? (isActive ? 'on the table' : (fix.decision ?? 'superseded')),
  ...(fix.decision ? { decision: fix.decision } : {}),
  ...(fix.tried ? { seen: fix.tried.text } : {}),
})

/** The step of a flow at which the technician stands. */
const tellPlace = ({ flow, node }: PlaceInFlow): Told => ({
  name: `${flow.name}: ${node.title}`,
  flow_id: flow.slug,
  step: node.id,
  ...(node.body ? { body: cutText(node.body, 2_000) } : {}),
  ...('commands' in node ? { commands: node.commands.map(({ text }) => text) } : {}),
  answers: choicesOf(node).map(({ label }) => label),
})

/** What is new or other than before, and the names of what is no longer there. */
export function tellNew(before: ToldRecord | null, now: ToldRecord): Record<string, unknown> {
  const fresh: Record<string, unknown> = {}
  const gone: string[] = []
  for (const [list, entries] of Object.entries(now)) {
    const known = new Map(before?.[list]?.map((entry) => [entry.name, canonicalJson(entry)]))
    const changed = entries.filter((entry) => known.get(entry.name) !== canonicalJson(entry))
    if (changed.length > 0) fresh[list] = changed
    const left = new Set(entries.map(({ name }) => name))
    gone.push(...[...known.keys()].filter((name) => !left.has(name)).map((n) => `${list}: ${n}`))
  }
  return gone.length > 0 ? { ...fresh, gone } : fresh
}

/** Pasted output can be very long; its beginning and its end tell most. */
const OUTPUT_CHARS = 6_000

const tellOutput = ({ text, command }: PastedOutput) => ({
  ...(command ? { command } : {}),
  text: clipMiddle(text, OUTPUT_CHARS),
})

export function clipMiddle(text: string, most: number): string {
  if (text.length <= most) return text
  const half = Math.floor(most / 2)
  const left = text.length - 2 * half
  return `${cutText(text, half)}\n[${left} characters left out]\n${text.slice(-half).toWellFormed()}`
}
