/** Attaches files as the panel does: first the event, then the bytes. */
import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { v7 } from 'uuid'
import { expect } from 'vitest'
import type { Attachment, MediaType } from '#shared/attachment/attachment.ts'
import type { Env } from '../../answer.ts'
import { makeEvent } from '../../testing/make-events.ts'
import type { TestTeam } from '../../testing/make-team.ts'

export const makeFile = (
  fileName: string,
  mediaType: MediaType,
  bytes: Uint8Array,
  id = v7(),
): Attachment => ({
  id,
  fileName,
  mediaType,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
})

/** A picture of one pixel, with some bytes behind it that make it another one. */
export const makePicture = (more = 'x', size = 0): Uint8Array<ArrayBuffer> => {
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const tail = Buffer.from(more)
  return new Uint8Array(
    Buffer.concat([pixel, tail, Buffer.alloc(Math.max(0, size - pixel.length - tail.length))]),
  )
}

/** Sends bytes as they are. */
export async function sendFile(
  hono: Hono<Env>,
  token: string,
  path: string,
  bytes: BodyInit,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await hono.request(`/api${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, ...headers },
    body: bytes,
    // A body that is still being made needs it; Node's types do not know of it.
    ...(bytes instanceof ReadableStream ? { duplex: 'half' } : {}),
  })
  return { status: response.status, body: await response.json() }
}

export async function attach(team: TestTeam, sessionId: string, file: Attachment): Promise<void> {
  const event = makeEvent(team.people.engineer, { type: 'file_attached', file })
  const { body } = await team.as('engineer')('POST', `/sessions/${sessionId}/events`, {
    after: 0,
    events: [event],
  })
  expect(body).toMatchObject({ refused: [] })
}

export const attachmentPath = (sessionId: string, id: string): string =>
  `/sessions/${sessionId}/attachments/${id}`
