/** How many MutationObservers live in the world of the extension's script, used or forgotten. */
import type { Page } from 'puppeteer-core'

export async function countObservers(page: Page): Promise<number> {
  // A second after the last navigation everything is settled and the looking has ended.
  await page.evaluate(() => new Promise((settled) => setTimeout(settled, 1000)))
  const session = await page.createCDPSession()
  try {
    const worlds: { id: number; origin: string }[] = []
    session.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context))
    await session.send('Runtime.enable')
    const ours = worlds.find(({ origin }) => origin.startsWith('chrome-extension://'))
    if (!ours) throw new Error('No script of ours is in the page.')
    const { result: prototype } = await session.send('Runtime.evaluate', {
      expression: 'MutationObserver.prototype',
      contextId: ours.id,
    })
    const { objects } = await session.send('Runtime.queryObjects', {
      prototypeObjectId: prototype.objectId ?? '',
    })
    const { result } = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: 'function () { return this.length }',
      returnByValue: true,
    })
    return Number(result.value)
  } finally {
    await session.detach()
  }
}
