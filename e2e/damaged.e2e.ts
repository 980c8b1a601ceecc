/** What is kept in this browser is damaged: it is read from the server again, and the work is there. */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { keptRows, untilFlowsAreKept } from './rig/kept-in-browser.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { cardTitle, waitForCard } from './rig/walk.ts'

const TICKET = 48213

let rig: Rig
let page: Page
let panel: Page
let stoodAt: string

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('a ticket and steps that can no longer be read are read from the server again', async () => {
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS.slice(0, 3)) await step(panel)
  stoodAt = await cardTitle(panel)
  await untilFlowsAreKept(panel)
  const states = () =>
    keptRows(panel, 'events').then((rows) => new Set(rows.map((row) => row.state)))
  await expect.poll(states).toEqual(new Set(['stored']))
  await damage('tickets', { ticket: { summary: 7 } })
  await damage('events', { event: {} })
  await panel.reload()
  await goOn()
})

test('a flow that can no longer be shown is told, and is there after one press', async () => {
  // It looks through what is kept once by itself.
  const names = () => keptRows(panel, 'lists').then((rows) => rows.map((row) => row.name))
  await expect.poll(names).toContain('read by')
  await damage('flows', { content: { nodes: 'none' } })
  await panel.reload()
  await waitForWords(panel, 'could not be shown')
  await photograph(panel, 'could-not-be-shown')
  await expectOpenToAll(panel)
  await pressButton(panel, 'Reload')
  await goOn()
})

async function goOn(): Promise<void> {
  await waitForWords(panel, 'Go on')
  await panel.keyboard.press('Enter')
  await waitForCard(panel, stoodAt)
}

/** Every row of a kind, as a failing disk or a version of another day may have left it. */
const damage = (kind: string, left: object): Promise<void> =>
  panel.evaluate(
    async (of, into) => {
      const ended = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      for (const { name = '' } of await indexedDB.databases()) {
        const db = await ended(indexedDB.open(name))
        const rows = db.transaction(of, 'readwrite').objectStore(of)
        for (const row of await ended(rows.getAll())) await ended(rows.put({ ...row, ...into }))
        db.close()
      }
    },
    kind,
    left,
  )
