/** A typed value is not the one kept for the client: whether it takes its place. */
import { useEffect, useRef } from 'react'
import { Button } from '../../ui/Button.tsx'
import { tellSource } from './KeptValues.tsx'
import type { KeptFact } from './use-client-facts.ts'
import type { GiveValue } from './use-give-value.ts'

export function AskWhoseValue({
  client,
  fact,
  giving,
}: {
  client: string | undefined
  fact: KeptFact
  giving: GiveValue
}) {
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <fieldset aria-label="Which value is kept" className="flex flex-col gap-1.5">
      <p className="text-small">
        {fact.value} is kept for {client ?? 'the client'} ({tellSource(fact)}).
      </p>
      <div className="flex flex-wrap gap-2">
        <Button ref={first} onClick={() => giving.give('client')}>
          From now on
        </Button>
        <Button onClick={() => giving.give('session')}>Only on this ticket</Button>
      </div>
    </fieldset>
  )
}
