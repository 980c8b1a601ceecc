import type { ClientFact } from '#shared/client-fact/contract.ts'
import type { WalkDeps } from '../session/walk.ts'

/** What is known of the client; what is told of it is written down and kept nowhere. */
export function makeClientFacts(
  facts: readonly ClientFact[] = [],
): WalkDeps['clientFacts'] & { toldHere: [name: string, value: string][] } {
  const toldHere: [name: string, value: string][] = []
  return {
    toldHere,
    atHand: () => facts,
    teller: () => async (name, value) => void toldHere.push([name, value]),
  }
}
