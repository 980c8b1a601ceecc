/**
 * The browser's pattern for one site. Chromium knows ports in it, so that a grant for one
 * port is no grant for the next; Firefox does not, and refuses a pattern that has one.
 */
import type { SiteOrigin } from '#shared/ticket/ticket-ref.ts'

export function sitePattern(origin: SiteOrigin): string {
  if (import.meta.env.BROWSER !== 'firefox') return `${origin}/*`
  const { protocol, hostname } = new URL(origin)
  return `${protocol}//${hostname}/*`
}
