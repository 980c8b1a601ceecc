/**
 * Where a session stands in a flow, drawn again when a version of a flow arrives. One that is away
 * is fetched: a session begun on another machine may bring flows that are not here.
 */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { placeInFlow } from '#shared/flow/walk.ts'
import { flowVersionsOf } from '#shared/session/flow-versions-of.ts'
import type { Session } from '#shared/session/session.ts'
import { usePanelState } from '../PanelContext.tsx'

/** `isNeeded` is false where one stands at what is in no flow. */
export function usePlaceInFlow(session: Session, isNeeded = true) {
  const library = usePanelState((state) => state.world?.library)
  useStore(library ?? NOTHING, (state) => state)
  const here = library ? placeInFlow(session, library.flowOf) : 'flow not here'
  const isFlowAway = here === 'flow not here' && isNeeded
  useEffect(() => {
    if (isFlowAway && library) void library.hold(flowVersionsOf(session.runs))
  }, [isFlowAway, library, session.runs])
  return { here, isFlowAway }
}

const NOTHING = {
  getState: () => null,
  getInitialState: () => null,
  setState: () => undefined,
  subscribe: () => () => undefined,
}
