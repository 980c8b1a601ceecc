/** Whether the keyboard alone reaches every control of a screen: Tab to each, arrows in a group. */
import type { Page } from 'puppeteer-core'
import { expect } from 'vitest'

/** So often it is begun anew because something came meanwhile. */
const MOST_WALKS = 4

/** Goes through the screen once by Tab; of a group of choices one is reached, the arrows do the rest. */
export async function expectReachedByTab(of: Page): Promise<void> {
  // What arrives while one goes through stands before where one is, or is one too many to come to.
  for (let walks = 0; walks < MOST_WALKS; walks++) {
    await of.evaluate(beginAtTop)
    const count = await of.evaluate(countControls)
    expect(count).toBeGreaterThan(0)
    for (let presses = 0; presses < count + 10; presses++) {
      await of.keyboard.press('Tab')
      await of.evaluate(() => document.activeElement?.setAttribute('data-reached', ''))
    }
    if ((await of.evaluate(countControls)) === count) break
  }
  expect(await of.evaluate(findUnreached)).toEqual([])
  await of.evaluate(
    () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  )
}

/** Runs in the page: lets go of whatever has the focus. */
function beginAtTop(): void {
  for (const old of document.querySelectorAll('[data-reached]')) old.removeAttribute('data-reached')
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  getSelection()?.removeAllRanges()
}

/** Runs in the page: what can have the focus. */
function countControls(): number {
  return document.querySelectorAll('button, a[href], input, select, textarea, [tabindex]').length
}

/** Runs in the page; a dialog in front is all there is. */
function findUnreached(): string[] {
  const front = document.querySelector('[role="dialog"]') ?? document
  const isReached = (control: Element) => {
    const isChoice = control.matches('[role="radio"], [role="tab"], input[type="radio"]')
    const group = isChoice
      ? control.closest('[role="radiogroup"], [role="tablist"], fieldset')
      : null
    return control.hasAttribute('data-reached') || Boolean(group?.querySelector('[data-reached]'))
  }
  return [...front.querySelectorAll('button, a[href], input, select, textarea, [role="radio"]')]
    .filter((control) => control.checkVisibility({ visibilityProperty: true }))
    .filter(
      (control) =>
        !control.matches(':disabled, [aria-hidden="true"], [aria-hidden="true"] *, [inert] *'),
    )
    .filter((control) => !isReached(control))
    .map((control) => control.outerHTML.slice(0, 160))
}
