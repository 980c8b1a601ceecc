/**
 * Adding a ConnectWise address beside the cloud: the person's own server, or the stand-in.
 *
 * The browser asks the person, and only within their click. So the request comes first and
 * nothing is awaited before it; the worker is told at the same time and starts as soon as the
 * grant is there.
 */
import { browser } from 'wxt/browser'
import type { SiteOrigin } from '#shared/ticket/ticket-ref.ts'
import { ask } from './send.ts'
import { sitePattern } from './site-pattern.ts'

/** Must be called in the click itself. */
export async function grantSite(origin: SiteOrigin): Promise<'granted' | 'declined'> {
  const asked = browser.permissions.request({ origins: [sitePattern(origin)] })
  const told = ask('addSite', { origin })
  const isGranted = await asked
  await told
  if (isGranted) return 'granted'
  await ask('removeSite', { origin })
  return 'declined'
}
