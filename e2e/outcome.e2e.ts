/**
 * How work ends: every outcome with every field of its dialog, on the card, in the note for the
 * ticket and on the clipboard; what was half said is there again. And how much a hand has to do
 * from the ticket to the posted note, against typing that note.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { OUTCOME_WORDS } from '#shared/note/wording.ts'
import { closePanel, openPanel } from './rig/browser.ts'
import { holdClipboard } from './rig/clipboard.ts'
import { keepEvidence } from './rig/evidence.ts'
import { endFileShare, FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { fill } from './rig/full-tab.ts'
import { keptInBrowser } from './rig/kept-in-browser.ts'
import { finishResolved, openNote, pick, post, pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { writeSentence } from './rig/pilot.ts'
import { waitForResume } from './rig/resume-card.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { turnToTicket } from './rig/turn-to-ticket.ts'
import { cardTitle, waitForCard } from './rig/walk.ts'
import { untilInDialog } from './rig/within-dialog.ts'

const TICKET = 48213
const OTHER = 48174

let rig: Rig
let page: Page
let panel: Page

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: TICKET })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

/** By hand: opening the note's editor, its place on the tabs, and Save. */
const CLICKS_OF_A_TYPED_NOTE = 3

test('from the ticket to the posted note takes fewer actions than typing that note', async () => {
  await startFileShare(panel)
  const actions = await countActions(panel)
  for (const step of FILE_SHARE_STEPS) await step(panel)
  await endFileShare(panel)
  await finishResolved(panel, 'the user opened, saved and deleted a test file')
  await openNote(panel, 'Resolution')
  await post(panel)
  await waitForWords(panel, `In #${TICKET}`)
  const [note] = rig.world.notesOf(TICKET).filter(({ createdBy }) => createdBy === 'rflow_api')
  // Enter, by which the flow was taken, came before the count.
  expect(1 + (await actions())).toBeLessThanOrEqual(
    (note?.text.length ?? 0) + CLICKS_OF_A_TYPED_NOTE,
  )
})

test('back from another ticket one reads where one stood, and Enter goes on there', async () => {
  await turnTo(OTHER)
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS.slice(0, 4)) await step(panel)
  const title = await cardTitle(panel)
  await panel.keyboard.press('p')
  await panel.waitForSelector('form input:focus')
  await panel.keyboard.type('Ms Adler to call back')
  await panel.keyboard.press('Enter')
  await panel.waitForSelector('form[aria-label="Pause"]', { hidden: true })
  await turnTo(TICKET)
  await turnTo(OTHER)
  await waitForResume(panel, title)
  await waitForWords(panel, 'Waiting for Ms Adler to call back')
  await expectOpenToAll(panel)
  await photograph(panel, 'resume-after-switch')
  await panel.keyboard.press('Enter')
  await waitForCard(panel, title)
})

test('an outcome half said is there again in the next panel', async () => {
  await panel.keyboard.press('f')
  await panel.waitForSelector(DIALOG)
  await untilInDialog(panel)
  await fill(panel, 'What the user was told', 'Sign in again tomorrow')
  await vi.waitFor(
    async () => expect(await keptInBrowser(panel)).toContain('Sign in again tomorrow'),
    { timeout: 15_000, interval: 100 },
  )
  await closePanel(rig.browser, page, panel)
  panel = await openPanel(rig.browser, page)
  await panel.waitForSelector('#resume-title')
  await panel.keyboard.press('Enter')
  await panel.waitForSelector('#step-title')
  await panel.keyboard.press('f')
  await panel.waitForSelector(DIALOG)
  expect(await textIn('What the user was told')).toBe('Sign in again tomorrow')
})

