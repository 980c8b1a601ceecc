/** What journeys do with the full tabs of the extension. */
import type { ElementHandle, Page } from 'puppeteer-core'
import { expectOpenToAll } from './open-to-all.ts'
import { photograph } from './picture.ts'

/** By its label, in the place of what stood there. */
export async function fill(
  of: Page,
  label: string,
  text: string,
  role: 'textbox' | 'searchbox' | 'combobox' = 'textbox',
): Promise<void> {
  const field = await of.waitForSelector(`::-p-aria([name="${label}"][role="${role}"])`)
  if (field) await typeOver(of, field, text)
}

const MOST_TRIES = 3

/**
 * In the place of what stood there. A dialog that opens takes the focus a moment after it is drawn:
 * what went elsewhere by that is typed again.
 */
export async function typeOver(of: Page, field: ElementHandle, text: string): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    await field.focus()
    await of.keyboard.down('Control')
    await of.keyboard.press('a')
    await of.keyboard.up('Control')
    await of.keyboard.type(text)
    const isThere = await field
      .evaluate((one, typed) => !one.isConnected || Reflect.get(one, 'value') === typed, text)
      .catch(() => true) // gone with its page
    if (isThere) return
  }
  throw new Error(`The field does not take “${text}”.`)
}

/** As narrow as a panel, and as wide as a tab. */
export async function expectAtEveryWidth(of: Page): Promise<void> {
  for (const width of [360, 480, 1024]) {
    await of.setViewport({ width, height: 780 })
    await expectOpenToAll(of)
  }
}

/** A part of a page under its heading, at every width. */
export async function photographPart(tab: Page, heading: string, name: string): Promise<void> {
  for (const width of [360, 480, 1024]) {
    await tab.setViewport({ width, height: 780 })
    await tab.evaluate((words) => {
      const headings = [...document.querySelectorAll('h2')]
      headings.find((h) => h.textContent === words)?.scrollIntoView()
    }, heading)
    await photograph(tab, name, [width])
  }
}
