/**
 * Values that the texts of this step name and nobody has given yet, asked where they are needed.
 *
 * The first one is ready to be typed as soon as the card is there: Enter fills it in and goes
 * to the next one, Escape leaves it, and then digits are answers again.
 */
import { useEffect, useId, useRef, useState } from 'react'
import type { FlowContent } from '#shared/flow/flow.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { usePanel } from '../PanelContext.tsx'
import { AskWhoseValue } from './AskWhoseValue.tsx'
import { KeptValues } from './KeptValues.tsx'
import { suggestValues } from './suggest-values.ts'
import { useKeptFact } from './use-client-facts.ts'
import { useGiveValue } from './use-give-value.ts'
import { useKnownAround } from './use-known-around.ts'

export function MissingValues({
  label = 'Missing values',
  names,
  flow,
  given,
  isCalm = false,
  onDone,
}: {
  label?: string
  names: readonly string[]
  flow: FlowContent
  /** What stands there and is to be another. */
  given?: string | undefined
  /** One looks around here by keyboard: the first field waits until one goes to it. */
  isCalm?: boolean
  /** It was given, or left as it is. */
  onDone?: () => void
}) {
  // Somebody who has left a field is not drawn back into the next one.
  const [isLeft, setLeft] = useState(isCalm)
  return (
    <section
      aria-label={label}
      className="flex flex-col gap-2 rounded-md border border-amber-line p-2.5"
    >
      {names.map((name, i) => (
        <MissingValue
          key={name}
          name={name}
          flow={flow}
          given={given}
          isNext={i === 0 && !isLeft}
          onGive={() => setLeft(false)}
          onRecorded={onDone}
          onLeft={() => {
            setLeft(true)
            onDone?.()
          }}
        />
      ))}
    </section>
  )
}

function MissingValue({
  name,
  flow,
  given,
  isNext,
  onGive,
  onRecorded,
  onLeft,
}: {
  name: string
  flow: FlowContent
  given?: string | undefined
  isNext: boolean
  onGive: () => void
  onRecorded?: (() => void) | undefined
  onLeft: () => void
}) {
  const { walk } = usePanel()
  const field = useRef<HTMLInputElement>(null)
  const listId = useId()
  const [typed, setTyped] = useState(given)
  const suggested = suggestValues(name, useKnownAround())
  const variable = flow.variables.find((v) => v.name === name)
  const isKept = variable?.keep === 'client'
  useEffect(() => {
    if (isNext) field.current?.focus()
  }, [isNext])
  const { client, fact } = useKeptFact(variable)
  // Read only after the flow began, or else it had been filled in: there to be confirmed.
  const value = typed ?? (fact?.standing === 'holds' ? fact.value : '')
  const giving = useGiveValue({
    ...{ typed: value, fact, keep: variable?.keep ?? 'session' },
    onGive(told, how) {
      onGive()
      void walk.setVariable(name, told, how).then((isSet) => isSet && onRecorded?.())
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        giving.submit()
      }}
      className="flex flex-col gap-2"
    >
      {fact && <KeptValues client={client} fact={fact} onPick={giving.pick} />}
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            ref={field}
            label={variable?.label ?? name}
            aside={isKept ? 'kept for this client' : undefined}
            placeholder={variable?.example}
            value={value}
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
            list={suggested.length > 0 ? listId : undefined}
            onChange={(event) => setTyped(event.target.value)}
            onFocus={(event) => event.currentTarget.select()}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              event.preventDefault()
              onLeft()
              event.currentTarget.blur()
            }}
          />
          {suggested.length > 0 && (
            <datalist id={listId}>
              {suggested.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </div>
        <Button type="submit" why={value.trim() ? undefined : 'Type the value first.'}>
          Fill in
        </Button>
      </div>
      {giving.isAsked && fact && <AskWhoseValue client={client} fact={fact} giving={giving} />}
    </form>
  )
}
