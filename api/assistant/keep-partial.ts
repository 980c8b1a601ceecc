/** An answer that ended before its end: what had been shown stays, marked; nothing is proposed. */

import { plain } from '#shared/assistant/gate/plain.ts'
import type { FailureKind } from '#shared/session/lane-event.ts'
import type { Yielded } from './end-turn.ts'
import type { ShownTurn } from './queries.ts'

const LONGEST = 20_000

export const keepPartial = (
  { tier, mode }: Pick<ShownTurn, 'tier' | 'mode'>,
  said: string,
  failure: FailureKind,
  retryAfterSeconds?: number,
): Yielded => ({
  proposals: [],
  reply: {
    text: plain(said, LONGEST) || 'Nothing had been said yet.',
    mode: said === '' ? 'rules' : (mode ?? 'model'),
    tier,
    isPartial: true,
    failure,
    citations: [],
    dropped: [],
  },
  retryAfterSeconds,
})
