/**
 * Forks: a copy of a flow under a name and for a reason, and what has changed in the original since.
 *
 * A copy begins as the original was and says of which version. What the original has changed since
 * then can be taken over change by change; from then on both have that newer version in common,
 * and what was left out is not told again. What a flow says of itself alone (its name, its
 * short name, who looks after it) is no change for its forks.
 */
import { canonicalJson } from '../../canonical-json.ts'
import type { Flow, FlowContent } from '../flow.ts'
import { shortNameOf } from './begin-flow.ts'
import { diffFlows } from './diff-flows.ts'
import type { FlowEdit, FlowFields } from './flow-edit.ts'
import { splitEdit, type TakenOver, takeEdits } from './take-over.ts'

export function forkFlow(
  original: Pick<Flow, 'id' | 'version' | 'content'>,
  { name, reason }: { name: string; reason: string },
  /** Short names that flows have already. */
  taken: ReadonlySet<string>,
): FlowContent {
  const { id, version, content } = original
  const { owner: _o, reviewBy: _r, changeReason: _c, ...copied } = content
  return {
    ...copied,
    name: name.trim(),
    slug: freeShortName(shortNameOf(name) || content.slug, taken),
    fork: { flow: id, version, name: content.name, reason: reason.trim() },
  }
}

/** The wanted one, or with a number where flows have it already. */
export function freeShortName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted
  for (let n = 2; taken.has(name); n += 1) name = `${wanted.slice(0, 58)}-${n}`
  return name
}

export interface OriginalChange {
  edit: FlowEdit
  /** False where the fork has changed the same: its own stays, and a person decides. */
  fits: boolean
}

/** Expects the version both had last, and the original as it is now. */
export function changesInOriginal(
  fork: FlowContent,
  base: FlowContent,
  original: FlowContent,
): OriginalChange[] {
  const done = new Set(diffFlows(base, fork).flatMap(splitEdit).map(canonicalJson))
  const edits = diffFlows(base, original).flatMap(withoutOwn)
  const leftOut = new Set(takeEdits(fork, base, edits).leftOut.map(canonicalJson))
  return edits.flatMap((edit) => {
    const parts = splitEdit(edit).map(canonicalJson)
    const open = parts.filter((part) => !done.has(part))
    return open.length === 0 ? [] : [{ edit, fits: !open.some((part) => leftOut.has(part)) }]
  })
}

/** The fork with some of these changes in it, and with the original's version as the last in common. */
export function takeFromOriginal(
  fork: FlowContent,
  base: FlowContent,
  original: Pick<Flow, 'version' | 'content'>,
  edits: readonly FlowEdit[],
): TakenOver {
  const { flow, leftOut } = takeEdits(fork, base, edits)
  if (!fork.fork) return { flow, leftOut }
  const { version, content } = original
  return { flow: { ...flow, fork: { ...fork.fork, version, name: content.name } }, leftOut }
}

const OWN: readonly (keyof FlowFields)[] = [
  ...(['name', 'slug', 'owner', 'reviewBy', 'changeReason', 'fork'] as const),
]

function withoutOwn(edit: FlowEdit): FlowEdit[] {
  if (edit.type !== 'setFlow') return [edit]
  const fields = { ...edit.fields }
  for (const name of OWN) delete fields[name]
  return Object.keys(fields).length > 0 ? [{ ...edit, fields }] : []
}
