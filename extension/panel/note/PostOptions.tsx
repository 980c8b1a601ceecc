/** What goes with a posted note: a time entry, and a mail to the contact, asked once more. */
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Check } from '../../ui/Check.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useTicket } from '../ticket/use-ticket.ts'
import { TimeEntry } from './TimeEntry.tsx'
import type { NoteDesk } from './use-note-desk.ts'

export function PostOptions({ desk }: { desk: NoteDesk }) {
  const { note, state, isTimeKind, flags } = desk
  if (!desk.canPost) return null
  // What opens is shown whole, above the bar that stays at the bottom.
  const setTime = async (isOn: boolean) => {
    await desk.setTime(isOn)
    if (isOn)
      requestAnimationFrame(() => desk.timeBox.current?.scrollIntoView({ block: 'nearest' }))
  }
  return (
    <div className="flex flex-col gap-2 **:scroll-mb-28">
      {!isTimeKind && (
        <Check
          label="Time entry with it"
          detail="Only when it is posted"
          isOn={state.time !== null || state.isTimeAsked}
          onChange={(isOn) => void setTime(isOn)}
        />
      )}
      {state.time && (
        <TimeEntry
          ref={desk.timeBox}
          time={state.time}
          rounding={state.rounding}
          hasOwnText={!isTimeKind}
          onChange={note.changeTime}
        />
      )}
      {flags.discussion && <MailContact desk={desk} />}
    </div>
  )
}

function MailContact({ desk: { note, state } }: { desk: NoteDesk }) {
  const { ticket } = useTicket()
  const [isAsking, setAsking] = useState(false)
  const isOn = state.mailContact && state.mailConfirmed
  const who = ticket?.contact?.name ?? 'the contact'
  const whyNot = ticket && !ticket.contact ? 'The ticket has no contact in ConnectWise.' : undefined
  const mail = (isWanted: boolean) => {
    note.set({ mailContact: isWanted, mailConfirmed: isWanted })
    setAsking(false)
  }
  return (
    <>
      <Check
        label="Mail this note to the contact"
        detail={
          isOn
            ? `${who} gets it by mail when it is posted.`
            : 'Only when it is posted. Nobody is mailed unless you say so.'
        }
        why={isOn ? undefined : whyNot}
        isOn={isOn}
        onChange={(isWanted) => (isWanted ? setAsking(true) : mail(false))}
      />
      {isAsking && (
        <Notice
          tone="amber"
          title={`Mail it to ${who}${ticket?.contact?.email ? ` (${ticket.contact.email})` : ''}?`}
          actions={
            <>
              <Button size="small" onClick={() => mail(true)}>
                Yes, mail it
              </Button>
              <Button size="small" look="quiet" onClick={() => mail(false)}>
                No
              </Button>
            </>
          }
        >
          A mail cannot be taken back.
        </Notice>
      )}
    </>
  )
}
