/** Picks from a list by what its options are called. */
import type { Page } from 'puppeteer-core'

/**
 * The option that begins so, once it is there. It is not typed: a list forgets what was typed into
 * it a second ago, which a busy machine takes between two letters.
 */
export async function chooseOption(of: Page, label: string, words: string): Promise<void> {
  const field = await of.waitForSelector(`::-p-aria([name="${label}"][role="combobox"])`)
  const found = await of.waitForFunction(
    (list, wanted) => {
      const options = list instanceof HTMLSelectElement ? [...list.options] : []
      const option = options.find(({ label: called }) => called.startsWith(wanted))
      return option && { value: option.value }
    },
    { polling: 50 },
    field,
    words,
  )
  await field?.select((await found.jsonValue())?.value ?? '')
}
