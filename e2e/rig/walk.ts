/**
 * Walks a flow in the panel by keyboard, as a technician does: digits, Enter, typed values.
 *
 * Each act waits for what it caused: the card of the next step. Labels are given as a person
 * reads them, so that a journey reads like the walk it is.
 */
import type { Page } from 'puppeteer-core'

/** The card in front: its title, and how many steps the walk has taken. */
const standing = (panel: Page): Promise<string> =>
  panel.evaluate(() => {
    const title = document.querySelector('#step-title')?.textContent ?? ''
    const trail = document.querySelector('nav[aria-label="Flow"]')?.textContent ?? ''
    return `${trail}: ${title}`
  })

export const cardTitle = (panel: Page): Promise<string> =>
  panel.$eval('#step-title', (title) => title.textContent ?? '')

export async function waitForCard(panel: Page, title: string): Promise<void> {
  await panel.waitForFunction(
    (wanted) => document.querySelector('#step-title')?.textContent?.includes(wanted),
    { polling: 50 },
    title,
  )
}

/** Presses the digit of the answer that reads like this, and waits for the next card. */
export async function answer(panel: Page, label: string): Promise<void> {
  const found = await panel
    .waitForFunction(
      (wanted) => {
        const rows = [...document.querySelectorAll('article fieldset button')]
        const row = rows.find((button) => button.textContent?.includes(wanted))
        return row?.getAttribute('aria-keyshortcuts')
      },
      { polling: 50 },
      label,
    )
    .catch(() => undefined)
  const digit = await found?.jsonValue()
  if (!digit) {
    throw new Error(`No answer “${label}” on “${await standing(panel)}”.`)
  }
  await moveOn(panel, () => panel.keyboard.press(digit as '1')) // a digit's key is the digit
}

/** Until the flows for this ticket stand there; before that Enter and the digits start none. */
export async function untilOffered(panel: Page): Promise<void> {
  await panel.waitForSelector('section[aria-label="Flows"] li')
}

/**
 * Out of the field that a card has put one into, where a letter is a letter: it has the focus only a
 * moment after the card is drawn.
 */
export async function leaveField(panel: Page): Promise<void> {
  await panel.waitForFunction(() => document.activeElement?.matches('article input'))
  await panel.keyboard.press('Escape')
  await panel.waitForFunction(() => !document.activeElement?.matches('input, textarea'))
}

/** Enter: the one next action. */
export const next = (panel: Page): Promise<void> =>
  moveOn(panel, () => panel.keyboard.press('Enter'))

/** Types a value that is asked for, and confirms it. */
export async function giveValue(panel: Page, value: string): Promise<void> {
  await panel.waitForSelector('article form input')
  await panel.focus('article form input')
  await panel.keyboard.type(value)
  await next(panel)
}

export async function moveOn(panel: Page, act: () => Promise<void>): Promise<void> {
  const before = await standing(panel)
  await act()
  await panel.waitForFunction(
    (was) => {
      const title = document.querySelector('#step-title')?.textContent ?? ''
      const trail = document.querySelector('nav[aria-label="Flow"]')?.textContent ?? ''
      return `${trail}: ${title}` !== was
    },
    { polling: 50 },
    before,
  )
}

/** Fills in the first value that a step of a checklist misses, and leaves the field. */
export async function giveMissing(panel: Page, value: string): Promise<void> {
  const missing = 'section[aria-label="Missing values"] input'
  await panel.waitForSelector(missing)
  const before = await panel.$$eval(missing, (fields) => fields.length)
  await panel.focus(missing)
  await panel.keyboard.type(value)
  await panel.keyboard.press('Enter')
  await panel.waitForFunction(
    (selector, was) => document.querySelectorAll(selector).length < was,
    { polling: 50 },
    missing,
    before,
  )
  await panel.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
}
