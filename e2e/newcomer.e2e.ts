/**
 * A newcomer with an address that is not quite right: each says what is wrong with it and what to
 * do, nothing typed is lost, and the right one goes on to the sign-in.
 */
import { createServer } from 'node:https'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeCertificate } from './connectwise/certificate.ts'
import { listenOnLoopback, shutServer } from './loopback.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { fill } from './rig/full-tab.ts'
import { waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

let rig: Rig
let page: Page
let panel: Page

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: 48213 })
  panel = await openPanel(rig.browser, page)
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

/** Typed over what stood there, and sent by Enter. */
async function tryAddress(address: string, said: string): Promise<void> {
  await fill(panel, 'Server address', address)
  await panel.keyboard.press('Enter')
  await waitForWords(panel, said, 25_000)
  const kept = await panel.$eval('input', (field) => field.value)
  expect(kept, 'to be corrected, not typed anew').toBe(address)
}

test('what is no address, or not safe, is told before anybody is asked', async () => {
  await tryAddress('our server', 'This is not an address')
  await tryAddress('http://flows.example.com', 'the address must begin with https://')
  await expectOpenToAll(panel)
})

test('a name that leads nowhere, and a port where nobody is', async () => {
  await tryAddress('flows.invalid', 'No answer from https://flows.invalid')
  await tryAddress('localhost:1', 'that the port is right')
  await photograph(panel, 'newcomer-no-answer')
})

test('a certificate that this browser does not trust', async () => {
  const { key, cert } = makeCertificate(['localhost'], new Date())
  const server = createServer({ key, cert }, (_, answer) => answer.end('{}'))
  const port = await listenOnLoopback(server, 0)
  await tryAddress(`https://localhost:${port}`, 'does not trust its certificate')
  await shutServer(server)
})

test('a server that is another', async () => {
  await tryAddress(`localhost:${rig.connectWise.port}`, 'ResolutionFlow server')
  await waitForWords(panel, `http://localhost:${rig.connectWise.port} answers, but not`)
  await photograph(panel, 'newcomer-another')
  await expectOpenToAll(panel)
})

test('the right one goes on, and one is signed in beside the ticket', async () => {
  await fill(panel, 'Server address', rig.api.url)
  await panel.keyboard.press('Enter')
  // While the server is asked the address stands there still, and would be typed once more.
  await panel.waitForSelector('::-p-aria([name="E-mail"][role="textbox"])')
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
  await waitForWords(panel, '#48213')
})
