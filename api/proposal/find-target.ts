/**
 * Which flow a proposal would change.
 *
 * A team cannot publish to a built-in flow. What its sessions teach of one is drawn into the copy
 * that an earlier proposal has made, and else makes one when it is accepted. A sub-flow that is
 * built in is left alone: nothing would enter the copy.
 */
import type { Tx } from '../db.ts'
import { readNewestOf } from '../flow/queries.ts'
import { listCopies } from './queries.ts'

export type Target = NonNullable<Awaited<ReturnType<typeof readNewestOf>>>

/** Expects the flow by which sessions went, in its original; none where it is in no library. */
export async function findTarget(
  tx: Tx,
  teamId: string,
  flowId: string,
): Promise<Target | undefined> {
  const copy = (await listCopies(tx, teamId)).findLast(({ of }) => of === flowId)?.copy
  const target =
    (copy ? await readNewestOf(tx, teamId, copy) : undefined) ??
    (await readNewestOf(tx, teamId, flowId))
  return target && !(target.isBuiltIn && target.content.isSubFlow) ? target : undefined
}

/** Of each such copy the original. */
export const readOriginals = async (tx: Tx, teamId: string): Promise<Map<string, string>> =>
  new Map((await listCopies(tx, teamId)).map(({ of, copy }) => [copy, of]))
