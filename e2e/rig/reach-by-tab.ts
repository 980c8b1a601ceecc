/** Whether the keyboard alone reaches every control of a screen: Tab to each, arrows in a group. */
import type { Page } from 'puppeteer-core'
import { expect } from 'vitest'

/** Goes through the screen once by Tab; of a group of choices one is reached, the arrows do the rest. */
export async function expectReachedByTab(of: Page): Promise<void> {
  const count = await of.evaluate(beginAtTop)
  expect(count).toBeGreaterThan(0)
  for (let presses = 0; presses < count + 10; presses++) {
    await of.keyboard.press('Tab')
    await of.evaluate(() => document.activeElement?.setAttribute('data-reached', ''))
  }
  expect(await of.evaluate(findUnreached)).toEqual([])
  await of.evaluate(
    () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  )
}

/** Runs in the page: lets go of whatever has the focus, and counts what can have it. */
function beginAtTop(): number {
  for (const old of document.querySelectorAll('[data-reached]')) old.removeAttribute('data-reached')
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  getSelection()?.removeAllRanges()
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
