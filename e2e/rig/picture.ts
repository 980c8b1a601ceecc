/**
 * Pictures for the documentation: the page and the panel side by side, as they are in a
 * browser's window. Taken only when UPDATE_PICTURES=1 is set, so that a test run changes no
 * file, and joined when the journey is over: another tab would take the ticket out of view.
 * Pictures of a screen to be looked at are taken only when SCREENSHOTS names a folder for them.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import type { Browser, Page } from 'puppeteer-core'

export const PANEL_WIDTH = 360
const PAGE_WIDTH = 894
const HEIGHT = 780
const FOLDER = 'docs/pictures'

export type Scheme = 'light' | 'dark'

/**
 * Light or dark, once what moves has come to rest; what moves for ever is left to it. Their state
 * is asked and not their promise: Chromium leaves the promise of some that ended open for ever.
 */
export async function turnTo(of: Page, scheme: Scheme, motion?: 'still'): Promise<void> {
  await of.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: motion ? 'reduce' : 'no-preference' },
  ])
  await of.waitForFunction(
    () =>
      !document.getAnimations().some(({ playState, effect }) => {
        const forEver = effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY
        return playState === 'running' && !forEver
      }),
    { polling: 50 },
  )
}

/** A screen as it is, light and dark, at each width, for whoever wants to look at it. */
export async function photograph(
  of: Page,
  name: string,
  widths: readonly number[] = [PANEL_WIDTH, 480],
): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const before = of.viewport()
  for (const scheme of ['dark', 'light'] as const) {
    for (const width of widths) {
      await of.setViewport({ width, height: HEIGHT })
      await turnTo(of, scheme)
      await of.screenshot({ path: `${folder}/${name}-${width}-${scheme}.png` })
    }
  }
  await of.setViewport(before)
}

/** A page of ours alone, for the documentation. */
export async function takePage(name: string, page: Page, scheme: Scheme): Promise<void> {
  if (process.env.UPDATE_PICTURES !== '1') return
  await page.setViewport({ width: PAGE_WIDTH, height: HEIGHT })
  await turnTo(page, scheme)
  await page.screenshot({ path: `${FOLDER}/${name}.png` })
}

interface Taken {
  name: string
  page: string
  panel: string
}

export interface Camera {
  take: (name: string, page: Page, panel: Page, scheme: Scheme) => Promise<void>
  /** Draws page and panel on one sheet each, and writes it. */
  join: (browser: Browser) => Promise<void>
}

export function makeCamera(): Camera {
  const taken: Taken[] = []
  return {
    async take(name, page, panel, scheme) {
      if (process.env.UPDATE_PICTURES !== '1') return
      await page.setViewport({ width: PAGE_WIDTH, height: HEIGHT })
      await turnTo(panel, scheme)
      taken.push({
        name,
        page: await page.screenshot({ encoding: 'base64' }),
        panel: await panel.screenshot({ encoding: 'base64' }),
      })
    },
    async join(browser) {
      if (taken.length === 0) return
      mkdirSync(FOLDER, { recursive: true })
      const sheet = await browser.newPage()
      await sheet.setViewport({ width: PAGE_WIDTH + PANEL_WIDTH, height: HEIGHT })
      for (const { name, page, panel } of taken) {
        const images = [page, panel].map((of) => `<img src="data:image/png;base64,${of}">`)
        await sheet.setContent(
          `<style>body{margin:0;display:flex;align-items:start}</style>${images.join('')}`,
        )
        writeFileSync(`${FOLDER}/${name}.png`, await sheet.screenshot())
      }
      await sheet.close()
    },
  }
}
