/**
 * The note: what kind, who will read it, the text with its evidence, what the checks say, and
 * the one big button that names the ticket it writes to. What can be done is decided in
 * `use-note-desk.ts`.
 */
import { ArrowLeft, ClipboardCopy, Eye, PencilLine, ReceiptText } from 'lucide-react'
import { describeAudience, NOTE_KINDS, purposeOf, tabsOf } from '#shared/note/kinds.ts'
import { isChecklistWork } from '#shared/session/checklist.ts'
import type { NoteKind } from '#shared/session/event.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/Field.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { usePanel } from '../PanelContext.tsx'
import { AskAgain } from './AskAgain.tsx'
import { BoxList } from './BoxList.tsx'
import { Findings } from './Findings.tsx'
import { LackingForm } from './LackingForm.tsx'
import { fieldOfWanted } from './lacking.ts'
import { Masked } from './Masked.tsx'
import { NoteText } from './NoteText.tsx'
import { PostMark } from './PostMark.tsx'
import { PostOptions } from './PostOptions.tsx'
import { NOTE_TABS, type NoteDesk, useNoteDesk } from './use-note-desk.ts'
import { type NoteStores, useNoteStore } from './use-note-store.ts'
import { Words } from './Words.tsx'
import { Written } from './Written.tsx'

export default function NoteScreen() {
  const stores = useNoteStore()
  return stores && <Note stores={stores} />
}

function Note({ stores }: { stores: NoteStores }) {
  const desk = useNoteDesk(stores)
  if (!desk) return null
  const { note, state, composed, findings, name } = desk
  return (
    <div className="flex min-h-full flex-col gap-3">
      <Kinds desk={desk} />
      <Audience desk={desk} />
      {state.isEditing ? (
        <TextArea
          ref={desk.area}
          autoFocus
          label="Text of the note"
          isLabelHidden
          value={desk.text}
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
        <NoteText
          text={desk.text}
          note={composed.note}
          session={desk.session}
          sessionId={desk.sessionId}
          mark={<PostMark desk={desk} />}
        />
      )}
      {state.isEditing && <PostMark desk={desk} />}
      <Words desk={desk} />
      <TextActions desk={desk} />
      <Masked text={desk.text} session={desk.session} />
      <Findings findings={findings} onRepair={desk.repair} onOverride={desk.override} />
      {desk.lacking && (
        <LackingForm
          key={fieldOfWanted(desk.lacking)}
          wanted={desk.lacking}
          onAdd={desk.addLacking}
          onCancel={desk.leaveLacking}
        />
      )}
      <PostOptions desk={desk} />
      <Written
        notes={desk.written}
        stateVersion={desk.stateVersion}
        again={desk.again}
        waiting={desk.waiting}
        trouble={desk.trouble}
        ticket={name}
        onCopy={(text) => void desk.copy(text)}
        onRetry={(writeId, isAgain) => void desk.retry(writeId, isAgain)}
        onConfirmAgain={(row) => void desk.confirmAgain(row)}
        onDrop={(row) => void desk.drop(row)}
      />
      {state.told && (
        <Notice
          tone={state.told.tone}
          title={state.told.title}
          actions={
            state.told.offer === 'setBoxes' && (
              <Button size="small" onClick={() => desk.write('insert', { setBoxes: true })}>
                Set the boxes and insert
              </Button>
            )
          }
        >
          {state.told.text}
          {state.told.boxes && <BoxList boxes={state.told.boxes} />}
        </Notice>
      )}
      <AskAgain desk={desk} />
      {desk.hasTicket ? <WriteBar desk={desk} /> : <CopyBar desk={desk} />}
    </div>
  )
}

const SHORT: Record<NoteKind, string> = {
  working: 'Working',
  resolution: 'Resolution',
  client_update: 'Client update',
  time_entry: 'Time',
  escalation: 'Escalation',
}

