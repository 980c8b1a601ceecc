/**
 * Takes in the bytes of a file that a session's record names.
 *
 * The record said beforehand how long they are and what they hash to, so only these bytes and no
 * others get in, whoever sends them; what it does not name is not even read. Sent again, or by
 * twenty at once, they are one file. First the bytes are put away, then the row that names them is
 * written: what a crash leaves between the two is bytes that no row names, which tidying removes.
 * Should it have done so just then, with bytes that lay here before, they are put away again.
 */
import { createHash } from 'node:crypto'
import { type Attachment, MEDIA, sizeWords } from '#shared/attachment/attachment.ts'
import type { PutAttachment } from '#shared/attachment/contract.ts'
import { FIRST_BYTES, isOfType } from '#shared/attachment/media-type-of.ts'
import type { RequestOf, ResponseOf } from '#shared/route.ts'
import { refuse } from '#shared/route.ts'
import { filesOf } from '#shared/session/files-of.ts'
import { inTeam, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { readFolded } from '../session/read-folded.ts'
import type { Who } from '../who.ts'
import { holdRoom, holdSession, insertAttachment, readAttachment, readRoom } from './queries.ts'

type Asked = RequestOf<typeof PutAttachment>
type Room = ResponseOf<typeof PutAttachment>

export async function takeFile(
  { db, files, config, now }: Deps,
  { teamId, personId }: Pick<Who, 'teamId' | 'personId'>,
  { sessionId, attachmentId }: Asked,
  readBytes: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Room> {
  const teamLimit = config.files.teamBytes
  const look = async (tx: Tx) => {
    const file = await namedFile(tx, teamId, sessionId, attachmentId)
    const row = await readAttachment(tx, teamId, sessionId, attachmentId)
    return { file, row, teamBytes: await readRoom(tx, teamId) }
  }

  const before = await inTeam(db, teamId, look)
  const { sha256 } = before.file
  if (!before.row) demandRoom(before.teamBytes, before.file.bytes, teamLimit)
  const bytes = await readBytes()
  demandTheSame(bytes, before.file)
  if (before.row && (await files.has(teamId, sha256))) {
    return { teamBytes: before.teamBytes, teamLimit }
  }
  await files.put(teamId, sha256, bytes)

  const room = await inTeam(db, teamId, async (tx) => {
    await holdSession(tx, teamId, sessionId)
    await holdRoom(tx, teamId)
    const { file, row, teamBytes } = await look(tx)
    if (row) return { teamBytes, teamLimit }
    demandRoom(teamBytes, file.bytes, teamLimit)
    const { id, fileName, mediaType, bytes: size } = file
    const what = { id, fileName, mediaType, bytes: size, sha256 }
    await insertAttachment(tx, { ...what, teamId, sessionId, storedBy: personId, storedAt: now() })
    return { teamBytes: teamBytes + size, teamLimit }
  })
  if (!(await files.has(teamId, sha256))) await files.put(teamId, sha256, bytes)
  return room
}

async function namedFile(tx: Tx, teamId: string, sessionId: string, id: string) {
  const found = await readFolded(tx, teamId, sessionId)
  if (!found) return refuse('notFound', 'There is no such session.')
  return (
    filesOf(found.session).find((file) => file.id === id) ??
    refuse(
      'notFound',
      'The record of this session does not name this file, or it was taken back. Attach it first.',
    )
  )
}

function demandTheSame(bytes: Uint8Array, { bytes: size, sha256, mediaType }: Attachment): void {
  if (bytes.length < size) {
    refuse('badRequest', `Only ${bytes.length} of ${size} bytes arrived. Send the file again.`)
  }
  if (bytes.length > size || createHash('sha256').update(bytes).digest('hex') !== sha256) {
    refuse(
      'conflict',
      'These are not the bytes that the record names. Attach the other file as one of its own.',
    )
  }
  if (!isOfType(bytes.subarray(0, FIRST_BYTES), mediaType)) {
    refuse(
      'badRequest',
      `This file does not begin as a ${MEDIA[mediaType].word} does. Attach it under the type that it is.`,
    )
  }
}

function demandRoom(teamBytes: number, bytes: number, teamLimit: number): void {
  if (teamBytes + bytes <= teamLimit) return
  refuse(
    'tooLarge',
    `The files of your team take ${sizeWords(teamBytes)} of ${sizeWords(teamLimit)}, and this one needs ${sizeWords(bytes)}. Take back files that are not needed, or ask your admin for more room.`,
  )
}
