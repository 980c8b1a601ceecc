/** The outcome and the note screen, as a technician uses them. */
import type { Page } from 'puppeteer-core'
import { fill, typeOver } from './full-tab.ts'
import { pressUntilFelt } from './press.ts'
import { untilInDialog } from './within-dialog.ts'

const PREVIEW = 'section[aria-label="The text as it will be written"]'
const named = (role: string, name: string) => `::-p-aria([name="${name}"][role="${role}"])`

export async function pressButton(panel: Page, name: string): Promise<void> {
  for (let presses = 0; presses < MOST_PRESSES; presses++) {
    await pressUntilFelt(panel, named('button', name))
    if (!WRITES.test(name) || !(await isTooEarly(panel))) return
  }
  throw new Error(TOO_EARLY)
}

const MOST_PRESSES = 5
const TOO_EARLY = 'The checks never came to an end with what is shown.'

const WRITES = /^(Insert|Post)\b/

/** Whether it was pressed before the checks had read what is shown: then nothing was written. */
const isTooEarly = (panel: Page): Promise<boolean> =>
  panel.evaluate(() =>
    document.body.innerText.includes('The checks were still reading your last change'),
  )

/** True once the button may be pressed; a button that says why not may not. */
export async function waitUntilOffered(panel: Page, name: string): Promise<void> {
  await panel.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('button')].some(
        (button) =>
          button.textContent?.includes(wanted) && button.getAttribute('aria-disabled') !== 'true',
      ),
    {},
    name,
  )
}

/**
 * Posts, whether that is what the big button does or the small one beside it, and says what text
 * was shown when it was pressed. It is pressed in the very look that finds it offered: words that
 * arrive meanwhile bar it until they can have been read.
 */
export async function post(panel: Page): Promise<string> {
  for (let presses = 0; presses < MOST_PRESSES; presses++) {
    const pressed = await panel.waitForFunction(
      (preview) => {
        const offered = [...document.querySelectorAll('button')].find(
          (button) =>
            button.textContent?.startsWith('Post') &&
            button.getAttribute('aria-disabled') !== 'true',
        )
        if (!offered) return null
        const lines = [...(document.querySelector(preview)?.children ?? [])]
        const shown = lines.map((line) => line.textContent).join('\n')
        offered.click()
        return { shown }
      },
      {},
      PREVIEW,
    )
    const shown = (await pressed.jsonValue())?.shown ?? ''
    if (!(await isTooEarly(panel))) return shown
  }
  throw new Error(TOO_EARLY)
}

export async function pick(panel: Page, name: string): Promise<void> {
  const radio = await panel.waitForSelector(named('radio', name))
  await radio?.evaluate((element) => (element as HTMLElement).click()) // radios are drawn by their label
}

/** From the end of a walk: the outcome dialog, verified with the user, kept with Ctrl+Enter. */
export async function finishResolved(panel: Page, verifiedBy: string): Promise<void> {
  await panel.waitForSelector(named('dialog', 'How did it end?'))
  await pick(panel, 'Resolved')
  await pick(panel, 'With the user')
  await fill(panel, 'How', verifiedBy)
  await keepOutcome(panel)
}

/** The same, with nobody having seen yet that it works. */
export async function finishUnverified(panel: Page): Promise<void> {
  await panel.waitForSelector(named('dialog', 'How did it end?'))
  await pick(panel, 'Resolved')
  await pick(panel, 'Not verified')
  await keepOutcome(panel)
}

/** By Ctrl+Enter, which a dialog hears once it has the focus: that comes a moment after it is drawn. */
async function keepOutcome(panel: Page): Promise<void> {
  await untilInDialog(panel)
  await panel.keyboard.down('Control')
  await panel.keyboard.press('Enter')
  await panel.keyboard.up('Control')
  await panel.waitForSelector(named('dialog', 'How did it end?'), { hidden: true })
}

/**
 * Until a note of this kind is shown. The ticket may be on its way back into the panel: before it is
 * there the key finds nothing to note. What is kept of the kind is read first: what is said of the
 * note before that is said of the kind before.
 */
export async function openNote(panel: Page, kind: string): Promise<void> {
  const kinds = named('group', 'Kind of note')
  const comes = (selector: string, timeout: number) =>
    panel.waitForSelector(selector, { timeout }).catch(() => null)
  await comes(`footer button[aria-keyshortcuts="w"], ${kinds}`, 3_000)
  for (const patienceMs of [3_000, 6_000, 12_000]) {
    if (await panel.$(kinds)) break
    await panel.keyboard.press('Escape') // out of a field, where a letter is a letter
    await panel.keyboard.press('w')
    await comes(kinds, patienceMs)
  }
  await pick(panel, kind)
  await panel.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('label:has(:checked)')].some(
        (label) => label.textContent === wanted,
      ),
    { polling: 50 },
    kind,
  )
}

/** The text that would be written, line by line as it is shown. */
export const shownNote = (panel: Page): Promise<string> =>
  panel.$eval('main', (main) => (main as HTMLElement).innerText)

/** The very text that the preview says will be written, line by line. */
export async function previewedText(panel: Page): Promise<string> {
  await panel.waitForSelector(PREVIEW)
  return panel.$eval(PREVIEW, (shown) =>
    [...shown.children].map((line) => line.textContent).join('\n'),
  )
}

/** Waits for words anywhere in the panel. */
export async function waitForWords(panel: Page, words: string, timeout = 30_000): Promise<void> {
  await panel.waitForFunction(
    (wanted) => document.body.innerText.includes(wanted),
    { timeout, polling: 100 },
    words,
  )
}

export async function tick(panel: Page, name: string): Promise<void> {
  await pressUntilFelt(panel, named('checkbox', name))
}

export async function setMinutes(panel: Page, minutes: number): Promise<void> {
  const field = await panel.waitForSelector(named('spinbutton', 'Minutes'))
  if (field) await typeOver(panel, field, String(minutes))
}

/** When the time entry ends, as a date picker sets it: typing a date depends on the language. */
export async function setUntil(panel: Page, at: Date): Promise<void> {
  const field = await panel.waitForSelector('input[type="datetime-local"]')
  await field?.evaluate((input, ms) => {
    if (!(input instanceof HTMLInputElement)) return
    const local = ms - new Date(ms).getTimezoneOffset() * 60_000
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {}
    set?.call(input, new Date(local).toISOString().slice(0, 16))
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }, at.getTime())
}
