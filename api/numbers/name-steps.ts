/**
 * What steps and answers are called: as their flow has them now. As they were recorded they may
 * hold what was filled in for one client.
 */

import type { FlowNode } from '#shared/flow/flow.ts'
import { choicesOf } from '#shared/flow/flow-map.ts'
import type { Tx } from '../db.ts'
import { readNewestByIds } from '../flow/queries.ts'

interface At {
  flowId: string
  node: string
}

/** With `title`: empty where the flow is gone, or the step. */
export async function nameSteps<T extends At>(tx: Tx, teamId: string, steps: readonly T[]) {
  const nodes = await readNodes(tx, teamId, steps)
  return steps.map((step) => ({ ...step, title: nodes.get(keyOf(step))?.title ?? '' }))
}

/** With `title` and the words of the `answer`. */
export async function nameBranches<T extends At & { choice: string | null }>(
  tx: Tx,
  teamId: string,
  branches: readonly T[],
) {
  const nodes = await readNodes(tx, teamId, branches)
  return branches.map((branch) => {
    const node = nodes.get(keyOf(branch))
    const choice = node && choicesOf(node).find(({ id }) => id === branch.choice)
    return { ...branch, title: node?.title ?? '', answer: choice?.label ?? branch.choice }
  })
}

async function readNodes(
  tx: Tx,
  teamId: string,
  at: readonly At[],
): Promise<ReadonlyMap<string, FlowNode>> {
  const ids = [...new Set(at.map(({ flowId }) => flowId))]
  const flows = await readNewestByIds(tx, teamId, ids)
  return new Map(
    flows.flatMap(({ id, content }) =>
      content.nodes.map((node) => [keyOf({ flowId: id, node: node.id }), node] as const),
    ),
  )
}

const keyOf = ({ flowId, node }: At): string => `${flowId} ${node}`
