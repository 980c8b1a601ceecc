/** FlowPilot in the panel, as a technician uses it: by keyboard, one thing at a time. */
import type { Page } from 'puppeteer-core'
import { waitForWords } from './note.ts'

/** From a ticket without work, or from a flow. */
export async function thinkAlong(panel: Page): Promise<void> {
  await waitForWords(panel, 'Think along with FlowPilot')
  await panel.keyboard.press('a')
  await panel.waitForSelector(FIELD)
}

export async function tellPilot(panel: Page, words: string): Promise<void> {
  await panel.waitForSelector(FIELD)
  await panel.focus(FIELD)
  await panel.keyboard.type(words)
  await panel.keyboard.press('Enter')
  await panel.waitForFunction(
    (field) => document.querySelector<HTMLTextAreaElement>(field)?.value === '',
    {},
    FIELD,
  )
  // Out of the field, where a letter is a key.
  await panel.keyboard.press('Escape')
}

/** Writes into the small form that a key has opened, and keeps it. */
export async function writeSentence(panel: Page, words: string): Promise<void> {
  await panel.waitForSelector('form textarea:focus')
  await panel.keyboard.type(words)
  await panel.keyboard.press('Enter')
  await panel.waitForSelector('form textarea', { hidden: true })
}

/** What Ctrl+V does with this on the clipboard. */
export async function paste(panel: Page, text: string): Promise<void> {
  await panel.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)
  await panel.waitForSelector('section[aria-label="Pasted output"]')
}

/** Once nothing runs and nothing waits to be sent. */
export async function waitUntilAnswered(panel: Page, words: string): Promise<void> {
  await waitForWords(panel, words)
  await panel.waitForFunction(
    () => ![...document.querySelectorAll('button')].some((b) => b.textContent?.startsWith('Stop')),
  )
}

const FIELD = 'textarea[placeholder="Words to FlowPilot"]'
