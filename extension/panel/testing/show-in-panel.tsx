/** A part of the panel, shown on ticket 1 of a browser profile over a server that a test plays. */
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { v7 } from 'uuid'
import { vi } from 'vitest'
import type { EventData } from '#shared/session/event.ts'
import type { Surroundings } from '../../client/browser.ts'
import { type Outside, PanelContext } from '../PanelContext.tsx'
import type { PanelStore } from '../panel-store.ts'
import { createWalk } from '../session/walk.ts'
import { makeClientFacts } from './make-client-facts.ts'
import { makeDesk } from './make-desk.ts'
import { makeProfile, onTicket } from './make-profile.ts'

export interface Shown {
  box: HTMLElement
  store: PanelStore
  /** Waits for what the panel does by itself. */
  until: (passes: () => void) => Promise<void>
  /** The button of this name, as it is said or written. */
  button: (name: string) => HTMLButtonElement
  /** Twice on the same place, before anything could be drawn between. */
  doubleClick: (name: string) => Promise<void>
  click: (name: string) => Promise<void>
  close: () => void
}

export async function showInPanel(
  part: ReactNode,
  ask: unknown,
  {
    isLead = false,
    around = {},
    before = [],
  }: {
    isLead?: boolean
    around?: Partial<Outside>
    /** Recorded before anything is shown. */
    before?: readonly EventData[]
  } = {},
): Promise<Shown> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  const client = { ask, open: ask } as Surroundings['client'] // the routes of one test
  const { openPanel } = await makeProfile({ client, isLead })
  const store = await openPanel()
  const { world } = store.getState()
  if (!world) throw new Error('Nobody is signed in')
  await store.see(onTicket(1))
  if (before.length > 0) await store.act(before)
  const nothing = () => undefined
  const outside: Outside = {
    ...{ openSettings: nothing, openSession: nothing, openSessions: nothing, openSteps: nothing },
    ...{
      openBatch: nothing,
      openFlow: nothing,
      openProposal: nothing,
      openArticle: nothing,
      openScripts: nothing,
      openTab: nothing,
    },
    ...{ reload: nothing, save: nothing, copy: async () => true },
    ...around,
  }
  const walk = createWalk({
    ...{ panel: store, library: world.library, newId: () => v7(), openTab: nothing },
    ...{ clientFacts: makeClientFacts(), now: Date.now },
  })
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  await act(async () =>
    root.render(
      <PanelContext value={{ store, walk, desk: makeDesk(store, walk), outside }}>
        {part}
      </PanelContext>,
    ),
  )
  const button: Shown['button'] = (name) => {
    const named = [...box.querySelectorAll('button')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
    )
    if (!named) throw new Error(`No button ${name} in: ${box.textContent}`)
    return named
  }
  const press = (name: string, clicks: number) =>
    act(async () => {
      const pressed = button(name)
      for (let detail = 1; detail <= clicks; detail += 1) {
        pressed.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail }))
      }
    })
  return {
    ...{ box, store, button },
    // The first mask of a file waits for its detectors.
    until: (passes) =>
      vi.waitFor(
        async () => {
          await act(async () => undefined)
          passes()
        },
        { timeout: 10_000 },
      ),
    click: (name) => press(name, 1),
    doubleClick: (name) => press(name, 2),
    close: () => {
      act(() => root.unmount())
      box.remove()
    },
  }
}
