/**
 * For a test file that looks at the pages in a browser: one server and one browser for the file,
 * a fresh tab for each test.
 */
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchBrowser, startPages } from './start-pages.ts'

type Pages = Awaited<ReturnType<typeof startPages>>

/** Call at the top of the file. `prepare` adds the tickets that all its tests look at. */
export function bringPages(prepare: (pages: Pages) => void) {
  let pages: Pages | undefined
  let browser: Browser | undefined
  let page: Page | undefined
  beforeAll(async () => {
    pages = await startPages()
    prepare(pages)
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await pages?.close()
  })
  beforeEach(async () => {
    page = await browser?.newPage()
    page?.setDefaultTimeout(8000)
  })
  afterEach(async () => {
    await page?.close()
  })
  return {
    pages: () => pages ?? missing('server'),
    page: () => page ?? missing('tab'),
  }
}

function missing(what: string): never {
  throw new Error(`There is no ${what} yet: it is made before the tests run.`)
}
