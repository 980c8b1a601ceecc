/** A stream of news as a panel follows it, over the application itself. */
import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream'
import type { createApp } from '../app.ts'

export interface Followed {
  status: number
  /** The next message, once it has come; undefined when the stream has ended. */
  read(): Promise<EventSourceMessage | undefined>
}

export async function followEvents(
  app: Pick<ReturnType<typeof createApp>, 'request'>,
  path: string,
  { token, signal, lastEventId }: { token: string; signal: AbortSignal; lastEventId?: number },
): Promise<Followed> {
  const response = await app.request(path, {
    headers: {
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
    },
    signal,
  })
  const messages = response.body
    ?.pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader()
  return { status: response.status, read: async () => (await messages?.read())?.value }
}
