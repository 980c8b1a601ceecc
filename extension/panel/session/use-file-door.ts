/** Attached files as the panel's screens have them: of the session shown, and on their way. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { FileQueueState } from '../../client/file-queue.ts'
import { readFile } from '../../client/read-file.ts'
import type { FileDoor } from '../../ui/files/Files.tsx'
import { usePanel, usePanelState } from '../PanelContext.tsx'

export function useFileDoor(): FileDoor {
  const { outside, walk } = usePanel()
  const world = usePanelState((state) => state.world)
  const sessionId = usePanelState((state) => state.session?.sessionId ?? '')
  return useMemo(() => {
    const takeBack = async (id: string) => {
      if (await walk.detach(id)) await world?.files.takeBack(id)
    }
    return {
      load: async (file) =>
        world ? readFile(world, sessionId, file) : 'Sign in to see this file.',
      save: (file, content) => outside.save(file.fileName, content, file.mediaType),
      takeBack: (file) => void takeBack(file.id),
    }
  }, [world, sessionId, outside, walk])
}

export const useFiles = (): FileQueueState =>
  useStore(usePanelState((state) => state.world?.files) ?? NO_QUEUE)

const NONE: FileQueueState = {
  refused: [],
  waitingIn: new Set(),
  trouble: null,
  storageTrouble: null,
  room: null,
}
const NO_QUEUE: StoreApi<FileQueueState> = {
  getState: () => NONE,
  getInitialState: () => NONE,
  setState: () => undefined,
  subscribe: () => () => undefined,
}
