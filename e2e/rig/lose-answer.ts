/** A connection that is cut when the server has done what was asked, and before it could say so. */
import type { Page } from 'puppeteer-core'

/** Loses the first answer from such an address; gives how often it was asked so far. */
export async function loseFirstAnswer(panel: Page, urlPattern: string): Promise<() => number> {
  const session = await panel.createCDPSession()
  let asked = 0
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    const isFirst = request.method === 'POST' && ++asked === 1
    void (
      isFirst
        ? session.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionReset' })
        : session.send('Fetch.continueRequest', { requestId })
    ).catch(() => undefined) // gone with its page, or taken back by it
  })
  await session.send('Fetch.enable', { patterns: [{ urlPattern, requestStage: 'Response' }] })
  return () => asked
}
