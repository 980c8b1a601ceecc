/**
 * Giving a value that may be kept for the client. One that differs from what is kept is not put
 * in its place without a word: whether it holds from now on, or only here, is asked once.
 */
import { useState } from 'react'
import { valuesKept } from '#shared/client-fact/standing.ts'
import type { HowKept } from '#shared/flow/walk.ts'
import type { KeptFact } from './use-client-facts.ts'

export interface GiveValue {
  /** Which value it is asked of, where it is. */
  isAsked: boolean
  /** The first time that a value differs it only asks; nothing happens without a value. */
  submit(): void
  give(keep: HowKept['keep']): void
  pick(value: string): void
}

export function useGiveValue({
  typed,
  fact,
  keep,
  onGive,
}: {
  typed: string
  fact: KeptFact | undefined
  /** As the flow says. */
  keep: HowKept['keep']
  onGive: (value: string, how: HowKept) => void
}): GiveValue {
  const [askedOf, setAskedOf] = useState<string>()
  const value = typed.trim()
  const knew = valuesKept(fact)
  const give = (how: HowKept['keep']) => value && onGive(value, { keep: how, knew })
  return {
    isAsked: askedOf === value && value !== '',
    submit() {
      if (fact && value && !knew.includes(value) && askedOf !== value) setAskedOf(value)
      else if (askedOf !== value) give(keep)
    },
    give,
    pick: (picked) => onGive(picked, { keep: 'client', knew }),
  }
}
