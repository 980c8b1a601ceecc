/** Where a person writes at a step: what did not help, an own note, an own step, a pause, of the flow. */
import { BookOpen } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { later } from '../../ui/later.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { usePanel } from '../PanelContext.tsx'
import { KeptComposer } from './KeptComposer.tsx'
import { PauseForm } from './PauseForm.tsx'
import { useKeptText } from './use-kept-text.ts'
import { fieldOf, type Writing } from './writing.ts'

const PickStep = later(
  async () => (await import('./PickStep.tsx')).PickStep,
  <Skeleton label="The step library is being opened" lines={3} />,
)

export function WriteCard({
  writing,
  place,
  onDone,
}: {
  writing: NonNullable<Writing>
  /** Of the step one stands at. */
  place?: string | undefined
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
          onPause={(waitingFor, until) => done(walk.pause(waitingFor, until))}
        />
      )
    case 'didNotHelp':
    case 'notPossible':
      return (
        <KeptComposer
          field={fieldOf(writing, place)}
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
    case 'notApplicable':
    case 'exception':
      return (
        <KeptComposer
          field={fieldOf(writing, place)}
          title={writing === 'exception' ? 'Exception' : 'Not applicable'}
          label={
            writing === 'exception'
              ? 'Exception. What is out of the ordinary?'
              : 'Not applicable. Why?'
          }
          placeholder={
            writing === 'exception' ? 'The laptop comes on Thursday' : 'Works from the office only'
          }
          submit="Record"
          maxLength={300}
          onCancel={onDone}
          onSubmit={(text) =>
            done(
              walk.tickHere({ kind: writing === 'exception' ? writing : 'not_applicable', text }),
            )
          }
        />
      )
    case 'customStep':
      return <OwnStep field={writing} onDone={onDone} />
    case 'ownNote':
      return <OwnNote onDone={onDone} />
    case 'rating':
      return <Rating field={fieldOf(writing, place)} onDone={onDone} />
    default:
      return writing satisfies never
  }
}

/** Typed, or taken from the step library. */
function OwnStep({ field, onDone }: { field: string; onDone: () => void }) {
  const { walk } = usePanel()
  const [isPicking, setPicking] = useState(false)
  if (isPicking) return <PickStep onPicked={onDone} onBack={() => setPicking(false)} />
  return (
    <KeptComposer
      field={field}
      title="Step of your own"
      label="Step of your own: what will you do?"
      placeholder="Restart the print spooler on PRN01"
      submit="Add step"
      maxLength={200}
      onCancel={onDone}
      onSubmit={(text) => {
        onDone()
        return walk.addCustomStep(text)
      }}
    >
      <Button
        size="small"
        look="quiet"
        className="self-start"
        icon={<BookOpen aria-hidden className="size-3.5" />}
        onClick={() => setPicking(true)}
      >
        From the step library
      </Button>
    </KeptComposer>
  )
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

const VERDICTS = [
  ['to_mend', 'Something is wrong'],
  ['helped', 'It helped'],
] as const

/** What one says of the flow goes to those who look after it; the note never tells it. */
function Rating({ field, onDone }: { field: string; onDone: () => void }) {
  const { walk } = usePanel()
  const { picked: verdict, ...pick } = useKeptPick(`${field} verdict`, VERDICTS, onDone)
  return (
    <KeptComposer
      field={field}
      title="About this step of the flow"
      label="About this step. It goes to your leads, not into the note."
      placeholder={verdict === 'helped' ? 'Optional' : 'The command needs a newer module'}
      submit="Tell them"
      isOptional={verdict === 'helped'}
      onCancel={pick.leave}
      onSubmit={(text) => pick.end(walk.rate(verdict, text))}
    >
      <Picks legend="What you say of it" options={VERDICTS} value={verdict} onPick={pick.onPick} />
    </KeptComposer>
  )
}

function OwnNote({ onDone }: { onDone: () => void }) {
  const { walk } = usePanel()
  const { picked: kind, ...pick } = useKeptPick('ownNote kind', NOTE_KINDS, onDone)
  return (
    <KeptComposer
      field="ownNote"
      title="Own note"
      label="Own note"
      placeholder="The exact words, names and values"
      submit="Keep"
      maxLength={2000}
      onCancel={pick.leave}
      onSubmit={(text) => pick.end(walk.note(text, kind))}
    >
      <Picks legend="What kind of note" options={NOTE_KINDS} value={kind} onPick={pick.onPick} />
    </KeptComposer>
  )
}

type Options<T extends string> = readonly [readonly [T, string], ...(readonly [T, string])[]]

/**
 * Which of a few words is taken beside what is written; the first until one is. Kept as the words
 * are: a note that was to say who authorised it says nothing else later.
 */
function useKeptPick<T extends string>(field: string, options: Options<T>, onDone: () => void) {
  const kept = useKeptText(field)
  const [picked] = options.find(([value]) => value === kept.text) ?? options[0]
  return {
    picked,
    onPick: (value: T) => kept.type(value),
    leave() {
      kept.forget()
      onDone()
    },
    /** What is not recorded stays kept. */
    async end(act: Promise<boolean>) {
      onDone()
      const isRecorded = await act
      if (isRecorded) kept.forget()
      return isRecorded
    },
  }
}

/** A few words beside what is written, one of them taken. */
function Picks<T extends string>({
  legend,
  options,
  value,
  onPick,
}: {
  legend: string
  options: readonly (readonly [T, string])[]
  value: T
  onPick: (value: T) => void
}) {
  const name = useId()
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">{legend}</legend>
      {options.map(([option, label]) => (
        <label
          key={option}
          className="cursor-default rounded-full border border-line px-2 py-0.5 text-small text-muted hover:bg-hover has-checked:border-accent-ink has-checked:bg-accent-soft has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent-ink"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={option === value}
            onChange={() => onPick(option)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
