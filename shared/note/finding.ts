/**
 * What a check of a note finds, and the table of checks.
 *
 * Every finding names its place and says what to do. Whether one blocks, warns or hints
 * stands in the table; a blocking one stops the write until it is repaired or, where the
 * table allows, deliberately passed over, which is recorded. Passed over
 * is what was found then, to the letter: the same check over other words asks anew.
 */
import type { NoteKind } from '../session/event.ts'

export type Severity = 'block' | 'warn' | 'hint'

export interface Finding {
  check: CheckId
  severity: Severity
  message: string
  /** The very words it is about; where they stand nowhere in the text, what it rests on. */
  found: string
  /** Offsets in the text; none when it is about the note as a whole. */
  at: { start: number; end: number } | null
  repair: Repair
}

/** What a form beside the note adds to the record. */
export type Lacking = 'next_step' | 'authorisation' | 'scope' | 'result'

/** What one click would do about it; each takes the finding away, or leads to where it is taken away. */
export type Repair =
  | { kind: 'replace'; label: string; start: number; end: number; with: string }
  /** Into the record, in these words. */
  | { kind: 'record'; label: string; text: string }
  /** Asked beside the note; of a statement that stands there without its half, where one is named. */
  | { kind: 'ask'; label: string; what: Lacking; statementId?: string }
  | { kind: 'open'; label: string; what: 'outcome' | 'time' }
  /** The record's own text takes the place of what stands there. */
  | { kind: 'renew'; label: string }
  | { kind: 'rewrite'; label: string }
  | { kind: 'confirm'; label: string }
  /** No click helps here: what a person does about it elsewhere. */
  | { kind: 'tell'; label: string }

interface Check {
  says: string
  applies: readonly NoteKind[]
  severity: Severity
  /** Whether a person may post all the same, on purpose. */
  canOverride: boolean
}

const ALL = ['working', 'resolution', 'client_update', 'time_entry', 'escalation'] as const
const CLIENT = ['client_update'] as const
const INTERNAL = ['working', 'resolution', 'escalation'] as const

/** None needs a model. They are known by their numbers, which are never given anew. */
export const CHECKS = {
  N01: check('A sentence rests on nothing in the record', ALL, 'block', true),
  N02: check('The record changed since the text was made', ALL, 'block', true),
  N03: check('The ticket changed since the preview', ALL, 'block', false),
  N04: check('The tabs do not fit this kind of note', ALL, 'block', false),
  N05: check('A secret', ALL, 'block', false),
  N06: check('Another client’s name', ALL, 'block', true),
  N07: check('The contact would be mailed and nobody confirmed it', CLIENT, 'block', false),
  N08: check('Internal words in a text for the client', CLIENT, 'warn', true),
  N09: check('A word of blame', ALL, 'warn', true),
  N10: check('A vague verb without a result', ALL, 'warn', true),
  N11: check('A test or action without a result', INTERNAL, 'warn', true),
  N12: check('A number or code that is in no statement', ALL, 'block', true),
  N13: check('No next step although it is not resolved', ['working'], 'block', true),
  N14: check('A next step without owner or date', ['working', 'resolution'], 'warn', true),
  N15: check('Resolved without verification', ['resolution', 'client_update'], 'warn', true),
  N16: check('Verified by the technician only', ['resolution'], 'hint', true),
  N17: check('A cause said to be certain that nothing confirms', ['resolution'], 'block', true),
  N18: check('A change without an authorisation', INTERNAL, 'warn', true),
  N19: check('What did not help is not in the text', ['resolution'], 'warn', true),
  N20: check('The error message of the report is missing', ['resolution'], 'warn', true),
  N21: check('Scope is missing: how many, since when', ['resolution'], 'hint', true),
  N22: check('An abbreviation the client may not know', CLIENT, 'hint', true),
  N23: check('The text does not fit the time', ALL, 'warn', true),
  N24: check('The time overlaps another entry', ALL, 'block', false),
  N25: check('The same text as the entry before', ALL, 'warn', true),
  N26: check('The same text would stand twice', ALL, 'block', false),
  N27: check('Longer than such a text should be', ALL, 'hint', true),
  N28: check('A time word without a date', ALL, 'hint', true),
  N29: check('A promise with no next step behind it', CLIENT, 'warn', true),
  N30: check('Worded by a model, and nobody has read it', ALL, 'warn', false),
} as const satisfies Record<string, Check>

export type CheckId = keyof typeof CHECKS

export const isCheck = (number: string): number is CheckId => number in CHECKS

function check(
  says: string,
  applies: readonly NoteKind[],
  severity: Severity,
  canOverride: boolean,
): Check {
  return { says, applies, severity, canOverride }
}

/** A finding that a person has read and passed over. */
export type PassedOver = Pick<Finding, 'check' | 'found'>

/** What still stands, and which checks were passed over for this very text. */
export function passOver(
  findings: readonly Finding[],
  overridden: readonly PassedOver[],
): { standing: Finding[]; passedOver: CheckId[] } {
  const isPassedOver = ({ check, found }: Finding) =>
    CHECKS[check].canOverride && overridden.some((o) => o.check === check && o.found === found)
  return {
    standing: findings.filter((f) => !isPassedOver(f)),
    passedOver: [...new Set(findings.filter(isPassedOver).map((f) => f.check))],
  }
}

/**
 * What the write must wait for somebody to see to. What is wrong with the time stops no insertion:
 * it goes along with a post only.
 */
export const whatStops = (
  standing: readonly Finding[],
  way: 'insert' | 'post' = 'post',
): Finding | undefined =>
  standing.find(
    ({ severity, repair }) =>
      severity === 'block' &&
      !(way === 'insert' && repair.kind === 'open' && repair.what === 'time'),
  )
