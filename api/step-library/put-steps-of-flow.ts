/**
 * Puts the steps of a published checklist into the step library, as each of them says whom they are
 * for; those that are hidden or gone are offered no more.
 *
 * Called where a flow gets a new version, in the same transaction, and nowhere else: what the
 * library shows of a flow is its newest version.
 */
import { v7 } from 'uuid'
import type { FlowContent } from '#shared/flow/flow.ts'
import { contentOf } from '#shared/step-library/step-content.ts'
import type { Tx } from '../db.ts'
import { putStepsOf, type StepToKeep } from './queries.ts'
import { wordsOfStep } from './words-of-step.ts'

export interface PublishedFlow {
  teamId: string
  id: string
  content: FlowContent
  authorId: string
  at: Date
}

export function putStepsOfFlow(tx: Tx, flow: PublishedFlow): Promise<void> {
  const { teamId, authorId, at, id: flowId, content: whole } = flow
  const steps = whole.nodes.flatMap((node): StepToKeep[] => {
    if (node.kind !== 'step' || node.library === 'hidden') return []
    const content = contentOf(node, whole.variables)
    return [
      {
        ...{ id: v7({ msecs: at.getTime() }), sourceNode: node.id, content },
        ...{ visibility: node.library, search: wordsOfStep(content) },
      },
    ]
  })
  return putStepsOf(tx, { teamId, authorId, at, flowId }, steps)
}
