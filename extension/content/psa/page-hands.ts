/** What an act on the page works with; clock and patience are handed in. */
import type { IsShown } from './is-shown.ts'
import type { Seen } from './look-at-page.ts'

export interface PageHands {
  page: Document
  look: () => Seen
  isShown: IsShown
  now: () => number
  pause: (ms: number) => Promise<void>
}
