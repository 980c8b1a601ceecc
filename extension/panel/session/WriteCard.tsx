/** Where a person writes at a step: what did not help, an own note, an own step, a pause. */
import { usePanel } from '../PanelContext.tsx'
import { KeptComposer } from './KeptComposer.tsx'
import { PauseForm } from './PauseForm.tsx'
import { useKeptText } from './use-kept-text.ts'
import type { Writing } from './writing.ts'

export function WriteCard({
  writing,
  onDone,
}: {
  writing: NonNullable<Writing>
  onDone: () => void
}) {
  const { walk } = usePanel()
  const done = (act: Promise<boolean>) => {
    onDone()
    return act
  }
  switch (writing) {
    case 'pause':
      return (
        <PauseForm
          onCancel={onDone}
          onPause={(waitingFor, until) => void done(walk.pause(waitingFor, until))}
        />
      )
    case 'didNotHelp':
    case 'notPossible':
      return (
        <KeptComposer
          field={writing}
          title={writing === 'didNotHelp' ? 'Did not help' : 'Not possible here'}
          label={
            writing === 'didNotHelp' ? 'Did not help. What did you see?' : 'Not possible here. Why?'
          }
          placeholder="Optional"
          submit="Record"
          isOptional
          maxLength={300}
          onCancel={onDone}
          onSubmit={(text) =>
            done(walk.fail(writing === 'didNotHelp' ? 'did_not_help' : 'not_possible', text))
          }
        />
      )
    case 'customStep':
      return (
        <KeptComposer
          field={writing}
          title="Step of your own"
          label="Step of your own: what will you do?"
          placeholder="Restart the print spooler on PRN01"
          submit="Add step"
          maxLength={200}
          onCancel={onDone}
          onSubmit={(text) => done(walk.addCustomStep(text))}
        />
      )
    case 'ownNote':
      return <OwnNote onDone={onDone} />
    default:
      return writing satisfies never
  }
}

const NOTE_KINDS = [
  ['observation', 'Seen'],
  ['report', 'Reported'],
  ['action', 'Done'],
  ['test', 'Tested'],
  ['hypothesis', 'Suspected'],
  ['authorisation', 'Authorised'],
  ['communication', 'Told or asked'],
  ['next_step', 'Next step'],
] as const

function OwnNote({ onDone }: { onDone: () => void }) {
  const { walk } = usePanel()
  // Kept as the words are: a note that was to say who authorised it says nothing else later.
  const kept = useKeptText('ownNote kind')
  const [kind] = NOTE_KINDS.find(([value]) => value === kept.text) ?? NOTE_KINDS[0]
  const done = () => {
    kept.forget()
    onDone()
  }
  return (
    <KeptComposer
      field="ownNote"
      title="Own note"
      label="Own note"
      placeholder="The exact words, names and values"
      submit="Keep"
      maxLength={2000}
      onCancel={done}
      onSubmit={(text) => {
        done()
        return walk.note(text, kind)
      }}
    >
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">What kind of note</legend>
        {NOTE_KINDS.map(([value, label]) => (
          <label
            key={value}
            className="cursor-default rounded-full border border-line px-2 py-0.5 text-small text-muted hover:bg-hover has-checked:border-accent-ink has-checked:bg-accent-soft has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent-ink"
          >
            <input
              type="radio"
              name="note-kind"
              className="sr-only"
              checked={kind === value}
              onChange={() => kept.type(value)}
            />
            {label}
          </label>
        ))}
      </fieldset>
    </KeptComposer>
  )
}
