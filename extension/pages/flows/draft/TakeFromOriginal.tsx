/**
 * In the draft of a fork: what has changed in the original since, each change to be ticked. Where the
 * fork has changed the same, its own stays, and it says so.
 */
import { useState } from 'react'
import type { FlowContent } from '#shared/flow/flow.ts'
import { Button } from '../../../ui/Button.tsx'
import { Check } from '../../../ui/Check.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { type Original, useOriginal } from '../use-original.ts'
import type { FlowEditor } from './editor-state.ts'

export function TakeFromOriginal({
  content,
  editor,
}: {
  content: FlowContent
  editor: FlowEditor
}) {
  const original = useOriginal(content)
  const { base, now, told } = original
  return base && now && told.length > 0 ? (
    <Changes key={now.version} original={original} base={base} now={now} editor={editor} />
  ) : null
}

const MOST_SHOWN = 200

function Changes({
  original: { name, told },
  base,
  now,
  editor,
}: {
  original: Original
  base: FlowContent
  now: NonNullable<Original['now']>
  editor: FlowEditor
}) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const isTaken = (n: number) => told[n]?.fits === true && !left.has(keyOf(n))
  const taken = told.filter((_, n) => isTaken(n))
  const tick = (n: number, isOn: boolean) => {
    const next = new Set(left)
    if (isOn) next.delete(keyOf(n))
    else next.add(keyOf(n))
    setLeft(next)
  }
  const take = () =>
    editor.takeFromOriginal(
      ...([base, now] as const),
      taken.map(({ edit }) => edit),
    )
  return (
    <Notice
      title={`“${name}” has changed since this fork was made or last followed it`}
      actions={
        <Button size="small" onClick={take}>
          {taken.length === 0
            ? 'Leave all of it out'
            : `Take over ${taken.length} of ${told.length}`}
        </Button>
      }
    >
      <p className="pb-1.5">
        Tick what this fork is to have as well. What you leave out is not offered again.
      </p>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="sr-only">Changes in the original</legend>
        {told.slice(0, MOST_SHOWN).map(({ sentence, fits }, n) => (
          <Check
            // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read alike
            key={n}
            label={sentence}
            isOn={isTaken(n)}
            onChange={(isOn) => tick(n, isOn)}
            why={fits ? undefined : 'This fork has changed the same. Its own stays.'}
          />
        ))}
      </fieldset>
      {told.length > MOST_SHOWN && (
        <p className="pt-1.5">And {told.length - MOST_SHOWN} more, taken over with the rest.</p>
      )}
    </Notice>
  )
}

const keyOf = String
