/**
 * Whose changes somebody must have agreed to. A lead says it; everybody reads it, since the notes
 * of all are checked by it.
 */
import { type FormEvent, useState } from 'react'
import {
  type AuthorisationRule,
  ReadAuthorisationRule,
  SaveAuthorisationRule,
  type Whose,
} from '#shared/ticket/authorisation.ts'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk, useChange, useMay } from '../page-context.ts'

export function Authorisation() {
  const maySet = useMay('setTeamRules')
  const asked = useAsk(ReadAuthorisationRule, {})
  return (
    <Part
      title="Changes that need a yes"
      about="Where a client wants to agree to changes, a note that tells of a change and of nobody who agreed says so before it is written."
    >
      <Asked of={asked} label="Reading whose changes need a yes" lines={3}>
        {(rule) => (maySet ? <RuleForm rule={rule} /> : <Reading rule={rule} />)}
      </Asked>
    </Part>
  )
}

function Reading({ rule }: { rule: AuthorisationRule }) {
  return (
    <>
      <p className="text-small text-muted">{tellSaved(rule)}</p>
      <p>{TOLD[rule.whose]}</p>
      {rule.whose === 'named' && (
        <ul className="list-disc pl-5">
          {rule.clients.map((client) => (
            <li key={client} className="break-words">
              {client}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const TOLD: Record<Whose, string> = {
  none: 'No client’s changes need a yes.',
  named: 'The changes of these clients need a yes:',
  all: 'Every client’s changes need a yes.',
}

const OPTIONS: readonly { value: Whose; label: string }[] = [
  { value: 'none', label: 'No client' },
  { value: 'named', label: 'These clients' },
  { value: 'all', label: 'Every client' },
]

function RuleForm({ rule }: { rule: AuthorisationRule }) {
  const [whose, setWhose] = useState(rule.whose)
  const [names, setNames] = useState(rule.clients.join('\n'))
  /** The version that the form began from. */
  const [basedOn, setBasedOn] = useState(rule.version)
  const save = useChange(SaveAuthorisationRule)
  const clients = namesIn(names)
  const isTheirs = rule.version > basedOn
  const isChanged = whose !== rule.whose || clients.join('\n') !== rule.clients.join('\n')

  const goOnFrom = (saved: AuthorisationRule) => {
    setBasedOn(saved.version)
    setWhose(saved.whose)
    setNames(saved.clients.join('\n'))
  }
  const why = isTheirs
    ? 'Decide about the other version first.'
    : !isChanged
      ? 'Nothing is changed yet.'
      : whose === 'named' && clients.length === 0
        ? 'Name a client first.'
        : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!why) save.mutate({ basedOn, whose, clients }, { onSuccess: goOnFrom })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <p className="text-small text-muted">{tellSaved(rule)}</p>
      <Segments
        label="Whose changes need a yes"
        options={OPTIONS}
        value={whose}
        onChange={(to) => {
          setWhose(to)
          save.reset()
        }}
      />
      {whose === 'named' && (
        <TextArea
          label="Clients"
          value={names}
          className="min-h-28"
          hint="One on each line, by its company name in ConnectWise or its company ID there."
          onChange={(event) => {
            setNames(event.target.value)
            save.reset()
          }}
        />
      )}
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
          {tellSaved(rule)} {TOLD[rule.whose]}{' '}
          {rule.whose === 'named' && `${rule.clients.join(', ')}.`}
        </Notice>
      )}
      <div>
        <Button type="submit" look="primary" isBusy={save.isPending} why={why}>
          Save for the team
        </Button>
      </div>
      {save.error && !isTheirs && <Notice tone="bad">{save.error.message}</Notice>}
      {save.isSuccess && !isChanged && (
        <Notice tone="good">Saved. It holds from the next ticket that is opened.</Notice>
      )}
    </form>
  )
}

const namesIn = (lines: string): string[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const tellSaved = ({ savedAt, savedBy }: AuthorisationRule): string =>
  savedAt
    ? `Saved on ${day(savedAt)} ${clock(savedAt)} by ${savedBy}.`
    : 'Not set yet: no note is asked for it.'
