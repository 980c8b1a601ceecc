/**
 * What a file is, by its first bytes; its name only tells texts apart.
 *
 * What a browser or a mail says about a file is a claim. A file that may be attached begins as
 * its type does; everything else is no answer, and nothing is guessed.
 */
import { MEDIA, type MediaType } from './attachment.ts'

/** As many of its first bytes as it takes to know. */
export const FIRST_BYTES = 4096

export function mediaTypeOf(first: Uint8Array, fileName: string): MediaType | undefined {
  const begun = Object.entries(BEGINNINGS).find(([, begins]) => begins(first))
  if (begun) return begun[0] as MediaType // the keys of the table below
  const ending = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const isTextName = TEXTS.find((type) =>
    (MEDIA[type].endings as readonly string[]).includes(ending),
  )
  return isTextName && isText(first) ? isTextName : undefined
}

/** Whether these bytes may be a file of this type. */
export const isOfType = (first: Uint8Array, mediaType: MediaType): boolean =>
  mediaTypeOf(first, `file.${MEDIA[mediaType].endings[0]}`) === mediaType

const TEXTS = ['text/plain', 'text/csv'] as const satisfies MediaType[]

type Begins = (first: Uint8Array) => boolean

const at =
  (offset: number, ...bytes: number[]): Begins =>
  (first) =>
    bytes.every((byte, i) => first[offset + i] === byte)

const letters = (offset: number, text: string): Begins =>
  at(offset, ...[...text].map((letter) => letter.charCodeAt(0)))

const BEGINNINGS: Record<Exclude<MediaType, (typeof TEXTS)[number]>, Begins> = {
  'image/png': at(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  'image/jpeg': at(0, 0xff, 0xd8, 0xff),
  'image/webp': (first) => letters(0, 'RIFF')(first) && letters(8, 'WEBP')(first),
  'image/gif': (first) => letters(0, 'GIF87a')(first) || letters(0, 'GIF89a')(first),
  'application/pdf': letters(0, '%PDF-'),
  // A ZIP with nothing in it begins as one that has an end only.
  'application/zip': (first) => at(0, 0x50, 0x4b, 3, 4)(first) || at(0, 0x50, 0x4b, 5, 6)(first),
  'application/x-evtx': letters(0, 'ElfFile\0'),
}

/** Texts of Windows come in 16 bits with a mark before them; any other text holds no zero. */
const isText: Begins = (first) =>
  at(0, 0xff, 0xfe)(first) ||
  at(0, 0xfe, 0xff)(first) ||
  !first.subarray(0, FIRST_BYTES).includes(0)
