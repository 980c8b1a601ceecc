/**
 * How hard each check of a note is taken, and to what time is rounded up. A lead says it; everybody
 * reads it, since it holds for the notes of all. What protects stands below, and cannot be taken
 * lighter.
 */
import { type FormEvent, useState } from 'react'
import {
  type NoteCheckRule,
  ReadNoteCheckRule,
  SaveNoteCheckRule,
} from '#shared/note/check-rule.ts'
import { CHECKS, type CheckId, isCheck } from '#shared/note/finding.ts'
import { type Level, type Levels, levelOf, levelsFor, saidLevels } from '#shared/note/level.ts'
import type { RoundingStep } from '#shared/note/round-time.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk, useChange, useMay } from '../page-context.ts'
import { ROUNDING_WORDS, RoundingField } from './RoundingField.tsx'

const ALL = Object.keys(CHECKS).filter(isCheck)
const CHANGEABLE = ALL.filter((check) => levelsFor(check).length > 1)
const PROTECTING = ALL.filter((check) => levelsFor(check).length === 1)

const WORDS: Record<Level, string> = {
  block: 'Stops the note',
  warn: 'Look at it',
  hint: 'Hint',
  off: 'Off',
}

export function NoteChecks() {
  const maySet = useMay('setTeamRules')
  const asked = useAsk(ReadNoteCheckRule, {})
  return (
    <Part
      title="Notes and their time"
      about="Before a note is written it is read for what a ticket should not hold, or should. Here stands how hard each of it is taken; what stops a note can still be written on purpose, and the record tells it. Time that goes with a note can be rounded up."
    >
      <Asked of={asked} label="Reading how hard the checks are taken" lines={6}>
        {(rule) => (maySet ? <RuleForm rule={rule} /> : <Reading rule={rule} />)}
      </Asked>
    </Part>
  )
}

function Reading({ rule }: { rule: NoteCheckRule }) {
  return (
    <>
      <p className="text-small text-muted">{tellSaved(rule)}</p>
      <Said levels={rule.levels} roundUpTo={rule.roundUpTo} />
    </>
  )
}

const changedIn = (levels: Levels): CheckId[] =>
  CHANGEABLE.filter((check) => levelOf(check, levels) !== CHECKS[check].severity)

const Said = ({ levels, roundUpTo }: Pick<NoteCheckRule, 'levels' | 'roundUpTo'>) => (
  <ul className="list-disc pl-5">
    <li>Time of an entry: {ROUNDING_WORDS[roundUpTo].toLowerCase()}</li>
    {changedIn(levels).map((check) => (
      <li key={check} className="break-words">
        {CHECKS[check].says}: {WORDS[levelOf(check, levels)].toLowerCase()}
      </li>
    ))}
  </ul>
)

function RuleForm({ rule }: { rule: NoteCheckRule }) {
  const [levels, setLevels] = useState<Levels>(rule.levels)
  const [roundUpTo, setRoundUpTo] = useState<RoundingStep>(rule.roundUpTo)
  /** The version that the form began from. */
  const [basedOn, setBasedOn] = useState(rule.version)
  const save = useChange(SaveNoteCheckRule)
  const isTheirs = rule.version > basedOn
  const isChanged =
    roundUpTo !== rule.roundUpTo ||
    CHANGEABLE.some((check) => levelOf(check, levels) !== levelOf(check, rule.levels))
  const isUsual = changedIn(levels).length === 0

  const change = (to: Levels) => {
    setLevels(to)
    save.reset()
  }
  const round = (to: RoundingStep) => {
    setRoundUpTo(to)
    save.reset()
  }
  const goOnFrom = (saved: NoteCheckRule) => {
    setBasedOn(saved.version)
    setLevels(saved.levels)
    setRoundUpTo(saved.roundUpTo)
  }
  const why = isTheirs
    ? 'Decide about the other version first.'
    : isChanged
      ? undefined
      : 'Nothing is changed yet.'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!why)
      save.mutate({ basedOn, levels: saidLevels(levels), roundUpTo }, { onSuccess: goOnFrom })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <p className="text-small text-muted">{tellSaved(rule)}</p>
      <RoundingField step={roundUpTo} onPick={round} />
      <ul className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
        {CHANGEABLE.map((check) => (
          <li key={check}>
            <SelectField
              label={CHECKS[check].says}
              options={levelsFor(check).map((level) => ({
                value: level,
                label: level === CHECKS[check].severity ? `${WORDS[level]} (usual)` : WORDS[level],
              }))}
              value={levelOf(check, levels)}
              onPick={(level) => change({ ...levels, [check]: level })}
            />
          </li>
        ))}
      </ul>
      <div className="text-small text-muted">
        <p>These protect the client and the team, and always stop a note:</p>
        <ul className="list-disc pl-5">
          {PROTECTING.map((check) => (
            <li key={check}>{CHECKS[check].says}</li>
          ))}
        </ul>
      </div>
      {isTheirs && (
        <Notice
          tone="amber"
          title="Somebody else has saved it meanwhile"
          actions={
            <>
              <Button size="small" onClick={() => goOnFrom(rule)}>
                Take theirs, drop mine
              </Button>
              <Button size="small" onClick={() => setBasedOn(rule.version)}>
                Go on with mine
              </Button>
            </>
          }
        >
          {tellSaved(rule)}
          <Said levels={rule.levels} roundUpTo={rule.roundUpTo} />
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" isBusy={save.isPending} why={why}>
          Save for the team
        </Button>
        <Button
          look="quiet"
          why={isUsual ? 'All checks are taken as usual.' : undefined}
          onClick={() => change({})}
        >
          All checks as usual
        </Button>
      </div>
      {save.error && !isTheirs && <Notice tone="bad">{save.error.message}</Notice>}
      {save.isSuccess && !isChanged && (
        <Notice tone="good">Saved. It holds from the next note that is opened.</Notice>
      )}
    </form>
  )
}

const tellSaved = ({ savedAt, savedBy }: NoteCheckRule): string =>
  savedAt
    ? `Saved on ${day(savedAt)} ${clock(savedAt)} by ${savedBy}.`
    : 'Not changed yet: all are taken as usual.'
