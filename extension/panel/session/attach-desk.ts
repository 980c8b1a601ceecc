/**
 * Files that a person has pasted, dropped or picked, looked at before they are kept.
 *
 * A file is what its first bytes say, has a plain name and is within the limits, or it is not
 * offered and the person is told what to do instead. Kept, it is first put into this browser,
 * then named by the record, then sent: at no moment does the record name what nobody has.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { filesOf } from '#shared/session/files-of.ts'
import type { PanelStore } from '../panel-store.ts'
import type { Offer } from './look-at-file.ts'
import type { Walk } from './walk.ts'

/** A file and the session at which it was offered: to another one it is never attached. */
export interface OfferedFile extends Offer {
  sessionId: string | undefined
}

export interface AttachDeskState {
  /** The first one of the session in front is asked about. */
  offers: readonly OfferedFile[]
  /** Rises each time somebody wants to pick a file. */
  picks: number
}

export interface AttachDesk extends StoreApi<AttachDeskState> {
  pick(): void
  offer(files: readonly File[]): Promise<void>
  /** The first one becomes a file of the step. */
  keep(): Promise<boolean>
  discard(): void
}

export interface AttachDeskDeps {
  panel: PanelStore
  walk: Pick<Walk, 'attach'>
  newId: () => string
  mask: (text: string) => Promise<{ text: string }>
  /** How much this browser can still store; undefined where it does not say. */
  freeBytes: () => Promise<number | undefined>
}

export function createAttachDesk(deps: AttachDeskDeps): AttachDesk {
  const { panel } = deps
  const store = createStore<AttachDeskState>(() => ({ offers: [], picks: 0 }))

  const offer = async (files: readonly File[]) => {
    const { lookAtFile } = await import('./look-at-file.ts')
    const problems: string[] = []
    const before = panel.getState().session
    const sessionId = before?.sessionId
    for (const file of files) {
      const session = before?.getState().session
      const looked = await lookAtFile(file, {
        id: deps.newId(),
        count: (session ? filesOf(session).length : 0) + store.getState().offers.length,
        mask: deps.mask,
        freeBytes: await deps.freeBytes(),
      })
      if (typeof looked === 'string') problems.push(looked)
      else store.setState(({ offers }) => ({ offers: [...offers, { ...looked, sessionId }] }))
    }
    if (problems.length > 0) panel.tell(problems.join(' '))
  }

  const isInFront = ({ sessionId }: OfferedFile) =>
    sessionId === panel.getState().session?.sessionId
  const take = (id: string | undefined) =>
    store.setState(({ offers }) => ({ offers: offers.filter(({ file }) => file.id !== id) }))

  return Object.assign(store, {
    pick: () => store.setState(({ picks }) => ({ picks: picks + 1 })),
    offer,
    async keep() {
      const first = store.getState().offers.find(isInFront)
      const { world, session } = panel.getState()
      if (!first || !world || !session) return false
      const { file, bytes } = first
      // What could not be stored stays offered: it is nowhere else.
      if (!(await world.files.hold(session.sessionId, file, bytes))) return false
      // The ticket was changed meanwhile: it stays offered where it was.
      if (!isInFront(first)) {
        await world.files.drop(file.id)
        return false
      }
      take(file.id)
      if (!(await deps.walk.attach(file))) {
        await world.files.drop(file.id)
        return false
      }
      await world.files.release(file.id)
      return true
    },
    discard: () => take(store.getState().offers.find(isInFront)?.file.id),
  })
}
