/**
 * Sentences of FlowPilot that nobody could hold against the record: each is taken or left by the
 * one who signs the note. None is in it before, and none stops the note from being written.
 */
import { Check } from 'lucide-react'
import type { Flagged, Preview } from '#shared/note/contract.ts'
import { hasPlace } from '#shared/note/take-flagged.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { useKeys } from '../use-keys.ts'
import type { NoteDesk } from './use-note-desk.ts'

type Standing = 'open' | 'taken' | 'left' | 'told'

export function Doubtful({ desk, shown }: { desk: NoteDesk; shown: Preview }) {
  const { words, wording, state, session } = desk
  const decided = wording.decided[state.kind]
  const mask = maskIn(session)
  const standingOf = ({ text }: Flagged, at: number): Standing => {
    if (decided?.taken.includes(text)) return 'taken'
    const sentence = shown.flagged[at]
    if (sentence && !hasPlace(shown.note, sentence)) return 'told'
    return decided?.left.includes(text) ? 'left' : 'open'
  }
  const rows = shown.flagged.map((sentence, at) => ({
    sentence,
    standing: standingOf(sentence, at),
  }))
  const first = rows.find(({ standing }) => standing === 'open')?.sentence.text
  const decide = (text: string, as: 'taken' | 'left') => words.decide(state.kind, text, as)
  useKeys({
    confirm: () => (first === undefined ? false : decide(first, 'taken')),
    skip: () => (first === undefined ? false : decide(first, 'left')),
  })
  return (
    <section
      aria-labelledby="doubtful-title"
      className="flex flex-col gap-2 rounded-lg border border-amber-line bg-amber-soft p-2.5"
    >
      <h2 id="doubtful-title" className="text-small font-medium text-amber-ink">
        {rows.length === 1
          ? 'FlowPilot also worded this. Take it or leave it.'
          : `FlowPilot also worded these ${rows.length}. Take or leave each.`}
      </h2>
      <ul className="flex flex-col gap-2.5">
        {rows.map(({ sentence, standing }) => (
          <li key={sentence.text} className="flex flex-col gap-1">
            <p className="break-words">“{mask(sentence.text)}”</p>
            <p className="text-small text-muted">{sentence.why.join(' ')}</p>
            <div className="flex min-h-7 flex-wrap items-center gap-1">
              <Acts
                standing={standing}
                text={mask(sentence.text)}
                hasKeys={sentence.text === first}
                decide={(as) => decide(sentence.text, as)}
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Acts({
  standing,
  text,
  hasKeys,
  decide,
}: {
  standing: Standing
  text: string
  hasKeys: boolean
  decide: (as: 'taken' | 'left') => void
}) {
  if (standing === 'told') return <Badge>Told by another sentence</Badge>
  const name = <span className="sr-only"> “{text}”</span>
  const isOpen = standing === 'open'
  return (
    <>
      {standing === 'taken' && <Badge tone="accent">In the note</Badge>}
      {standing === 'left' && <Badge>Left out</Badge>}
      {standing !== 'taken' && (
        <Button
          size="small"
          look={isOpen ? 'secondary' : 'quiet'}
          icon={<Check aria-hidden="true" className="size-3.5" />}
          keyLabel={hasKeys ? keyOf('confirm') : undefined}
          onClick={() => decide('taken')}
        >
          Take it{name}
        </Button>
      )}
      {standing !== 'left' && (
        <Button
          size="small"
          look="quiet"
          keyLabel={hasKeys ? keyOf('skip') : undefined}
          onClick={() => decide('left')}
        >
          {isOpen ? 'Leave it' : 'Take it out'}
          {name}
        </Button>
      )}
    </>
  )
}
