/**
 * The flow of the library that has what a session did without it, or lacks but a part of that.
 *
 * Asked step by step for the flows that hold the words of that step; those that hold most steps are
 * compared as a whole, so many at most, however large the library is.
 */
import { type Fit, fitFlow } from '#shared/proposal/fit-flow.ts'
import type { FinishedPath } from '#shared/proposal/path-of.ts'
import type { Tx } from '../db.ts'
import { findAllWords } from '../flow/queries.ts'
import { searchWords } from '../flow/search-words.ts'
import { findTarget, readOriginals, type Target } from './find-target.ts'

export interface Fitting {
  /** The original, where it is a copy of one. */
  flowId: string
  target: Target
  fit: Exclude<Fit, { kind: 'none' }>
}

const MOST_STEPS = 8
/** Long flows hold the words of many steps they do not have. */
const MOST_FOUND = 200
const MOST_COMPARED = 20

export async function findFitting(
  tx: Tx,
  teamId: string,
  path: FinishedPath,
): Promise<Fitting | undefined> {
  let lacking: Fitting | undefined
  for (const flowId of await listCandidates(tx, teamId, path)) {
    const target = await findTarget(tx, teamId, flowId)
    const fit = target && fitFlow({ id: flowId, content: target.content }, path)
    if (!fit || fit.kind === 'none') continue
    if (fit.kind === 'has_all') return { flowId, target, fit }
    lacking ??= { flowId, target, fit }
  }
  return lacking
}

async function listCandidates(tx: Tx, teamId: string, { own }: FinishedPath): Promise<string[]> {
  const originals = await readOriginals(tx, teamId)
  const held = new Map<string, number>()
  for (const key of [...new Set(own.map((step) => step.key))].slice(0, MOST_STEPS)) {
    // By stems, which are the beginnings of words.
    const query = findAllWords(tx, teamId, searchWords(key), MOST_FOUND)
    for (const { id } of (await tx.executeQuery(query)).rows) {
      const flowId = originals.get(id) ?? id
      held.set(flowId, (held.get(flowId) ?? 0) + 1)
    }
  }
  return [...held]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_COMPARED)
    .map(([flowId]) => flowId)
}