test.each(Object.values(OUTCOME_WORDS).filter((words) => words !== OUTCOME_WORDS.done))(
  '%s: all that was said is on the card and on the clipboard',
  async (outcome) => {
    if (!(await panel.$(DIALOG))) await reopen()
    await pick(panel, outcome)
    await pick(panel, 'Probable')
    await fill(panel, 'What it is', `Old token (${outcome})`)
    await pick(panel, 'By me')
    await fill(panel, 'How', `Opened Recalls as frontdesk (${outcome})`)
    await fill(panel, 'What the user was told', `Sign in again tomorrow (${outcome})`)
    await clickIn('Next step')
    await fill(panel, 'Next step 1', `Look at the token lifetime (${outcome})`)
    await fill(panel, 'Who', 'Jude Okafor')
    await panel.$eval('input[type="date"]', (field) => {
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
      set?.call(field, '2026-12-01')
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await fill(panel, 'Remark', `A remark of one’s own (${outcome})`)
    if (outcome === OUTCOME_WORDS.workaround) await photograph(panel, 'outcome-said')
    await panel.keyboard.down('Control')
    await panel.keyboard.press('Enter')
    await panel.keyboard.up('Control')
    await panel.waitForSelector(DIALOG, { hidden: true })

    await panel.waitForSelector('section[aria-labelledby="outcome-title"]')
    const card = await panel.$eval('section[aria-labelledby="outcome-title"]', (shown) => ({
      title: shown.querySelector('h2')?.textContent,
      hasSign: shown.querySelector('header svg') !== null,
      text: (shown as HTMLElement).innerText,
    }))
    expect(card).toMatchObject({ title: outcome, hasSign: true })
    const said = [
      `Old token (${outcome})`,
      `Opened Recalls as frontdesk (${outcome})`,
      `Sign in again tomorrow (${outcome})`,
      `Look at the token lifetime (${outcome})`,
    ]
    for (const words of [
      ...said,
      'Jude Okafor',
      '2026-12-01',
      `A remark of one’s own (${outcome})`,
    ]) {
      expect(card.text).toContain(words)
    }
    expect(card.text).toMatch(/\d:\d\d h worked/)
    if (outcome === OUTCOME_WORDS.workaround) await photograph(panel, 'outcome-card')
    await expectOpenToAll(panel)

    const clipboard = await holdClipboard(panel)
    await pressButton(panel, 'Copy for Ticket')
    await waitForWords(panel, 'Copied')
    for (const words of said) expect(await clipboard()).toContain(words)
    if (outcome === OUTCOME_WORDS.escalate) await expectEscalated(said)
  },
)

/** Whoever takes it over finds in the ticket what the outcome said, as the panel showed it. */
async function expectEscalated(said: readonly string[]): Promise<void> {
  await openNote(panel, 'Working')
  // Until then the note of an ended session is the resolution, which could be posted as well.
  await waitForWords(panel, 'Where it stands, for whoever goes on')
  const shown = await post(panel)
  await waitForWords(panel, `In #${OTHER}`)
  const notes = rig.world.notesOf(OTHER).filter(({ createdBy }) => createdBy === 'rflow_api')
  expect(notes).toMatchObject([{ internalAnalysisFlag: true, detailDescriptionFlag: false }])
  expect(notes[0]?.text).toBe(shown)
  const nextStep = said.at(-1)
  for (const words of [nextStep, 'Jude Okafor']) expect(notes[0]?.text).toContain(words)
  await expectOpenToAll(panel)
  await photograph(panel, 'outcome-escalated')
  await panel.keyboard.press('Escape')
}

const DIALOG = '::-p-aria([name="How did it end?"][role="dialog"])'

const turnTo = (ticketId: number): Promise<void> => turnToTicket(page, panel, ticketId)

async function reopen(): Promise<void> {
  await pressButton(panel, 'Reopen')
  await writeSentence(panel, 'The same error came back')
  await panel.waitForSelector('#step-title')
  await panel.keyboard.press('Escape')
  await panel.keyboard.press('f')
  await panel.waitForSelector(DIALOG)
}

async function clickIn(name: string): Promise<void> {
  const button = await panel.waitForSelector(`::-p-aria([name="${name}"][role="button"])`)
  await button?.click()
}

const textIn = (label: string): Promise<string> =>
  panel.$eval(
    `::-p-aria([name="${label}"][role="textbox"])`,
    (field) => (field as HTMLTextAreaElement).value,
  )

/** Every key that is pressed and every click, from now on. */
async function countActions(of: Page): Promise<() => Promise<number>> {
  await of.evaluate(() => {
    const count = (event: Event) => {
      // A key that presses a button, and a label that turns to its field, click once more.
      if (event instanceof MouseEvent && event.isTrusted && event.detail === 0) return
      const { dataset } = document.documentElement
      dataset.actions = String(Number(dataset.actions ?? 0) + 1)
    }
    addEventListener('keydown', count, { capture: true })
    addEventListener('click', count, { capture: true })
  })
  return () => of.evaluate(() => Number(document.documentElement.dataset.actions))
}
