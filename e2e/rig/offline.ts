/**
 * A browser whose cable is pulled: no page, panel or worker of it has a network, nor does any that
 * opens meanwhile, while servers go on.
 */
import type { Browser, CDPSession, Target } from 'puppeteer-core'

/** Gives what plugs it in again. */
export async function goOffline(browser: Browser): Promise<() => Promise<void>> {
  const cut: CDPSession[] = []
  const cutOff = async (target: Target) => {
    if (!HAS_NETWORK.has(target.type())) return
    const session = await target.createCDPSession()
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', { ...UNLIMITED, offline: true })
    cut.push(session)
  }
  const cutOffLater = (target: Target) => void cutOff(target).catch(() => undefined) // gone already
  browser.on('targetcreated', cutOffLater)
  await Promise.all(browser.targets().map(cutOff))
  return async () => {
    browser.off('targetcreated', cutOffLater)
    for (const session of cut.filter((one) => !one.detached)) {
      await session.send('Network.emulateNetworkConditions', { ...UNLIMITED, offline: false })
      await session.detach()
    }
  }
}

const HAS_NETWORK: ReadonlySet<string> = new Set(['page', 'service_worker', 'other', 'webview'])
const UNLIMITED = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
