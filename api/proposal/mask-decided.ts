/**
 * Takes words that were marked since out of what was decided, where they stand in it no more than in
 * what is open.
 *
 * What was declined is drawn anew from what its sources say by now. What was accepted stays as it was
 * decided about, unless a marked word stands in it: then it too is drawn anew, against the version
 * it was decided against, and is only told as one line where that does not give the same changes.
 */
import type { FlowContent } from '#shared/flow/flow.ts'
import type { FinishedPath } from '#shared/proposal/path-of.ts'
import type { Tx } from '../db.ts'
import { readFlowVersion } from '../flow/queries.ts'
import { drawPatch, firstFlow } from './draw-proposal.ts'
import { listPathsOf } from './path-queries.ts'
import {
  changeProposal,
  listSourceIds,
  type ProposalRow,
  readDeclined,
  readProposal,
  rewordDeclined,
} from './queries.ts'

type Mask = (text: string) => string
const asItIs: Mask = (text) => text

/** Expects the team's proposals to be locked, and the paths of its sources to be masked. */
export async function maskDecided(
  tx: Tx,
  teamId: string,
  id: string,
  mask: Mask = asItIs,
): Promise<void> {
  const row = await readProposal(tx, teamId, id)
  if (!row || (row.status !== 'declined' && row.status !== 'accepted')) return
  const told = {
    ...{ title: mask(row.title), flowName: mask(row.flowName) },
    reason: row.reason && mask(row.reason),
  }
  const isKept = row.status === 'accepted' && !shows([row.changes, row.newFlow], mask)
  const drawn = isKept ? {} : await drawDecided(tx, teamId, row)
  await changeProposal(tx, teamId, id, { ...told, ...drawn }, false)
  await maskWhyDeclined(tx, teamId, row.pattern, mask)
}

/** It is told again where the same is raised again. */
async function maskWhyDeclined(tx: Tx, teamId: string, pattern: string, mask: Mask): Promise<void> {
  const declined = await readDeclined(tx, teamId, pattern)
  const masked = declined && mask(declined.reason)
  if (declined && masked !== undefined && masked !== declined.reason) {
    await rewordDeclined(tx, teamId, pattern, masked)
  }
}

async function drawDecided(tx: Tx, teamId: string, row: ProposalRow) {
  const sessionIds = await listSourceIds(tx, teamId, row.id)
  const paths = await listPathsOf(tx, teamId, sessionIds)
  return row.kind === 'newFlow' ? drawNew(paths) : await drawChanges(tx, teamId, row, paths)
}

function drawNew(paths: readonly FinishedPath[]) {
  const newFlow: FlowContent | null = firstFlow(paths) ?? null
  return newFlow ? { newFlow, flowName: newFlow.name, title: newFlow.name } : { newFlow }
}

async function drawChanges(
  tx: Tx,
  teamId: string,
  row: ProposalRow,
  paths: readonly FinishedPath[],
) {
  const base = row.baseVersion ? await readFlowVersion(tx, teamId, row.baseVersion) : undefined
  const drawn = base && drawPatch({ id: row.flowId ?? '', content: base.content }, paths)
  if (row.status === 'declined') {
    return drawn ? { changes: drawn.changes, title: drawn.title } : { changes: [] }
  }
  // Which of them were accepted is told by their ids, and those are made of the words.
  if (drawn?.changes.length !== row.changes.length) return { changes: [], accepted: [] }
  const { changes, title } = drawn
  const accepted = changes.flatMap((change, i) =>
    row.accepted?.includes(row.changes[i]?.id ?? '') ? [change.id] : [],
  )
  return { changes, title, accepted }
}

/** Whether any text in it would be masked. */
function shows(within: unknown, mask: Mask): boolean {
  if (typeof within === 'string') return mask(within) !== within
  if (typeof within !== 'object' || within === null) return false
  return Object.values(within).some((part) => shows(part, mask))
}
