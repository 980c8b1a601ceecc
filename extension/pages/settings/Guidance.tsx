/**
 * What a lead tells FlowPilot of the team's ways, and what stood there before. Whoever may not
 * change it reads it: FlowPilot goes by it in their work too.
 */
import { type FormEvent, useState } from 'react'
import {
  type GuidanceVersion,
  MOST_GUIDANCE,
  ReadGuidance,
  SaveGuidance,
} from '#shared/guidance/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/Field.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Verbatim } from '../../ui/Verbatim.tsx'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk, useChange, useMay } from '../page-context.ts'

export function Guidance() {
  const mayGuide = useMay('guideAssistant')
  const asked = useAsk(ReadGuidance, {})
  return (
    <Part
      title="How your team works"
      about="What FlowPilot is to know of your own ways whenever it thinks along, sums up a ticket, words a note or answers a question. It lifts no rule: people still confirm, check and decide."
    >
      <Asked of={asked} label="Reading how your team works">
        {({ versions }) =>
          mayGuide ? <GuidanceForm versions={versions} /> : <Reading newest={versions[0]} />
        }
      </Asked>
    </Part>
  )
}

function Reading({ newest }: { newest: GuidanceVersion | undefined }) {
  if (!newest?.text) {
    return <p className="text-small text-muted">Nothing yet. A lead of your team writes it.</p>
  }
  return (
    <>
      <p className="text-small text-muted">{tellSaved(newest)}</p>
      <Verbatim className="max-h-72 rounded-md bg-sunken p-2 text-small">{newest.text}</Verbatim>
    </>
  )
}

const EXAMPLE = `Switches and firewalls are changed after 18:00 only.
Before a server restarts, somebody at the client has said yes.
File servers are called PRD-FS and a number.`

function GuidanceForm({ versions }: { versions: readonly GuidanceVersion[] }) {
  const [newest] = versions
  const [text, setText] = useState(newest?.text ?? '')
  /** The version that the text in the field began from. */
  const [basedOn, setBasedOn] = useState(newest?.version ?? 0)
  const save = useChange(SaveGuidance)
  const isTheirs = newest !== undefined && newest.version > basedOn
  const isChanged = text.trim() !== (newest?.text ?? '')
  const isTooLong = text.trim().length > MOST_GUIDANCE

  const goOnFrom = (version: GuidanceVersion) => {
    setBasedOn(version.version)
    setText(version.text)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isChanged && !isTooLong && !isTheirs)
      save.mutate({ basedOn, text }, { onSuccess: goOnFrom })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      {newest && <p className="text-small text-muted">{tellSaved(newest)}</p>}
      <TextArea
        label="What FlowPilot is to know"
        value={text}
        placeholder={EXAMPLE}
        className="min-h-40"
        hint={`${text.trim().length.toLocaleString('en')} of ${MOST_GUIDANCE.toLocaleString('en')} characters. No passwords, names, addresses or links.`}
        problem={
          isTooLong
            ? `That is ${(text.trim().length - MOST_GUIDANCE).toLocaleString('en')} characters too many.`
            : undefined
        }
        onChange={(event) => {
          setText(event.target.value)
          save.reset()
        }}
      />
      {isTheirs && (
        <Notice
          tone="amber"
          title="Somebody else has saved it meanwhile"
          actions={
            <>
              <Button size="small" onClick={() => goOnFrom(newest)}>
                Take theirs, drop mine
              </Button>
              <Button size="small" onClick={() => setBasedOn(newest.version)}>
                Go on with mine
              </Button>
            </>
          }
        >
          <p>{tellSaved(newest)} With yours, saving puts it in the place of this:</p>
          <Verbatim className="mt-2 max-h-56 rounded-md bg-sunken p-2 text-small text-ink">
            {newest.text || 'Nothing.'}
          </Verbatim>
        </Notice>
      )}
      <div>
        <Button
          type="submit"
          look="primary"
          isBusy={save.isPending}
          why={whyNot({ isChanged, isTooLong, isTheirs })}
        >
          Save for the team
        </Button>
      </div>
      {save.error && !isTheirs && <Notice tone="bad">{save.error.message}</Notice>}
      {save.isSuccess && !isChanged && <Notice tone="good">{tellKept(save)}</Notice>}
      <Earlier versions={versions.slice(1)} onPutBack={setText} />
    </form>
  )
}

function whyNot(at: { isChanged: boolean; isTooLong: boolean; isTheirs: boolean }) {
  if (at.isTheirs) return 'Decide about the other version first.'
  if (at.isTooLong) return 'Make it shorter first.'
  return at.isChanged ? undefined : 'Nothing is changed yet.'
}

function tellKept(save: {
  data?: GuidanceVersion | undefined
  variables?: { text: string } | undefined
}) {
  const isMasked = save.data?.text !== save.variables?.text.trim()
  return isMasked
    ? 'Saved, without what looked like a secret. It holds from the next question on.'
    : 'Saved. It holds from the next question on.'
}

const tellSaved = ({ version, savedAt, savedBy, text }: GuidanceVersion): string =>
  `Version ${version}, ${text ? 'saved' : 'emptied'} on ${day(savedAt)} ${clock(savedAt)} by ${savedBy}.`

function Earlier({
  versions,
  onPutBack,
}: {
  versions: readonly GuidanceVersion[]
  onPutBack: (text: string) => void
}) {
  const [isOpen, setOpen] = useState(false)
  if (versions.length === 0) return null
  return (
    <Fold
      title="Before"
      aside={`${versions.length} ${versions.length === 1 ? 'version' : 'versions'}`}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <ol className="flex flex-col divide-y divide-line">
        {versions.map((one) => (
          <li key={one.version} className="flex flex-col gap-1 py-2">
            <div className="flex flex-wrap items-center gap-2 text-small">
              <span className="min-w-0 flex-1 text-muted">{tellSaved(one)}</span>
              <Button size="small" look="quiet" onClick={() => onPutBack(one.text)}>
                Put this one back
              </Button>
            </div>
            <Verbatim className="max-h-40 rounded-md bg-sunken p-2 text-small">
              {one.text || 'Nothing.'}
            </Verbatim>
          </li>
        ))}
      </ol>
    </Fold>
  )
}
