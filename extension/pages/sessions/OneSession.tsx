/**
 * One session as a full tab: its outcome or that it is in progress, the note for the ticket, the
 * exports, and everything that happened.
 */
import { useMemo, useState } from 'react'
import { mayHandOff } from '#shared/handoff/who-may.ts'
import { tellSession } from '#shared/note/tell-session.ts'
import { isLead } from '#shared/person/rights.ts'
import { CheckRecord } from '#shared/session/contract.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import { takesPart, workersOf } from '#shared/session/takes-part.ts'
import { ask } from '../../bridge/send.ts'
import { askToWorkOn } from '../../bridge/work-on.ts'
import { bringRecord } from '../../client/bring-record.ts'
import { readFile } from '../../client/read-file.ts'
import { Button } from '../../ui/Button.tsx'
import type { FileDoor } from '../../ui/files/Files.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { OutcomeCard } from '../../ui/session/OutcomeCard.tsx'
import { useAsk, usePage } from '../page-context.ts'
import { KeptDocuments } from './KeptDocuments.tsx'
import { SessionCost } from './SessionCost.tsx'
import { Story } from './Story.tsx'
import { CopyForTicket, Exports } from './TakeAway.tsx'
import { Unfinished } from './Unfinished.tsx'
import { useRecord } from './use-record.ts'
import { Waiting } from './Waiting.tsx'

export function OneSession({ sessionId }: { sessionId: string }) {
  const record = useRecord(sessionId)
  const { session, version } = record
  const [isUnheard, setUnheard] = useState(false)
  const check = useAsk(CheckRecord, { sessionId }, { isOn: session !== null, asOf: version })
  const { around, db, account } = usePage()
  const files = useMemo<FileDoor>(
    () => ({
      load: (file) => readFile({ db, client: around.client }, sessionId, file),
      save: (file, content) => saveFile(file.fileName, content),
    }),
    [around, db, sessionId],
  )
  const blocks = useMemo(
    () => session && tellSession(session, { timeZone: ZONE, sessionId }, maskIn(session)),
    [session, sessionId],
  )
  if (record.trouble) return <Notice tone="bad">{record.trouble}</Notice>
  if (!session || !blocks) return <Skeleton label="Reading the record" lines={6} />

  const ref = session.ticket?.ref
  const isOwn = !account || takesPart(session, account.person.id)
  const ownerId = session.owner.kind === 'person' ? session.owner.id : null
  const me = account?.person
  const mayGive = me !== undefined && mayHandOff(ownerId, { id: me.id, isLead: isLead(me) })
  const colleagues = isOwn ? undefined : workersOf(session).map(({ name }) => name)
  const showTicket = () => {
    if (ref) void ask('showTicket', { origin: ref.origin, ticketId: ref.ticketId })
  }

  const handOver = async () => {
    if (!db || !(await bringRecord(db, around.client, sessionId))) return
    setUnheard(!(await askToWorkOn(sessionId, { isToBeHandedOver: true })))
  }

  return (
    <article className="flex flex-col gap-4">
      <header className="flex flex-wrap items-start gap-3">
        <div className="min-w-60 flex-1">
          <a href="#all" className="text-small text-muted hover:text-ink">
            All sessions
          </a>
          <h1 className="text-large font-semibold break-words">
            {ref && <span className="tabular-nums">#{ref.ticketId} </span>}
            {session.ticket?.summary ?? 'Session without a ticket'}
          </h1>
          {session.ticket?.client && <p className="text-muted">{session.ticket.client}</p>}
        </div>
        {ref && session.status === 'finished' && (
          <Button onClick={showTicket}>Show the ticket</Button>
        )}
      </header>
      {record.waiting > 0 && (
        <Notice tone="amber">
          {record.waiting === 1 ? 'One entry is' : `${record.waiting} entries are`} saved here and
          not on the server yet.
        </Notice>
      )}
      <Waiting session={session} sessionId={sessionId} />
      <Unfinished
        session={session}
        colleagues={colleagues}
        onShowTicket={showTicket}
        onHandOver={mayGive ? handOver : undefined}
      />
      {isUnheard && (
        <Notice tone="amber" title="No side panel is open here">
          Open it beside this page, and press “Hand it over” again: it is handed over there.
        </Notice>
      )}
      {session.outcome ? (
        <OutcomeCard
          session={session}
          main={<CopyForTicket session={session} sessionId={sessionId} />}
          secondary={<Exports session={session} sessionId={sessionId} files={files} />}
        />
      ) : (
        <>
          <div>
            <CopyForTicket session={session} sessionId={sessionId} look="secondary" />
          </div>
          <Exports session={session} sessionId={sessionId} files={files} />
        </>
      )}
      {check.data && !check.data.isWhole && (
        <Notice tone="bad" title="This record was changed outside ResolutionFlow">
          From entry {check.data.brokenAt} on it does not fit what was stored. Tell your admin.
        </Notice>
      )}
      <KeptDocuments sessionId={sessionId} asOf={version} isAwaited={session.outcome !== null} />
      <Story blocks={blocks} files={files} />
      <SessionCost sessionId={sessionId} asOf={version} />
      {check.data?.isWhole && (
        <p className="text-fine text-faint">
          Record untouched, version {check.data.version}
          {check.data.hash && <span className="font-mono"> {check.data.hash.slice(0, 16)}</span>}
        </p>
      )}
    </article>
  )
}

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone
