/** The outcome and the note screen, as a technician uses them. */
import type { Page } from 'puppeteer-core'

const PREVIEW = 'section[aria-label="The text as it will be written"]'
const named = (role: string, name: string) => `::-p-aria([name="${name}"][role="${role}"])`

export async function pressButton(panel: Page, name: string): Promise<void> {
  const button = await panel.waitForSelector(named('button', name))
  await button?.click()
}

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
  const pressed = await panel.waitForFunction(
    (preview) => {
      const offered = [...document.querySelectorAll('button')].find(
        (button) =>
          button.textContent?.startsWith('Post') && button.getAttribute('aria-disabled') !== 'true',
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
  return (await pressed.jsonValue())?.shown ?? ''
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
  const how = await panel.waitForSelector(named('textbox', 'How'))
  await how?.click({ count: 3 })
  await how?.type(verifiedBy)
  await panel.keyboard.down('Control')
  await panel.keyboard.press('Enter')
  await panel.keyboard.up('Control')
  await panel.waitForSelector(named('dialog', 'How did it end?'), { hidden: true })
}

/** The same, with nobody having seen yet that it works. */
export async function finishUnverified(panel: Page): Promise<void> {
  await panel.waitForSelector(named('dialog', 'How did it end?'))
  await pick(panel, 'Resolved')
  await pick(panel, 'Not verified')
  await panel.keyboard.down('Control')
  await panel.keyboard.press('Enter')
  await panel.keyboard.up('Control')
  await panel.waitForSelector(named('dialog', 'How did it end?'), { hidden: true })
}

export async function openNote(panel: Page, kind: string): Promise<void> {
  const kinds = named('group', 'Kind of note')
  if (!(await panel.$(kinds))) {
    await panel.keyboard.press('Escape') // out of a field, where a letter is a letter
    await panel.keyboard.press('w')
  }
  await panel.waitForSelector(kinds)
  await pick(panel, kind)
}

/** The text that would be written, line by line as it is shown. */
export const shownNote = (panel: Page): Promise<string> =>
  panel.$eval('main', (main) => (main as HTMLElement).innerText)

/** The very text that the preview says will be written, line by line. */
export const previewedText = (panel: Page): Promise<string> =>
  panel.$eval(PREVIEW, (shown) => [...shown.children].map((line) => line.textContent).join('\n'))

/** Waits for words anywhere in the panel. */
export async function waitForWords(panel: Page, words: string, timeout = 15_000): Promise<void> {
  await panel.waitForFunction(
    (wanted) => document.body.innerText.includes(wanted),
    { timeout, polling: 100 },
    words,
  )
}

export async function tick(panel: Page, name: string): Promise<void> {
  const box = await panel.waitForSelector(named('checkbox', name))
  await box?.click()
}

export async function setMinutes(panel: Page, minutes: number): Promise<void> {
  const field = await panel.waitForSelector(named('spinbutton', 'Minutes'))
  await field?.focus()
  await panel.keyboard.down('Control')
  await panel.keyboard.press('a')
  await panel.keyboard.up('Control')
  await field?.type(String(minutes))
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
