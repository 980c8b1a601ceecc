/**
 * A press that arrives. What comes in meanwhile may bar a button for a moment, draw it anew, or move
 * it from under the pointer: it is pressed again until something of its name has felt the press. What
 * stays barred is pressed as it is, since a person may do so and is told why.
 */
import type { ElementHandle, Page } from 'puppeteer-core'

const MOST_PRESSES = 5
const BARRED_FOR_MS = 5_000

export async function pressUntilFelt(of: Page, selector: string): Promise<void> {
  let why: unknown = `${selector} was not under the pointer.`
  for (let presses = 0; presses < MOST_PRESSES; presses++) {
    const pressed = await of.waitForSelector(selector)
    if (!pressed) continue
    try {
      if (await feelsPress(of, pressed)) return
    } catch (error) {
      why = error // it was drawn anew while one reached for it
    }
  }
  throw new Error('It could not be pressed.', { cause: why })
}

async function feelsPress(of: Page, pressed: ElementHandle): Promise<boolean> {
  await of
    .waitForFunction(
      (one) => !one.isConnected || one.getAttribute('aria-disabled') !== 'true',
      { polling: 50, timeout: BARRED_FOR_MS },
      pressed as ElementHandle<Element>, // a selector finds elements
    )
    .catch(() => undefined)
  const heard = await pressed.evaluateHandle((one) => {
    const nameOf = (of: Node) =>
      (of instanceof Element && of.getAttribute('aria-label')) || of.textContent
    const name = nameOf(one)
    const PRESSED = 'button, summary, a, [role]'
    const press = { isFelt: false }
    const hear = (event: Event) => {
      press.isFelt = event
        .composedPath()
        .some((at) => at instanceof Element && at.matches(PRESSED) && nameOf(at) === name)
    }
    addEventListener('click', hear, { capture: true, once: true })
    return press
  })
  await pressed.click()
  // A press that leads to another page takes this one along.
  return heard.evaluate(({ isFelt }) => isFelt).catch(() => true)
}
