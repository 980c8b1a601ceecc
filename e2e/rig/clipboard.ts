/** The clipboard as the panel writes to it: a browser without a screen has none to be read. */
import type { Page } from 'puppeteer-core'

/** From now on, what is copied here can be asked for; empty until something is. */
export async function holdClipboard(of: Page): Promise<() => Promise<string>> {
  await of.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      document.body.dataset.copied = text
    }
  })
  return () => of.evaluate(() => document.body.dataset.copied ?? '')
}
