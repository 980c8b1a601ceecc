/** Handing over and taking over in the panel, as people do it: by keyboard. */
import type { Page } from 'puppeteer-core'
import { fill } from './full-tab.ts'
import { waitForWords } from './note.ts'

/** A key of the panel, out of any field, where a letter is a letter. */
export async function pressKey(panel: Page, key: 'B' | 'E' | 'H' | 'P' | 'Q'): Promise<void> {
  await panel.keyboard.press('Escape')
  await panel.waitForFunction(
    () =>
      !document.activeElement?.closest(
        'input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]',
      ),
  )
  await panel.keyboard.press(key)
}

export async function askToHandOver(panel: Page): Promise<void> {
  await pressKey(panel, 'E')
  await panel.waitForSelector('::-p-aria([name="Why"][role="textbox"])')
}

export const sayWhy = (panel: Page, reason: string) => fill(panel, 'Why', reason)

export const sayImpact = (panel: Page, impact: string) =>
  fill(panel, 'Who is affected, and until when does it have to work?', impact)

export const sayFirstMove = (panel: Page, move: string) =>
  fill(panel, 'What would you do first?', move)

/** Ctrl+Enter, from wherever one is in the dialog. */
export async function confirmHandOver(panel: Page): Promise<void> {
  await panel.keyboard.down('Control')
  await panel.keyboard.press('Enter')
  await panel.keyboard.up('Control')
}

/** To the first that waits, as far as its briefing. */
export async function readFirstWaiting(panel: Page): Promise<void> {
  await pressKey(panel, 'Q')
  // The list of another screen has a first row too.
  await panel.waitForSelector('[aria-labelledby="queue-title"] ol button[aria-keyshortcuts="1"]')
  await panel.keyboard.press('1')
  await waitForWords(panel, 'FIRST MOVE')
}
