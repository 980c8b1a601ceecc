/**
 * The script templates that may be used: as this browser keeps them, then as the server has them.
 * Without a network the kept ones can be read and filled in; making a script waits for the server.
 */
import { useEffect, useState } from 'react'
import { ListScripts, type Script } from '#shared/script/contract.ts'
import type { Trouble } from '../../client/trouble.ts'
import { usePanelState } from '../PanelContext.tsx'

const LIST = 'scripts'

export interface ScriptsRead {
  scripts: readonly Script[]
  isLoaded: boolean
  trouble: Trouble | null
  /** Reads them again from the server. */
  refresh: () => void
}

/** `isKeptEnough` where what this browser has does: nothing is asked. */
export function useScripts({ isKeptEnough = false } = {}): ScriptsRead {
  const world = usePanelState((state) => state.world)
  const isOnline = usePanelState((state) => state.isOnline)
  const [asked, setAsked] = useState(0)
  const [read, setRead] = useState<Omit<ScriptsRead, 'refresh'>>(NOTHING_YET)
  // biome-ignore lint/correctness/useExhaustiveDependencies: back on the network it is asked anew
  useEffect(() => {
    if (!world) return
    let isGone = false
    const show = (change: Partial<ScriptsRead>) =>
      !isGone && setRead((before) => ({ ...before, ...change }))
    const load = async () => {
      const kept = await world.db.lists.get(LIST)
      if (kept?.scripts) show({ scripts: kept.scripts, isLoaded: true })
      if (isKeptEnough && kept?.scripts) return
      const answer = await world.client.ask(ListScripts, {})
      if (!answer.ok) return show({ isLoaded: true, trouble: answer.trouble })
      const scripts = answer.value.scripts.filter((one) => one.state === 'published')
      await world.db.lists.put({ name: LIST, scripts, at: new Date().toISOString() })
      show({ scripts, isLoaded: true, trouble: null })
    }
    void load()
    return () => {
      isGone = true
    }
  }, [world, isKeptEnough, isOnline, asked])
  return { ...read, refresh: () => setAsked((n) => n + 1) }
}

const NOTHING_YET = { scripts: [], isLoaded: false, trouble: null }
