/** The page's questions to its own server. */
import type { CompanyView, Tab, TicketRow, TicketView } from '../view.ts'

export type NoteToSave = { text: string; shownIn: Record<Tab, boolean> }
export type TimeToSave = {
  notes: string
  internalNotes: string
  minutes: number
  shownIn: Record<Tab, boolean>
}

export const askBoard = (kind: TicketRow['kind']) => ask<TicketRow[]>(`boards/${kind}`)
export const askTicket = (id: number) => ask<TicketView>(`tickets/${id}`)
export const askCompany = (id: number) => ask<CompanyView>(`companies/${id}`)
export const sendNote = (id: number, note: NoteToSave) => send(`tickets/${id}/notes`, note)
export const sendTime = (id: number, time: TimeToSave) => send(`tickets/${id}/time`, time)

/** Safe: page and server are built from the same `view.ts` and always travel together. */
async function ask<T>(path: string): Promise<T | undefined> {
  const answer = await fetch(`/standin/${path}`)
  return answer.ok ? ((await answer.json()) as T) : undefined
}

/** Undefined when it was stored, else what the server said. */
async function send(path: string, body: object): Promise<string | undefined> {
  const answer = await fetch(`/standin/${path}`, { method: 'POST', body: JSON.stringify(body) })
  return answer.ok ? undefined : await answer.text()
}
