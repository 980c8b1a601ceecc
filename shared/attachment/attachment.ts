/**
 * An attachment: a file kept with a step of a session, such as a screenshot or a log.
 *
 * The record holds what it is and the hash of its bytes; the bytes themselves travel and lie
 * beside it. So a record can be read, told and shown to be untouched without them, and a file
 * that arrives late, twice or damaged is known for what it is.
 */
import * as z from 'zod/mini'
import { Id, Sha256 } from '../ids.ts'

interface Medium {
  /** As a person would say it. */
  word: string
  /** Endings of its file names; the first one is given where none fits. */
  endings: readonly [string, ...string[]]
  /** Shown as a picture. */
  isPicture: boolean
}

/** What may be attached. Nothing in it runs in a browser; the rest goes into a ZIP. */
export const MEDIA = {
  'image/png': { word: 'PNG picture', endings: ['png'], isPicture: true },
  'image/jpeg': { word: 'JPEG picture', endings: ['jpg', 'jpeg'], isPicture: true },
  'image/webp': { word: 'WebP picture', endings: ['webp'], isPicture: true },
  'image/gif': { word: 'GIF picture', endings: ['gif'], isPicture: true },
  'application/pdf': { word: 'PDF', endings: ['pdf'], isPicture: false },
  'text/plain': { word: 'text', endings: ['txt', 'log'], isPicture: false },
  'text/csv': { word: 'CSV', endings: ['csv'], isPicture: false },
  'application/zip': { word: 'ZIP', endings: ['zip'], isPicture: false },
  'application/x-evtx': { word: 'event log', endings: ['evtx'], isPicture: false },
} as const satisfies Record<string, Medium>

export const MediaType = z.enum(
  Object.keys(MEDIA) as [keyof typeof MEDIA, ...(keyof typeof MEDIA)[]], // its keys are its type
)
export type MediaType = z.infer<typeof MediaType>

const MEGABYTE = 1024 * 1024
export const LARGEST_FILE = 10 * MEGABYTE

/** Said wherever a file is asked for, so that nobody learns of a limit by running into it. */
export const WHAT_FITS = `Pictures (PNG, JPEG, WebP, GIF), PDF, text, CSV, ZIP and event logs, up to ${LARGEST_FILE / MEGABYTE} MB each`

export const LONGEST_NAME = 120

/** A name without a path, control characters or anything a file system trips over. */
export const FileName = z.string().check(
  z.minLength(1),
  z.maxLength(LONGEST_NAME),
  z.regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}/\\<>:"|?*]+$/u, 'Must be a plain file name'),
  z.refine((name) => !/^\.|[. ]$/.test(name), 'Must not begin with a dot or end with one'),
)

export const Attachment = z
  .object({
    id: Id,
    fileName: FileName,
    mediaType: MediaType,
    bytes: z.int().check(z.minimum(1), z.maximum(LARGEST_FILE)),
    sha256: Sha256,
  })
  .check(z.meta({ id: 'Attachment' }))
export type Attachment = z.infer<typeof Attachment>

export const isPicture = ({ mediaType }: Pick<Attachment, 'mediaType'>): boolean =>
  MEDIA[mediaType].isPicture

/** "214 KB", "3.1 MB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  if (bytes < MEGABYTE) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / MEGABYTE).toFixed(1).replace(/\.0$/, '')} MB`
}

/** "vpn-error.png (PNG picture, 214 KB)". */
export const tellFile = ({ fileName, mediaType, bytes }: Attachment): string =>
  `${fileName} (${MEDIA[mediaType].word}, ${sizeWords(bytes)})`
