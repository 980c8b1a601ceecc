/**
 * The values that are kept for the client and cannot be filled in without asking: one from too
 * long ago, or two that two people told. Picking one says that it holds.
 */
import { Choice } from '../../ui/Choice.tsx'
import { day } from '../../ui/time-words.ts'
import type { KeptFact } from './use-client-facts.ts'

export function KeptValues({
  client,
  fact,
  onPick,
}: {
  client: string | undefined
  fact: KeptFact
  onPick: (value: string) => void
}) {
  if (fact.standing === 'holds') return null
  const of = client ? ` for ${client}` : ''
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-small">
        {fact.standing === 'old'
          ? `Kept${of}, but from long ago. Does it still hold?`
          : `Two values are kept${of}. Which one holds?`}
      </p>
      <Choice label={fact.value} detail={tellSource(fact)} onPick={() => onPick(fact.value)} />
      {fact.other && (
        <Choice
          label={fact.other.value}
          detail={tellSource(fact.other)}
          onPick={() => onPick(fact.other?.value ?? fact.value)}
        />
      )}
    </div>
  )
}

/** "Jude Okafor, 3 March, ticket #48213" */
export const tellSource = ({
  setBy,
  setAt,
  ticket,
}: {
  setBy: string
  setAt: string
  ticket?: string | null
}): string => [setBy, day(setAt), ticket && `ticket ${ticket}`].filter(Boolean).join(', ')
