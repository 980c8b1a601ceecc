/** Hands the panel's stores to its screens, and reads from them. */
import { createContext, use, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Session } from '#shared/session/session.ts'
import type { SessionState } from '../client/session-store.ts'
import type { PanelState } from './panel-state.ts'
import type { PanelStore } from './panel-store.ts'
import type { AttachDesk } from './session/attach-desk.ts'
import type { Walk } from './session/walk.ts'

/** What the panel can do to the browser around it. */
export interface Outside {
  openSettings(): void
  openSession(sessionId: string): void
  openSessions(): void
  /** The page of script templates, or one of them. */
  openScripts(scriptId?: string): void
  openArticle(articleId: string): void
  openSteps(): void
  /** The page of a batch of maintenance. */
  openBatch(batchId: string): void
  /** The page of a flow, in the library. */
  openFlow(flowId: string): void
  /** A proposal, drawn on its flow. */
  openProposal(proposalId: string): void
  openTab(url: string): void
  /** Loads the panel anew. */
  reload(): void
  copy(text: string): Promise<boolean>
  /** Gives something to the person as a file. */
  save(name: string, content: string | Blob, type: string): void
}

export interface Panel {
  store: PanelStore
  walk: Walk
  desk: AttachDesk
  outside: Outside
}

export const PanelContext = createContext<Panel | null>(null)

export function usePanel(): Panel {
  const panel = use(PanelContext)
  if (!panel) throw new Error('Draw this inside <PanelContext>')
  return panel
}

export const usePanelState = <T,>(select: (state: PanelState) => T): T =>
  useStore(usePanel().store, select)

const NO_SESSION: StoreApi<SessionState | null> = {
  getState: () => null,
  getInitialState: () => null,
  setState: () => undefined,
  subscribe: () => () => undefined,
}

/** Something of the session shown; undefined where there is none. */
export function useSessionState<T>(select: (state: SessionState) => T): T | undefined {
  const store = usePanelState((state) => state.session)
  return useStore<StoreApi<SessionState | null>, T | undefined>(store ?? NO_SESSION, (state) =>
    state ? select(state) : undefined,
  )
}

export const useSession = (): Session | null => useSessionState((state) => state.session) ?? null

/** The time, renewed every so often. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