function Kinds({ desk: { note, state } }: { desk: NoteDesk }) {
  const { store } = usePanel()
  return (
    <div className="flex items-center gap-1">
      <IconButton
        label="Back to the walk"
        keyLabel="Esc"
        className="-ml-1.5"
        icon={<ArrowLeft className="size-4" />}
        onClick={() => store.show('work')}
      />
      <Segments
        label="Kind of note"
        options={NOTE_TABS.map((kind) => ({ value: kind, label: SHORT[kind] }))}
        value={state.kind}
        onChange={(kind) => void note.turnTo(kind)}
      />
    </div>
  )
}

function Audience({ desk: { note, state, flags, isTimeKind, session } }: { desk: NoteDesk }) {
  const facts = NOTE_KINDS[state.kind]
  const audience = describeAudience(flags)
  return (
    <div className="flex flex-col gap-1.5 text-small">
      <p className="text-muted">{purposeOf(state.kind, isChecklistWork(session))}</p>
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
          onChange={(flagsAt) =>
            note.set({ flagsAt, mailContact: false, mailConfirmed: false, told: null })
          }
        />
      )}
    </div>
  )
}

/** Two buttons: a press on the one leaves the field, and its click is none on what stands there then. */
function TextActions({ desk }: { desk: NoteDesk }) {
  const { note, state, isOld } = desk
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {state.isEditing ? (
        <Button key="done" size="small" keyLabel="Esc" onClick={() => note.leaveEditing()}>
          Done editing
        </Button>
      ) : (
        <Button
          key="edit"
          size="small"
          icon={<PencilLine aria-hidden="true" className="size-3.5" />}
          keyLabel={keyOf('edit')}
          onClick={() => desk.startEditing()}
        >
          Edit
        </Button>
      )}
      {state.own && !state.isEditing && (
        <Button size="small" look="quiet" onClick={() => note.takeNewVersion()}>
          {isOld ? 'Take the new version' : 'Back to the record’s text'}
        </Button>
      )}
      {desk.hasTicket && (
        <Button
          size="small"
          look="quiet"
          icon={<ClipboardCopy aria-hidden="true" className="size-3.5" />}
          onClick={() => void desk.copy(desk.text)}
        >
          Copy for ticket
        </Button>
      )}
    </div>
  )
}

const BAR =
  'sticky -bottom-3 z-10 -mx-3 mt-auto -mb-3 flex flex-col gap-1.5 border-t border-line bg-surface px-3 py-2.5'

function CopyBar({ desk }: { desk: NoteDesk }) {
  return (
    <div className={BAR}>
      <Button
        look="primary"
        keyLabel={keyOf('write')}
        why={desk.text.trim() === '' ? 'There is no text yet.' : undefined}
        icon={<ClipboardCopy aria-hidden="true" className="size-4" />}
        onClick={() => desk.write(desk.way)}
      >
        Copy for ticket
      </Button>
      <p className="text-fine text-muted">This session is about no ticket in ConnectWise.</p>
    </div>
  )
}

function WriteBar({ desk }: { desk: NoteDesk }) {
  const { way, name, state, isTimeKind, author } = desk
  const other = way === 'insert' ? 'post' : 'insert'
  const why = desk.whyNot(way)
  return (
    <div className={BAR}>
      <div className="flex gap-2">
        <Button
          look="primary"
          className="min-w-0 flex-1"
          keyLabel={keyOf('write')}
          why={why}
          isBusy={state.act !== 'idle'}
          icon={state.act !== 'idle' && <Spinner />}
          onClick={() => desk.write(way)}
        >
          {way === 'insert' ? `Insert into ${name}` : `Post to ${name}`}
        </Button>
        {!isTimeKind && (
          <Button why={desk.whyNot(other)} onClick={() => desk.write(other)}>
            {other === 'post' ? 'Post' : 'Insert'}
          </Button>
        )}
      </div>
      {(why || (author && way === 'post')) && (
        <p className="text-fine text-muted">{why ?? `Written as ${author}`}</p>
      )}
      {way === 'insert' && desk.canPost && (
        <p className="text-fine text-muted" title="So that it is never posted twice">
          Post ends the note with {desk.mark}
        </p>
      )}
    </div>
  )
}
