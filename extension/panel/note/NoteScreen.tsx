/**
 * The note: what kind, who will read it, the text with its evidence, what the checks say, and
 * the one big button that names the ticket it writes to.
 */
import { ArrowLeft, ClipboardCopy, Eye, PencilLine, ReceiptText, ShieldCheck } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { checkNote } from '#shared/note/check-note.ts'
import { RetryWrite } from '#shared/note/contract.ts'
import { blocksWriting, type Finding } from '#shared/note/finding.ts'
import { describeAudience, NOTE_KINDS, tabsOf } from '#shared/note/kinds.ts'
import { summariseMasked } from '#shared/redact/mask-list.ts'
import { redact } from '#shared/redact/redact.ts'
import type { NoteKind } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { PostQueueState } from '../../client/post-queue.ts'
import type { SessionStore } from '../../client/session-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Check } from '../../ui/Check.tsx'
import { TextArea } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { keyOf } from '../keys.ts'
import { usePanel, usePanelState, useSession } from '../PanelContext.tsx'
import { useTicket } from '../ticket/use-ticket.ts'
import { useKeys } from '../use-keys.ts'
import { Findings } from './Findings.tsx'
import { NoteText } from './NoteText.tsx'
import { flagsOf, isStale, type NoteStore } from './note-store.ts'
import { startingTime, timeText } from './starting-time.ts'
import { TimeEntry } from './TimeEntry.tsx'
import { findTarget } from './target.ts'
import { useCatchUp, useNoteStore } from './use-note-store.ts'
import { Written } from './Written.tsx'

const KINDS: readonly NoteKind[] = ['working', 'resolution', 'client_update', 'time_entry']

export default function NoteScreen() {
  const session = useSession()
  const store = usePanelState((state) => state.session)
  const note = useNoteStore()
  return session && store && note ? <Note session={session} store={store} note={note} /> : null
}

function Note({
  session,
  store,
  note,
}: {
  session: Session
  store: SessionStore
  note: NoteStore
}) {
  const { store: panel, outside } = usePanel()
  const world = usePanelState((state) => state.world)
  const view = usePanelState((state) => state.view)
  const psa = usePanelState((state) => state.psa)
  const setting = usePanelState((state) => state.settings?.bigButton ?? 'auto')
  const ticketStore = usePanelState((state) => state.ticket)
  const { ticket } = useTicket()
  const state = useStore(note)
  const posts = useStore<StoreApi<PostQueueState>>(world?.posts ?? EMPTY_POSTS)
  const [isAskingMail, setAskingMail] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)

  const composed = note.compose(session)
  const text = state.own?.text ?? composed.text
  const stale = isStale(state.own, composed.text)
  const flags = flagsOf(state)
  const audience = describeAudience(flags)
  const facts = NOTE_KINDS[state.kind]
  const isTimeKind = state.kind === 'time_entry'
  const target = findTarget(session.ticket?.ref ?? null, view, psa, setting)
  const way = isTimeKind ? 'post' : target.way
  const name = target.ref ? `#${target.ref.ticketId}` : 'the ticket'

  // What was seen is fixed when the preview is first shown; what is now is read behind it.
  useEffect(() => {
    void ticketStore?.load({ refresh: true }).then((now) => {
      if (now && !note.getState().seen) note.see(now.stamp)
    })
  }, [ticketStore, note])
  useCatchUp(session, store)

  const checked = useDeferredValue(text)
  const findings = useMemo(
    () =>
      checkNote({
        session,
        sessionId: store.sessionId,
        kind: state.kind,
        text: checked,
        composed: composed.note,
        flags,
        mailContact: state.mailContact,
        mailConfirmed: state.mailConfirmed,
        findSecrets: (of) => redact(of).masked,
        ...(stale ? { basedOn: 0, version: 1 } : {}),
        ...(state.seen ? { seen: state.seen } : {}),
        ...(ticket ? { ticketNow: ticket.stamp } : {}),
        ...(state.time ? { time: state.time } : {}),
      }).filter((f) => !state.overridden.includes(f.check)),
    [session, store, state, checked, composed, flags, stale, ticket],
  )
  const masked = [...composed.masked]
  const written = session.notes.filter((n) => n.noteKind === state.kind)
  const waiting = posts.rows.filter(
    (row) => row.sessionId === store.sessionId && row.request.noteKind === state.kind,
  )
  const isThere =
    written.some((n) => n.text.trim() === text.trim() && HAS_BEEN_WRITTEN.has(n.state)) ||
    waiting.some((row) => row.state === 'waiting' && row.request.text === text)

  const whyNot = (asked: 'insert' | 'post'): string | undefined => {
    if (text.trim() === '') return 'There is no text yet.'
    if (isThere && asked === 'post') {
      return `This very text is in ${name} or on its way. Change it to write again.`
    }
    if (blocksWriting(findings, state.overridden)) {
      return `A check stops it: ${findings[0]?.message ?? ''}`
    }
    if (isTimeKind && !state.time) return 'Set the minutes first.'
    return asked === 'insert' ? target.whyNoInsert : target.whyNoPost
  }
  const run = (asked: 'insert' | 'post') => {
    if (state.isEditing) note.leaveEditing()
    if (!target.ref || whyNot(asked) || state.act !== 'idle') return
    if (asked === 'insert') void note.insert(target.ref, text)
    else void note.post(target.ref, text)
  }
  const copy = async (of: string) => {
    const isCopied = await outside.copy(redact(of).text)
    note.set({
      told: isCopied
        ? { tone: 'good', title: 'Copied', text: 'Paste it into the note of the ticket.' }
        : { tone: 'bad', title: 'Not copied', text: 'Select the text and copy it by hand.' },
    })
  }

  const repair = (finding: Finding) => {
    const { repair: act } = finding
    if (act.kind === 'replace') {
      note.edit(`${text.slice(0, act.start)}${act.with}${text.slice(act.end)}`)
    } else if (act.kind === 'rewrite') {
      if (finding.check === 'N02') note.takeNewVersion()
      else startEditing(finding)
    } else if (act.kind === 'open') open(act.what, finding)
  }
  const startEditing = (finding?: Finding) => {
    note.startEditing()
    requestAnimationFrame(() => {
      area.current?.focus()
      if (finding?.at) area.current?.setSelectionRange(finding.at.start, finding.at.end)
    })
  }
  const open = (
    what: 'outcome' | 'next_step' | 'record' | 'preview' | 'time',
    finding: Finding,
  ) => {
    if (what === 'preview' && ticket) note.see(ticket.stamp)
    else if (what === 'outcome' && session.status !== 'finished') panel.ask('outcome')
    else if (what === 'time')
      note.set({ time: state.time ?? startingTime(session, Date.now(), '') })
    else if (what === 'record' || what === 'next_step') panel.show('work')
    else startEditing(finding)
  }

  useKeys({
    edit: () => startEditing(),
    write: () => run(way),
    choose: (digit) => {
      const kind = KINDS[digit - 1]
      return kind ? void note.turnTo(kind) : false
    },
    close: () => panel.show('work'),
  })

  return (
    <div className="flex min-h-full flex-col gap-3">
      <div className="flex items-center gap-1">
        <Button
          look="quiet"
          size="small"
          icon={<ArrowLeft aria-hidden="true" className="size-4" />}
          keyLabel="Esc"
          onClick={() => panel.show('work')}
        >
          Back
        </Button>
      </div>
      <Segments
        label="Kind of note"
        options={KINDS.map((kind) => ({ value: kind, label: SHORT[kind] }))}
        value={state.kind}
        onChange={(kind) => void note.turnTo(kind)}
      />
      <div className="flex flex-col gap-1.5 text-small">
        <p className="text-muted">{facts.purpose}</p>
        <p className="flex flex-wrap gap-x-3 gap-y-1">
          <span className="flex items-center gap-1.5">
            <Eye aria-label="Read by" className="size-3.5 text-faint" />
            {isTimeKind ? 'Your team, on the time sheet' : audience.readers}
          </span>
          <span className="flex items-center gap-1.5">
            <ReceiptText aria-label="Invoice" className="size-3.5 text-faint" />
            {isTimeKind ? 'Can be printed on the invoice' : audience.invoice}
          </span>
        </p>
        {facts.flags.length > 1 && (
          <Segments
            label="Where it stands in the ticket"
            options={facts.flags.map((option, i) => ({
              value: i,
              label: tabsOf(option).join(' + '),
            }))}
            value={state.flagsAt}
            onChange={(flagsAt) => note.set({ flagsAt, mailContact: false, mailConfirmed: false })}
          />
        )}
      </div>
      {state.isEditing ? (
        <TextArea
          ref={area}
          autoFocus
          label="Text of the note"
          isLabelHidden
          value={text}
          maxLength={60_000}
          className="min-h-48"
          onChange={(event) => note.edit(event.target.value)}
          onBlur={() => note.leaveEditing()}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.preventDefault()
              note.leaveEditing()
            }
          }}
        />
      ) : (
        <NoteText text={text} note={composed.note} session={session} sessionId={store.sessionId} />
      )}
      <div className="flex flex-wrap items-center gap-1.5">
        {state.isEditing ? (
          <Button size="small" keyLabel="Esc" onClick={() => note.leaveEditing()}>
            Done editing
          </Button>
        ) : (
          <Button
            size="small"
            icon={<PencilLine aria-hidden="true" className="size-3.5" />}
            keyLabel={keyOf('edit')}
            onClick={() => startEditing()}
          >
            Edit
          </Button>
        )}
        {state.own && !state.isEditing && (
          <Button size="small" look="quiet" onClick={() => note.takeNewVersion()}>
            {stale ? 'Take the new version' : 'Back to the record’s text'}
          </Button>
        )}
        <Button
          size="small"
          look="quiet"
          icon={<ClipboardCopy aria-hidden="true" className="size-3.5" />}
          onClick={() => void copy(text)}
        >
          Copy for ticket
        </Button>
      </div>
      {masked.length > 0 && (
        <p className="flex items-center gap-1.5 text-small text-muted">
          <ShieldCheck aria-hidden="true" className="size-4 text-good-ink" />
          {summariseMasked(masked)}
        </p>
      )}
      <Findings
        findings={findings}
        onRepair={repair}
        onOverride={(finding) =>
          finding.check === 'N07'
            ? note.set({ mailConfirmed: true })
            : finding.check === 'N04'
              ? note.set({ flagsAt: 0 })
              : note.override(finding.check)
        }
      />
      {way === 'post' && (
        <div className="flex flex-col gap-2">
          {!isTimeKind && (
            <Check
              label="Add a time entry"
              isOn={state.time !== null}
              onChange={async (isOn) => {
                if (isOn) await world?.clock.stop()
                const now = store.getState().session ?? session
                note.set({
                  time: isOn ? startingTime(now, Date.now(), timeText(now, store.sessionId)) : null,
                })
              }}
            />
          )}
          {state.time && (
            <TimeEntry
              time={state.time}
              hasOwnText={!isTimeKind}
              onChange={(time) => note.set({ time })}
            />
          )}
          {isTimeKind && !state.time && (
            <Button
              size="small"
              className="self-start"
              onClick={() => note.set({ time: startingTime(session, Date.now(), text) })}
            >
              Set the minutes
            </Button>
          )}
          {flags.discussion && (
            <Check
              label="Mail this note to the contact"
              detail={
                state.mailContact && state.mailConfirmed
                  ? `${ticket?.contact?.name ?? 'The contact'} gets it by mail.`
                  : 'Nobody is mailed unless you say so.'
              }
              isOn={state.mailContact && state.mailConfirmed}
              onChange={(isOn) => {
                if (isOn) setAskingMail(true)
                else note.set({ mailContact: false, mailConfirmed: false })
              }}
            />
          )}
          {isAskingMail && (
            <Notice
              tone="amber"
              title={`Mail it to ${ticket?.contact?.name ?? 'the contact'}${ticket?.contact?.email ? ` (${ticket.contact.email})` : ''}?`}
              actions={
                <>
                  <Button
                    size="small"
                    onClick={() => {
                      note.set({ mailContact: true, mailConfirmed: true })
                      setAskingMail(false)
                    }}
                  >
                    Yes, mail it
                  </Button>
                  <Button size="small" look="quiet" onClick={() => setAskingMail(false)}>
                    No
                  </Button>
                </>
              }
            >
              A mail cannot be taken back.
            </Notice>
          )}
        </div>
      )}
      <Written
        notes={written}
        waiting={waiting}
        trouble={posts.trouble}
        ticket={name}
        onCopy={(of) => void copy(of)}
        onRetry={(writeId) =>
          void world?.client
            .ask(RetryWrite, { sessionId: store.sessionId, writeId })
            .then(() => store.catchUp())
        }
        onConfirmAgain={async (row) => {
          await world?.posts.drop(row.writeId)
          const now = await ticketStore?.load({ refresh: true })
          if (now && row.request.seen) note.see(row.request.seen)
        }}
        onDrop={(row) => void world?.posts.drop(row.writeId)}
      />
      {state.told && (
        <Notice tone={state.told.tone} title={state.told.title}>
          {state.told.text}
        </Notice>
      )}
      <div className="sticky -bottom-3 z-10 -mx-3 mt-auto -mb-3 flex flex-col gap-1.5 border-t border-line bg-surface px-3 py-2.5">
        <div className="flex gap-2">
          <Button
            look="primary"
            className="min-w-0 flex-1"
            keyLabel={keyOf('write')}
            why={whyNot(way)}
            isBusy={state.act !== 'idle'}
            icon={state.act !== 'idle' && <Spinner />}
            onClick={() => run(way)}
          >
            {way === 'insert' ? `Insert into ${name}` : `Post to ${name}`}
          </Button>
          {!isTimeKind && (
            <Button
              why={whyNot(way === 'insert' ? 'post' : 'insert')}
              onClick={() => run(way === 'insert' ? 'post' : 'insert')}
            >
              {way === 'insert' ? 'Post' : 'Insert'}
            </Button>
          )}
        </div>
        {(whyNot(way) ?? (psa?.member && way === 'post')) && (
          <p className="text-fine text-muted">{whyNot(way) ?? `As ${psa?.member?.name}`}</p>
        )}
      </div>
    </div>
  )
}

const SHORT: Record<NoteKind, string> = {
  working: 'Working',
  resolution: 'Resolution',
  client_update: 'Client update',
  time_entry: 'Time',
}

const NO_POSTS: PostQueueState = { rows: [], trouble: null, isSending: false }
const EMPTY_POSTS: StoreApi<PostQueueState> = {
  getState: () => NO_POSTS,
  getInitialState: () => NO_POSTS,
  setState: () => undefined,
  subscribe: () => () => undefined,
}

const HAS_BEEN_WRITTEN: ReadonlySet<string> = new Set(['posting', 'posted', 'unclear'])
