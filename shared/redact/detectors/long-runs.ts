/**
 * Long unbroken runs that give themselves away by their shape alone. The scan reports them;
 * most are addresses, paths and hashes of files, and stay.
 */
import type { Span } from '../family.ts'
import { ahead, behind, NOTHING, type Page } from '../page.ts'
import { findHashPair } from './hashes.ts'
import { keyOfGroups } from './recovery-keys.ts'

export function inspectLongRun(page: Page, start: number, end: number): readonly Span[] {
  const length = end - start
  if (length > 400) return NOTHING
  const whole = ahead(page, start, length)
  if (length >= 88) {
    const azure = /(?:^|=)([A-Za-z0-9+/]{86}==)\.*$/.exec(whole)
    if (azure) {
      const at = start + azure.index + azure[0].indexOf(azure[1]!)
      return [{ family: 'api key', start: at, end: at + 88 }]
    }
  }
  const run = whole.replace(/[.=]+$/, '')
  if (run.length === 29 || run.length === 34 || run.includes('=')) {
    const bare = run.slice(run.lastIndexOf('=') + 1)
    const family = keyOfGroups(bare)
    if (family)
      return [{ family, start: start + run.length - bare.length, end: start + run.length }]
  }
  if (length >= 32 && /[0-9a-f]{32}$/i.test(run) && page.text[end] === ':') {
    const pair = findHashPair(ahead(page, end - 32, 80))
    if (pair && !/[0-9a-f]$/i.test(behind(page, end - 32, 1)))
      return [{ family: 'password hash', start: end - 32, end: end - 32 + pair.end }]
  }
  return NOTHING
}
