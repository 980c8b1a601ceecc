/** The desk for files over a panel, in a browser that has room. */
import { v7 } from 'uuid'
import type { PanelStore } from '../panel-store.ts'
import { type AttachDesk, type AttachDeskDeps, createAttachDesk } from '../session/attach-desk.ts'
import type { Walk } from '../session/walk.ts'

export const makeDesk = (
  panel: PanelStore,
  walk: Pick<Walk, 'attach'>,
  given: Partial<AttachDeskDeps> = {},
): AttachDesk =>
  createAttachDesk({
    panel,
    walk,
    newId: () => v7(),
    mask: async (text) => ({ text }),
    freeBytes: async () => undefined,
    ...given,
  })
