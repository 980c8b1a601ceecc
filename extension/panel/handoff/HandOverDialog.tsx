/**
 * Handing a session over: for what, why, to whom, and only what whoever takes over would miss. The
 * text that goes into the ticket is shown as it will stand there.
 */
import { type FormEvent, useId, useState } from 'react'
import { NEED_WORDS } from '#shared/handoff/completeness.ts'
import { INTENT_WORDS } from '#shared/handoff/tell-handoff.ts'
import type { Finding } from '#shared/note/finding.ts'
import { CHECKS } from '#shared/note/finding.ts'
import { HANDOFF_INTENTS } from '#shared/session/handoff-event.ts'
import { Button } from '../../ui/Button.tsx'
import { Check } from '../../ui/Check.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextArea } from '../../ui/Field.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { MOST } from './handoff-draft.ts'
import { Lacking } from './Lacking.tsx'
import { PickColleague } from './PickColleague.tsx'
import { type HandOverDesk, useHandOver } from './use-hand-over.ts'

export default function HandOverDialog() {
  const desk = useHandOver()
  const form = useId()
  if (!desk) return null
  return (
    <Dialog
      title={desk.isAnew ? 'Hand over anew' : 'Hand over'}
      isOpen
      onClose={desk.close}
      footer={
        <>
          <Button look="quiet" onClick={desk.close}>
            Not now
          </Button>
          <Button look="primary" type="submit" form={form} keyLabel="Ctrl ↵" isBusy={desk.isBusy}>
            {INTENT_WORDS[desk.draft.intent].act}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event: FormEvent<HTMLFormElement>) => {
          event.preventDefault()
          const { currentTarget } = event
          void desk
            .handOver()
            .then(() => requestAnimationFrame(() => toFirstProblem(currentTarget)))
        }}
      >
        <Refused desk={desk} />
        <About desk={desk} />
        <Lacking desk={desk} />
        <More desk={desk} />
        <ForTicket desk={desk} />
      </form>
    </Dialog>
  )
}

const toFirstProblem = (form: HTMLFormElement) =>
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()

function Refused({ desk }: { desk: HandOverDesk }) {
  const { refused } = desk
  if (!refused) return null
  return (
    <Notice
      tone="bad"
      title="Not handed over"
      actions={
        refused.request.note && (
          <Button size="small" onClick={() => void desk.handOver({ isWithNote: false })}>
            Hand over without the note
          </Button>
        )
      }
    >
      {refused.trouble?.message} What you wrote is all here.
    </Notice>
  )
}

function About({ desk }: { desk: HandOverDesk }) {
  const { draft, say, session, whoGave } = desk
  const intents = HANDOFF_INTENTS.filter((intent) => intent !== 'return' || desk.mayReturn)
  return (
    <div className="flex flex-col gap-3">
      <Segments
        label="For what"
        options={intents.map((value) => ({ value, label: INTENT_WORDS[value].pick }))}
        value={draft.intent}
        onChange={(intent) =>
          say({ intent, ...(intent === 'return' && !draft.to ? { to: whoGave } : {}) })
        }
      />
      <TextArea
        label="Why"
        isLow
        value={draft.reason}
        maxLength={MOST}
        placeholder="What you need, or why it goes on without you"
        problem={desk.problems.reason}
        onChange={(event) => say({ reason: event.target.value })}
      />
      <PickColleague
        nobody={INTENT_WORDS[draft.intent].nobody}
        ownerId={session.owner.kind === 'person' ? session.owner.id : null}
        to={draft.to}
        onPick={(to) => say({ to })}
      />
    </div>
  )
}

function More({ desk: { draft, say, asked } }: { desk: HandOverDesk }) {
  const { environment, access, notDone, asks } = draft.words
  const [isOpen, setOpen] = useState(Boolean(access || notDone || asks))
  const words = (part: Partial<typeof draft.words>) => say({ words: { ...draft.words, ...part } })
  return (
    <Fold title="More for whoever takes over" isOpen={isOpen} onOpenChange={setOpen}>
      <div className="flex flex-col gap-3">
        {!asked.includes('environment') && (
          <TextArea
            label={NEED_WORDS.environment.ask}
            isLow
            value={environment}
            maxLength={MOST}
            onChange={(event) => words({ environment: event.target.value })}
          />
        )}
        <TextArea
          label="How to get in, and where a password is kept"
          isLow
          value={access}
          maxLength={MOST}
          hint="Never the password itself."
          onChange={(event) => words({ access: event.target.value })}
        />
        <TextArea
          label="What you left undone on purpose, and why"
          isLow
          value={notDone}
          maxLength={MOST}
          onChange={(event) => words({ notDone: event.target.value })}
        />
        <TextArea
          label="What you ask for"
          isLow
          value={asks}
          maxLength={MOST}
          onChange={(event) => words({ asks: event.target.value })}
        />
      </div>
    </Fold>
  )
}

function ForTicket({ desk }: { desk: HandOverDesk }) {
  const [isOpen, setOpen] = useState(false)
  const ref = desk.session.ticket?.ref
  return (
    <div className="flex flex-col gap-2">
      <Check
        label={
          ref ? `Write it into #${ref.ticketId}, for your team only` : 'Write it into the ticket'
        }
        isOn={desk.isNoteWanted}
        why={desk.whyNoNote}
        onChange={(isNoteWanted) => desk.say({ isNoteWanted })}
      />
      {desk.isNoteWanted && <Stopping desk={desk} />}
      <Fold
        title={desk.isNoteWanted ? 'The text as it will be written' : 'What the receiver reads'}
        isOpen={isOpen}
        onOpenChange={setOpen}
      >
        <p className="rounded-md bg-sunken p-2.5 text-small break-words whitespace-pre-wrap select-text">
          {desk.text}
        </p>
      </Fold>
    </div>
  )
}

/** Only what stops the note; with its reason a person may pass over some of it. */
function Stopping({ desk: { stopping, passOver } }: { desk: HandOverDesk }) {
  if (stopping.length === 0) return null
  return (
    <ul
      aria-label="What stops the text"
      className="flex flex-col divide-y divide-line rounded-md border border-bad-line"
    >
      {stopping.map((finding: Finding) => (
        <li
          key={`${finding.check} ${finding.message}`}
          className="flex flex-col gap-1.5 px-2.5 py-2 text-small"
        >
          <p className="break-words">
            {finding.message} <span className="text-fine text-faint">{finding.check}</span>
          </p>
          {CHECKS[finding.check].canOverride && (
            <Button size="small" className="self-start" onClick={() => passOver(finding.check)}>
              Write it all the same
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
