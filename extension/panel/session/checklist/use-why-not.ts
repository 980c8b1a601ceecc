/** Why a step of the checklist cannot be done yet; nothing where it can, or is settled. */
import { whyNotYet } from '#shared/flow/tick-step.ts'
import { usePanelState, useSession } from '../../PanelContext.tsx'

export function useWhyNot(nodeId: string | undefined): string | undefined {
  const session = useSession()
  const flowOf = usePanelState((state) => state.world?.library.flowOf)
  if (!session || !flowOf || nodeId === undefined) return undefined
  return whyNotYet(session, flowOf, nodeId, { kind: 'done' })
}
