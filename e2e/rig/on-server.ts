/** What the server holds of a ticket, asked as an engineer of the demonstration team. */
import type { Attachment } from '#shared/attachment/attachment.ts'
import { ListSessions, ReadEvents } from '#shared/session/contract.ts'
import type { SessionEvent } from '#shared/session/event.ts'
import { askApi, signInAs } from './ask-api.ts'
import { demoPerson } from './rig.ts'

export interface RecordOnServer {
  events: SessionEvent[]
  /** What the record names, taken back or not, and what the server gives for each. */
  files: { file: Attachment; status: number }[]
}

/** The record of every session of the ticket, with its files. */
export async function recordsOnServer(url: string, ticketId: number): Promise<RecordOnServer[]> {
  const { email, password } = demoPerson('engineer')
  const { accessToken } = await signInAs(url, email, password)
  const { sessions } = await askApi(url, ListSessions, { ticketId }, accessToken)
  const give = (path: string) =>
    fetch(`${url}/api${path}`, { headers: { authorization: `Bearer ${accessToken}` } })
  return Promise.all(
    sessions.map(async ({ id: sessionId }) => {
      const read = await askApi(url, ReadEvents, { sessionId }, accessToken)
      const events = read.events.map(({ event }) => event)
      const named = events.flatMap(({ data }) => (data.type === 'file_attached' ? [data.file] : []))
      const files = named.map(async (file) => ({
        file,
        status: (await give(`/sessions/${sessionId}/attachments/${file.id}`)).status,
      }))
      return { events, files: await Promise.all(files) }
    }),
  )
}

export async function filesOnServer(
  url: string,
  ticketId: number,
): Promise<RecordOnServer['files']> {
  const records = await recordsOnServer(url, ticketId)
  return records.flatMap(({ files }) => files)
}
