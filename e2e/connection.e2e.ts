/**
 * An admin connects ConnectWise: a wrong company, a wrong key and silence say in words what is
 * wrong, the right ones are tried feature by feature and not given up for wrong ones; then somebody whom nothing matched gets a member by
 * hand, and of two who are to have the same one the second is told who has it.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DEMO_KEY } from './connectwise/rest/switches.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, SITE, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { untilRead } from './rig/until-read.ts'

const WIDTHS = [360, 480, 1024] as const
/** A member whom nobody of the team is named like. */
const MEMBER = 'Wim Keller'

let rig: Rig
let panel: Page
let tab: Page

beforeAll(async () => {
  rig = await startRig({ isConnected: false })
  const page = await rig.browser.newPage()
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('admin'))
  tab = await openSettings()
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
afterAll(() => rig?.close())

async function openSettings(): Promise<Page> {
  const page = await rig.browser.newPage()
  // A URL of this scheme has no origin of its own.
  await page.goto(`chrome-extension://${new URL(panel.url()).host}/settings.html`)
  await waitForWords(page, 'ConnectWise connection')
  await page.waitForSelector('::-p-aria([name="Site"][role="textbox"])')
  await untilRead(page)
  return page
}

async function typeConnection(changed: { companyId?: string; privateKey?: string }) {
  await fill(tab, 'Site', SITE)
  await fill(tab, 'Company id', changed.companyId ?? 'northwind')
  await fill(tab, 'Public key', DEMO_KEY.publicKey)
  const secret = await tab.waitForSelector('::-p-aria([name="Private key"])')
  await secret?.focus()
  await tab.keyboard.down('Control')
  await tab.keyboard.press('a')
  await tab.keyboard.up('Control')
  await tab.keyboard.type(changed.privateKey ?? DEMO_KEY.privateKey)
}

test('a wrong company is told by name, before anything is kept', async () => {
  await typeConnection({ companyId: 'nortwind' })
  await pressButton(tab, 'Test')
  await waitForWords(tab, 'knows no company “nortwind”')
  await expectOpenToAll(tab)
  await photograph(tab, 'connection-company', WIDTHS)
})

test('a wrong key says where to make a new one', async () => {
  await typeConnection({ privateKey: 'thisIsNotTheKey1' })
  await pressButton(tab, 'Test')
  await waitForWords(tab, 'ConnectWise does not accept the keys')
  await waitForWords(tab, 'System > Members > API Members > API Keys')
  await photograph(tab, 'connection-key', WIDTHS)
})

test('a ConnectWise that says nothing is named, and not our own server', async () => {
  rig.connectWise.faults.add({ path: '/login/**', count: 9, play: { kind: 'hang' } })
  await typeConnection({})
  await pressButton(tab, 'Test')
  await waitForWords(tab, `${new URL(SITE).host} did not answer in time`, 45_000)
  rig.connectWise.faults.clear()
})

test('the right ones are kept and tried feature by feature, and never shown again', async () => {
  await typeConnection({})
  await pressButton(tab, 'Save and test')
  await waitForWords(tab, 'The address is right and the keys are accepted', 60_000)
  await waitForWords(tab, 'Add time entries')
  await waitForWords(tab, `by ${demoPerson('admin').name}`)
  expect(await tab.content()).not.toContain(DEMO_KEY.privateKey)
  const typed = await tab.$$eval('input', (fields) => fields.map(({ value }) => value))
  expect(typed).not.toContain(DEMO_KEY.privateKey)
  await expectAtEveryWidth(tab)
  await photograph(tab, 'connection', WIDTHS)
})

test('keys that fail replace none that work before somebody says so', async () => {
  await typeConnection({ privateKey: 'thisIsNotTheKey1' })
  await pressButton(tab, 'Save and test')
  await waitForWords(tab, 'Save what fails its test?')
  await expectOpenToAll(tab)
  await photograph(tab, 'connection-fails', WIDTHS)
  await pressButton(tab, 'Leave it as it was')
  await waitForWords(tab, 'as typed and not saved')
})

test('a member is given by hand to somebody whom nothing matched', async () => {
  await pressButton(tab, 'Read members again')
  await waitForWords(tab, MEMBER)
  const other = await openSettings()
  await waitForWords(other, MEMBER)
  await tab.bringToFront()
  await choose(tab, demoPerson('viewer').name)
  await untilChosen(tab, demoPerson('viewer').name)

  // The other page was read before: there nobody has the member yet.
  await other.bringToFront()
  await choose(other, demoPerson('lead').name)
  await waitForWords(other, `${demoPerson('viewer').name} writes as ${MEMBER}`)
  await waitForWords(other, 'Take the member from them first')
  await untilChosen(other, demoPerson('viewer').name)
  await expectAtEveryWidth(other)
  await photograph(other, 'member-taken', WIDTHS)
})

test('taken from the one, the member can be given to the other', async () => {
  await tab.bringToFront()
  await choose(tab, 'Nobody')
  await untilChosen(tab, 'Nobody')
  await choose(tab, demoPerson('lead').name)
  await untilChosen(tab, demoPerson('lead').name)
})

const ROW = `select[aria-label="Who writes as ${MEMBER}"]`

async function choose(page: Page, name: string): Promise<void> {
  // Who there is comes behind the members.
  const option = await page.waitForFunction(
    (row, wanted) => {
      const select = document.querySelector<HTMLSelectElement>(row)
      const found = [...(select?.options ?? [])].find((one) => one.textContent === wanted)
      return found && { value: found.value }
    },
    { polling: 'mutation' },
    ROW,
    name,
  )
  await page.select(ROW, (await option.jsonValue())?.value ?? '')
}

/** Until the page shows what the server keeps. */
async function untilChosen(page: Page, name: string): Promise<void> {
  await page.waitForFunction(
    (row, wanted) =>
      document.querySelector<HTMLSelectElement>(row)?.selectedOptions[0]?.textContent === wanted,
    {},
    ROW,
    name,
  )
}
