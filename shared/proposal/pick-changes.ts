/**
 * Which changes of a proposal a reviewer accepts: with each all that it builds on, and without one
 * none of those that build on it. So what is picked always fits.
 */
import { type ProposedEdit, withNeeded } from './proposed-edit.ts'

type Linked = Pick<ProposedEdit, 'id' | 'needs'>

export function pickChange(
  changes: readonly Linked[],
  picked: ReadonlySet<string>,
  id: string,
  isOn: boolean,
): ReadonlySet<string> {
  return isOn ? withNeeded(changes, new Set([...picked, id])) : withoutIt(changes, picked, id)
}

/** What of these is still there, and fits: a proposal may have changed since they were picked. */
export function stillPicked(
  changes: readonly Linked[],
  picked: ReadonlySet<string>,
): ReadonlySet<string> {
  const there = changes.filter(({ id }) => picked.has(id)).map(({ id }) => id)
  return withNeeded(changes, new Set(there))
}

function withoutIt(changes: readonly Linked[], picked: ReadonlySet<string>, id: string) {
  const left = new Set([id])
  // each builds on earlier ones alone
  for (const one of changes) if (one.needs.some((needed) => left.has(needed))) left.add(one.id)
  return new Set([...picked].filter((one) => !left.has(one)))
}
