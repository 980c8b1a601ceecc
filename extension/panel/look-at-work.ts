/**
 * Opens a session that may be a colleague's and unknown in this browser: its record is fetched first,
 * so that what is shown is the work and not an empty panel. What this browser knows already is shown
 * without a network too.
 */
import type { PanelStore } from './panel-store.ts'

export async function lookAtWork(
  store: PanelStore,
  sessionId: string,
  whose = 'a colleague',
): Promise<void> {
  const { world } = store.getState()
  if (!world) return
  const isHere =
    (await world.fetchRecord(sessionId)) || (await world.db.sessions.get(sessionId)) !== undefined
  if (world !== store.getState().world) return
  if (!isHere) {
    return store.tell(`The work of ${whose} cannot be read now. Try again in a moment.`)
  }
  await store.pick(sessionId)
  await store.refreshOpen()
}
