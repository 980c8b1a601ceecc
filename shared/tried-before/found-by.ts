/**
 * By what a session that has tried something is found again, and what more of its record adds to it.
 *
 * Most of what is told adds something or says nothing of it. Then only what was added is read, so that
 * a step costs the same at 10 events and at 2,000. Where something was taken back or is told in other
 * words, all of it is read anew. Words that must go out of no session are not among its names.
 */
import { isInLedger } from '../session/ledger.ts'
import { maskIn } from '../session/mask-session.ts'
import type { Session } from '../session/session.ts'
import type { Statement } from '../session/statement.ts'
import { attemptsOf, textsOf } from './attempts-of.ts'
import { MOST_NAMES, namesIn } from './find-words.ts'

export interface FoundBy {
  /** When something was tried last. */
  at: string
  /** What may be a device's name, of all that it says. */
  names: ReadonlySet<string>
}

/** Null where it has tried nothing. */
export function foundBy(session: Session): FoundBy | null {
  const at = latest(attemptsOf(session).map((attempt) => attempt.at))
  return at === undefined
    ? null
    : { at, names: new Set(namesIn(textsOf(session).map(maskIn(session)))) }
}

export type FoundChange =
  | { kind: 'none' }
  /** It was found by all of this before, but for `names`. */
  | { kind: 'more'; found: FoundBy; names: readonly string[] }
  | { kind: 'anew'; found: FoundBy | null }

/** What makes `before`, which is found by `was`, into this session. */
export function foundChange(was: FoundBy | null, before: Session, session: Session): FoundChange {
  const added = addedTo(before, session)
  if (!added) return { kind: 'anew', found: foundBy(session) }
  const mask = maskIn(session)
  const tried = added.statements.filter(
    (one) => one.kind === 'dead_end' && isInLedger(session, one) && mask(one.text).trim(),
  )
  if (!was) return tried.length > 0 ? { kind: 'anew', found: foundBy(session) } : { kind: 'none' }
  const at = latest([was.at, ...tried.map((one) => one.at)]) ?? was.at
  const names = namesIn([...added.texts, ...added.statements.map(({ text }) => text)].map(mask))
    .filter((name) => !was.names.has(name))
    .slice(0, MOST_NAMES - was.names.size)
  if (names.length === 0 && at === was.at) return { kind: 'none' }
  const all = names.length > 0 ? new Set([...was.names, ...names]) : was.names
  return { kind: 'more', found: { at, names: all }, names }
}

/** What a session says more than before; undefined where it does not only say more. */
function addedTo(
  before: Session,
  session: Session,
): { statements: Statement[]; texts: string[] } | undefined {
  const isAsItWas =
    session.ticket === before.ticket &&
    session.marks === before.marks &&
    // What helped is told by the end, and by the fixes and steps of one's own until then.
    session.outcome === before.outcome &&
    (session.outcome === null ||
      (session.lane.fixes === before.lane.fixes && session.steps === before.steps)) &&
    !isTickTakenBack(before, session)
  const statements = isAsItWas ? addedStatements(before, session) : undefined
  const texts = statements && addedValues(before, session)
  return statements && texts && { statements, texts }
}

const isTickTakenBack = (before: Session, session: Session): boolean =>
  session.steps
    .changedSince(before.steps)
    .some(({ item, was }) => was !== undefined && item.result.kind === 'ticked')

/** Also those that somebody has confirmed since. */
function addedStatements(before: Session, session: Session): Statement[] | undefined {
  if (session.statements.length < before.statements.length) return undefined
  const changed = session.statements.changedSince(before.statements)
  return changed.every(({ item, was }) => was === undefined || saysAsMuch(item, was))
    ? changed.map(({ item }) => item)
    : undefined
}

const saysAsMuch = (one: Statement, was: Statement): boolean =>
  one.id === was.id &&
  one.text === was.text &&
  one.kind === was.kind &&
  (one.isConfirmed || !was.isConfirmed)

function addedValues(before: Session, session: Session): string[] | undefined {
  if (session.variables === before.variables) return []
  const isKept = Object.entries(before.variables).every(
    ([name, { value }]) => session.variables[name]?.value === value,
  )
  if (!isKept) return undefined
  return Object.entries(session.variables).flatMap(([name, { value }]) =>
    name in before.variables ? [] : [value],
  )
}

/** Of several times in whatever spelling. */
const latest = (times: readonly string[]): string | undefined =>
  times
    .map((at) => new Date(at).toISOString())
    .sort()
    .at(-1)
