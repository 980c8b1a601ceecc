/** The file-share flow as journeys walk it: one user, a token older than the group, signed in again. */
import type { Page } from 'puppeteer-core'
import { waitForFirstFlow } from './first-flow.ts'
import { waitForWords } from './note.ts'
import { answer, giveValue, next, waitForCard } from './walk.ts'

/** What the flow asks for by name, and what the seeded tickets hold. */
const NAMES: Readonly<Record<string, string>> = {
  'File server': 'PRD-FS01',
  'Name of the share': 'Recalls',
  'Sign-in name of the user': 'frontdesk',
  'Folder as the server knows it': 'D:\\Recalls',
  'The user’s computer': 'PRD-WS014',
  'Group that grants the access': 'Recalls-RW',
}

/** To the first card, by Enter: the flow is offered first for such a ticket. */
export async function startFileShare(panel: Page): Promise<void> {
  await waitForFirstFlow(panel, 'User cannot access a file share')
  await next(panel)
  await waitForCard(panel, 'Scope of the problem')
}

/** Each step of the walk after the start, so that something can go wrong between any two. */
export const FILE_SHARE_STEPS: readonly ((panel: Page) => Promise<void>)[] = [
  (panel) => next(panel),
  (panel) => giveValue(panel, 'Access is denied (0x80070005)'),
  (panel) => giveValue(panel, '08:00 today; nothing known'),
  (panel) => giveValue(panel, 'Recalls cannot be called until noon'),
  (panel) => answer(panel, 'Yes, it worked'),
  (panel) => answer(panel, 'Only this user'),
  (panel) => next(panel),
  (panel) => answerFilled(panel, 'Access denied'),
  (panel) => answerFilled(panel, 'Rights are in order'),
  (panel) => answerFilled(panel, 'Group missing'),
  (panel) => answerFilled(panel, 'Signed in again'),
  (panel) => answerFilled(panel, 'Works'),
]

/** From the last card to the question for the outcome. */
export async function endFileShare(panel: Page): Promise<void> {
  await waitForCard(panel, 'Share opens again')
  await panel.keyboard.press('Enter')
  await waitForWords(panel, 'The walk has ended')
  await panel.keyboard.press('Enter')
}

export async function answerFilled(panel: Page, label: string): Promise<void> {
  await fillMissing(panel)
  await answer(panel, label)
}

/** Fills in what the card asks for, by keyboard: the next missing value always has the focus. */
export async function fillMissing(panel: Page): Promise<void> {
  for (let asked = await askedFor(panel); asked; asked = await askedFor(panel)) {
    const value = NAMES[asked]
    if (!value) throw new Error(`The journey has no value for “${asked}”.`)
    await panel.keyboard.type(value)
    await panel.keyboard.press('Enter')
    await panel.waitForFunction(
      (selector, was) =>
        ![...document.querySelectorAll<HTMLInputElement>(selector)].some(
          (field) => field.labels?.[0]?.textContent === was,
        ),
      { polling: 50 },
      MISSING,
      asked,
    )
  }
}

const MISSING = 'section[aria-label="Missing values"] input'

/** The value that has the focus; undefined where none is missing. */
async function askedFor(panel: Page): Promise<string | undefined> {
  if (!(await panel.$(MISSING))) return undefined
  await panel.waitForFunction((selector) => document.activeElement?.matches(selector), {}, MISSING)
  return panel.$eval(`${MISSING}:focus`, (field) => field.labels?.[0]?.textContent ?? '')
}
